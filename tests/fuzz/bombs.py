"""Inputs made by hand to take all of the memory or of the time, where chance hardly gets to."""

import gzip
import json
import struct
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from safetensors.numpy import save

from tests.fuzz import inputs


def _png(width, height, *chunks, depth=16, kind=0):
    header = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def _rows(size):
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(bytes(2**20)) for _ in range(size >> 20)), packer.flush()])


def _session(**members):
    """The session of an earlier version with other members."""
    return _zip("binary.playground", members)


def _zip(name, members):
    out = BytesIO()
    with ZipFile(inputs.FIXTURES / name) as whole, ZipFile(out, "w") as changed:
        content = {name: whole.read(name) for name in whole.namelist()} | members
        for member, data in content.items():
            packed = None if member.endswith(".safetensors") else ZIP_DEFLATED
            changed.writestr(member, data, packed)
    return out.getvalue()


def sessions():
    """Bombs by a short name."""
    with ZipFile(inputs.FIXTURES / "binary.playground") as whole:
        config = json.loads(whole.read("runs/1/config.json"))
        shot = next(name for name in whole.namelist() if "runs/1/snapshots" in name)
        drawing = json.loads(whole.read("drawing/drawing.json"))
    second = struct.pack(">IIBBBBB", 30_000, 60_000, 16, 0, 0, 0, 0)
    huge = save({"d_weights": np.zeros(2**20, np.float16)})
    layer = drawing["layers"][0]
    sheets = {f"drawing/{k}.png": _png(4096, 4096, (b"IDAT", _rows(2**25))) for k in range(12)}
    many = [dict(layer, file=f"{k}.png") for k in range(12)]
    wide = config | {"config": config["config"] | {"d_hidden": 8192, "layers": 16}}
    yield "second header", _session(**{"drawing/001.png": _png(9, 9, (b"IHDR", second))})
    yield "deep JSON", _session(**{"session.json": b"[" * 100_000})
    yield "wide JSON", _session(**{"session.json": b"[" + b"{}," * 700_000 + b"{}]"})
    yield "huge JSON", _session(**{"session.json": b" " * 2**28})
    yield "long number", _session(**{"session.json": b"9" * 10**6})
    yield (
        "one array in a thousand snapshots",
        _session(
            **{
                "runs/1/config.json": json.dumps(config | {"snapshots": list(range(1999))}),
                **{
                    f"runs/1/snapshots/{k:09d}.safetensors": shot if k else huge
                    for k in range(1999)
                },
            }
        ),
    )
    yield (
        "one checkpoint a thousand times",
        _session(
            **{
                "runs/1/config.json": json.dumps(
                    config | {"checkpoints": 2000 * config["checkpoints"][:1]}
                )
            }
        ),
    )
    yield (
        "one layer a thousand times",
        _session(**{"drawing/drawing.json": json.dumps(drawing | {"layers": 1000 * [layer]})}),
    )
    yield (
        "large layers",
        _session(**sheets, **{"drawing/drawing.json": json.dumps(drawing | {"layers": many})}),
    )
    yield "wide networks", _session(**{"runs/1/config.json": json.dumps(wide)})
    yield (
        "a million empty chunks",
        _session(**{"drawing/001.png": _png(9, 9, *2_000_000 * [(b"IDAT", b"")])}),
    )
    yield "a directory of a million", _directory(1_000_000)


def _directory(count):
    entry = struct.pack(
        "<4s6H3L5H2L", b"PK\1\2", *(20, 20, 0, 0, 0, 0), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
    )
    data = entry * count
    zip64 = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(data), 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(data), 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 65535, 65535, 2**32 - 1, 2**32 - 1, 0)
    return data + zip64 + locator + end


