"""What is mutated: small good files of every kind that a person may get from somebody else."""

import gzip
import shutil
import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import numpy as np
from PIL import Image

from tests.fuzz import mutators

FIXTURES = Path(__file__).parent.parent / "fixtures" / "v0.1"


def pictures():
    """(suffix, bytes, mutator) of small pictures."""
    ramp = np.arange(12 * 10, dtype=np.uint8).reshape(12, 10) * 2
    colour = np.dstack([ramp, ramp.T[:1].repeat(12, 0)[:, :10], 255 - ramp, ramp])
    images = {
        "gray": Image.fromarray(ramp),
        "deep": Image.fromarray(ramp.astype(np.uint16) * 257),
        "rgb": Image.fromarray(colour[..., :3]),
        "rgba": Image.fromarray(colour),
        "palette": Image.fromarray(colour[..., :3]).quantize(16),
        "bits": Image.fromarray(ramp > 100),
        "float": Image.fromarray(ramp.astype(np.float32) / 255),
    }
    kinds = {
        "PNG": (mutators.png, ("gray", "deep", "rgb", "rgba", "palette", "bits"), {}),
        "TIFF": (mutators.tiff, ("gray", "deep", "rgb", "rgba", "palette", "bits", "float"), {}),
        "BMP": (mutators.bmp, ("gray", "rgb", "palette", "bits"), {}),
        "GIF": (mutators.gif, ("gray", "palette"), {}),
        "JPEG": (mutators.raw, ("gray", "rgb"), {}),
        "WEBP": (mutators.raw, ("rgb", "rgba"), {}),
        "PPM": (mutators.table, ("gray", "rgb", "bits"), {}),
    }
    for kind, (mutate, names, options) in kinds.items():
        for name in names:
            yield f".{kind.lower()}", _saved(images[name], kind, **options), mutate
    for packing in ("tiff_lzw", "tiff_adobe_deflate", "packbits"):
        yield ".tif", _saved(images["rgb"], "TIFF", compression=packing), mutators.tiff


def _saved(image, kind, **options):
    data = BytesIO()
    image.save(data, format=kind, **options)
    return data.getvalue()


def tables():
    """Small tables of points."""
    points = np.random.default_rng(0).normal(size=(40, 2)).round(3)
    plain = "\n".join(f"{x},{y}" for x, y in points)
    named = "\n".join(f"{x},{y},{'abc'[k % 3]}" for k, (x, y) in enumerate(points))
    for text in (plain, f"x,y\n{plain}", f"x,y,label\n{named}", named.replace(",", ";")):
        yield ".csv", text.encode(), mutators.table


def sessions():
    """The session and the drawing of an earlier version, and the session made smaller."""
    whole = (FIXTURES / "binary.playground").read_bytes()
    yield ".playground", whole, mutators.archive
    yield ".playground", _thinned(whole), mutators.archive
    yield ".drawing", (FIXTURES / "binary.drawing").read_bytes(), mutators.archive


def _thinned(data):
    """Deflated, where it may be; the same otherwise."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(out, "w") as packed:
        for name in whole.namelist():
            how = None if name.endswith(".safetensors") else ZIP_DEFLATED
            packed.writestr(name, whole.read(name), how)
    return out.getvalue()


def digits():
    """IDX files, gzipped and raw."""
    images = struct.pack(">4B3I", 0, 0, 8, 3, 20, 28, 28) + bytes(range(256)) * 62
    whole = images[: 16 + 20 * 784]
    labels = struct.pack(">4BI", 0, 0, 8, 1, 20) + bytes(k % 10 for k in range(20))
    for data in (whole, labels):
        yield "", data, mutators.idx
        yield "", gzip.compress(data, mtime=0), mutators.raw


def copy_of_run(name, folder):
    """A copy of a run folder of an earlier version; returns the files that may be mutated."""
    shutil.copytree(FIXTURES / name, folder, dirs_exist_ok=True)
    return sorted(path for path in folder.rglob("*") if path.is_file())


BY_SUFFIX = {
    ".json": mutators.json_text,
    ".safetensors": mutators.safetensors,
    ".png": mutators.png,
    ".csv": mutators.table,
}
"""How a file of a run folder is mutated."""
