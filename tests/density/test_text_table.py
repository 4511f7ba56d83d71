"""Tables as strangers export them: what is read must be the right columns, or the line is named.

`_CASES` writes the same points in each of the forms; the oracle is their own mean and spread.
"""

import os
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from playground.density.point_table import read_points
from playground.errors import InputError

N = 300
RANDOM = np.random.default_rng(7)
X = np.round(9 + RANDOM.exponential(0.3, N), 3)
Y = np.round(50 + 0.5 * RANDOM.exponential(0.6, N) + 0.8 * (X - 9), 3)
CLASSES = [f"c{label}" for label in np.where(X > 9.3, 10, np.where(Y > 50.4, 2, 1))]
ORDER = ["c1", "c2", "c10"]
CODE = [int(name[1:]) for name in CLASSES]


@dataclass(frozen=True)
class Case:
    """A file's `body`; the layers that come of it; words of the line that says how it was read."""

    body: str | bytes
    says: str = ""
    layers: tuple[str, ...] = ()
    down: bool = False
    columns: str | None = None
    y_down: bool | None = None
    x: np.ndarray = field(default_factory=lambda: X)  # where the points are others
    y: np.ndarray = field(default_factory=lambda: Y)
    suffix: str = ".csv"


def _table(header, *columns, sep=",", end="\n", rows=None):
    lines = [] if header is None else [header]
    lines += [sep.join(str(cell) for cell in row) for row in zip(*columns, strict=True)]
    return end.join(lines) + end


def _comma(values, digits=3):
    return [f"{value:.{digits}f}".replace(".", ",") for value in values]


def _shortest(values):
    return [repr(float(value)).replace(".", ",") for value in values]


def _quoted(values):
    return [f'"{value}"' for value in values]


def _aligned(*columns):
    return ["   ".join(f"{cell:>9}" for cell in row) for row in zip(*columns, strict=True)]


INDEX = range(N)
ONES = range(1, N + 1)
SHUFFLED = np.random.default_rng(1).permutation(N)
Z = np.round(np.random.default_rng(2).random(N), 4)
FRAME = np.sort(np.random.default_rng(3).integers(0, 40, N))
LAYERS = tuple(ORDER)
NUMBERS = ("1", "2", "10")

_INDEXES = {
    "pandas": Case(_table(",x,y", INDEX, X, Y), "column 1 is an index"),
    "pandas, a tab first": Case(_table("\tx\ty", INDEX, X, Y, sep="\t"), "column 1 is an index"),
    "pandas, read and written twice": Case(
        _table(",Unnamed: 0,x,y", INDEX, INDEX, X, Y), "column 1 is an index"
    ),
    "pandas, without names": Case(_table(",0,1", INDEX, X, Y), "x is `0`, y is `1`"),
    "pandas, names that say nothing": Case(_table(",a,b", INDEX, X, Y), "x is `a`, y is `b`"),
    "pandas, shuffled": Case(_table(",a,b", SHUFFLED, X, Y), "x is `a`, y is `b`"),
    "pandas, rows left out": Case(_table(",a,b", np.arange(N) ** 2, X, Y), "x is `a`, y is `b`"),
    "index": Case(_table("index,a,b", INDEX, X, Y), "`index` is an index"),
    "id": Case(_table("id;a;b", ONES, X, Y, sep=";"), "x is `a`, y is `b`"),
    "ids of a data base": Case(
        _table("Spot ID,a,b", 70_000 + 13 * np.arange(N), X, Y), "x is `a`, y is `b`"
    ),
    "by what it is": Case(_table("n,a,b", INDEX, X, Y), "`n` is an index"),
    "without a header": Case(_table(None, INDEX, X, Y), "x is column 2, y is column 3"),
    "without a header, from 1": Case(_table(None, ONES, X, Y, sep="\t"), "column 1 is an index"),
    "without a header, rows left out": Case(
        _table(None, np.arange(N) ** 2, X, Y), "x is column 2, y is column 3"
    ),
    "without a header, and classes": Case(
        _table(None, INDEX, X, Y, CODE), "a layer for each column 4", NUMBERS
    ),
    "R, write.csv": Case(_table('"","x","y"', _quoted(ONES), X, Y), "x is `x`, y is `y`"),
    "R, write.table": Case(_table('"a" "b"', _quoted(ONES), X, Y, sep=" "), "x is `a`, y is `b`"),
    "R, names of rows": Case(
        _table('"y" "x"', _quoted(f"row {i}" for i in ONES), Y, X, sep=" "), "x is `x`, y is `y`"
    ),
    "x that counts": Case(_table("x,y,z", INDEX, Y, Z), "x is `x`, y is `y`", x=np.arange(N), y=Y),
    "only an index and a value": Case(
        _table("n,value", INDEX, Y), "x is `n`, y is `value`", x=np.arange(N), y=Y
    ),
}

