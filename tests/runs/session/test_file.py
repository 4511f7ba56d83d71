import json
import struct
import zipfile
import zlib
from dataclasses import asdict, replace
from io import BytesIO

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from safetensors.numpy import load, save

from playground.density.load import load_target
from playground.density.target import FULL
from playground.drawing.drawing import Drawing, DrawingLayer
from playground.error_log import error_log
from playground.errors import InputError
from playground.gan.presets import PRESETS
from playground.gan.trainer import Trainer
from playground.metrics.step_metrics import CurveFigures, Scale, StepMetrics
from playground.nn.history import History
from playground.runs.session import archive as archive_module
from playground.runs.session import file as session_file
from playground.runs.session import saved_run as thinning
from playground.runs.session.archive import Archive
from playground.runs.session.file import SavedSession, read_session, write_session
from playground.runs.session.saved_run import SavedRun

SMALL = replace(PRESETS["classic"], batch_size=16, d_hidden=6, g_hidden=5)
FIGURES = "runs/2/figures.safetensors"
HEAD, RUN = "session.json", "runs/2/config.json"
SHOT, POINT = "runs/1/snapshots/000000003.safetensors", "runs/2/checkpoints/000000003.safetensors"

parts = st.floats(0, 1, exclude_max=True)
anywhere = settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _trained(config, target, iterations):
    trainer, past = Trainer(config, target), History()
    past.add_snapshot(trainer.snapshot())
    past.add_checkpoint(0, config, trainer.state())
    for _ in range(iterations):
        trainer.step()
        past.add_snapshot(trainer.snapshot())
        past.add_checkpoint(trainer.iteration, config, trainer.state())
    return past


def _figure(iteration, layers):
    figures = CurveFigures(1.5, 2.5, 0.25, 1, np.nan if layers else 0.7)
    modes, missed = np.array([[0.25, 0.5], [0.75, 0.5]]), np.array([True, False])
    moment = StepMetrics(iteration, figures, modes, missed, np.eye(layers))
    return moment, Scale(2000, (0.9, 1.1), (0.8, 1.2), None if layers else 0.01)


def _session():
    left = np.zeros((20, 20), np.uint16)
    left[2:9, 2:9] = FULL
    sheets = (
        DrawingLayer("left", left),
        DrawingLayer("right / 2", left.T[::-1].copy(), 1, True, 1.3),
    )
    hidden = DrawingLayer("ünseen", left, 4, visible=False)
    drawing = Drawing("two", (*sheets, hidden), 1)
    runs = []
    for place, model in enumerate(("gan", "cgan")):
        config = replace(SMALL, model=model)
        past = _trained(config, drawing.target(), 5)
        for iteration in (2, 5):
            past.add_metrics(*_figure(iteration, layers=2 if model == "cgan" else 0))
        past.add_checkpoint(
            6, replace(config, d_lr=0.5), past.newest_state | {"iteration": np.array(6)}
        )
        runs.append(SavedRun.of(place, config, past))
    return SavedSession(drawing, {"seed": 3}, {"heat": "best"}, tuple(runs))


@pytest.fixture(scope="module")
def session():
    return _session()


@pytest.fixture(scope="module")
def whole(session, tmp_path_factory):
    path = tmp_path_factory.mktemp("session") / "x.playground"
    write_session(path, session)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "x.playground"


def _equal(one, other):
    if isinstance(one, np.ndarray):
        return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype == "f4")
    return one == other or (one != one and other != other)


def _in_half(weights):
    return weights.astype("f2").astype("f4")


def _changed(whole, path, **parts):
    """The file at `path` is `whole` with other members; None leaves one out."""
    names = {"head": HEAD, "run": RUN, "shot": SHOT, "point": POINT, "figures": FIGURES}
    parts = {names.get(key, key): value for key, value in parts.items()}
    with zipfile.ZipFile(BytesIO(whole)) as archive, zipfile.ZipFile(path, "w") as changed:
        for name in archive.namelist():
            data = parts.pop(name, archive.read(name))
            if callable(data):
                data = data(archive.read(name))
            if data is not None:
                changed.writestr(name, data)
        for name, data in parts.items():
            changed.writestr(name, data)


def _json(change):
    """Makes a change of a JSON value one of its text."""

    def apply(text):
        content = json.loads(text)
        change(content)
        return json.dumps(content)

    return apply


