"""Pictures that formats allow and nobody writes, and those that are of no format here."""

import struct
import zlib
from functools import partial
from io import BytesIO

import numpy as np
from PIL import Image

from tests.fuzz import bombs
from tests.fuzz.odd.places import places, put


def pictures():
    for name, data in _pictures():
        yield partial(put, name=name, data=data)
    yield from places("odd.png")


def _pictures():
    yield from _pngs()
    yield from _tiffs()
    yield from _jpegs()
    yield from _others()


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


_SIZES = {1: "B", 2: "s", 3: "H", 4: "I", 12: "d", 16: "Q"}


def tiff(*pages, order="<", loop=False, big=False):
    """A TIFF of pages, each a dictionary of tags → (type, values), and "data"."""
    offset, count, start = ("Q", "Q", (43, 8, 0)) if big else ("I", "H", (42,))
    out = bytearray({"<": b"II", ">": b"MM"}[order] + struct.pack(f"{order}{len(start)}H", *start))
    link, first = len(out), None
    out += struct.pack(order + offset, 0)
    for one in pages:
        place = len(out)
        out += one.get("data", b"")
        tags = {tag: value for tag, value in one.items() if tag != "data"}
        entries = [_entry(out, tag, *tags[tag], place, order, offset) for tag in sorted(tags)]
        out += bytes(len(out) % 2)
        here = struct.pack(order + offset, len(out))
        first = first or here
        out[link : link + len(here)] = here
        out += struct.pack(order + count, len(entries)) + b"".join(entries)
        link = len(out)
        out += struct.pack(order + offset, 0)
    if loop:
        out[link:] = first
    return bytes(out)


def _entry(out, tag, kind, values, place, order, offset):
    """An entry of the directory; values that it has no room for are added to `out`."""
    values = (place,) if values is None else values
    text = isinstance(values, bytes)
    packed = values if text else struct.pack(order + _SIZES[kind] * len(values), *values)
    room = struct.calcsize(offset)
    if len(packed) > room:
        where = len(out)
        out += packed
        packed = struct.pack(order + offset, where)
    return struct.pack(f"{order}HH{offset}", tag, kind, len(values)) + packed.ljust(room, b"\0")


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
