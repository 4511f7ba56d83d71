"""Fetching MNIST, from a server of our own."""

import gzip
import hashlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from playground.errors import InputError
from playground.mnist.data import download as module
from playground.mnist.data.download import download
from playground.mnist.data.idx import DataFile

CONTENT = np.random.default_rng(0).integers(256, size=200_000).astype(np.uint8).tobytes()
FILE = DataFile("train-images-idx3-ubyte", hashlib.sha256(CONTENT).hexdigest(), 3)
ARCHIVE = gzip.compress(CONTENT, mtime=0)


class _Mirror(BaseHTTPRequestHandler):
    def do_GET(self):
        kind = self.path.split("/")[1]
        start = int((self.headers.get("Range") or "bytes=0-")[6:-1])
        self.server.asked.append((kind, start))
        if kind == "forbidden":
            self.send_error(403)
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

    def log_message(self, *_arguments):
        pass


@pytest.fixture
def server(monkeypatch):
    monkeypatch.setattr(module, "FILES", (FILE,))
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Mirror)
    server.asked = []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
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
    download(tmp_path / "new", lambda *progress: seen.append(progress), _mirrors(server, "good"))
    _is_there(tmp_path / "new")
    assert seen[-1] == (FILE.name, len(ARCHIVE), len(ARCHIVE))
    download(tmp_path / "new", lambda *progress: None, _mirrors(server, "forbidden"))
    assert server.asked == [("good", 0)]


def test_a_wrong_hash_and_a_403_lead_to_the_next_mirror(server, tmp_path):
    download(tmp_path, lambda *_: None, _mirrors(server, "wrong", "forbidden", "good"))
    _is_there(tmp_path)
    assert [kind for kind, _ in server.asked] == ["wrong", "forbidden", "good"]


def test_a_cut_connection_goes_on_where_it_stopped(server, tmp_path):
    download(tmp_path, lambda *_: None, _mirrors(server, "cut"))
    _is_there(tmp_path)
    assert server.asked == [("cut", 0), ("cut", 70_000), ("cut", 140_000)]


def test_a_part_that_is_left_is_used(server, tmp_path):
    (mirror,) = _mirrors(server, "good")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(ARCHIVE[:1000])
    download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)
    assert server.asked == [("good", 1000)]


def test_a_broken_part_is_replaced(server, tmp_path):
    (mirror,) = _mirrors(server, "good")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(b"\0" * len(ARCHIVE))
    download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)
    assert [start for _, start in server.asked] == [len(ARCHIVE), 0]


def test_a_server_without_ranges_begins_anew(server, tmp_path):
    (mirror,) = _mirrors(server, "plain")
    part = module._part(tmp_path, FILE, f"{mirror}{FILE.name}.gz")
    part.write_bytes(ARCHIVE[:1000])
    download(tmp_path, lambda *_: None, [mirror])
    _is_there(tmp_path)


def test_no_mirror_has_it(server, tmp_path):
    with pytest.raises(InputError, match=r"403 Forbidden.*another SHA-256"):
        download(tmp_path, lambda *_: None, _mirrors(server, "forbidden", "wrong"))
    assert list(tmp_path.iterdir()) == []


def test_no_network(tmp_path):
    with pytest.raises(InputError, match="could not be downloaded"):
        download(tmp_path, lambda *_: None, ["http://127.0.0.1:9/"])


def test_a_folder_that_cannot_be_written(server, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(InputError, match="cannot be made"):
        download(tmp_path / "file" / "below", lambda *_: None, _mirrors(server, "good"))
