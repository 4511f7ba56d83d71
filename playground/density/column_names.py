"""What the names of a table's columns say: which are x and y, a label, an index."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import NamedTuple

Words = tuple[str, ...]

_PAIRS = (
    ("x", "y"),
    ("longitude", "latitude"),
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("easting", "northing"),
    ("east", "north"),
    ("rechtswert", "hochwert"),
    ("经度", "纬度"),
    ("column", "row"),
    ("col", "row"),
    ("e", "n"),
)
_BACKWARDS = ("axis", "centroid")
"""Numbered as arrays are (napari, scikit-image): the last one is x, the one before it y."""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NUMBERED = _set(
    "x dim dimension pc pca umap tsne mds nmds ld lda ica phate comp component coord coordinate "
    "coords coordinates center centre position pos location point embedding latent z feature "
    "factor v"
)
_LABELS = _set(
    "class classes classification label labels group groups layer cluster clusters category "
    "species target type kind celltype phenotype leiden louvain population community variety digit "
    "klasse gruppe typ art kategorie classe groupe espèce clase grupo especie 标签 类别 分类 组 "
    "图层"
)
_COUNTERS = _set("id ids index idx no nr num number rownames fid objectid gid 序号")
_ASIDE = _set("frame frames time t slice timepoint timestep timestamp date track particle z 时间")
_WORDS = _LABELS | _COUNTERS | _ASIDE | {word for pair in _PAIRS for word in pair}
_UNITS = re.compile(r"\([^)]*\)|\[[^]0-9]*\]|\{[^}]*\}")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])")
_NUMBER = re.compile(r"(\D*?)(\d{1,9})")


class Pair(NamedTuple):
    """The columns of x and y."""

    x: int
    y: int


def find_pair(names: Mapping[int, str]) -> Pair | None:
    """The columns, by their names, that are named as x and y; the plainest of several."""
    words = {column: words_of(name) for column, name in names.items()}
    return _named(words) or _named_within(words) or _numbered(words)


def runs_down(name: str) -> bool:
    """Whether a y of that name is a row of an array, and grows downwards."""
    words = words_of(name)
    numbered = words[-1:] and _NUMBER.fullmatch(words[-1])
    return "row" in words or bool(numbered and not set(_BACKWARDS).isdisjoint(words))


def is_label(name: str) -> bool:
    """Whether a column of that name tells groups of points apart."""
    return not _LABELS.isdisjoint(words_of(name))


def is_counter(name: str) -> bool:
    """Whether a column of that name counts its lines, or numbers things."""
    words = words_of(name)
    counts = not words or words in (("unnamed", "0"), ("row",), ("row", "names"), ("row", "name"))
    return counts or (not is_label(name) and words[-1] in _COUNTERS)


def is_aside(name: str) -> bool:
    """Whether a column of that name is a time, or another thing beside the plane."""
    return not _ASIDE.isdisjoint(words_of(name))


def is_named(name: str, word: str) -> bool:
    """Whether `word` is all there is to the name, but for its unit."""
    return words_of(name) == (word,)


def is_word(cell: str) -> bool:
    """Whether `cell` is a word that names a column, and hardly a label."""
    words = words_of(cell)
    return len(words) == 1 and words[0] in _WORDS


def words_of(name: str) -> Words:
    """The words of a name in small letters, without its unit: `pxl_colNo (px)` is pxl, col, no."""
    parts = _SEAM.sub(" ", _UNITS.sub(" ", name))
    return tuple(re.sub(r"[\W_]+", " ", parts.casefold()).split())


def _named(words: Mapping[int, Words]) -> Pair | None:
    """Those with x for y among the words of two names that are the same otherwise."""
    columns = _columns(words)
    found = [
        (len(own), rank, Pair(column, other))
        for column, own in words.items()
        for rank, (x, y) in enumerate(_PAIRS)
        for place, word in enumerate(own)
        if word == x and (other := columns.get((*own[:place], y, *own[place + 1 :]))) is not None
    ]
    return min(found)[2] if found else None


def _named_within(words: Mapping[int, Words]) -> Pair | None:
    """The same for x at the start or the end of a word: `posx` and `posy`, `x1` and `y1`."""
    columns = _columns(words)
    found = [
        (len(own), Pair(column, other))
        for column, own in words.items()
        for place, word in enumerate(own)
        for partner in _partners(word)
        if (other := columns.get((*own[:place], partner, *own[place + 1 :]))) is not None
    ]
    return min(found)[1] if found else None


def _partners(word: str) -> Iterator[str]:
    if word.startswith("x"):
        yield "y" + word[1:]
    if word.endswith("x"):
        yield word[:-1] + "y"


def _columns(words: Mapping[int, Words]) -> dict[Words, int]:
    """The first column of each name."""
    return {own: column for column, own in reversed(list(words.items()))}


def _numbered(words: Mapping[int, Words]) -> Pair | None:
    """`UMAP_1` and `UMAP_2`, and the last two of `axis-0`, `axis-1`."""
    series: dict[str, dict[int, int]] = {}
    for column, own in words.items():
        if own and (found := _NUMBER.fullmatch(own[-1])):
            stem = " ".join(filter(None, (*own[:-1], found[1])))
            series.setdefault(stem, {}).setdefault(int(found[2]), column)
    for stem, columns in series.items():
        first = min(columns)
        run = [columns[i] for i in _while_in(first, columns)]
        if len(run) < 2:
            continue
        if not set(_BACKWARDS).isdisjoint(stem.split()):
            return Pair(run[-1], run[-2])
        if not _NUMBERED.isdisjoint(stem.replace("t sne", "tsne").split()):
            return Pair(run[0], run[1])
    return None


def _while_in(first: int, columns: Mapping[int, int]) -> Iterator[int]:
    for number in count(first):
        if number not in columns:
            return
        yield number