_NAMES = {
    "y first": Case(_table("y,x", Y, X), "x is `x`, y is `y`"),
    "capitals": Case(_table("Y;X", Y, X, sep=";"), "x is `X`, y is `Y`"),
    "quoted": Case(_table('"y","x"', Y, X), "x is `x`, y is `y`"),
    "after others": Case(_table("mass,area,y,x", Z, Z + 1, Y, X), "x is `x`, y is `y`"),
    "latitude first": Case(_table("lat,lon", Y, X), "x is `lon`, y is `lat`"),
    "of a GPS": Case(_table("time,latitude,longitude,ele", FRAME, Y, X, Z), "x is `longitude`"),
    "of a web map": Case(_table("lat,lng", Y, X), "x is `lng`"),
    "Darwin Core": Case(
        _table("gbifID\tdecimalLatitude\tdecimalLongitude", SHUFFLED, Y, X, sep="\t"),
        "x is `decimalLongitude`, y is `decimalLatitude`",
    ),
    "Movebank": Case(
        _table("event-id,location-lat,location-long", INDEX, Y, X), "x is `location-long`"
    ),
    "a surveyor's": Case(_table("Northing,Easting,Height", Y, X, Z), "x is `Easting`"),
    "units in brackets": Case(_table("y [mm],x [mm]", Y, X), "x is `x [mm]`, y is `y [mm]`"),
    "units beside spaces": Case(_table("y [mm] x [mm]", Y, X, sep=" "), "x is `x[mm]`"),
    "units with a sign": Case(_table("Y (µm);X (µm)", Y, X, sep=";"), "x is `X (µm)`"),
    "QuPath": Case(
        _table(
            "Image\tClass\tCentroid Y µm\tCentroid X µm", ["a.tif"] * N, CLASSES, Y, X, sep="\t"
        ),
        "x is `Centroid X µm`, y is `Centroid Y µm` and runs up, a layer for each `Class`",
        LAYERS,
    ),
    "CellProfiler": Case(
        _table(
            "ImageNumber,ObjectNumber,AreaShape_Area,Location_Center_Y,Location_Center_X",
            [1] * N,
            ONES,
            Z,
            Y,
            X,
        ),
        "x is `Location_Center_X`",
    ),
    "TrackMate": Case(
        "LABEL,ID,TRACK_ID,QUALITY,POSITION_Y,POSITION_X,FRAME\n"
        "Label,Spot ID,Track ID,Quality,Y,X,Frame\n"
        "Label,Spot ID,Track ID,Quality,Y,X,Frame\n"
        ",,,(quality),(micron),(micron),\n"
        + _table(None, [f"ID{i}" for i in INDEX], SHUFFLED, FRAME, Z, Y, X, FRAME),
        "no labels; `ID` is an index; lines passed over: 2, 3, 4",
    ),
    "trackpy": Case(
        _table(",y,x,mass,size,ecc,frame", INDEX, Y, X, Z, Z, Z, FRAME),
        "x is `x`, y is `y` and runs up, no labels",
    ),
    "Imaris": Case(
        "\nPosition\n====================\nPosition Y,Position X,Unit,Category,Time,ID,\n"
        + _table(None, Y, X, ["um"] * N, ["Spot"] * N, [1] * N, INDEX, [""] * N),
        "x is `Position X`, y is `Position Y` and runs up, no labels",
    ),
    "ImageJ": Case(_table(" ,Area,Mean,X,Y", ONES, Z, Z, X, Y), "x is `X`, y is `Y` and runs up"),
    "ImageJ, in a .xls": Case(
        _table(" \tArea\tMean\tXM\tYM\tX\tY", ONES, Z, Z, Z, Z, X, Y, sep="\t"),
        "x is `X`, y is `Y`",
        suffix=".xls",
    ),
    "ImageJ, which runs down": Case(
        _table(" ,Area,Mean,X,Y", ONES, Z, Z, X, Y), "runs down", down=True, y_down=True
    ),
    "napari": Case(
        _table("index,axis-0,axis-1", INDEX, Y, X),
        "x is `axis-1`, y is `axis-0` and runs down",
        down=True,
    ),
    "napari, in three dimensions": Case(
        _table("index,axis-0,axis-1,axis-2", INDEX, Z, Y, X),
        "x is `axis-2`, y is `axis-1`",
        down=True,
    ),
    "napari, the other way": Case(
        _table("index,axis-0,axis-1", INDEX, Y, X), "runs up", y_down=False
    ),
    "scikit-image": Case(
        _table("label,centroid-0,centroid-1,area", ONES, Y, X, Z),
        "x is `centroid-1`, y is `centroid-0` and runs down, no labels",
        down=True,
    ),
    "row and column": Case(_table("row,column", Y, X), "y is `row` and runs down", down=True),
    "row and col": Case(_table("value,row,col", Z, Y, X), "y is `row` and runs down", down=True),
    "col and row": Case(_table("col,row", X, Y), "x is `col`", down=True),
    "x1 and x2": Case(_table("x1,x2,y", X, Y, CODE), "a layer for each `y`", NUMBERS),
    "UMAP": Case(_table(",UMAP_1,UMAP_2,leiden", INDEX, X, Y, CODE), "each `leiden`", NUMBERS),
    "X_umap": Case(_table("cell,Y_umap,X_umap", CLASSES, Y, X), "x is `X_umap`", LAYERS),
    "PCA": Case(_table("name,PC1,PC2,PC3", [f"s{i}" for i in INDEX], X, Y, Z), "x is `PC1`"),
    "t-SNE": Case(_table("batch,tSNE_1,tSNE_2", Z, X, Y), "x is `tSNE_1`, y is `tSNE_2`"),
    "ilastik": Case(
        _table(
            "object_id,timestep,Center of the object_0,Center of the object_1", INDEX, FRAME, X, Y
        ),
        "x is `Center of the object_0`",
    ),
    "the same in all lines": Case(_table(None, ["s"] * N, [1] * N, X, Y), "x is column 3"),
    "a time in front": Case(_table("t,a,b", Z, X, Y), "x is `a`, y is `b`"),
    "x and another": Case(_table("x,value", X, Y), "x is `x`, y is `value`"),
    "another and x": Case(_table("z,w,x", Y, Z, X), "x is `x`, y is `w`", y=Z),
    "another and y": Case(_table("y,depth", Y, X), "x is `depth`, y is `y`"),
    "spaces around": Case(_table(" y , x ", Y, X, sep=" , "), "x is `x`, y is `y`"),
    "in a comment": Case(_table("# y x", Y, X, sep=" "), "x is `x`, y is `y`"),
    "in a comment, by commas": Case(_table("# made by NumPy\n# y,x", Y, X), "x is `x`"),
    "in a comment, with a tab": Case(_table("#y\tx", Y, X, sep=" "), "x is `x`"),
    "separated in another way": Case(_table("y\tx", Y, X), "x is `x`"),
    "with spaces, far apart": Case(
        _table("Centroid Y   Centroid X", Y, X, sep="  "), "x is `Centr"
    ),
    "of a printed frame": Case(
        "     y     x\n"
        + "".join(f"{i}  {b}  {a}\n" for i, (a, b) in enumerate(zip(X, Y, strict=True))),
        "x is `x`, y is `y` and runs up, no labels; column 1 is an index",
    ),
    "of a printed page": Case(
        _table("| y | x |\n|---|---|", [f"| {b}" for b in Y], [f"{a} |" for a in X], sep=" | "),
        "x is `x`",
    ),
    "ThunderSTORM": Case(
        _table('"id","frame","y [nm]","x [nm]"', ONES, FRAME, Y, X), "x is `x [nm]`"
    ),
    "ArcGIS": Case(_table("OBJECTID,POINT_Y,POINT_X", ONES, Y, X), "x is `POINT_X`"),
    "coords.x1": Case(_table("coords.x1,coords.x2", X, Y), "x is `coords.x1`"),
    "in Chinese": Case(_table("纬度,经度", Y, X), "x is `经度`, y is `纬度`"),
}