def _arrays(**changes):
    """Makes other arrays those of a safetensors member; None leaves one out."""

    def apply(data):
        arrays = load(data) | {key.replace("__", "."): array for key, array in changes.items()}
        return save({key: array for key, array in arrays.items() if array is not None})

    return apply


def test_a_session_comes_back_as_it_was(path, session):
    write_session(path, session)
    again = read_session(path)
    assert (again.setup, again.view) == (session.setup, session.view)
    assert (again.drawing.name, again.drawing.current) == ("two", 1)
    for one, other in zip(again.drawing.layers, session.drawing.layers, strict=True):
        assert all(_equal(getattr(one, key), value) for key, value in vars(other).items())
    for one, other in zip(again.runs, session.runs, strict=True):
        assert (one.place, one.config) == (other.place, other.config)
        assert [point.config for point in one.checkpoints] == [p.config for p in other.checkpoints]
        for mine, theirs in zip(one.checkpoints, other.checkpoints, strict=True):
            assert mine.state.keys() == theirs.state.keys()
            assert all(_equal(mine.state[key], theirs.state[key]) for key in mine.state)
        for (mine, scale), (theirs, same) in zip(one.figures, other.figures, strict=True):
            assert scale == same
            assert repr(mine.figures) == repr(theirs.figures)
            for key in ("iteration", "modes", "missed", "leak"):
                assert _equal(getattr(mine, key), getattr(theirs, key))
        for mine, theirs in zip(one.snapshots, other.snapshots, strict=True):
            for key, value in vars(mine).items():
                was = vars(theirs)[key]
                assert _equal(value, _in_half(was) if key.endswith("weights") else was)
    assert list(path.parent.iterdir()) == [path]


def test_points_that_stay_are_written_once(whole):
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        holding = [name for name in archive.namelist() if "snapshots" in name and "runs/1" in name]
        assert ["real" in load(archive.read(name)) for name in holding] == [True] + 5 * [False]


def test_weights_that_half_precision_has_no_place_for_are_written_whole(path, session):
    run = session.runs[0]
    large = run.snapshots[-1].d_weights * np.float32(1e6)
    shots = (*run.snapshots[:-1], replace(run.snapshots[-1], d_weights=large))
    write_session(path, replace(session, runs=(replace(run, snapshots=shots),)))
    assert _equal(read_session(path).runs[0].snapshots[-1].d_weights, large)


def test_what_is_read_is_written_again_as_it_is(path, session, tmp_path):
    write_session(path, session)
    again = tmp_path / "again.playground"
    write_session(again, read_session(path))
    with zipfile.ZipFile(path) as one, zipfile.ZipFile(again) as other:
        assert [m.CRC for m in one.infolist()] == [m.CRC for m in other.infolist()]


def test_a_long_past_is_thinned_out_and_goes_on_exactly(path, session, monkeypatch):
    run = session.runs[1]
    monkeypatch.setattr(thinning, "MOST_SNAPSHOT_BYTES", 4 * run.snapshots[0].generated.nbytes)
    monkeypatch.setattr(thinning, "MOST_CHECKPOINT_BYTES", 0)
    written = write_session(path, session)
    again = read_session(path)
    for kept in (written.runs[1], again.runs[1]):
        assert [one.iteration for one in kept.snapshots] == [0, 2, 5]
        assert [int(one.state["iteration"]) for one in kept.checkpoints] == [0, 6]
        last, was = kept.checkpoints[-1], run.checkpoints[-1]
        assert last.config == was.config
        assert all(_equal(last.state[key], was.state[key]) for key in was.state)


def test_a_run_that_is_read_goes_on_as_if_it_had_not_stopped(path, session):
    write_session(path, session)
    run, target = read_session(path).runs[1], session.drawing.target()
    through, resumed = Trainer(run.config, target), Trainer(run.config, target)
    resumed.load(run.checkpoints[-2].state)
    assert resumed.iteration == 5
    for _ in range(8):
        through.step()
    for _ in range(3):
        resumed.step()
    mine, theirs = resumed.state(), through.state()
    assert all(np.array_equal(mine[key], theirs[key]) for key in mine if key != "seconds")


def test_a_past_that_was_thinned_out_is_kept_as_often_as_before(session):
    past = History()
    run = session.runs[0]
    for iteration in range(1, 1001):
        past.snapshots.add(iteration, replace(run.snapshots[0], iteration=iteration))
    again = SavedRun.of(0, run.config, past).history()
    for trail in (past.snapshots, again.snapshots):
        for iteration in range(1001, 1100):
            trail.add(iteration, replace(run.snapshots[0], iteration=iteration))
    assert again.snapshots.iterations == past.snapshots.iterations


