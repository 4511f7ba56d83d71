"""Draw the shipped densities: `python assets/draw_densities.py [--check]`.

Every picture is 400 × 400 pixels, 8-bit gray, white where the density is high. Shapes are signed
distances (negative inside, in units of the unit square; x to the right, y up), so their edges are
smooth over one pixel without any resampling. The same bytes come out every time: randomness has a
fixed seed and a generator whose stream NumPy guarantees, and the compression leaves the library no
choice of matches. With `--check` nothing is written; the exit code is 1 if a file would change.
"""

import argparse
import struct
import sys
import zlib
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Field = NDArray[np.float64]
"""One value for each pixel, [400, 400], row 0 at the top."""
Point = tuple[float, float]

SIZE = 400
FOLDER = Path(__file__).parent / "densities"

_centres = (np.arange(SIZE) + 0.5) / SIZE
X, Y = np.meshgrid(_centres, _centres[::-1])


# ---------------------------------------------------------------- signed distances


def disc(centre: Point, radius: float) -> Field:
    """A filled circle."""
    return np.hypot(X - centre[0], Y - centre[1]) - radius


def box(centre: Point, half_width: float, half_height: float) -> Field:
    """An upright rectangle."""
    dx, dy = np.abs(X - centre[0]) - half_width, np.abs(Y - centre[1]) - half_height
    return np.hypot(np.maximum(dx, 0), np.maximum(dy, 0)) + np.minimum(np.maximum(dx, dy), 0)


def segment(start: Point, end: Point) -> Field:
    """Distance from a straight line between two points."""
    (ax, ay), (bx, by) = start, end
    ux, uy = bx - ax, by - ay
    along = np.clip(((X - ax) * ux + (Y - ay) * uy) / (ux * ux + uy * uy), 0, 1)
    return np.hypot(X - ax - along * ux, Y - ay - along * uy)


def stroke(points: Iterable[Point], width: float) -> Field:
    """A line through `points`, round at its ends and corners."""
    nearest = np.full((SIZE, SIZE), np.inf)
    for start, end in pairwise(points):
        nearest = np.minimum(nearest, segment(start, end))
    return nearest - width / 2


def polygon(corners: Iterable[Point]) -> Field:
    """A filled polygon; the inside is found by counting the edges that a ray to the right meets."""
    corners = list(corners)
    nearest, inside = np.full((SIZE, SIZE), np.inf), np.zeros((SIZE, SIZE), dtype=bool)
    for start, end in zip(corners, corners[1:] + corners[:1], strict=True):
        nearest = np.minimum(nearest, segment(start, end))
        (ax, ay), (bx, by) = start, end
        crosses = (ay > Y) != (by > Y)
        with np.errstate(divide="ignore", invalid="ignore"):
            inside ^= crosses & (ax + (Y - ay) * np.divide(bx - ax, by - ay) > X)
    return np.where(inside, -nearest, nearest)


def union(*shapes: Field) -> Field:
    """What lies in any of the shapes."""
    return np.minimum.reduce(shapes)


def fill(distance: Field) -> Field:
    """White inside, black outside, and the share of the pixel covered along the edge."""
    return np.clip(0.5 - distance * SIZE, 0, 1)


def polar(centre: Point, radius: float, degrees: float) -> Point:
    """The point at `radius` from `centre`, `degrees` counter-clockwise from the right."""
    angle = np.deg2rad(degrees)
    return float(centre[0] + radius * np.cos(angle)), float(centre[1] + radius * np.sin(angle))


def spiral(centre: Point, inner: float, outer: float, first: float, last: float) -> list[Point]:
    """Points along an Archimedean spiral from `inner` at `first` degrees to `outer` at `last`."""
    steps = np.linspace(0, 1, 121)
    radii, angles = inner + (outer - inner) * steps, first + (last - first) * steps
    return [polar(centre, r, a) for r, a in zip(radii, angles, strict=True)]


def curve(start: Point, *pieces: tuple[Point, Point]) -> list[Point]:
    """Points along quadratic Bézier curves, each given by its control point and its end."""
    points, t = [start], np.linspace(0, 1, 17)[1:, None]
    for control, end in pieces:
        a, b, c = np.array(points[-1]), np.array(control), np.array(end)
        line = (1 - t) ** 2 * a + 2 * t * (1 - t) * b + t**2 * c
        points += [(float(x), float(y)) for x, y in line]
    return points