_NUMBERS_AS_NAMES = {
    "0,1": Case(_table("0,1", X, Y), "x is `0`, y is `1`"),
    "0,1 among the points": Case(_table("0,1", X - X.mean(), Y - Y.mean()), "x is `0`, y is `1`"),
    "0,1 above whole numbers": Case(
        _table("0,1", np.rint(1e3 * X).astype(int), np.rint(1e3 * Y).astype(int)),
        "x is `0`, y is `1`",
        x=np.rint(1e3 * X),
        y=np.rint(1e3 * Y),
    ),
    "0,1,2 with words": Case(_table("0,1,2", X, Y, CLASSES), "each `2`", LAYERS),
    "1,2": Case(_table("1,2", X, Y), "x is `1`, y is `2`"),
    "counts, as iris.csv has them": Case(
        _table("300,3,one,two,three", X, Y, Z, Z, CODE), "x is `300`, y is `3`"
    ),
    "years alone": Case(_table("2020,2021", X, Y), "x is `2020`, y is `2021`"),
    "years": Case(_table("id,2020,2021", INDEX, X, Y), "x is `2020`, y is `2021`"),
    "a point": Case(
        _table(None, [0, 1, 5, 3], [1, 0, 4, 2]),
        "x is column 1",
        x=np.array([0, 1, 5, 3]),
        y=np.array([1, 0, 4, 2]),
    ),
    "a point of a curve": Case(
        _table(None, [0, 0.5, 1, 1.5], [1, 0.88, 0.54, 0.07]),
        "x is column 1",
        x=np.array([0, 0.5, 1, 1.5]),
        y=np.array([1, 0.88, 0.54, 0.07]),
    ),
}

