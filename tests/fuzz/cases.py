"""A case: a seed makes an input in a folder, and what a person would do with it reads it there."""

import ast
import contextlib
import io
import random
import re
import stat
from itertools import chain, islice

from playground.errors import InputError
from tests.fuzz import bombs, inputs
from tests.fuzz.odd.kinds import all_of

KINDS = ("picture", "table", "session", "run", "mnist", "idx", "script")
BOMBS = 10**9
"""Seeds from here on are the bombs, in their order."""


class Unseemly(Exception):
    """What was read in, or said, is not as it should be."""


def make(kind, seed, folder):
    """Put the input of `seed` into the empty `folder`; returns its path, None beyond the bombs."""
    if seed >= BOMBS:
        found = _bomb(kind, seed - BOMBS)
        return found(folder) if found else None
    pick = random.Random(f"{kind} {seed}")
    match kind:
        case "run" | "mnist":
            return _run(pick, kind, folder)
        case "script":
            return folder
    some = {
        "picture": inputs.pictures,
        "table": inputs.tables,
        "session": inputs.sessions,
        "idx": inputs.digits,
    }[kind]
    suffix, data, mutate = pick.choice(_known(some))
    return _written(folder / f"input{suffix}", _twice(pick, mutate, data))


def _twice(pick, mutate, data):
    data = mutate(pick, data)
    return inputs.mutators.raw(pick, data) if pick.random() < 0.1 else data


def _known(some, known={}):  # noqa: B006
    if some not in known:
        known[some] = list(some())
    return known[some]


def _run(pick, kind, folder):
    names = ("gan", "cgan", "infogan", "batchgan")
    name = pick.choice(names if kind == "run" else ("mnist-infogan", "mnist-cgan"))
    paths = inputs.copy_of_run(name, folder / "run")
    for path in pick.sample(paths, pick.choice((1, 1, 1, 2))):
        mutate = inputs.BY_SUFFIX[path.suffix] if pick.random() < 0.8 else inputs.mutators.raw
        path.write_bytes(_twice(pick, mutate, path.read_bytes()))
    return folder / "run"


def _bomb(kind, number, going={}):  # noqa: B006
    """The one of this number, None beyond the last; in their order each is made once."""
    place, some = going.get(kind, (0, None))
    if some is None or number < place:
        place, some = 0, chain(_bombs(kind), all_of(kind))
    found = next(islice(some, number - place, None), None)
    going[kind] = number + 1, some
    return found


def _bombs(kind):
    match kind:
        case "session":
            for _, data in bombs.sessions():
                yield lambda folder, data=data: _written(folder / "bomb.playground", data)
        case "picture":
            for suffix, data in bombs.pictures():
                yield lambda folder, data=data, end=suffix: _written(folder / f"bomb{end}", data)
        case "table":
            for data in bombs.tables():
                yield lambda folder, data=data: _written(folder / "bomb.csv", data)
        case "idx":
            for data in bombs.digits():
                yield lambda folder, data=data: _written(folder / "bomb", data)
        case "run" | "mnist":
            for name, data in bombs.runs():
                if name.startswith("mnist") == (kind == "mnist"):
                    yield lambda folder, data=data, name=name: _bomb_run(folder, name, data)


def _bomb_run(folder, name, data):
    inputs.copy_of_run(name, folder / "run")
    _written(folder / "run" / "config.json", data)
    return folder / "run"


def _written(path, data):
    path.write_bytes(data)
    return path


def read(kind, seed, path):
    """Read the input as the program does. Raises InputError, and Unseemly for what must not be."""
    {
        "picture": _read_target,
        "table": _read_target,
        "session": _read_session,
        "run": _read_run,
        "mnist": _read_mnist,
        "idx": _read_idx,
        "script": _export_script,
    }[kind](path, seed)


def _read_target(path, seed):
    from playground.density.load import load_target

    target = load_target(str(path), invert=seed % 5 == 0, split=seed % 7 == 0)
    if not target.layers:
        raise Unseemly("no layers")


def _read_session(path, seed):
    from playground.runs.session.drawing import read_drawing
    from playground.runs.session.file import read_drawing_of, read_session

    if path.suffix == ".drawing":
        read_drawing(path)
    elif seed % 5:
        read_session(path)
    else:
        read_drawing_of(path)


def _read_run(path, seed):
    """By the command line, whose exit code and words count, too."""
    before = _content(path)
    match seed % 16:
        case 0:
            line = ["--resume", str(path), "--quiet", "--animation", "none"]
            line += ["--iterations", str(_done(path))]  # it opens, and has nothing left to train
        case 1:
            line = ["--export", "script", str(path), "--out", str(path.parent / "out.py")]
        case _:
            line = ["--sample", str(path), "-n", "20", "--out", str(path.parent / "out.csv")]
    try:
        _command(line)
    except InputError as error:
        if _content(path) != before:
            raise Unseemly(f"a run that was refused was changed: {error}") from error
        raise


def _done(path):
    from playground.runs.checkpoint import load_checkpoint

    try:
        return int(load_checkpoint(path / "checkpoints" / "last.safetensors").meta["iteration"])
    except (InputError, LookupError, TypeError, ValueError, OverflowError):
        return 1


def _read_mnist(path, seed):
    from playground.mnist.runs.metrics import read_metrics

    if seed % 4 == 0:
        read_metrics(path / "metrics.csv")
    else:
        _command(["--sample", str(path), "-n", "4", "--out", str(path.parent / "out.png")])


def _command(line):
    from playground.cli import main

    out, error = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error):
        code = main(line)
    said = error.getvalue()
    if code not in (0, 2):
        raise Unseemly(f"exit code {code}: {said[-300:]}")
    lines = [one for one in said.splitlines() if "warning:" not in one]
    if code and len(lines) != 1:
        raise Unseemly(f"not one sentence: {said[-300:]!r}")
    if re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out.getvalue() + said):
        raise Unseemly(f"raw escapes: {said!r}")
    if code:
        raise InputError(lines[0])


def _content(path):
    """Of every file of a folder; of what is none, where it leads and what it is."""
    return {one: _what(one) for one in sorted(path.rglob("*"))}


def _what(path):
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_size > 2**24:
        return found.st_mode, found.st_size, found.st_ino
    return path.read_bytes()


def _read_idx(path, seed):
    from playground.mnist.data.idx import read_idx

    read_idx(path, 3 if seed % 3 else 1)


def _export_script(folder, seed):
    """Names are texts in a script, whatever they are: its code does not change with them."""
    from dataclasses import replace

    import numpy as np

    from playground.density.target import FULL, Layer, Target
    from playground.gan.presets import PRESETS
    from playground.script.script import script_of

    pick = random.Random(seed)
    pixels = np.full((4, 4), FULL, np.uint16)

    def shape(names):
        target = Target(names[0], tuple(Layer(name, pixels, 1.0) for name in names[1:]))
        config = replace(PRESETS["stable"], model="cgan")
        tree = ast.parse(script_of(config, target))
        kinds = [type(node).__name__ for node in ast.walk(tree)]
        return kinds, tree

    whole, _ = shape(["a", "b", "c"])
    signs = (*inputs.mutators.TEXTS, "'", '"', "\\", "\n", "#", "{%", "${", "\r")
    names = ["".join(pick.choices(signs, k=3)) for _ in "abc"]
    changed, _ = shape([name[:300] for name in names])
    if changed != whole:
        raise Unseemly(f"another code for the names {names}")
