"""Sessions whose values, archives or arrays nobody would write."""

import json
import stat
import warnings
import zlib
from functools import partial
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import numpy as np
from safetensors.numpy import load, save

from tests.fuzz import bombs, inputs
from tests.fuzz.odd.places import places, put


def _session(**members):
    return partial(bombs._session, **members)


def odd_sessions():
    """What makes the bytes of sessions whose archive is sound."""
    yield from _sessions()


def sessions():
    for number, data in enumerate(_sessions()):
        yield partial(put, name=f"{number}.playground", data=data)
    for number, data in enumerate(_archives()):
        yield partial(put, name=f"{number}.playground", data=data)
    yield from places("odd.playground")
    yield from places("odd.drawing")


def _json_of(member):
    with ZipFile(inputs.FIXTURES / "binary.playground") as whole:
        return json.loads(whole.read(member))


def _sessions():
    head, run, drawn = map(_json_of, ("session.json", "runs/1/config.json", "drawing/drawing.json"))
    for bad in (
        b"NaN",
        b"-Infinity",
        b"1e999",
        b"9" * 4000,
        b"9" * 5000,
        b'"\\ud800"',
        b'"' + b"x" * 10**6 + b'"',
        b"[" * 5000 + b"]" * 5000,
        b"1e-999",
        b"-1",
        b"9007199254740992",
        b"9007199254740993",
        b"null",
        b"true",
        b"{}",
        b"[]",
        b'""',
        b'"\\u0000\\u001b[2J\\u202e"',
    ):
        yield _session(
            **{"session.json": json.dumps(head).encode().replace(b'"seed": 0', b'"seed": ' + bad)}
        )
        yield _session(
            **{
                "session.json": json.dumps({**head, "view": "@"})
                .encode()
                .replace(b'"@"', b'{"layer": ' + bad + b"}")
            }
        )
        yield _session(
            **{
                "session.json": json.dumps({**head, "view": "@"})
                .encode()
                .replace(b'"@"', b'{"plane": [0, ' + bad + b"]}")
            }
        )
        yield _session(
            **{
                "session.json": json.dumps({**head, "view": "@"})
                .encode()
                .replace(b'"@"', b'{"heat": ' + bad + b"}")
            }
        )
        yield _session(
            **{"session.json": json.dumps({**head, "format": "@"}).encode().replace(b'"@"', bad)}
        )
        yield _session(
            **{"session.json": json.dumps({**head, "runs": "@"}).encode().replace(b'"@"', bad)}
        )
        for key in ("name", "current", "version"):
            yield _session(
                **{
                    "drawing/drawing.json": json.dumps({**drawn, key: "@"})
                    .encode()
                    .replace(b'"@"', bad)
                }
            )
        for key in ("name", "color", "weight", "visible", "file"):
            layers = [{**drawn["layers"][0], key: "@"}, *drawn["layers"][1:]]
            yield _session(
                **{
                    "drawing/drawing.json": json.dumps({**drawn, "layers": layers})
                    .encode()
                    .replace(b'"@"', bad)
                }
            )
        for key in ("place", "snapshots", "checkpoints"):
            yield _session(
                **{
                    "runs/1/config.json": json.dumps({**run, key: "@"})
                    .encode()
                    .replace(b'"@"', bad)
                }
            )
            yield _session(
                **{
                    "runs/1/config.json": json.dumps({**run, key: ["@"]})
                    .encode()
                    .replace(b'"@"', bad)
                }
            )
        entrants = head["setup"]["entrants"]
        for key in ("preset", "config", "shown", "forked_at"):
            changed = {**head["setup"], "entrants": [{**entrants[0], key: "@"}, *entrants[1:]]}
            yield _session(
                **{
                    "session.json": json.dumps({**head, "setup": changed})
                    .encode()
                    .replace(b'"@"', bad)
                }
            )
    yield _session(**{"session.json": b'{"format": 1, "format": 99}'})
    yield _session(**{"session.json": b"\xff\xfe" + json.dumps(head).encode("utf-16-le")})
    yield _session(**{"session.json": b"\xef\xbb\xbf" + json.dumps(head).encode()})
    dot = bombs._png(1, 1, (b"IDAT", zlib.compress(b"\0\xff\xff")))
    many = [{**drawn["layers"][0], "file": f"{k}.png", "name": "n" * 1000} for k in range(1000)]
    yield _session(
        **{f"drawing/{k}.png": dot for k in range(1000)},
        **{"drawing/drawing.json": json.dumps({**drawn, "layers": many})},
    )
    tall = bombs._png(1, 4096, (b"IDAT", zlib.compress(b"\0\xff\xff" * 4096)))
    yield _session(**{"drawing/001.png": tall})
    for weight in (5e-324, 1e308, 0, 1e-300):
        layers = [{**one, "weight": weight} for one in drawn["layers"]]
        yield _session(**{"drawing/drawing.json": json.dumps({**drawn, "layers": layers})})
    for far in (2**53, 2**31, 2**40):
        yield partial(_far, run, far)


