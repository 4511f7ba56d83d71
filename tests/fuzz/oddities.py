"""Further inputs made by hand: what formats allow and nobody writes, and files that are none.

Each is (kind, name, make), where `make(folder)` puts it there and returns its path.
"""

import gzip
import json
import os
import stat
import struct
import zlib
from functools import partial
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import numpy as np
from PIL import Image
from safetensors.numpy import save

from tests.fuzz import bombs, inputs


def _file(folder, name, data):
    path = folder / name
    path.write_bytes(data() if callable(data) else data)  # the large ones are made when needed
    return path


def all_of(kind):
    """The makers of a kind, in a fixed order."""
    makers = {
        "picture": pictures,
        "table": tables,
        "session": sessions,
        "run": runs,
        "mnist": mnist_runs,
        "idx": digits,
    }
    yield from makers.get(kind, lambda: ())()


# ---------------------------------------------------------------- pictures


def pictures():
    for name, data in _pictures():
        yield partial(_file, name=name, data=data)
    yield from places("odd.png")


def _pictures():
    yield from _pngs()
    yield from _tiffs()
    yield from _jpegs()
    yield from _others()


def _session(**members):
    return partial(bombs._session, **members)


def _zeros(size):
    packer = zlib.compressobj(9)
    parts = [packer.compress(bytes(2**20)) for _ in range(size >> 20)]
    return b"".join([*parts, packer.compress(bytes(size % 2**20)), packer.flush()])


def _pngs():
    header = struct.pack(">IIBBBBB", 40_000, 40_000, 16, 6, 0, 0, 0)
    small = (b"IDAT", zlib.compress(b"\0\xff" * 9))
    yield "late-header.png", bombs._png(3, 3, small, (b"IHDR", header), depth=8)
    yield (
        "palette-first.png",
        bombs._png(3, 3, (b"PLTE", bytes(9)), (b"IHDR", header), small, depth=8),
    )
    yield "three-headers.png", bombs._png(3, 3, *3 * [(b"IHDR", header)], small, depth=8)
    yield "no-width.png", bombs._png(0, 3, small, depth=8)
    yield "one-row.png", lambda: bombs._png(64_000_000, 1, (b"IDAT", _zeros(64_000_001)), depth=8)
    yield (
        "one-column.png",
        lambda: bombs._png(1, 32_000_000, (b"IDAT", _zeros(64_000_000)), depth=8),
    )
    yield (
        "deep.png",
        lambda: bombs._png(8000, 8000, (b"IDAT", _zeros(8000 * 64_001)), depth=16, kind=6),
    )
    yield (
        "deep-gray-alpha.png",
        lambda: bombs._png(8000, 8000, (b"IDAT", _zeros(8000 * 32_001)), kind=4),
    )
    yield "no-palette.png", bombs._png(9, 9, small, depth=8, kind=3)
    yield "odd-depth.png", bombs._png(9, 9, small, depth=5)
    yield "odd-kind.png", bombs._png(9, 9, small, depth=8, kind=5)
    yield "filter.png", bombs._png(3, 3, (b"IDAT", zlib.compress(b"\x09\xff\xff\xff" * 3)), depth=8)
    many = [(b"fcTL", struct.pack(">5I2H2B", k, 2000, 2000, 0, 0, 1, 9, 0, 0)) for k in range(2000)]
    count = (b"acTL", struct.pack(">II", 2**31 - 1, 0))
    yield (
        "animated.png",
        lambda: bombs._png(2000, 2000, count, (b"IDAT", _zeros(2000 * 2001)), *many, depth=8),
    )
    frame = (b"fcTL", struct.pack(">5I2H2B", 0, 2**31 - 1, 2**31 - 1, 2**31 - 1, 0, 1, 9, 0, 0))
    yield "frame-outside.png", bombs._png(3, 3, (b"acTL", bytes(7) + b"\2"), frame, small, depth=8)
    loop = b"II*\0\x08\0\0\0\1\0\x69\x87\4\0\1\0\0\0\x08\0\0\0\x08\0\0\0"
    yield "exif-loop.png", bombs._png(3, 3, (b"eXIf", loop), small, depth=8)
    yield "interlaced.png", lambda: _interlaced()