_SEPARATORS = {
    "semicolons": Case(_table("x;y", _comma(X), _comma(Y), sep=";"), "decimal commas"),
    "tabs": Case(_table("x\ty", _comma(X), _comma(Y), sep="\t"), "decimal commas"),
    "spaces": Case(_table("x y", _comma(X), _comma(Y), sep=" "), "decimal commas"),
    "aligned": Case("\n".join(["   x   y", *_aligned(_comma(X), _comma(Y))]), "decimal commas"),
    "aligned, without a header": Case("\n".join(_aligned(_comma(X), _comma(Y))), "decimal commas"),
    "shortest": Case(_table("x;y", _shortest(X), _shortest(Y), sep=";"), "decimal commas"),
    "whole numbers first": Case(
        "x;y\n" + "9;50\n" * 20 + _table(None, _comma(X), _comma(Y), sep=";"),
        "decimal commas",
        x=np.r_[[9] * 20, X],
        y=np.r_[[50] * 20, Y],
    ),
    "whole numbers last": Case(
        _table("x;y", _comma(X), _comma(Y), sep=";") + "9;50\n" * 20,
        "decimal commas",
        x=np.r_[X, [9] * 20],
        y=np.r_[Y, [50] * 20],
    ),
    "quoted, by commas": Case(
        _table("x,y", _quoted(_comma(X)), _quoted(_comma(Y))), "decimal commas"
    ),
    "classes between": Case(
        _table("x;kind;y", _comma(X), CLASSES, _comma(Y), sep=";"), "decimal commas", LAYERS
    ),
    "exponents": Case(
        _table(
            "x;y",
            [f"{v:.6e}".replace(".", ",") for v in X],
            [f"{v:.5E}".replace(".", ",") for v in Y],
            sep=";",
        ),
        "decimal commas",
    ),
    "points by semicolons": Case(_table("x;y", X, Y, sep=";"), "no labels"),
    "bars": Case(_table("x|y", X, Y, sep="|")),
    "commas and spaces": Case(_table("y, x", Y, X, sep=", "), "x is `x`"),
    "exponents by spaces": Case(_table(None, [f"{v:.4e}" for v in X], Y, sep="  ")),
    "words with spaces between tabs": Case(
        _table("kind\tx\ty", [f"a b {c}" for c in CLASSES], X, Y, sep="\t"),
        layers=tuple(f"a b {c}" for c in ORDER),
    ),
    "words with commas": Case(
        _table("kind,y,x", [f'"a, b {c}"' for c in CLASSES], Y, X),
        layers=tuple(f"a, b {c}" for c in ORDER),
    ),
    "numbers in quotes": Case(_table("x,y", _quoted(X), _quoted(Y))),
    "separators at the ends": Case(_table("y,x,", Y, X, [""] * N), "x is `x`"),
    "separators at the ends of the points": Case(_table("y,x", Y, X, [""] * N), "x is `x`"),
    "separators at the end of some": Case(
        "y;x\n"
        + "".join(f"{b};{a}{';' * (i % 2)}\n" for i, (a, b) in enumerate(zip(X, Y, strict=True))),
        "x is `x`",
    ),
    "empty lines and lines of separators": Case(
        "\n\n" + _table("y,x\n", Y, X, end="\n\n") + ",\n,\n\n", "x is `x`"
    ),
    "sep=;": Case(_table("sep=;\ny;x", Y, X, sep=";"), "x is `x`"),
    "sep=; as Excel has it": Case(
        ("\ufeffsep=;\r\n" + _table("y;x", _comma(Y), _comma(X), sep=";", end="\r\n")).encode(),
        "x is `x`",
    ),
    "comments": Case(_table("# one\n% two\n// three\ny,x", Y, X), "x is `x`"),
    "a title": Case(_table("Results of Monday\ny,x", Y, X), "lines passed over: 1"),
    "units": Case(_table("y,x\nmm,mm", Y, X), "lines passed over: 2"),
    "units in brackets": Case(_table("b;a\n[mm];[µm]", X, Y, sep=";"), "lines passed over: 2"),
    "a name of two lines": Case(_table('"y\n(mm)","x\n(mm)"', Y, X), "x is `x (mm)`"),
    "a sign for inches": Case(
        _table("name,x,y", [f'5" {c}' for c in CLASSES], X, Y),
        layers=tuple(f'5" {c}' for c in ORDER),
    ),
    "the minus sign of typography": Case(
        _table("x,y", [f"{a - 20:.3f}".replace("-", "−") for a in X], Y), x=X - 20
    ),
}