def test_what_diverged_is_not_kept(session):
    run, past = session.runs[0], session.runs[0].history()
    bad = run.snapshots[-1].g_weights.copy()
    bad[0] = np.nan
    past.add_snapshot(replace(run.snapshots[-1], iteration=9, g_weights=bad))
    past.add_checkpoint(9, run.config, past.newest_state | {"generator.layer0.bias": bad[:5]})
    kept = SavedRun.of(0, run.config, past).sound
    assert [one.iteration for one in kept.snapshots] == [0, 1, 2, 3, 4, 5]
    assert kept.iteration == 6


def test_without_the_past_it_is_small_and_whole(path, session):
    write_session(path, replace(session, runs=tuple(run.newest for run in session.runs)))
    again = read_session(path)
    assert [run.iteration for run in again.runs] == [6, 6]
    assert [len(run.snapshots) for run in again.runs] == [1, 1]


@anywhere
@given(part=parts)
def test_a_file_that_is_cut_off_anywhere_is_refused(path, whole, part):
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(InputError, match=r"x\.playground.*(no session|damaged)"):
        read_session(path)


@anywhere
@given(
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=9)
)
def test_a_file_with_other_bytes_anywhere_is_read_or_refused(path, whole, places):
    data = bytearray(whole)
    for part, byte in places:
        data[int(part * len(data))] = byte
    path.write_bytes(data)
    try:
        read_session(path)
    except InputError as error:
        assert "x.playground" in str(error)
        assert "\n" not in str(error)


def test_a_newer_version_says_so(path, whole):
    newer = _json(lambda head: head.update(format=session_file.FORMAT + 1, version="9.1"))
    _changed(whole, path, head=newer)
    with pytest.raises(InputError, match=r"newer playground \(9\.1\)"):
        read_session(path)


@pytest.mark.parametrize("data", [b"", b"nonsense", b"PK\x05\x06" + 18 * b"\0"])
def test_what_is_no_archive_is_refused(path, data):
    path.write_bytes(data)
    with pytest.raises(InputError, match="no session"):
        read_session(path)


def test_what_is_not_there_or_no_file_is_refused(path):
    with pytest.raises(InputError, match="does not exist"):
        read_session(path)
    with pytest.raises(InputError, match="folder"):
        read_session(path.parent)


def test_another_zip_is_refused(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    with pytest.raises(InputError, match=r"has no session\.json"):
        read_session(path)


def _member(name, *, link=False):
    info = zipfile.ZipInfo(name)
    if link:
        info.external_attr = 0o120777 << 16
    return info


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (_member("../evil"), "elsewhere"),
        (_member("a/../../evil"), "elsewhere"),
        (_member("/etc/passwd"), "elsewhere"),
        (_member("C:/evil"), "elsewhere"),
        (_member("..\\evil"), "elsewhere"),
        (_member("drawing/link", link=True), "link"),
    ],
)
def test_names_that_leave_the_folder_and_links_are_refused(path, whole, member, says):
    path.write_bytes(whole)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member, "x")
    with pytest.raises(InputError, match=says):
        read_session(path)
    assert list(path.parent.iterdir()) == [path]


def _claiming(path, whole, size):
    """The file with a megabyte of zeros in it that claims to be of another size."""
    path.write_bytes(whole)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("drawing/003.png", bytes(2**20))
        archive.filelist[-1].file_size = size


