"""Changes of good files that know their formats: PNG, TIFF, BMP, GIF, ZIP, JSON, safetensors, IDX.

Each mutator takes a `random.Random` and bytes, and gives other bytes; equal states give equal ones.
"""

import json
import re
import struct
import warnings
import zlib
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

NUMBERS = (
    *(0, 1, 2, 3, 7, 8, 16, 127, 128, 255, 256, 257, 1000, 4096, 4097, 32767, 32768, 65535, 65536),
    *(10**5, 10**6, 2**24, 2**27, 2**31 - 1, 2**31, 2**32 - 1, 2**32, 2**53, 2**63 - 1, 2**63),
    *(2**64, 10**30, 10**400, -1, -2, -(2**31), -(2**63)),
)
FLOATS = (0.0, -0.0, 1e-300, 5e-324, 1e308, -1e308, 0.5, 1e999, -1e999, float("nan"))
TEXTS = (
    *(
        "",
        " ",
        "\x1b]0;evil\x07\x1b[2J",
        "a\nb",
        "../../../etc/passwd",
        "/etc/passwd",
        "..",
        "C:\\x",
    ),
    *(
        "\u202egnp.exe",
        "{path}",
        "%s%n",
        "{{ 7*7 }}",
        "'\"\"\"'''\\",
        "__import__('os').system('x')",
    ),
    *("x" * 5000, "\ud800", "nan", "inf", "1e999", "9" * 5000, "gan", "cgan", "infogan", "cuda"),
)
TAGS = (254, *range(256, 260), 262, 273, 274, *range(277, 280), 284, 317, 322, 323, 338, 339)
_MOST_TEXT = 2**20
NAMES = ("iteration", "weight", "file", "runs", "__class__", "format", "config", "samples")


def raw(pick, data):
    """Bits, bytes and stretches of them, as any damage or a blind attacker would change them."""
    data = bytearray(data)
    for _ in range(pick.choice((1, 1, 1, 2, 5, 20))):
        if not data:
            data += b"\0"
        place = (
            pick.randrange(len(data)) if pick.random() < 0.7 else pick.randrange(min(len(data), 64))
        )
        match pick.randrange(8):
            case 0:
                data[place] ^= 1 << pick.randrange(8)
            case 1:
                data[place] = pick.choice((0, 1, 127, 128, 255))
            case 2:
                kind = pick.choice("<H >H <I >I <Q >Q".split())
                value = pick.choice(NUMBERS) % 2 ** (8 * struct.calcsize(kind))
                data[place : place + struct.calcsize(kind)] = struct.pack(kind, value)
            case 3:
                del data[place:]
            case 4:
                del data[place : place + pick.choice((1, 2, 4, 100))]
            case 5:
                other = pick.randrange(len(data))
                data[place:place] = data[other : other + pick.choice((1, 4, 64, 1000))]
            case 6:
                data[place:place] = pick.randbytes(pick.choice((1, 4, 64)))
            case 7:
                other = pick.randrange(len(data))
                stretch = data[other : other + pick.choice((4, 16, 256))]
                data[place : place + len(stretch)] = stretch
    return bytes(data)


def png(pick, data):
    """Other fields of the header, other, further or fewer chunks; the check sums are right."""
    chunks, place = [], 8
    while place + 8 <= len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        chunks.append((data[place + 4 : place + 8], data[place + 8 : place + 8 + length]))
        place += length + 12
    for _ in range(pick.choice((1, 1, 2, 4))):
        which = pick.randrange(max(len(chunks), 1))
        match pick.randrange(6):
            case 0 | 1:
                header = bytearray(chunks[0][1].ljust(13, b"\0"))
                _set_number(
                    pick,
                    header,
                    pick.choice(((0, ">I"), (4, ">I"), *((k, "B") for k in range(8, 13)))),
                )
                chunks[0] = (chunks[0][0], bytes(header))
            case 2:
                chunks.insert(which, pick.choice((chunks[0], chunks[which])))
            case 3:
                del chunks[which : which + 1]
                chunks = chunks or [(b"IEND", b"")]
            case 4:
                name, content = chunks[which]
                if name == b"IDAT" and pick.random() < 0.5:
                    content = zlib.compress(bytes(pick.choice((0, 10, 10**4, 10**7))), 1)
                chunks[which] = (name, raw(pick, content))
            case 5:
                chunks.insert(which, _png_extra(pick))
    return data[:8] + b"".join(
        struct.pack(">I", len(content))
        + name
        + content
        + struct.pack(">I", zlib.crc32(name + content))
        for name, content in chunks
    )