_ENCODINGS = {
    **{
        coding: Case(_table("größe,höhe", X, Y).encode(coding), "x is `größe`, y is `höhe`")
        for coding in ("utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-32", "cp1252")
    },
    **{
        coding: Case(_table("y,x", Y, X).encode(coding), "x is `x`")
        for coding in ("utf-16-le", "utf-16-be")
    },
    "UTF-8 but for one place": Case(
        _table("größe,höhe", X, Y).encode() + f"# caf\xe9\n{X[0]},{Y[0]}\n".encode("latin-1"),
        "x is `größe`",
        x=np.r_[X, X[0]],
        y=np.r_[Y, Y[0]],
    ),
    "lines of Windows": Case(_table("y,x", Y, X, end="\r\n").encode(), "x is `x`"),
    "lines of old Macs": Case(_table("y,x", Y, X, end="\r").encode(), "x is `x`"),
}

_LABELS = {
    **{
        name: Case(_table(f"{name},x,y", CLASSES, X, Y), f"each `{name}`", LAYERS)
        for name in ("class", "label", "group", "layer", "Cluster", "category", "species", "target")
    },
    **{
        f"{name}, numbered": Case(_table(f"x,y,{name}", X, Y, CODE), f"each `{name}`", NUMBERS)
        for name in ("class", "label", "cluster_id", "true label", "target", "digit")
    },
    "words": Case(_table("y,x,where", Y, X, CLASSES), "each `where`", LAYERS),
    "words, without a header": Case(_table(None, X, Y, CLASSES), "each column 3", LAYERS),
    "words first, without a header": Case(
        _table(None, CLASSES, X, Y, sep=" "), "each column 1", LAYERS
    ),
    "numbers first, without a header": Case(
        _table(None, CODE, X, Y),
        "x is column 2, y is column 3 and runs up, a layer for each",
        NUMBERS,
    ),
    "the name before other words": Case(
        _table("x,y,well,class", X, Y, ["A1"] * N, CLASSES), "each `class`", LAYERS
    ),
    "frames are no layers": Case(_table("x,y,frame", X, Y, FRAME), "no labels"),
    "tracks are no layers": Case(_table("x,y,track_id", X, Y, FRAME), "no labels"),
    "small counts are no layers": Case(_table("x,y,neighbours", X, Y, CODE), "no labels"),
    "a single class is no layer of its own": Case(
        _table("x,y,class", X, Y, ["a"] * N), "no labels"
    ),
    "in German": Case(_table("x;y;Klasse", X, Y, CODE, sep=";"), "each `Klasse`", NUMBERS),
    "counts are no layers": Case(_table("x,y,neighbours", X, Y, FRAME), "no labels"),
    "measures are no layers": Case(_table("x,y,mass", X, Y, Z), "no labels"),
    "names of all are no layers": Case(
        _table("x,y,name", X, Y, [f"n{i}" for i in INDEX]), "no labels"
    ),
    "notes here and there are no layers": Case(
        _table("x,y,notes", X, Y, ["", "check", "", "", "bad", ""] * 50), "no labels"
    ),
}