def pictures():
    """The same of pictures, with their suffix."""
    yield ".png", _png(2**31 - 1, 2**31 - 1, (b"IDAT", _rows(2**20)))
    yield ".png", _png(60_000, 60_000, (b"IDAT", _rows(2**24)), depth=8)
    yield ".png", _png(20, 20, (b"zTXt", b"a\0\0" + _rows(2**28)), (b"IDAT", _rows(2**20)))
    yield ".png", _png(20, 20, (b"iCCP", b"a\0\0" + _rows(2**28)), (b"IDAT", _rows(2**20)))
    yield ".gif", b"GIF89a" + struct.pack("<HHBBB", 65535, 65535, 0x80, 0, 0) + bytes(6) + b";"
    header = struct.pack("<IiiHHIIiiII", 40, 1, 2**31 - 1, 1, 8, 1, 0, 0, 0, 0, 0)
    yield ".bmp", b"BM" + struct.pack("<IHHI", 2**31, 0, 0, 54) + header + bytes(1024)
    for bits, samples, kind in ((64, 1, 3), (8, 4000, 1), (32, 200, 3), (16, 65535, 1)):
        yield ".tif", _tiff(8000, 8000, bits, samples, kind)
    yield ".ppm", b"P5 65535 65535 255\n" + bytes(100)


def _tiff(width, height, bits, samples, kind):
    fields = [
        (256, 4, 1, width),
        (257, 4, 1, height),
        (258, 3, 1, bits),
        (259, 3, 1, 8),
        (262, 3, 1, 1),
        (273, 4, 1, 200),
        (277, 3, 1, samples),
        (278, 4, 1, height),
        (279, 4, 1, 60),
        (339, 3, 1, kind),
    ]
    data = b"II*\0" + struct.pack("<IH", 8, len(fields))
    data += b"".join(struct.pack("<HHII", *field) for field in fields) + bytes(4)
    return data.ljust(200, b"\0") + zlib.compress(bytes(10_000))


def tables():
    """And of tables."""
    yield b"0,0\n1," + b"9" * 200_000 + b"\n"
    yield b"0,0\n5e-324,5e-324\n1e-323,0\n"
    yield b"0,0\n1e308,1e308\n-1e308,-1e308\n"
    yield b"0,0,a\n" + b"".join(b"%d,%d,l%d\n" % (k, k * k % 97, k) for k in range(3000))
    yield b"," * 2**20
    yield b"\n" * 2**22
    yield b"1,2\n" * 2**20
    yield b'"' * 2**20
    yield b"\0" * 2**20


def digits():
    """And of IDX files."""
    head = bytes((0, 0, 8, 3))
    yield gzip.compress(head + struct.pack(">3I", 10**6, 28, 28) + bytes(2**26), 1)
    yield gzip.compress(head + struct.pack(">3I", 2**32 - 1, 2**32 - 1, 2**32 - 1), 1)
    yield gzip.compress(head + struct.pack(">3I", 20, 28, 28) + bytes(2**28), 1)
    yield gzip.compress(bytes((0, 0, 8, 1)) + struct.pack(">I", 2**31), 1)


def runs():
    """Other settings of a run folder's config.json, by the fixture's name."""
    for name, settings in (
        ("gan", {"d_hidden": 8192, "g_hidden": 8192, "layers": 16}),
        ("gan", {"batch_size": 10**6}),
        ("infogan", {"codes": 1000, "d_features": 4096, "g_features": 4096}),
        ("cgan", {"pack": 16, "d_hidden": 8192, "latent_dim": 1024}),
        ("mnist-infogan", {"width": 8.0, "networks": "paper"}),
        ("mnist-cgan", {"width": 8.0, "latent_dim": 4096}),
    ):
        config = json.loads((inputs.FIXTURES / name / "config.json").read_text())
        config["config"] |= settings
        yield name, json.dumps(config).encode()
    config = json.loads((inputs.FIXTURES / "gan" / "config.json").read_text())
    config["target"]["layers"] *= 500
    yield "gan", json.dumps(config).encode()
    for text in (b"[" * 100_000, b'{"a":' * 50_000, b"9" * 10**6, b" " * 2**26, b"\xff\xfe"):
        yield "gan", text
        yield "mnist-infogan", text