def _interlaced():
    data = bytearray(bombs._png(8000, 8000, (b"IDAT", _zeros(66_000_000)), depth=8))
    data[28] = 1
    data[29:33] = struct.pack(">I", zlib.crc32(data[12:29]))
    return bytes(data)


def tiff(*pages, order="<", loop=False, big=False):
    """A TIFF of pages, each a dictionary of tags → (type, values), and "data"."""
    _, entry, count, offset = ("QQ", "HHQQ", "Q", "Q") if big else ("I", "HHII", "H", "I")
    mark = {"<": b"II", ">": b"MM"}[order]
    out = bytearray(
        mark + struct.pack(order + ("HHHQ" if big else "HI"), *((43, 8, 0, 0) if big else (42, 0)))
    )
    link = len(out) - struct.calcsize(offset)
    first = None
    for page in pages:
        place = len(out)
        out += page.get("data", b"")
        tags = {}
        for tag, (kind, values) in (
            page.items() if False else ((t, v) for t, v in page.items() if t != "data")
        ):
            if tag == 273 and values is None:
                values = (place,)
            size = {1: "B", 2: "s", 3: "H", 4: "I", 5: "II", 12: "d", 16: "Q"}[kind]
            packed = (
                values
                if isinstance(values, bytes)
                else struct.pack(order + size * len(values), *values)
            )
            length = len(values)
            room = struct.calcsize(offset)
            if len(packed) > room:
                where = len(out)
                out += packed
                packed = struct.pack(order + offset, where)
            tags[tag] = (
                struct.pack(order + entry[:2], tag, kind)
                + struct.pack(order + entry[2], length)
                + packed.ljust(room, b"\0")
            )
        out += bytes(len(out) % 2)
        here = len(out)
        first = first or here
        out[link : link + struct.calcsize(offset)] = struct.pack(order + offset, here)
        out += struct.pack(order + count, len(tags)) + b"".join(tags[t] for t in sorted(tags))
        link = len(out)
        out += bytes(struct.calcsize(offset))
    if loop:
        out[link : link + struct.calcsize(offset)] = struct.pack(order + offset, first)
    return bytes(out)


def page(width=8, height=8, bits=8, samples=1, packing=1, data=None, **more):
    """The usual tags; `more` are further ones by `t` and their number, None leaves one out."""
    data = bytes(range(64)) if data is None else data
    tags = {
        256: (4, (width,)),
        257: (4, (height,)),
        258: (3, (bits,) * samples),
        259: (3, (packing,)),
        262: (3, (1,)),
        273: (4, None),
        277: (3, (samples,)),
        278: (4, (height,)),
        279: (4, (len(data),)),
        "data": data,
    }
    for name, value in more.items():
        tags[int(name[1:])] = value
    return {tag: value for tag, value in tags.items() if value is not None}


