"""Run folders whose settings, checkpoints or files nobody would write."""

import json
import os
from functools import partial

from tests.fuzz import inputs
from tests.fuzz.odd.places import places
from tests.fuzz.odd.sessions import joined, odd_arrays


def runs():
    yield from _run_folders("gan")
    yield from _run_folders("cgan", few=True)


def mnist_runs():
    yield from _run_folders("mnist-infogan")
    yield from _run_folders("mnist-cgan", few=True)


def _run_folders(fixture, few=False):
    source = inputs.FIXTURES / fixture
    config = json.loads((source / "config.json").read_text())
    for data in _configs(config):
        yield partial(_run, fixture=fixture, member="config.json", data=data)
    if few:
        return
    checkpoint = source / "checkpoints" / "last.safetensors"
    for data in odd_arrays(checkpoint.read_bytes()):
        yield partial(_run, fixture=fixture, member="checkpoints/last.safetensors", data=data)
    for data in _metas(checkpoint.read_bytes()):
        yield partial(_run, fixture=fixture, member="checkpoints/last.safetensors", data=data)
    for path in sorted(one for one in source.rglob("*") if one.is_file()):
        whole = path.read_bytes()
        member = path.relative_to(source).as_posix()
        for end in range(0, len(whole), max(100, len(whole) // 40)):
            yield partial(_run, fixture=fixture, member=member, data=whole[:end])
        for place in places(path.name):
            yield partial(_odd_member, fixture=fixture, member=member, place=place)
    metrics = (source / "metrics.csv").read_bytes()
    for data in (
        metrics.replace(b"\n", b"\r\n"),
        metrics.replace(b"\n", b"\r"),
        b"\xef\xbb\xbf" + metrics,
        metrics + bytes(4096),
        metrics[:-1],
        metrics.replace(b"1", b"\0"),
        metrics + b"9" * 5000 + b",1\n",
        metrics.decode().encode("utf-16"),
        metrics + metrics,
        b"\n" * 10**6,
        b"," * 10**6,
        b'"' * 1000,
        b"",
        metrics + "١,".encode() + metrics[-60:],
        metrics + b"-5,1,1,1,1,1,1,1,1,1\n",
        metrics + b"1e3,1,1,1,1,1,1,1,1,1\n",
        metrics + b"nan,inf,nan,1e999,1,1,1,1,1,1\n",
    ):
        yield partial(_run, fixture=fixture, member="metrics.csv", data=data)
    yield partial(_sparse, fixture=fixture, member="metrics.csv", size=3 * 2**30)
    yield partial(_sparse, fixture=fixture, member="config.json", size=3 * 2**30)
    yield partial(_sparse, fixture=fixture, member="checkpoints/last.safetensors", size=3 * 2**30)
    yield partial(_sparse_checkpoint, fixture=fixture)


def _run(folder, fixture, member, data):
    inputs.copy_of_run(fixture, folder / "run")
    (folder / "run" / member).write_bytes(data)
    return folder / "run"


def _odd_member(folder, fixture, member, place):
    inputs.copy_of_run(fixture, folder / "run")
    path = folder / "run" / member
    path.unlink()
    made = place(path.parent)
    if made != path and os.path.lexists(made):
        made.rename(path)
    return folder / "run"


def _sparse(folder, fixture, member, size):
    inputs.copy_of_run(fixture, folder / "run")
    with (folder / "run" / member).open("r+b") as file:
        file.truncate(size)
    return folder / "run"


def _sparse_checkpoint(folder, fixture):
    """One more array, of 3 GB that take nothing of the disk."""
    path = (
        inputs.copy_of_run(fixture, folder / "run")
        and folder / "run" / "checkpoints" / "last.safetensors"
    )
    data = path.read_bytes()
    length = int.from_bytes(data[:8], "little")
    head, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    head["more"] = {
        "dtype": "U8",
        "shape": [3 * 2**30],
        "data_offsets": [len(body), len(body) + 3 * 2**30],
    }
    path.write_bytes(joined(head, body))
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size + 3 * 2**30)
    return folder / "run"


def _configs(config):
    text = json.dumps({**config, "zq": "@"})
    for bad in (
        "NaN",
        "Infinity",
        "-Infinity",
        "1e999",
        "-1e999",
        "9" * 5000,
        '"\\ud800"',
        "[" * 5000 + "]" * 5000,
        '{"a":' * 3000 + "1" + "}" * 3000,
    ):
        yield text.replace('"@"', bad).encode()
        for key in config:
            yield json.dumps({**config, key: "@"}).replace('"@"', bad).encode()
    for key in config:
        for bad in (
            None,
            True,
            -1,
            0,
            10**30,
            "",
            [],
            {},
            [[]],
            {"a": 1},
            "x" * 10**6,
            "\x1b]0;x\x07",
            "a\nb",
            "\u202e",
            0.5,
        ):
            yield json.dumps({**config, key: bad}).encode()
    for key in config["config"]:
        for bad in (None, True, -1, 10**30, 1e308, 5e-324, "", [], {}, "\ud800"):
            yield json.dumps({**config, "config": {**config["config"], key: bad}}).encode()
    whole = json.dumps(config).encode()
    yield b"\xef\xbb\xbf" + whole
    yield whole.decode().encode("utf-16")
    yield whole + b"\0"
    yield whole + whole
    yield whole.replace(b"{", b'{"format": 99, ', 1)
    yield whole[:-1] + b', "format": 99}'
    yield b"[" + whole + b"]"
    yield b""
    target = config.get("target")
    if target:
        layer = target["layers"][0]
        for file in (
            ".",
            "..",
            "",
            "con",
            "nul",
            "a/b.png",
            "/etc/passwd",
            "C:x.png",
            "a\0.png",
            "x" * 250,
            "x" * 5000,
            "config.json",
            ".lock",
            "\ud800.png",
            "\udc80.png",
            "../config.json",
            "a\nb",
            layer["file"].upper(),
            "\u202egnp",
            " ",
            "~",
        ):
            layers = [{**layer, "file": file}, *target["layers"][1:]]
            yield json.dumps({**config, "target": {**target, "layers": layers}}).encode()
        for more in (
            {"weight": 5e-324},
            {"weight": 1e308},
            {"name": "\x1b[2J\n\u202e"},
            {"name": "n" * 10**6},
            {"name": "\ud800"},
            {"name": "$\\frac{"},
            {"name": ""},
        ):
            yield json.dumps(
                {
                    **config,
                    "target": {**target, "layers": [{**layer, **more}, *target["layers"][1:]]},
                }
            ).encode()
        yield json.dumps({**config, "target": {**target, "name": "$\\frac{\ud800"}}).encode()


def _metas(data):
    """Other descriptions of the checkpoint."""
    length = int.from_bytes(data[:8], "little")
    head, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    meta = json.loads(head["__metadata__"]["playground"])
    for key in (*meta, "zq"):
        for bad in (
            None,
            True,
            -1,
            2**53,
            10**30,
            1.5,
            "",
            "gan",
            [],
            [[]],
            {},
            [10**30],
            [-1] * 10,
            list(range(5000)),
            "\x1b[2J",
        ):
            changed = {**meta, key: bad}
            yield joined({**head, "__metadata__": {"playground": json.dumps(changed)}}, body)
    for text in (
        "",
        "[]",
        "5",
        "null",
        "NaN",
        "[" * 5000,
        '{"iteration": 1e999}',
        '{"iteration": NaN}',
    ):
        yield joined({**head, "__metadata__": {"playground": text}}, body)