def test_a_bomb_is_refused_before_it_unfolds(path, whole):
    _changed(whole, path, **{"drawing/003.png": None})
    _claiming(path, path.read_bytes(), 2**31)
    with pytest.raises(InputError, match="would unfold to"):
        read_session(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused(path, whole):
    _claiming(path, whole, 2**20)
    with pytest.raises(InputError, match="names"):
        read_session(path)


def test_a_bomb_that_claims_to_be_small_unfolds_no_further(path, whole):
    _changed(whole, path, **{"drawing/003.png": None})
    _claiming(path, path.read_bytes(), 100)
    with pytest.raises(InputError, match="CRC"):
        read_session(path)


def test_arrays_that_are_packed_are_refused(path, whole):
    with zipfile.ZipFile(BytesIO(whole)) as archive, zipfile.ZipFile(path, "w") as packed:
        for name in archive.namelist():
            packed.writestr(name, archive.read(name), zipfile.ZIP_DEFLATED)
    with pytest.raises(InputError, match="packed"):
        read_session(path)


def test_a_picture_that_claims_to_be_huge_is_refused(path, whole):
    def claim(data):
        return data[:16] + (2**31 - 1).to_bytes(4, "big") + data[20:]

    _changed(whole, path, **{"drawing/001.png": claim})
    with pytest.raises(InputError, match="pixels a side"):
        read_session(path)


@pytest.mark.parametrize(
    ("parts", "says"),
    [
        ({"head": b"["}, "no session"),
        ({"head": b"[]"}, "no session"),
        ({"head": 100_000 * b"["}, "no session"),
        ({"head": b'{"format": NaN}'}, "NaN"),
        ({"head": _json(lambda head: head.update(format="x"))}, "no session"),
        ({"head": _json(lambda head: head.update(runs=3))}, "at most 2 runs"),
        ({"head": _json(lambda head: head.update(runs=-1))}, "at most 2 runs"),
        ({"head": _json(lambda head: head.pop("setup"))}, "setup"),
        ({"head": _json(lambda head: head.update(view=3))}, "no session"),
        ({"drawing/002.png": None}, "002"),
        ({"run": _json(lambda run: run.update(place=0))}, "same place"),
        ({"run": _json(lambda run: run.update(place=7))}, "place"),
        ({"run": _json(lambda run: run["config"].update(d_lr=-1))}, "d-lr"),
        ({"run": _json(lambda run: run["config"].update(d_hidden="9"))}, "d-hidden"),
        ({"run": _json(lambda run: run["config"].update(d_hidden=7))}, "must be float32"),
        ({"run": _json(lambda run: run["config"].update(optimizer="sgd"))}, "another network"),
        ({"run": _json(lambda run: run["config"].update(moon=1))}, "unknown settings: moon"),
        ({"run": _json(lambda run: run.update(config=[]))}, "no session"),
        ({"run": _json(lambda run: run.update(snapshots=[0, 2, 1]))}, "order"),
        ({"run": _json(lambda run: run.update(snapshots=["../../x"]))}, "no session"),
        ({"run": _json(lambda run: run.update(snapshots=[0] * 3000))}, "at most"),
        ({"run": _json(lambda run: run["checkpoints"].reverse())}, "order"),
        ({"point": None}, "000000003"),
        ({"point": b"pickle"}, "no arrays"),
        ({"point": _arrays(iteration=np.array(4))}, "of iteration 3, got 4"),
        ({"point": _arrays(since=np.array(99))}, "no time"),
        ({"point": _arrays(seconds=np.array(np.inf))}, "finite"),
        ({"point": _arrays(generator__layer0__bias=np.full(5, np.nan, "f4"))}, "finite"),
        ({"point": _arrays(generator__layer0__bias=np.zeros(6, "f4"))}, "must be float32"),
        ({"point": _arrays(generator__layer0__bias=None)}, "another network"),
        ({"point": _arrays(extra=np.zeros(3, "f4"))}, "another network"),
        ({"point": _arrays(stream__real=np.zeros(2**20, "u1"))}, "must be uint8"),
        ({"shot": _arrays(generated=np.zeros((2000, 3), "f4"))}, "must be float32"),
        ({"shot": _arrays(generated=np.zeros((0, 2**40), "f4"))}, "must be float32"),
        ({"shot": _arrays(generated=np.full((2000, 2), np.inf, "f4"))}, "finite"),
        ({"shot": _arrays(generated_layer=np.full(2000, 5))}, "layer"),
        ({"shot": _arrays(generated_layer=np.zeros(1999, int))}, "must be int64"),
        ({"shot": _arrays(d_weights=np.zeros(3, "f4"))}, "must be float32"),
        ({"shot": _arrays(d_weights=np.zeros(31, "f8"))}, "must be float32"),
        ({"figures": _arrays(iteration=np.array([5, 2]))}, "order"),
        ({"figures": _arrays(figures=np.full((2, 5), np.inf))}, "finite"),
        ({"figures": _arrays(modes__0=np.zeros((2, 3)))}, "modes.0"),
        ({"figures": _arrays(leak__1=np.zeros((3, 3)))}, "leak.1"),
        ({"figures": _arrays(missed__1=None)}, "missed.1"),
    ],
)
def test_what_a_stranger_wrote_is_checked(path, whole, parts, says):
    _changed(whole, path, **parts)
    with pytest.raises(InputError, match=says) as refused:
        read_session(path)
    assert "x.playground" in str(refused.value)


def _png(size, *chunks):
    """A PNG of these chunks behind its header, whatever they say."""
    header = struct.pack(">IIBBBBB", *size, 16, 0, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


HUGE = struct.pack(">IIBBBBB", 30_000, 60_000, 16, 0, 0, 0, 0)
ROWS = zlib.compress(bytes(20 * 41))


@pytest.mark.parametrize(
    ("png", "says"),
    [
        (_png((20, 20), (b"IHDR", HUGE), (b"IDAT", ROWS)), "part too many, b'IHDR'"),
        (_png((20, 20), (b"IDAT", ROWS), (b"IHDR", HUGE)), "part too many, b'IHDR'"),
        (_png((20, 20), (b"PLTE", b"abc"), (b"IDAT", ROWS)), "part too many, b'PLTE'"),
        (_png((5000, 1), (b"IDAT", ROWS)), "pixels a side"),
        (_png((0, 1), (b"IDAT", ROWS)), "0 × 1"),
        (_png((20, 20))[:40], "no end"),
        (_png((20, 20), *10_000 * [(b"IDAT", b"")]), "no end"),
        (_png((20, 20), (b"IDAT", b"no zlib")), "damaged"),
        (b"\x89PNG\r\n\x1a\n", "no header"),
        (b"BM" + bytes(100), "no PNG"),
    ],
    ids=range(10),
)
def test_a_picture_is_judged_before_it_is_decoded(path, whole, png, says):
    _changed(whole, path, **{"drawing/001.png": png})
    with pytest.raises(InputError, match=says):
        read_session(path)


def test_what_a_picture_has_beside_its_pixels_is_passed_over(path, whole):
    extra = (b"zTXt", b"a\0\0" + zlib.compress(bytes(10**7)))
    rows = zlib.compress(bytes(20 * 41))
    _changed(whole, path, **{"drawing/003.png": _png((20, 20), extra, (b"IDAT", rows))})
    assert not read_session(path).drawing.layers[2].pixels.any()


def test_weights_are_no_snapshots_of_the_one_before(path, whole):
    """Thousands of snapshots could have a copy each of one array."""
    _changed(whole, path, shot=_arrays(d_weights=None))
    with pytest.raises(InputError, match="it lacks d_weights"):
        read_session(path)


def test_points_that_are_inherited_are_shared(path, session):
    write_session(path, session)
    shots = read_session(path).runs[0].snapshots
    assert all(one.real is shots[0].real for one in shots)


@pytest.mark.parametrize("change", [{"checkpoints": "iteration"}, {"snapshots": None}])
def test_a_moment_is_read_once(path, whole, change, monkeypatch):
    """What is named a thousand times is refused before the first of it is read."""

    def repeat(run):
        for key in change:
            run[key] = 1000 * run[key][:1]

    opened = []
    monkeypatch.setattr(Archive, "arrays", lambda *_: opened.append(1))
    _changed(whole, path, **{"runs/1/config.json": _json(repeat)})
    with pytest.raises(InputError, match="order"):
        read_session(path)
    assert opened == []


def test_a_layer_that_is_named_twice_is_refused(path, whole):
    def twice(text):
        drawing = json.loads(text)
        drawing["layers"][1]["file"] = drawing["layers"][0]["file"]
        return json.dumps(drawing)

    _changed(whole, path, **{"drawing/drawing.json": twice})
    with pytest.raises(InputError, match="names a part twice"):
        read_session(path)


def test_networks_beyond_all_are_refused_before_they_are_built(path, whole):
    wide = _json(lambda run: run["config"].update(d_hidden=8192, layers=16))
    _changed(whole, path, run=wide)
    with pytest.raises(InputError, match="its networks take"):
        read_session(path)


def test_a_budget_counts_what_is_held(path, whole, monkeypatch):
    path.write_bytes(whole)
    monkeypatch.setattr(archive_module, "_MOST_HELD", 50_000)
    with pytest.raises(InputError, match="more than 50,000 bytes of memory"):
        read_session(path)


def test_a_directory_of_millions_is_refused_unread(path, whole, monkeypatch):
    path.write_bytes(whole[:-12] + struct.pack("<HLLH", 2**16 - 1, 2**27, 0, 0))
    monkeypatch.setattr(archive_module, "ZipFile", None)
    with pytest.raises(InputError, match="parts in a directory of 134,217,728 bytes"):
        read_session(path)
    path.write_bytes(whole[:-22] + b"PK\6\7" + bytes(16) + whole[-22:])
    with pytest.raises(InputError, match="directory is of another kind"):
        read_session(path)


FAULTS = [
    RecursionError("deep"),
    MemoryError(),
    OverflowError("wide"),
    struct.error("short"),
    zlib.error("bad"),
    zipfile.BadZipFile("no"),
    zipfile.LargeZipFile("no"),
    NotImplementedError("how"),
    EOFError(),
    SyntaxError("broken PNG"),
    Image.DecompressionBombError("boom"),
    UnicodeDecodeError("utf-8", b"x", 0, 1, "no"),
    OSError("image file is truncated"),
    RuntimeError("never seen"),
    AssertionError(),
]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: type(fault).__name__)
def test_whatever_a_file_leads_to_is_one_sentence(path, whole, monkeypatch, fault):
    path.write_bytes(whole)

    def fails(*_):
        raise fault

    monkeypatch.setattr(session_file, "get_drawing", fails)
    for read in (read_session, session_file.read_drawing_of):
        with pytest.raises(InputError, match=r"x\.playground") as caught:
            read(path)
        assert "\n" not in str(caught.value)
    unforeseen = (RuntimeError, AssertionError, Image.DecompressionBombError, zipfile.LargeZipFile)
    assert error_log().exists() == (type(fault) in unforeseen)


def test_a_full_disk_leaves_the_file_that_was_there(path, session, whole, monkeypatch):
    path.write_bytes(whole)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(session_file, "put_run", full)
    with pytest.raises(OSError, match="No space left"):
        write_session(path, session)
    assert path.read_bytes() == whole
    assert list(path.parent.iterdir()) == [path]


def test_config_values_are_json(session):
    assert json.loads(json.dumps(asdict(session.runs[0].config))) == asdict(session.runs[0].config)


def test_a_light_file_has_the_newest_moment_and_optimizers_before_their_first_step(session, path):
    write_session(path, session, light=True)
    back = read_session(path)
    assert back.drawing.equals(session.drawing) and dict(back.setup) == {"seed": 3}
    for run, other in zip(session.runs, back.runs, strict=True):
        assert [len(other.snapshots), len(other.checkpoints), len(other.figures)] == [1, 1, 1]
        assert other.snapshots[0].iteration == 5 and other.iteration == 6
        state, was = other.checkpoints[0].state, run.checkpoints[-1].state
        assert state.keys() == was.keys()
        for name, array in state.items():
            wanted = np.zeros_like(was[name]) if ".optimizer." in name else was[name]
            np.testing.assert_array_equal(array, wanted)
            assert array.dtype == was[name].dtype
    with zipfile.ZipFile(path) as archive:
        assert json.loads(archive.read(HEAD))["format"] == session_file.FORMAT
    trainer = Trainer(back.runs[1].checkpoints[0].config, back.drawing.target())
    trainer.load(back.runs[1].checkpoints[0].state)
    for _ in range(3):
        trainer.step()
    assert np.isfinite(trainer.snapshot().g_weights).all() and trainer.iteration == 9


def test_whole_files_can_still_be_read_by_earlier_versions(whole):
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        assert json.loads(archive.read(HEAD))["format"] == 3
        assert "light" not in json.loads(archive.read(RUN))


@pytest.mark.parametrize("light", [1, "yes", None, []])
def test_a_light_file_says_so_by_true_or_not_at_all(path, whole, light):
    _changed(whole, path, run=_json(lambda run: run.update(light=light)))
    with pytest.raises(InputError, match="neither true nor false"):
        read_session(path)


def test_a_whole_run_that_claims_to_be_light_is_refused(path, whole):
    _changed(whole, path, run=_json(lambda run: run.update(light=True)))
    with pytest.raises(InputError, match="belongs to another network or optimizer"):
        read_session(path)


def test_a_light_file_of_two_stable_models_can_be_mailed(path):
    target, runs = load_target("binary"), []
    for place, model in enumerate(("gan", "cgan")):
        runs.append(
            SavedRun.of(
                place,
                config := replace(PRESETS["stable"], model=model),
                _trained(config, target, 3),
            )
        )
    session = SavedSession(Drawing.of(target), {}, {}, tuple(runs))
    sizes = []
    for light in (False, True):
        write_session(path, session, light=light)
        sizes.append(path.stat().st_size)
    assert sizes[1] < 3_000_000 < sizes[0]
    told = thinning.FileBytes.of(runs)
    for size, about in zip(sizes, (told.whole, told.light), strict=True):
        assert about == pytest.approx(size, rel=0.1)