def _tiffs():
    flat = zlib.compress(bytes(64))
    for bits in (1, 2, 3, 4, 12, 16, 24, 32, 64, 128):
        yield f"bits-{bits}.tif", tiff(page(bits=bits))
        yield f"float-{bits}.tif", tiff(page(bits=bits, t339=(3, (3,))))
        yield f"complex-{bits}.tif", tiff(page(bits=bits, t339=(3, (6,))))
        yield f"signed-{bits}.tif", tiff(page(bits=bits, t339=(3, (2,)), data=b"\xff" * 64))
    for packing in (
        2,
        3,
        4,
        5,
        6,
        7,
        8,
        9,
        32773,
        32946,
        33003,
        34712,
        34887,
        34925,
        50000,
        50001,
        52546,
        65000,
    ):
        yield f"packing-{packing}.tif", tiff(page(packing=packing, data=flat))
        yield f"packing-{packing}-large.tif", tiff(page(8000, 8000, packing=packing, data=flat))
        yield (
            f"packing-{packing}-samples.tif",
            tiff(page(4000, 4000, samples=30, packing=packing, data=flat)),
        )
        yield (
            f"packing-{packing}-tile.tif",
            tiff(
                page(
                    8,
                    8,
                    packing=packing,
                    data=flat,
                    t273=None,
                    t278=None,
                    t279=None,
                    t322=(4, (2**20,)),
                    t323=(4, (2**20,)),
                    t324=(4, (8,)),
                    t325=(4, (len(flat),)),
                )
            ),
        )
    for name, more in {
        "rows-0": {"t278": (4, (0,))},
        "rows-huge": {"t278": (4, (2**32 - 1,))},
        "width-0": {"t256": (4, (0,))},
        "width-huge": {"t256": (4, (2**32 - 1,))},
        "no-offsets": {"t273": None},
        "no-counts": {"t279": None},
        "offset-far": {"t273": (4, (2**32 - 1,))},
        "count-huge": {"t279": (4, (2**32 - 1,))},
        "many-offsets": {"t273": (4, (8,) * 200_000), "t279": (4, (1,) * 200_000)},
        "predictor": {"t317": (3, (2,))},
        "predictor-3": {"t317": (3, (3,))},
        "predictor-9": {"t317": (3, (9,))},
        "planar": {"t284": (3, (2,))},
        "planar-60": {"t284": (3, (2,)), "t277": (3, (60,))},
        "samples-0": {"t277": (3, (0,))},
        "samples-65535": {"t277": (3, (65535,))},
        "extra": {"t338": (3, (1,) * 60)},
        "alpha-only": {"t338": (3, (2,))},
        "depth": {"t32997": (4, (1000,))},
        "palette": {"t262": (3, (3,))},
        "mask": {"t262": (3, (4,))},
        "cmyk": {"t262": (3, (5,))},
        "ycbcr": {"t262": (3, (6,)), "t530": (3, (0, 0))},
        "lab": {"t262": (3, (8,))},
        "logluv": {"t262": (3, (32845,))},
        "fill": {"t266": (3, (2,))},
        "turn": {"t274": (3, (99,))},
        "tile-0": {"t322": (4, (0,)), "t323": (4, (0,)), "t324": (4, (8,)), "t325": (4, (64,))},
        "tile-huge": {
            "t322": (4, (2**31,)),
            "t323": (4, (2**31,)),
            "t324": (4, (8,)),
            "t325": (4, (64,)),
        },
        "nodata": {"t42113": (2, b"nan\0")},
        "nodata-long": {"t42113": (2, b"9" * 5000 + b"\0")},
        "imagej": {"t270": (2, b"ImageJ=1.53\nimages=1000000000\nslices=1000000000\n\0")},
        "imagej-odd": {"t270": (2, b"ImageJ=1.53\nimages=-5\nmin=nan\nfinterval=1e999\n\0")},
        "shaped": {"t270": (2, b'{"shape": [100000, 100000, 100000]}\0')},
        "shaped-odd": {"t270": (2, b'{"shape": "abc"}\0')},
        "shaped-deep": {"t270": (2, b'{"shape": ' + b"[" * 50_000 + b"\0")},
        "shaped-negative": {"t270": (2, b'{"shape": [-1, 0, 1e999]}\0')},
        "ome": {
            "t270": (
                2,
                b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "'
                + b"a" * 9999
                + b'">'
                + b"".join(
                    b'<!ENTITY a%d "%s">' % (k, b"&a%d;" % (k - 1) * 10 if k else b"&a;" * 10)
                    for k in range(9)
                )
                + b']><OME xmlns="http://www.openmicroscopy.org/Schemas/OME/2016-06">&a8;</OME>\0',
            )
        },
        "geo": {"t34735": (3, (1, 1, 0, 65535) * 4), "t34736": (12, (1e308,))},
        "gdal": {"t42112": (2, b"<GDALMetadata>" * 5000 + b"\0")},
        "stk": {"t33628": (4, (2**31,)), "t33629": (4, (2**31,))},
        "lsm": {"t34412": (1, bytes(500))},
        "sub": {"t330": (4, (8,) * 1000)},
        "exif": {"t34665": (4, (8,))},
        "gps": {"t34853": (4, (8,))},
        "icc": {"t34675": (1, bytes(5000))},
        "xmp": {"t700": (1, b"<x>" * 5000)},
        "software": {"t305": (2, b"tifffile.py" + b"\x1b[2J\0")},
    }.items():
        yield f"{name}.tif", tiff(page(**more))
        yield f"{name}-packed.tif", tiff(page(**{"packing": 8, "data": flat, **more}))
        yield f"{name}-be.tif", tiff(page(**more), order=">")
        yield f"{name}-big.tif", tiff(page(**more), big=True)
    yield "loop.tif", tiff(page(), loop=True)
    yield "loop-of-empty.tif", tiff(page(data=bytes(64)), page(data=bytes(64)), loop=True)
    yield "many-pages.tif", lambda: tiff(*[page(1, 1, data=b"\0")] * 20_000)
    black = page(8000, 8000, packing=8, data=_zeros(64_000_000))
    yield "black-pages.tif", lambda: tiff(*[black] * 20)
    yield (
        "left-out.tif",
        lambda: tiff(*[page(8000, 8000, data=b"", t273=(4, (0,)), t279=(4, (0,)))] * 500),
    )
    yield (
        "left-out-wide.tif",
        lambda: tiff(
            page(8000, 8000, bits=64, data=b"", t339=(3, (3,)), t273=(4, (0,)), t279=(4, (0,)))
        ),
    )
    yield (
        "left-out-rgba.tif",
        lambda: tiff(
            page(
                8000,
                8000,
                bits=16,
                samples=4,
                data=b"",
                t262=(3, (2,)),
                t338=(3, (2,)),
                t273=(4, (0,)),
                t279=(4, (0,)),
            )
        ),
    )
    tiles = page(
        8000,
        8000,
        packing=8,
        data=_zeros(64_000_000),
        t273=None,
        t278=None,
        t279=None,
        t322=(4, (16,)),
        t323=(4, (16,)),
        t324=(4, (8,) * 250_000),
        t325=(4, (70_000,) * 250_000),
    )
    yield "many-tiles.tif", lambda: tiff(tiles)
    yield "empty-big.tif", b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, 2**63)
    yield "cut.tif", b"II*\0"


