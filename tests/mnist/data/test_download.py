"""Fetching MNIST, from a server of our own."""

import gzip
import hashlib
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import monotonic

import numpy as np
import pytest

from playground.errors import InputError
from playground.mnist.data import download as module
from playground.mnist.data.idx import DataFile

CONTENT = np.random.default_rng(0).integers(256, size=200_000).astype(np.uint8).tobytes()
FILE = DataFile("train-images-idx3-ubyte", hashlib.sha256(CONTENT).hexdigest(), 3)
ARCHIVE = gzip.compress(CONTENT, mtime=0)


ENDLESS = ("flood", "drip", "headers", "continue", "claim", "silent")


class _Mirror(BaseHTTPRequestHandler):
    def do_GET(self):
        kind = self.path.split("/")[1]
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.server.asked.append((kind, start))
        if kind == "forbidden":
            self.send_error(403)
            return
        if kind == "nothing":
            self.send_error(416)
            return
        if kind == "rude":
            self.send_error(403, "\x1b]0;" + 1000 * "evil")
            return
        if kind in ENDLESS:
            self._endless(kind)
            return
        body = gzip.compress(b"something else") if kind == "wrong" else ARCHIVE
        if kind == "plain":  # a server that knows no ranges
            start = 0
        if start >= len(body):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        stop = start + 70_000 if kind == "cut" else len(body)
        self.wfile.write(body[start:stop])

    def _endless(self, kind):
        try:
            if kind == "continue":
                while not self.server.stopped.wait(0.01):
                    self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            if kind == "headers":
                while not self.server.stopped.wait(0.01):
                    self.wfile.write(b"X")
            if kind == "claim":
                self.wfile.write(b"Content-Length: 999999999999\r\n")
            self.end_headers()
            if kind == "drip":
                while not self.server.stopped.wait(0.01):
                    self.wfile.write(b"\0")
            while kind == "flood" and not self.server.stopped.is_set():
                self.wfile.write(bytes(2**16))
            self.server.stopped.wait(20)
        except OSError:
            pass  # whoever asked has gone

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(module, "FILES", (FILE,))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    server.asked, server.stopped = [], threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


def _mirrors(server, *kinds):
    return [f"http://127.0.0.1:{server.server_port}/{kind}/" for kind in kinds]


def _is_there(folder):
    assert [path.name for path in folder.iterdir()] == [f"{FILE.name}.gz"]
    assert gzip.decompress((folder / f"{FILE.name}.gz").read_bytes()) == CONTENT


def test_a_good_file(server, tmp_path):
    seen = []
    module.download(
        tmp_path / "new", lambda *progress: seen.append(progress), _mirrors(server, "good")
    )
    _is_there(tmp_path / "new")
    assert seen[-1] == (FILE.name, len(ARCHIVE), len(ARCHIVE))
    module.download(tmp_path / "new", lambda *progress: None, _mirrors(server, "forbidden"))
    assert server.asked == [("good", 0)]


def test_a_wrong_hash_and_a_403_lead_to_the_next_mirror(server, tmp_path):
    module.download(tmp_path, lambda *_: None, _mirrors(server, "wrong", "forbidden", "good"))
    _is_there(tmp_path)
    assert [kind for kind, _ in server.asked] == ["wrong", "forbidden", "good"]


def test_a_cut_connection_goes_on_where_it_stopped(server, tmp_path):
    module.download(tmp_path, lambda *_: None, _mirrors(server, "cut"))
    _is_there(tmp_path)
    assert server.asked == [("cut", 0), ("cut", 70_000), ("cut", 140_000)]


def test_a_part_that_is_left_is_used(server, tmp_path):
    (mirror,) = _mirrors(server, "good")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(ARCHIVE[:1000])
    module.download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)
    assert server.asked == [("good", 1000)]


def test_a_broken_part_is_replaced(server, tmp_path):
    (mirror,) = _mirrors(server, "good")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(b"\0" * len(ARCHIVE))
    module.download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)
    assert [start for _, start in server.asked] == [len(ARCHIVE), 0]


def test_a_server_without_ranges_begins_anew(server, tmp_path):
    (mirror,) = _mirrors(server, "plain")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(ARCHIVE[:1000])
    module.download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)