# ---------------------------------------------------------------- the densities


def zig() -> Field:
    """A zigzag of five strokes."""
    corners = [(0.125 + 0.15 * i, 0.69 if i % 2 else 0.31) for i in range(6)]
    return fill(stroke(corners, 0.07))


def letter_z() -> Field:
    """The letter Z: two bars and a diagonal."""
    low, high, bar, slant = 0.14, 0.86, 0.15, 0.21
    left, right = 0.16, 0.84
    corners = [(left, high), (right, high), (right, high - bar), (left + slant, low + bar)]
    corners += [(right, low + bar), (right, low), (left, low), (left, low + bar)]
    corners += [(right - slant, high - bar), (left, high - bar)]
    return fill(polygon(corners))


def letter_u() -> Field:
    """The letter U: two arms on half a ring."""
    middle, radius, width = (0.5, 0.40), 0.24, 0.15
    bend = np.maximum(np.abs(disc(middle, radius)) - width / 2, Y - middle[1])
    arms = [box((0.5 + side * radius, 0.625), width / 2, 0.2255) for side in (-1, 1)]
    return fill(union(bend, *arms))


def ring() -> Field:
    """A circle drawn with a broad pen."""
    return fill(np.abs(disc((0.5, 0.5), 0.35)) - 0.055)


def triangle() -> Field:
    """An equilateral triangle, filled, with slightly rounded corners."""
    corners = [polar((0.5, 0.405), 0.43, degrees) for degrees in (90, 210, 330)]
    return fill(polygon(corners) - 0.02)


def dumbbell() -> Field:
    """Two discs joined by a bar."""
    ends = [disc((x, 0.5), 0.165) for x in (0.25, 0.75)]
    return fill(union(*ends, box((0.5, 0.5), 0.25, 0.035)))


def bat() -> Field:
    """A bat with spread wings: ears, a scalloped lower edge, a tail."""
    right = curve(
        (0.0, 0.105),  # between the ears
        ((0.018, 0.105), (0.026, 0.118)),
        ((0.034, 0.150), (0.050, 0.178)),  # tip of the ear
        ((0.064, 0.135), (0.066, 0.095)),
        ((0.072, 0.055), (0.110, 0.060)),  # shoulder
        ((0.170, 0.070), (0.190, 0.185)),  # thumb
        ((0.330, 0.160), (0.415, -0.045)),  # tip of the wing
        ((0.350, 0.035), (0.268, -0.075)),
        ((0.215, 0.000), (0.138, -0.120)),
        ((0.085, -0.045), (0.0, -0.205)),  # tail
    )
    outline = right + [(-x, y) for x, y in right[-2:0:-1]]
    return fill(polygon([(0.5 + x, 0.51 + y) for x, y in outline]) - 0.003)


def cloud() -> Field:
    """A random cloud in all grays: soft blobs, some of them holes, fading out before the margin."""
    random = np.random.RandomState(10)  # NumPy never changes the stream of RandomState
    total = np.full((SIZE, SIZE), -0.05)
    for _ in range(90):
        x, y = polar((0.5, 0.5), 0.36 * np.sqrt(random.rand()), 360 * random.rand())
        width, sign = 0.02 + 0.06 * random.rand() ** 1.5, -0.8 if random.rand() < 0.4 else 1.0
        total += sign * np.exp(-((X - x) ** 2 + (Y - y) ** 2) / (2 * width**2))
    fade = np.clip((0.425 - np.hypot(X - 0.5, Y - 0.5)) / 0.10, 0, 1)
    light = np.maximum(total, 0) * fade**2 * (3 - 2 * fade)
    return 1 - (1 - light / light.max()) ** 2


def binary() -> dict[str, Field]:
    """Two discs, a layer each."""
    return {"left": fill(disc((0.25, 0.5), 0.15)), "right": fill(disc((0.75, 0.5), 0.15))}


def penta() -> dict[str, Field]:
    """The five strokes of a star, 14 pixels wide, in the order in which a hand draws them."""
    tips = [polar((0.5, 0.46), 0.42, 234 - 144 * i) for i in range(6)]
    return {
        f"stroke-{i}": fill(stroke(line, 14 / SIZE)) for i, line in enumerate(pairwise(tips), 1)
    }