def _jpeg(mode="L", size=(64, 64), **more):
    out = BytesIO()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, size, np.uint8)).convert(mode).save(
        out, "JPEG", **more
    )
    return out.getvalue()


def _resized(data, width, height):
    """Another size in the header of a JPEG."""
    data = bytearray(data)
    for mark in (b"\xff\xc0", b"\xff\xc2"):
        place = data.find(mark)
        if place >= 0:
            data[place + 5 : place + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def scans(count, side, mode="L"):
    """A progressive JPEG of so many scans, each of which the decoder goes through as a whole."""
    data = _resized(_jpeg(mode, (8, 8), progressive=True), side, side)
    last = data.rfind(b"\xff\xda")
    return data[:last] + data[last:-2] * count + b"\xff\xd9"


def _jpegs():
    yield "size.jpg", _resized(_jpeg(), 65_500, 65_500)
    yield "size-64.jpg", _resized(_jpeg(), 8000, 8000)
    yield "size-64-colour.jpg", _resized(_jpeg("RGB"), 8000, 8000)
    yield "size-0.jpg", _resized(_jpeg(), 0, 64)
    yield "scans.jpg", lambda: scans(20_000, 8000)
    yield "scans-colour.jpg", lambda: scans(5_000, 8000, "RGB")
    yield "scans-small.jpg", lambda: scans(20_000, 500)
    yield "cmyk.jpg", _jpeg("CMYK")
    yield "two.jpg", _jpeg() + _jpeg()
    yield "comments.jpg", _jpeg()[:2] + (b"\xff\xfe\xff\xff" + bytes(65533)) * 100 + _jpeg()[2:]
    yield "fills.jpg", _jpeg()[:2] + b"\xff" * 10**6 + _jpeg()[2:]
    icc = b"ICC_PROFILE\0\xff\xff" + bytes(100)
    yield "icc.jpg", _jpeg()[:2] + b"\xff\xe2" + struct.pack(">H", len(icc) + 2) + icc + _jpeg()[2:]
    index = b"MPF\0II*\0\x08\0\0\0\3\0" + struct.pack("<HHII", 0xB000, 7, 4, 0x30303130)
    index += struct.pack("<HHII", 0xB001, 4, 1, 2**31) + struct.pack("<HHII", 0xB002, 7, 2**31, 8)
    yield (
        "mpo.jpg",
        _jpeg()[:2] + b"\xff\xe2" + struct.pack(">H", len(index) + 2) + index + _jpeg()[2:],
    )
    exif = b"Exif\0\0II*\0\x08\0\0\0\1\0\x12\1\3\0" + struct.pack("<II", 2**31, 8) + b"\x08\0\0\0"
    yield (
        "exif.jpg",
        _jpeg()[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + _jpeg()[2:],
    )


def _animation(kind, frames, side, **more):
    out = BytesIO()
    one = Image.new("L", (side, side))
    first, *rest = [one.copy() for _ in range(frames)]
    for k, frame in enumerate(rest):
        frame.putpixel((k % side, 0), 1 if kind == "GIF" else 0)
    first.save(out, kind, save_all=True, append_images=rest, **more)
    return out.getvalue()


def _others():
    gif = b"GIF89a" + struct.pack("<HHBBB", 2000, 2000, 0x80, 0, 0) + bytes(6)
    dot = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\2\2\x44\1\0"
    yield "dots.gif", gif + dot * 30_000 + b";"
    yield (
        "outside.gif",
        gif + b"," + struct.pack("<HHHHB", 65535, 65535, 65535, 65535, 0) + b"\2\2\x44\1\0;",
    )
    yield (
        "large-frames.gif",
        gif + (b"," + struct.pack("<HHHHB", 0, 0, 8000, 8000, 0) + b"\2\2\x44\1\0") * 200 + b";",
    )
    yield "comments.gif", gif + (b"!\xfe" + b"\xff" + bytes(255) + b"\0") * 4000 + b";"
    yield "bits.gif", gif + b"," + struct.pack("<HHHHB", 0, 0, 9, 9, 0) + b"\x0c\2\x44\1\0;"
    yield (
        "endless.gif",
        gif + b"," + struct.pack("<HHHHB", 0, 0, 9, 9, 0) + b"\2" + b"\xff" * 256 * 2000,
    )
    yield "black.gif", lambda: _animation("GIF", 20, 1000)
    yield "black.webp", lambda: _animation("WEBP", 5, 1500, lossless=True)
    yield (
        "canvas.webp",
        b"RIFF"
        + struct.pack("<I", 30)
        + b"WEBPVP8X"
        + struct.pack("<IB", 10, 2)
        + bytes(3)
        + b"\xff\x3f\0\xff\x3f\0",
    )
    yield "cut.webp", b"RIFF\xff\xff\xff\xffWEBPVP8L\xff\xff\xff\x7f/\xff\xff\xff\xff"
    info = "<IiiHHIIiiII"
    for name, fields, rest in (
        ("negative", (40, 8, -8, 1, 8, 0, 0, 0, 0, 0, 0), bytes(1088)),
        ("upside", (40, 8, -(2**31), 1, 8, 0, 0, 0, 0, 0, 0), bytes(1088)),
        (
            "packed-skip",
            (40, 4000, 4000, 1, 8, 1, 0, 0, 0, 0, 0),
            bytes(1024) + b"\0\2\xff\xff" * 30_000,
        ),
        ("packed-ends", (40, 4000, 4000, 1, 8, 1, 0, 0, 0, 0, 0), bytes(1024) + b"\0\0" * 100_000),
        ("packed-4", (40, 4000, 4000, 1, 4, 2, 0, 0, 0, 0, 0), bytes(64) + b"\xff\1" * 100_000),
        ("masks", (40, 8, 8, 1, 32, 3, 0, 0, 0, 0, 0), bytes(300)),
        ("jpeg", (40, 8, 8, 1, 24, 4, 0, 0, 0, 0, 0), _jpeg()),
        ("colours", (40, 8, 8, 1, 8, 0, 0, 0, 0, 2**31 - 1, 0), bytes(300)),
        ("no-bits", (40, 8, 8, 1, 0, 0, 0, 0, 0, 0, 0), bytes(300)),
        ("long-header", (2**31, 8, 8, 1, 8, 0, 0, 0, 0, 0, 0), bytes(300)),
    ):
        head = b"BM" + struct.pack("<IHHI", 2**31, 0, 0, 54 + (1024 if fields[4] == 8 else 64))
        yield f"{name}.bmp", head + struct.pack(info, *fields) + rest
    for name, data in (
        ("plain", b"P2 8000 8000 255\n1 2 3"),
        ("bits", b"P1 8000 8000\n1 0 1"),
        ("raw-bits", b"P4 8000 8000\n" + bytes(9)),
        ("white-0", b"P5 8 8 0\n" + bytes(64)),
        ("white-huge", b"P5 8 8 99999\n" + bytes(64)),
        ("white-minus", b"P5 8 8 -1\n" + bytes(64)),
        ("digits", b"P5 " + b"9" * 10**6 + b" 8 255\n"),
        ("comment", b"P2\n#" + b"x" * 10**6 + b"\n8 8 255\n" + b"1 " * 64),
        ("comments", b"P2\n" + b"#\n" * 10**6 + b"8 8 255\n" + b"1 " * 64),
        ("long", b"P2 8 8 255\n" + b"1" * 10**6),
        ("negative", b"P2 8 8 255\n" + b"-1 " * 64),
        ("words", b"P2 8 8 255\n" + b"one " * 64),
        ("spaces", b"P2 8 8 255\n" + b" " * 2**24),
        ("float", b"Pf 8 8 -1.0\n" + struct.pack("<f", float("nan")) * 64),
        ("float-huge", b"Pf 8000 8000 1e999\n"),
        ("colours", b"P6 4600 4600 65535\n" + bytes(99)),
        ("pam", b"P7\nWIDTH 9\nHEIGHT 9\nDEPTH 999\nMAXVAL 255\nTUPLTYPE X\nENDHDR\n"),
        ("odd", b"P0 8 8 255\n" + bytes(999)),
    ):
        yield f"{name}.ppm", data
    for name, data in (
        (
            "svg",
            b'<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>',
        ),
        ("pdf", b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj"),
        ("html", b"<!DOCTYPE html><script>alert(1)</script>"),
        ("eps", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n"),
        ("psd", b"8BPS\0\1" + bytes(6) + b"\0\3\0\0\xff\xff\0\0\xff\xff\0\x08\0\3" + bytes(99)),
        ("ico", b"\0\0\1\0\1\0\0\0\0\0\1\0 \0\x30\0\0\0\x16\0\0\0" + bytes(48)),
        ("zip", b"PK\3\4" + bytes(99)),
        ("elf", b"\x7fELF" + bytes(99)),
        ("empty", b""),
        ("nul", b"\0"),
        ("text", b"picture\n" * 10**6),
        ("exr", b"v/1\1" + bytes(99)),
        ("jp2", b"\0\0\0\x0cjP  \r\n\x87\n" + bytes(99)),
        ("dds", b"DDS |\0\0\0" + b"\xff" * 120),
        ("hdr", b"#?RADIANCE\n\n-Y 99999 +X 99999\n"),
        ("qoi", b"qoif" + b"\xff" * 10),
        ("pcx", b"\n\5\1\x08" + b"\xff" * 124),
        ("avif", b"\0\0\0 ftypavif" + bytes(99)),
    ):
        yield f"{name}.png", data


# ---------------------------------------------------------------- tables


def tables():
    for number, data in enumerate(_tables()):
        yield partial(_file, name=f"{number}.csv", data=data)
    yield from places("odd.csv")


def _tables():
    points = [f"{k % 97},{k * k % 89}" for k in range(300)]
    plain = "\n".join(points).encode()
    yield plain.replace(b"\n", b"\0\n", 1)
    yield plain + b"\n\0\0\0\0\0\0"
    yield b"\xef\xbb\xbf" + plain
    yield b"\xef\xbb\xbf" * 3 + plain
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-7"):
        yield plain.decode().encode(encoding)
        yield plain.decode().encode(encoding)[:-1]
    for end in (b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x0c", b"\x85", "\u2028".encode()):
        yield end.join(plain.split(b"\n"))
        yield end.join(plain.split(b"\n")) + end
    yield b"".join(
        line + (b"\r", b"\n", b"\r\n")[k % 3] for k, line in enumerate(plain.split(b"\n"))
    )
    for cell in (
        b"1e400",
        b"inf",
        b"nan",
        b"0x10",
        b"1_000",
        b"1e",
        b"--1",
        "١".encode(),
        "１".encode(),
        "²".encode(),
        "−5".encode(),
        b"\x1b[2J",
        "\u202e1".encode(),
        b"1" * 5000,
        b"1e-400",
        b"=cmd|' /C calc'!A0",
        b"True",
        b"1+2j",
    ):
        yield plain + b"\n" + cell + b",5"
        yield plain + b"\n5," + cell
        yield b"x,y,label\n" + b"\n".join(one.encode() + b"," + cell for one in points)
    yield b"\n".join(
        b"%s,%s" % (line, b"l" * 2**20 if k == 5 else b"l")
        for k, line in enumerate(plain.split(b"\n"))
    )
    yield b"\n".join(b"%s,n%d" % (line, k) for k, line in enumerate(plain.split(b"\n") * 300))
    yield b"\n".join(b"%s,n%d" % (line, k % 101) for k, line in enumerate(plain.split(b"\n") * 100))
    yield b"\n".join(line + b",0" * 30_000 for line in plain.split(b"\n")[:20])
    yield b"5,5\n" * 1000
    yield b"5,5"
    yield b"x,y\n"
    yield b"x,y\n1,2\n"
    yield b"sep=\0\n1\0002\n"
    yield b"sep=1\n" + plain
    yield b"#" * 900_000 + b"\n" + plain
    yield b'"' + plain
    yield plain + b'\n"'
    yield b'"a\n' * 10_000
    yield b'1,"' + b'""' * 400_000 + b'"\n' + plain
    yield b"1" * 999_999 + b"," + b"2" * 999_999 + b"\n" + plain
    yield b"\xff\xfe" + b"\0\xd8" * 5000
    yield b"\xd0\xcf\x11\xe0" + bytes(999)
    yield gzip.compress(plain)
    yield b"1.5;2,5\n" * 50
    yield b"1.000.000,5;2.000,5\n" * 50
    yield b"\xa0" * 5000 + plain
    yield b"x\ty\n" + b"1\t2\n3\t5\n" * 200_000
    yield b"1,2\n" * 100 + b"9e307,-9e307\n" + b"-9e307,9e307\n"


# ---------------------------------------------------------------- digits


def digits():
    for number, data in enumerate(_digits()):
        yield partial(_file, name=f"{number}", data=data)
    yield from places("odd-idx3-ubyte")
    yield from places("odd-idx3-ubyte.gz")


def _digits():
    head = bytes((0, 0, 8, 3))
    body = head + struct.pack(">3I", 2, 28, 28) + bytes(1568)
    yield body + gzip.compress(body)
    yield gzip.compress(gzip.compress(body))
    yield gzip.compress(body) + gzip.compress(b"") * 100_000
    yield gzip.compress(body) + gzip.compress(bytes(2**28), 9)
    yield gzip.compress(body)[:-4]
    yield gzip.compress(body)[:-8] + bytes(8)
    yield b"\x1f\x8b\x08\x08" + bytes(6) + b"n" * 2**24
    yield b"\x1f\x8b\x08\x1c" + bytes(6) + b"\xff\xff" + bytes(70_000)
    yield b"\x1f\x8b\x09\0" + bytes(20)
    yield b"\x1f\x8b"
    for shape in (
        (0, 28, 28),
        (2, 0, 28),
        (0, 2**32 - 1, 2**32 - 1),
        (400_000, 45, 45),
        (400_001, 28, 28),
        (2**32 - 1, 0, 0),
    ):
        yield gzip.compress(head + struct.pack(">3I", *shape))
        yield gzip.compress(head + struct.pack(">3I", *shape) + bytes(2**24), 9)
    zeros = zlib.compressobj(9, wbits=31)
    parts = [zeros.compress(head + struct.pack(">3I", 400_000, 45, 45))]
    parts += [zeros.compress(bytes(2**20)) for _ in range(400_000 * 45 * 45 >> 20)]
    yield b"".join([*parts, zeros.flush()])
    for kind in (0, 9, 11, 12, 13, 14, 255):
        yield bytes((0, 0, kind, 3)) + struct.pack(">3I", 2, 28, 28) + bytes(1568 * 8)
    for axes in (0, 1, 2, 4, 255):
        yield bytes((0, 0, 8, axes)) + struct.pack(">I", 1) * axes + b"\1"
    yield b"\1\0\x08\3" + bytes(99)


# ---------------------------------------------------------------- sessions


def odd_sessions():
    """What makes the bytes of sessions whose archive is sound."""
    yield from _sessions()


def sessions():
    for number, data in enumerate(_sessions()):
        yield partial(_file, name=f"{number}.playground", data=data)
    for number, data in enumerate(_archives()):
        yield partial(_file, name=f"{number}.playground", data=data)
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
        from safetensors.numpy import load

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
            for data in _safetensors(archive.read(name)):
                yield _session(**{name: data})


def _packed(name, whole):
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(name, whole)
    return out.getvalue()


def _with(name, data, mode=None, packed=0):
    """The session with one more member."""
    out = BytesIO()
    import warnings

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


def _safetensors(data):
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
        yield _joined({**head, name: {**entry, **changed}}, body)
    yield _joined({**head, "again": entry}, body)
    yield _joined({**head, "__metadata__": {"playground": 5}}, body)
    yield _joined({**head, "__metadata__": []}, body)
    yield _joined([], body)
    yield _joined({**head, "": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}, body)
    yield _joined(
        {**head, "nul\0\x1b": {"dtype": "U8", "shape": [0], "data_offsets": [0, 0]}}, body
    )
    yield _joined(
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


def _joined(head, body):
    text = json.dumps(head).encode()
    return len(text).to_bytes(8, "little") + text + body


# ---------------------------------------------------------------- run folders


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
    for data in _safetensors(checkpoint.read_bytes()):
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
    path.write_bytes(_joined(head, body))
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
            yield _joined({**head, "__metadata__": {"playground": json.dumps(changed)}}, body)
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
        yield _joined({**head, "__metadata__": {"playground": text}}, body)


# ---------------------------------------------------------------- files that are none


def places(name):
    """What may stand where a file is expected; each is made in a folder, and gives its path."""
    yield partial(_pipe, name=name)
    yield partial(_folder, name=name)
    yield partial(_full_folder, name=name)
    for device in (
        "/dev/zero",
        "/dev/null",
        "/dev/urandom",
        "/dev/stdin",
        "/proc/self/mem",
        "/proc/kmsg",
        "/proc/self/environ",
        "/dev/full",
    ):
        yield partial(_link, name=name, to=device)
    yield partial(_link, name=name, to=name)
    yield partial(_link, name=name, to="gone")
    yield partial(_link, name=name, to=".")
    yield partial(_link, name=name, to="/" + "x" * 5000 if False else "y" * 300)
    yield partial(_socket, name=name)
    yield partial(_hollow, name=name)
    for odd in (
        "x" * 240,
        "a\nb",
        "\x1b[2J\x1b]0;x\x07",
        "\u202egnp.exe",
        "-rf",
        "{path}",
        "%s%n",
        "\udc80\udcff",
        "cafe\u0301",
        " ",
        "~root",
    ):
        suffix = Path(name).suffix
        yield partial(_file, name=f"{odd[: 250 - len(suffix)]}{suffix}", data=b"nothing")


def _pipe(folder, name):
    os.mkfifo(folder / name)
    return folder / name


def _folder(folder, name):
    (folder / name).mkdir()
    return folder / name


def _full_folder(folder, name):
    (folder / name).mkdir()
    os.mkfifo(folder / name / "a.png")
    os.mkfifo(folder / name / "config.json")
    os.mkfifo(folder / name / "b.csv")
    (folder / name / "c.png").symlink_to("/dev/zero")
    return folder / name


def _link(folder, name, to):
    (folder / name).symlink_to(to)
    return folder / name


def _socket(folder, name):
    import socket

    here = Path.cwd()
    os.chdir(folder)
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind("s")
    finally:
        os.chdir(here)
    (folder / "s").rename(folder / name)
    return folder / name


def _hollow(folder, name):
    """A sparse file of 3 GB."""
    with (folder / name).open("wb") as file:
        file.truncate(3 * 2**30)
    return folder / name