def test_no_mirror_has_it(server, tmp_path):
    with pytest.raises(InputError, match=r"403 Forbidden.*another SHA-256"):
        module.download(tmp_path, lambda *_: None, _mirrors(server, "forbidden", "wrong"))
    assert list(tmp_path.iterdir()) == []


def test_no_network(tmp_path):
    with pytest.raises(InputError, match="could not be downloaded"):
        module.download(tmp_path, lambda *_: None, ["http://127.0.0.1:9/"])


def test_a_folder_that_cannot_be_written(server, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        module.download(tmp_path / "file" / "below", lambda *_: None, _mirrors(server, "good"))


@pytest.mark.parametrize("kind", ENDLESS)
def test_no_server_is_waited_for_without_end(server, tmp_path, monkeypatch, kind):
    """One that never ends, however it does that, leads to the next mirror, and fills no disk."""
    monkeypatch.setattr(module, "_SLOW_S", 0.3)
    most, sizes = FILE.most_packed, []

    def show(*_):
        sizes.append(max((path.stat().st_size for path in tmp_path.iterdir()), default=0))

    module.download(tmp_path, show, _mirrors(server, kind, "good"))
    _is_there(tmp_path)
    assert [name for name, _ in server.asked] == [kind, "good"]
    assert max(sizes) <= most


def test_all_mirrors_together_have_a_time(server, tmp_path, monkeypatch):
    monkeypatch.setattr(module, "_MOST_S", 0.3)
    begin = monotonic()
    with pytest.raises(InputError, match="is too slow"):
        module.download(tmp_path, lambda *_: None, _mirrors(server, "drip", "silent", "headers"))
    assert monotonic() - begin < 5


def test_an_archive_is_no_longer_than_what_is_in_it(server, tmp_path, monkeypatch):
    small = DataFile(FILE.name, FILE.sha256, 3, len(CONTENT))
    monkeypatch.setattr(module, "FILES", (small,))
    module.download(tmp_path, lambda *_: None, _mirrors(server, "flood", "good"))
    _is_there(tmp_path)
    assert len(ARCHIVE) <= small.most_packed < 1.02 * len(CONTENT)


def test_many_at_once_into_one_folder_all_succeed(server, tmp_path):
    begin, failures = threading.Barrier(5), []

    def fetch():
        begin.wait()
        try:
            module.download(tmp_path, lambda *_: None, _mirrors(server, "cut"))
        except InputError as error:
            failures.append(error)

    threads = [threading.Thread(target=fetch) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    _is_there(tmp_path)


def test_a_part_of_a_killed_download_is_used_and_a_living_one_is_left_alone(server, tmp_path):
    (mirror,) = _mirrors(server, "good")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    killed, living = (part.with_name(f"{part.stem}.{k:08x}.part") for k in (1, 2))
    for path in (killed, living):
        path.write_bytes(ARCHIVE[:1000])
    os.utime(killed, (0, 0))
    module.download(tmp_path, lambda *_: None, [mirror])
    assert server.asked == [("good", 1000)]
    assert living.read_bytes() == ARCHIVE[:1000]
    living.unlink()
    _is_there(tmp_path)


def test_a_416_leads_to_the_next_mirror(server, tmp_path):
    module.download(tmp_path, lambda *_: None, _mirrors(server, "nothing", "good"))
    _is_there(tmp_path)
    (tmp_path / f"{FILE.name}.gz").unlink()
    mirror, good = _mirrors(server, "nothing", "good")
    module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz").write_bytes(b"some")
    module.download(tmp_path, lambda *_: None, [mirror, good])
    _is_there(tmp_path)


def test_what_a_server_says_cannot_write_to_the_terminal(server, tmp_path):
    with pytest.raises(InputError, match="403") as caught:
        module.download(tmp_path, lambda *_: None, _mirrors(server, "rude"))
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_the_sizes_are_those_of_mnist():
    """A header of four bytes for each axis and for the magic number, then a byte a value."""
    from playground.mnist.data.idx import FILES

    counts = {"train": 60_000, "t10k": 10_000}
    for file in FILES:
        values = counts[file.name.partition("-")[0]] * (28 * 28 if file.axes == 3 else 1)
        assert file.size == 4 + 4 * file.axes + values