def _far(run, far):
    """The session with its newest moments at another iteration."""
    with ZipFile(inputs.FIXTURES / "binary.playground") as whole:
        members = {}
        last = run["checkpoints"][-1]["iteration"]
        state = load(whole.read(f"runs/1/checkpoints/{last:09d}.safetensors"))
        state["iteration"] = np.array(far)
        members[f"runs/1/checkpoints/{far:09d}.safetensors"] = save(state)
        shot = run["snapshots"][-1]
        members[f"runs/1/snapshots/{far:09d}.safetensors"] = whole.read(
            f"runs/1/snapshots/{shot:09d}.safetensors"
        )
    record = json.loads(json.dumps(run))
    record["checkpoints"][-1]["iteration"] = far
    record["snapshots"][-1] = far
    return bombs._session(**members, **{"runs/1/config.json": json.dumps(record)})


def _archives():
    whole = (inputs.FIXTURES / "binary.playground").read_bytes()
    yield whole + b"\0"
    yield b"#!/bin/sh\n" + whole
    yield whole[:-22] + whole[-22:-2] + b"\5\0hello"
    yield whole * 2
    yield _packed("nested.playground", whole)
    for name in (
        "/etc/passwd",
        "C:/x",
        "C:\\x",
        "\\\\host\\share",
        "../x",
        "a/../../x",
        "drawing/../session.json",
        "",
        "/",
        "a\0b",
        "x" * 250,
        "x" * 5000,
        "a\nb",
        "\u202egnp",
        "\x1b[2J",
        "DRAWING/DRAWING.JSON",
        "cafe\u0301",
        "caf\xe9",
        "con",
        "aux.json",
        "a:b",
        "drawing/",
        ".",
        "runs/1/../1/config.json",
    ):
        yield partial(_with, name, b"x")
    for kind in (stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK, stat.S_IFDIR):
        yield partial(_with, "odd", b"/etc/passwd", mode=kind | 0o777)
    for packed in (ZIP_BZIP2, ZIP_LZMA):
        yield partial(_with, "odd", bytes(2**24), packed=packed)
    yield partial(_with, "odd", bytes(2**29), packed=ZIP_DEFLATED)
    yield partial(_with, "session.json", bytes(2**21), packed=ZIP_DEFLATED)
    for place in range(4, 46, 2):
        for value in (b"\xff\xff", b"\0\0", b"\1\0"):
            yield _directory(whole, place, value)
    for end in (*range(0, 4000, 100), *range(4000, len(whole), len(whole) // 60)):
        yield whole[:end]
    with ZipFile(inputs.FIXTURES / "binary.playground") as archive:
        arrays = [name for name in archive.namelist() if name.endswith("safetensors")]
        for name in (arrays[0], arrays[-1], "runs/1/figures.safetensors"):
            for data in odd_arrays(archive.read(name)):
                yield _session(**{name: data})


def _packed(name, whole):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, whole)
    return out.getvalue()


def _with(name, data, mode=None, packed=0):
    """The session with one more member."""
    out = BytesIO()
    with (
        ZipFile(inputs.FIXTURES / "binary.playground") as whole,
        ZipFile(out, "w") as changed,
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        for member in whole.namelist():
            changed.writestr(member, whole.read(member))
        info = ZipInfo("placeholder")
        info.filename = name
        info.compress_type = packed
        if mode is not None:
            info.external_attr = mode << 16
        changed.writestr(info, data)
    return out.getvalue()


def _directory(whole, place, value):
    data = bytearray(whole)
    entry = data.rfind(b"PK\1\2")
    data[entry + place : entry + place + 2] = value
    return bytes(data)


def odd_arrays(data):
    """Other headers before the same bytes."""
    length = int.from_bytes(data[:8], "little")
    head, body = json.loads(data[8 : 8 + length]), data[8 + length :]
    name = next(key for key in head if key != "__metadata__")
    entry = head[name]
    begin, end = entry["data_offsets"]
    for changed in (
        {"data_offsets": [-1, end]},
        {"data_offsets": [end, begin]},
        {"data_offsets": [begin, 2**63]},
        {"data_offsets": [begin, end + 1]},
        {"data_offsets": [0, 0]},
        {"data_offsets": []},
        {"data_offsets": None},
        {"data_offsets": [1.5, 2.5]},
        {"data_offsets": [True, False]},
        {"shape": [-1]},
        {"shape": [2**62, 4]},
        {"shape": [0]},
        {"shape": [[1]]},
        {"shape": [1] * 100},
        {"shape": "3"},
        {"shape": [1.0]},
        {"dtype": "F4"},
        {"dtype": "O"},
        {"dtype": ["F32"]},
        {"dtype": "BF16"},
        {"dtype": "\x1b[2J"},
        {"dtype": None},
        {"dtype": "x" * 10**5},
    ):
        yield joined({**head, name: {**entry, **changed}}, body)
    yield joined({**head, "again": entry}, body)
    yield joined({**head, "__metadata__": {"playground": 5}}, body)
    yield joined({**head, "__metadata__": []}, body)
    yield joined([], body)
    yield joined({**head, "": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}, body)
    yield joined({**head, "nul\0\x1b": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}, body)
    yield joined(
        {
            **head,
            **{
                f"e{k}": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}
                for k in range(15_000)
            },
        },
        body,
    )
    for text in (b"", b"{}", b"{", b"[" * 100_000, b'{"a": NaN}', b" " * 2**20, b"\xff"):
        yield len(text).to_bytes(8, "little") + text + body
    for length in (0, 1, 2**63, 2**64 - 1, len(data), len(data) - 8):
        yield length.to_bytes(8, "little") + data[8:]


def joined(head, body):
    text = json.dumps(head).encode()
    return len(text).to_bytes(8, "little") + text + body