_CHOSEN = {
    "names": Case(_table("x,y,u,v", Z, Z, X, Y), "x is `u`, y is `v`", columns="u,v"),
    "numbers": Case(_table("x,y,u,v", Z, Z, X, Y), "x is `u`, y is `v`", columns="3,4"),
    "without a header": Case(_table(None, Z, Y, X), "x is column 3", columns="3,2"),
    "a label": Case(_table("a,b,c,d", CLASSES, CODE, X, Y), "each `b`", NUMBERS, columns="c, d, b"),
    "no label": Case(_table("x,y,class", X, Y, CLASSES), "no labels", columns="x,y"),
    "in capitals": Case(_table("U,V,W", Z, Y, X), "x is `W`", columns="w,v"),
    "with a comma": Case(_table('"a, b",c', Y, X), "y is `a, b`", columns='c,"a, b"'),
    "names that are numbers": Case(_table(",0,1", INDEX, Y, X), "x is `1`", columns="1,0"),
    "a row as y": Case(_table("row,z,x", Y, Z, X), "runs down", columns="x,row", down=True),
    "a row as y, up": Case(_table("row,z,x", Y, Z, X), columns="x,row", y_down=False),
}

_CASES = {
    f"{kind}: {name}": case
    for kind, cases in {
        "index": _INDEXES,
        "names": _NAMES,
        "number as a name": _NUMBERS_AS_NAMES,
        "separator": _SEPARATORS,
        "encoding": _ENCODINGS,
        "labels": _LABELS,
        "--columns": _CHOSEN,
    }.items()
    for name, case in cases.items()
}


def _placed(x, y):
    """The points in the unit square, in proportion, with a margin of 0.06."""
    points = np.stack([x, y], axis=1).astype(float)
    low, high = points.min(axis=0), points.max(axis=0)
    return (points - (low + high) / 2) * 0.88 / (high - low).max() + 0.5


def _file(folder, body, suffix=".csv"):
    path = folder / f"table{suffix}"
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    return path


@pytest.mark.parametrize("case", _CASES.values(), ids=_CASES)
def test_the_right_columns_are_read(tmp_path, case):
    table = read_points(_file(tmp_path, case.body, case.suffix), case.columns, y_down=case.y_down)
    assert case.says in table.how
    expected = _placed(case.x, -case.y if case.down else case.y)
    np.testing.assert_allclose(table.in_square(), expected, atol=1e-9)
    assert tuple(name for name, _ in table.groups()) == (case.layers or ("table",))
    if case.layers:
        codes = [case.layers[i] for i, (_, own) in enumerate(table.groups()) for _ in own]
        assert sorted(codes) == sorted(table.labels)


def _rows(*cells, header="x,y", at=17):
    """The points by commas, with these `cells` in the line `at` + 2."""
    rows = [f"{a},{b}" for a, b in zip(X, Y, strict=True)]
    rows[at] = ",".join(cells)
    return "\n".join([header, *rows]) + "\n"


def _grouped(values, sign=","):
    return [f"{value:,.1f}".replace(",", sign) for value in values]


THOUSANDS = np.linspace(1000, 900_000, N)
SMALL = np.linspace(400, 1600, N).astype(int)