def _png_extra(pick):
    bomb = zlib.compress(bytes(10**7), 1)
    return pick.choice(
        (
            (b"IHDR", struct.pack(">IIBBBBB", 30_000, 60_000, 16, 0, 0, 0, 0)),
            (b"zTXt", b"a\0\0" + bomb),
            (b"iCCP", b"a\0\0" + bomb),
            (b"iTXt", b"a\0\1\0\0\0" + bomb),
            (b"PLTE", pick.randbytes(pick.randrange(800))),
            (b"tRNS", pick.randbytes(pick.randrange(300))),
            (b"gAMA", pick.randbytes(4)),
            (b"acTL", struct.pack(">II", pick.choice(NUMBERS) % 2**32, 0)),
            (b"fcTL", pick.randbytes(26)),
            (b"fdAT", pick.randbytes(50)),
            (b"eXIf", b"II*\0" + pick.randbytes(40)),
            (pick.randbytes(4), pick.randbytes(9)),
        )
    )


def _set_number(pick, data, field):
    place, kind = field
    size = struct.calcsize(kind)
    if place + size <= len(data):
        value = pick.choice(NUMBERS) % 2 ** (8 * size)
        data[place : place + size] = struct.pack(kind, value)


def tiff(pick, data):
    """Other tags, types, counts and values in the directory of a little-endian TIFF."""
    data = bytearray(data)
    if data[:4] != b"II*\0":
        return raw(pick, bytes(data))
    (place,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[place : place + 2].ljust(2, b"\0"))
    for _ in range(pick.choice((1, 1, 2, 4))):
        entry = place + 2 + 12 * pick.randrange(max(count, 1))
        match pick.randrange(5):
            case 0:
                _set_number(pick, data, (entry + 8, pick.choice(("<H", "<I"))))
            case 1:
                _set_number(pick, data, (entry + 4, "<I"))
            case 2:
                data[entry + 2 : entry + 4] = struct.pack("<H", pick.randrange(20))
            case 3:
                tags = (
                    254,
                    256,
                    257,
                    258,
                    259,
                    262,
                    273,
                    274,
                    277,
                    278,
                    279,
                    284,
                    317,
                    322,
                    323,
                    338,
                    339,
                )
                data[entry : entry + 2] = struct.pack("<H", pick.choice(tags))
            case 4:
                _set_number(pick, data, (pick.choice((place, 4)), pick.choice(("<H", "<I"))))
    return bytes(data)


def header(*fields):
    """A mutator of the numbers at these (place, format) of a file's beginning."""

    def mutate(pick, data):
        data = bytearray(data)
        for _ in range(pick.choice((1, 1, 2, 3))):
            _set_number(pick, data, pick.choice(fields))
        return bytes(data)

    return mutate


bmp = header(*((k, "<I") for k in (2, 10, 14, 18, 22, 30, 34, 38, 46, 50)), (26, "<H"), (28, "<H"))
gif = header(
    (6, "<H"), (8, "<H"), (10, "B"), (11, "B"), (13, "B"), *((k, "B") for k in range(13, 60))
)
idx = header(*((k, "B") for k in range(4)), (4, ">I"), (8, ">I"), (12, ">I"))


def json_text(pick, data):
    """Other values, names and nesting."""
    try:
        content = json.loads(data)
    except (ValueError, RecursionError):
        return raw(pick, data)
    for _ in range(pick.choice((1, 1, 1, 2, 4))):
        content = _changed(pick, content)
    text = json.dumps(content)
    match pick.randrange(12):
        case 0:
            text = text.replace(
                ":", ":" + pick.choice(("1" * 5000, "1e999", "NaN", "-Infinity")), 1
            )
        case 1:
            text = re.sub(r"\d+", str(pick.choice(NUMBERS)), text, count=pick.randrange(1, 4))
        case 2:
            text = pick.choice(("[", '{"a":')) * pick.choice((500, 5000, 100_000))
        case 3:
            text = text.replace("{", '{"format": 1, "format": 2, ', 1)
    return text.encode(errors="surrogatepass")


def _changed(pick, content):
    places = list(_places(content))
    if not places or pick.random() < 0.02:
        return _value(pick)
    holder, key = pick.choice(places)
    match pick.randrange(6):
        case 0 | 1 | 2:
            holder[key] = _value(pick)
        case 3:
            del holder[key]
        case 4 if isinstance(holder, dict):
            holder[pick.choice((*NAMES, *TEXTS))] = holder.pop(key)
        case _:
            other, name = pick.choice(places)
            holder[key] = json.loads(json.dumps(other.get(name) if isinstance(other, dict) else 0))
    return content


