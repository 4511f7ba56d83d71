"""Tables of points, and IDX files, of the same sort."""

import gzip
import struct
import zlib
from functools import partial

from tests.fuzz.odd.places import places, put


def tables():
    for number, data in enumerate(_tables()):
        yield partial(put, name=f"{number}.csv", data=data)
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


def digits():
    for number, data in enumerate(_digits()):
        yield partial(put, name=f"{number}", data=data)
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