_REFUSED = {
    "an empty cell": (_rows("9.1", ""), "`y` is empty in line 19"),
    "an empty cell among others": (
        _table("x,y,z", X, np.where(np.arange(N) == 17, "", Y), Z),
        "`y` is empty in line 19",
    ),
    "an empty cell in most lines": (
        _table("x,y,z", X, np.where(np.arange(N) % 3 > 0, "", Y), Z),
        "`y` is empty in line 3",
    ),
    "an empty cell without a header": (
        "1.5,2.5\n2.5,\n3.5,4.5\n5,6\n",
        "column 2 is empty in line 2",
    ),
    "an empty first cell": ("x,y\n,2\n3,4\n5,6\n", "`x` is empty in line 2"),
    "NA": (_rows("9.1", "NA"), "`y` is `NA` in line 19"),
    "NaN": (_rows("nan", "50"), "`x` is `nan` in line 19"),
    "infinity": (_rows("-inf", "50"), "`x` is `-inf` in line 19"),
    "too large": (_rows("1e999", "50"), "`x` is `1e999` in line 19"),
    "a word": (_rows("9.1", "lost"), "`y` is `lost` in line 19"),
    "a word in the first line": (_rows("lost", "50", at=0), "`x` is `lost` in line 2"),
    "a unit in a cell": (_rows("9.1 mm", "50"), "`x` is `9.1 mm` in line 19"),
    "a header in the middle": (_rows("x", "y"), "`x` is `x` in line 19"),
    "units in all cells": (
        _table("x,y", [f"{v} mm" for v in X], Y),
        f"`x` is `{X[0]} mm` in line 2",
    ),
    "degrees in all cells": (
        _table("lat;lon", [f"{v}°" for v in Y], [f"{v}°" for v in X], sep=";"),
        f"`lon` is `{X[0]}°` in line 2",
    ),
    "an underline": (_rows("1_000", "50"), "`x` is `1_000` in line 19"),
    "the other decimal sign": (
        _table("x;y", [*_comma(X), "9.5"], [*_comma(Y), "50"], sep=";"),
        f"`x` is `9.5` in line {N + 2}",
    ),
    "fewer cells": (_rows("9.1"), "2, and has 1 in line 19"),
    "more cells": (_rows("9.1", "50", "1"), "2, and has 3 in line 19"),
    "fewer names": (_table("x,y", X, Y, Z), "has 2 in line 1 above 3 columns"),
    "decimal commas by commas": (
        _table("x,y", _comma(X), _comma(Y)),
        "has 2 in line 1 above 4 columns",
    ),
    "thousands in quotes": (
        _table("x,y", _quoted(_grouped(THOUSANDS)), Y),
        "thousands separators, and `x` is `1,000.0` in line 2",
    ),
    "thousands, European": (
        _table(
            "x;y",
            [v.translate(str.maketrans(",.", ".,")) for v in _grouped(THOUSANDS)],
            _comma(Y),
            sep=";",
        ),
        "thousands separators, and `x` is `1.000,0` in line 2",
    ),
    **{
        f"thousands by {name}": (
            _table("x;y", _grouped(THOUSANDS, sign), _grouped(THOUSANDS, sign), sep=";"),
            "thousands separators",
        )
        for name, sign in {"spaces": " ", "narrow spaces": "\u202f", "apostrophes": "'"}.items()
    },
    "thousands, half of them": (
        _table("x\ty", [f"{v:,}" for v in SMALL], SMALL // 7, sep="\t"),
        "thousands separators, and `x` is `1,002` in line 152",
    ),
    "thousands by points, half of them": (
        _table("x;y", [f"{v:,}".replace(",", ".") for v in SMALL], SMALL // 7, sep=";"),
        "thousands separators, and `x` is `1.002` in line 152",
    ),
    "a label that is empty": (
        _table("x,y,class", X, Y, [*CLASSES[:-1], ""]),
        f"`class` is empty in line {N + 1}",
    ),
    "a quote that stays open": (_rows('"9.1', "50"), "close every quote, and does not in line 19"),
    "prose": ("Dear all,\n\nwe meet on 3 May at 10, not at 9.\n", "no table of points"),
    "a list": ("# To do\n- milk, 2\n- call 555 1234\n", "no table of points"),
    "a note": ("remember the milk\n", "no table of points"),
    "one number a line": ("5\n6\n7\n", "no table of points"),
    "words": ("a,b\nc,d\n", "no table of points"),
    "nothing": ("", "at least two points, and has 0"),
    "one point": ("x,y\n1,2\n", "at least two points, and has 1"),
    "a workbook": (b"PK\x03\x04" + bytes(50), "workbook"),
    "a workbook of old": (b"\xd0\xcf\x11\xe0" + bytes(50), "workbook"),
    "bytes": (bytes(range(256)), "no table of points"),
    "zeros among the points": (b"1,2\n" * 9000 + bytes(50), "no table of points"),
    "half a character": ("x,y\n1,2\n".encode("utf-16") + b"3", "no table of points"),
}


@pytest.mark.parametrize(("body", "said"), _REFUSED.values(), ids=_REFUSED)
def test_what_cannot_be_read_is_named_with_its_line(tmp_path, body, said):
    path = _file(tmp_path, body)
    with pytest.raises(InputError) as told:
        read_points(path)
    assert said in str(told.value)
    assert f"`{path}`" in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("x,w", "must have the column `w`, and has `x`, `y`, `name`, `Class`"),
        ("x,klass", "must have the column `klass`, and has `Class`"),
        ("x,5", "must have a column 5, and has 4"),
        ("0,1", "must have a column 0, and has 4"),
        ("x", "x,y, or three, x,y,label, and names 1"),
        ("", "x,y, or three, x,y,label, and names 0"),
        ("x,y,name,Class", "and names 4"),
        ("x,1", "different columns, and names `x` twice"),
        ("x,name", "`name` is `n0` in line 2"),
        ("x,y,name", "at most 100 labels, and `name` has one more, `n100`, in line 102"),
    ],
)
def test_columns_that_are_not_there_are_named(tmp_path, columns, said):
    path = _file(tmp_path, _table("x,y,name,Class", X, Y, [f"n{i}" for i in INDEX], CLASSES))
    with pytest.raises(InputError) as told:
        read_points(path, columns)
    assert said in str(told.value)