def _places(content):
    if isinstance(content, dict | list):
        for key in list(content) if isinstance(content, dict) else range(len(content)):
            yield content, key
            yield from _places(content[key])


def _value(pick):
    match pick.randrange(8):
        case 0 | 1:
            return pick.choice(NUMBERS)
        case 2:
            return pick.choice(FLOATS)
        case 3 | 4:
            return pick.choice(TEXTS)
        case 5:
            return pick.choice((None, True, False, [], {}, [[]], {"a": []}))
        case 6:
            return [pick.choice(NUMBERS)] * pick.choice((1, 3, 3000))
    nested = []
    for _ in range(pick.choice((5, 200))):
        nested = [nested]
    return nested


def safetensors(pick, data):
    """Other names, types, shapes and bounds in the header, and another length of it."""
    length = int.from_bytes(data[:8], "little")
    head, body = data[8 : 8 + length], data[8 + length :]
    match pick.randrange(6):
        case 0:
            length = pick.choice(NUMBERS) % 2**64
        case 1:
            body = raw(pick, body)
        case 2:
            kinds = (
                "F8_E4M3",
                "F8_E5M2",
                "BF16",
                "F16",
                "F32",
                "F64",
                "I8",
                "I64",
                "U8",
                "BOOL",
                "X",
            )
            wanted = f'"dtype":"{pick.choice(kinds)}"'.encode()
            head = re.sub(rb'"dtype": ?"\w+"', wanted, head, count=pick.choice((0, 1)))
            length = len(head)
        case 3:
            head = raw(pick, head)
            length = pick.choice((length, len(head)))
        case _:
            head = json_text(pick, head)
            length = len(head)
    return length.to_bytes(8, "little") + head + body


def archive(pick, data):
    """Other members, or other fields of the directory; a member is mutated by its own kind."""
    if pick.random() < 0.25:
        return _directory(pick, data)
    with ZipFile(BytesIO(data)) as whole:
        members = [(name, whole.read(name)) for name in whole.namelist()]
    for _ in range(pick.choice((1, 1, 2))):
        which = pick.randrange(len(members))
        if pick.random() < 0.5:  # there are many more arrays than other members
            some = [k for k, (name, _) in enumerate(members) if not name.endswith(".safetensors")]
            which = pick.choice(some or [which])
        name, content = members[which]
        match pick.randrange(10):
            case 0:
                del members[which]
            case 1:
                members[which] = (pick.choice(members)[0], content)
            case 2:
                members[which] = (name, pick.choice(members)[1])
            case 3:
                members.append((pick.choice(TEXTS)[:200] or "x", content))
            case _:
                members[which] = (name, _by_name(name)(pick, content))
        if not members:
            break
    out = BytesIO()
    with ZipFile(out, "w") as changed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # two of one name are meant
        for name, content in members:
            kinds = (ZIP_STORED,) * 20 + (ZIP_DEFLATED,)
            packed = ZIP_DEFLATED if name.endswith(".json") else pick.choice(kinds)
            changed.writestr(name.encode(errors="replace").decode(), content, packed)
    return out.getvalue()


def _directory(pick, data):
    data = bytearray(data)
    places = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for _ in range(pick.choice((1, 1, 2, 4))):
        place = pick.choice((*places, places[-1], places[-1]))
        _set_number(pick, data, (place + pick.randrange(4, 46, 2), pick.choice(("<H", "<I"))))
    return bytes(data)


def _by_name(name):
    kinds = {"json": json_text, "png": png, "safetensors": safetensors}
    return kinds.get(name.rpartition(".")[2], raw)


def table(pick, data):
    """Other cells, separators, quotes and lines of a CSV."""
    lines = data.decode(errors="replace").split("\n")
    for _ in range(pick.choice((1, 1, 2, 5))):
        which = pick.randrange(len(lines))
        cells = lines[which].split(",")
        match pick.randrange(8):
            case 0 | 1:
                cells[pick.randrange(len(cells))] = str(_value(pick))[:10_000]
            case 2:
                cells.append(str(pick.choice(NUMBERS)))
            case 3:
                cells.pop()
            case 4:
                cells[0] = '"' + cells[0]
            case 5:
                cells = [pick.choice(("\t", ";", " ", ",,", "\r", "\0", "#")).join(cells)]
            case 6:
                cells = cells * min(
                    pick.choice((2, 100, 3000)), 1 + 10**6 // len(lines[which] or "x")
                )
            case 7:
                cells.append("\n".join(lines))
        lines[which] = ",".join(cells)
        if sum(map(len, lines)) > _MOST_TEXT:
            break
    return "\n".join(lines).encode(errors="surrogatepass")