def vortex() -> dict[str, Field]:
    """Three arms of a whirl, well apart, with round ends."""
    arms = [spiral((0.5, 0.5), 0.10, 0.37, 90 + 120 * i, 260 + 120 * i) for i in range(3)]
    return {f"arm-{i}": fill(stroke(arm, 0.075)) for i, arm in enumerate(arms, 1)}


def ring8() -> Field:
    """Eight Gaussians on a circle."""
    return gaussians([polar((0.5, 0.5), 0.35, 45 * i) for i in range(8)], 0.0175)


def grid25() -> Field:
    """Twenty-five narrow Gaussians: centres -4 … 4 in steps of 2 and σ 0.05, scaled by 1/10."""
    places = [0.1, 0.3, 0.5, 0.7, 0.9]
    return gaussians([(x, y) for y in places for x in places], 0.005)


def gaussians(centres: Iterable[Point], sigma: float) -> Field:
    """Round normal densities, each white at its centre."""
    squares = ((X - x) ** 2 + (Y - y) ** 2 for x, y in centres)
    return np.minimum(sum(np.exp(-square / (2 * sigma**2)) for square in squares), 1)


def moons() -> Field:
    """Two half-moons, each reaching into the other."""
    upper = [polar((0.374, 0.437), 0.252, degrees) for degrees in range(0, 181, 3)]
    lower = [(1 - x, 1 - y) for x, y in upper]
    return fill(union(stroke(upper, 0.085), stroke(lower, 0.085)))


def spirals() -> Field:
    """Two spirals, wound into each other."""
    arms = [spiral((0.5, 0.5), 0.06, 0.395, 180 * i, 180 * i + 500) for i in range(2)]
    return fill(union(*(stroke(arm, 0.045) for arm in arms)))


def checkerboard() -> Field:
    """The eight white squares of a board of 4 × 4."""
    cells = [(i, j) for i in range(4) for j in range(4) if (i + j) % 2]
    return fill(union(*(box((0.185 + 0.21 * i, 0.185 + 0.21 * j), 0.105, 0.105) for i, j in cells)))


DENSITIES: dict[str, Callable[[], Field | dict[str, Field]]] = {
    "zig": zig,
    "z": letter_z,
    "u": letter_u,
    "ring": ring,
    "triangle": triangle,
    "dumbbell": dumbbell,
    "bat": bat,
    "cloud": cloud,
    "binary": binary,
    "penta": penta,
    "vortex": vortex,
    "ring8": ring8,
    "grid25": grid25,
    "moons": moons,
    "spirals": spirals,
    "checkerboard": checkerboard,
}


# ---------------------------------------------------------------- files


def png(light: Field) -> bytes:
    """`light` (0 … 1) as an 8-bit gray PNG.

    Each row is stored as its difference from the one above, which is what smooth shapes need.
    """
    # The small shift keeps exact halves from falling either way with the last bit of a sine.
    gray = np.floor(255 * light + 0.5 + 1e-6).astype(np.uint8)
    above = np.vstack([np.zeros_like(gray[:1]), gray[:-1]])
    rows = np.insert(gray - above, 0, 2, axis=1)  # 2 is the filter "up"
    packer = zlib.compressobj(9, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    data = packer.compress(rows.tobytes()) + packer.flush()
    header = struct.pack(">IIBBBBB", gray.shape[1], gray.shape[0], 8, 0, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", data), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(*each) for each in chunks)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file: length, kind, data and checksum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def files() -> dict[Path, bytes]:
    """Every shipped file and what belongs into it; a density of several layers is a folder."""
    drawn: dict[Path, bytes] = {}
    for name, draw in DENSITIES.items():
        picture = draw()
        if isinstance(picture, dict):
            drawn |= {FOLDER / name / f"{layer}.png": png(p) for layer, p in picture.items()}
        else:
            drawn[FOLDER / f"{name}.png"] = png(picture)
    return drawn


def main(arguments: list[str]) -> int:
    """Draw all files, or with `--check` compare them; the exit code."""
    parser = argparse.ArgumentParser(description="Draw the shipped densities.")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    check = parser.parse_args(arguments).check
    drawn = files()
    if not check:
        for path, data in drawn.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    stored = {path: path.read_bytes() for path in FOLDER.rglob("*.png")}
    wrong = sorted(p for p in stored.keys() | drawn.keys() if stored.get(p) != drawn.get(p))
    for path in wrong:
        print(f"{path.relative_to(FOLDER)} is not what this script draws", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