def test_columns_may_be_a_sequence(tmp_path):
    path = _file(tmp_path, _table("a,b,c", Z, X, Y))
    for columns in (["b", "c"], (2, 3), ("b", 3)):
        assert np.array_equal(read_points(path, columns).points, np.stack([X, Y], axis=1))


PAIRS = [
    ("x", "y", False),
    ("X", "Y", False),
    ("x [mm]", "y [mm]", False),
    ("lon", "lat", False),
    ("Longitude", "Latitude", False),
    ("easting", "northing", False),
    ("axis-1", "axis-0", True),
    ("column", "row", True),
    ("centroid-1", "centroid-0", True),
    ("pos_x", "pos_y", False),
    ("POSITION_X", "POSITION_Y", False),
    ("UMAP_1", "UMAP_2", False),
    ("PC1", "PC2", False),
    ("x1", "x2", False),
]


@st.composite
def _mixtures(draw):
    """A table with several of these at once: its bytes, the points, and the labels or none."""
    pick = lambda *choices: draw(st.sampled_from(choices))  # noqa: E731
    separator = pick(",", ";", "\t", "|", " ")
    decimal = pick(".", ",") if separator != "," else "."
    digits = pick(1, 3, 6)
    random = np.random.default_rng(draw(st.integers(0, 999)))
    n = draw(st.integers(12, 40))
    x, y = np.round(random.normal([[3], [-40]], [[2], [9]], (2, n)), digits)
    x_name, y_name, down = draw(st.sampled_from(PAIRS))
    number = lambda v: f"{v:.{digits}f}".replace(".", decimal)  # noqa: E731
    columns = [(x_name, [*map(number, x)]), (y_name, [*map(number, y)])]
    if draw(st.booleans()):
        columns.reverse()
    labels = [f"k{i}" for i in random.permutation(n) % 3] if draw(st.booleans()) else None
    if labels:
        columns.insert(pick(0, len(columns)), ("class", labels))
    if draw(st.booleans()):
        columns.insert(len(columns), ("mass", [*map(number, random.random(n))]))
    index = pick("", "id", "index", None)
    if index is not None and not (index == "" and separator == " "):
        columns.insert(0, (index, [str(i) for i in range(n)]))
    quote = pick('"', "") if decimal == "." else ""
    lines = [separator.join(f"{quote}{name}{quote}" for name, _ in columns)]
    if separator != " " and draw(st.booleans()):
        lines.append(separator.join(["mm"] * len(columns)))
    cells = [column for _, column in columns]
    lines += [separator.join(row) for row in zip(*cells, strict=True)]
    if draw(st.booleans()):
        lines.insert(0, pick("# made by hand", "", "% 3 points, 4 lines"))
    body = pick("\n", "\r\n", "\r").join([*lines, ""])
    coded = body.encode(pick("utf-8", "utf-8-sig", "utf-16", "latin-1"))
    return coded, np.stack([x, -y if down else y], axis=1), labels


@given(_mixtures())
@settings(max_examples=200, deadline=None)
def test_kinds_combine(mixture):
    body, points, labels = mixture
    with TemporaryDirectory() as folder:
        table = read_points(_file(Path(folder), body))
    np.testing.assert_allclose(table.points, points)
    assert list(table.labels) == (labels or [])


def test_a_name_of_thousands_of_digits_is_no_number(tmp_path):
    path = tmp_path / "points.csv"
    path.write_text(f"a{'9' * 5000},b\n0.5,1\n1,2\n")
    assert len(read_points(path).points) == 2


def test_a_number_too_long_for_a_row_is_no_number_of_one(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("a,b\n" + "\n".join(f"{'1' * 5000},{k},{k * k}" for k in range(20)))
    with pytest.raises(InputError):
        read_points(path)


@pytest.mark.parametrize("wanted", ["²,³", f"{'9' * 5000},1"])
def test_what_is_a_digit_and_no_number_names_no_column(tmp_path, wanted):
    path = tmp_path / "x.csv"
    path.write_text("\n".join(f"{k},{k * k}" for k in range(20)))
    with pytest.raises(InputError, match="must have the column"):
        read_points(path, wanted)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes among files")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.csv")
    with pytest.raises(InputError, match="folder or a device"):
        read_points(tmp_path / "x.csv")
