"""What a person may name as a target."""
# DOC The shipped pictures: all there, all drawn by the script, none touching its edge.

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from playground.density.load import load_target
from playground.density.shipped import shipped_names, shipped_path
from playground.density.target import FULL
from playground.errors import InputError


def draw(path: Path, value: int = 255) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("L", (6, 4), value).save(path, "PNG")
    return path


def test_a_shipped_name_in_any_case() -> None:
    assert load_target("Ring").name == "ring"
    assert [layer.name for layer in load_target("BINARY").layers] == ["left", "right"]


def test_an_image_is_a_stack_of_one(tmp_path: Path) -> None:
    target = load_target(str(draw(tmp_path / "my shape.png", 100)), invert=True, black_point=0.5)
    assert target.name == "my shape"
    assert [layer.name for layer in target.layers] == ["my shape"]
    assert set(target.layers[0].pixels.ravel()) == {155 * 257}


def test_a_folder_is_a_stack_in_natural_order(tmp_path: Path) -> None:
    for i in (10, 9, 1, 2):
        draw(tmp_path / "strokes" / f"s{i}.PNG", i)
    names = [layer.name for layer in load_target(tmp_path / "strokes").layers]
    assert names == ["s1", "s2", "s9", "s10"]
    assert load_target(tmp_path / "strokes").name == "strokes"


def test_a_folder_given_as_a_dot_has_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "shape" / "a.png")
    monkeypatch.chdir(tmp_path / "shape")
    assert load_target(".").name == "shape"


def test_other_files_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    draw(tmp_path / "a.png")
    draw(tmp_path / ".hidden.png")
    draw(tmp_path / "inner" / "b.png")
    draw(tmp_path / "inner.png" / "c.png")
    for name in (".DS_Store", "Thumbs.db", "notes.txt"):
        (tmp_path / name).write_text("no image")
    assert [layer.name for layer in load_target(tmp_path).layers] == ["a"]


def test_one_unreadable_image_in_a_folder_is_named(tmp_path: Path) -> None:
    draw(tmp_path / "a.png")
    (tmp_path / "b.png").write_text("no image")
    with pytest.raises(InputError, match=r"b\.png"):
        load_target(tmp_path)


def test_a_folder_without_images(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    with pytest.raises(InputError, match="must have at least one image"):
        load_target(tmp_path)


def test_a_shipped_name_wins_unless_there_is_a_slash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "ring")
    monkeypatch.chdir(tmp_path)
    assert load_target("ring").layers[0].pixels.shape == (400, 400)
    assert load_target("./ring").layers[0].pixels.shape == (4, 6)
    assert load_target(Path("ring")).layers[0].pixels.shape == (4, 6)


def test_the_home_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draw(tmp_path / "a.png")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert load_target("~/a.png").name == "a"
    with pytest.raises(InputError):
        load_target("~nobody-of-this-name/a.png")


def test_unknown_names() -> None:
    with pytest.raises(InputError, match=r"did you mean `binary`\?.*zig, z, u, ring"):
        load_target("binnary")
    with pytest.raises(InputError, match="shipped are") as error:
        load_target("qqqq")
    assert "did you mean" not in str(error.value)
    for missing in ("no/such", "missing.png"):
        with pytest.raises(InputError, match=f"`{missing}` does not exist"):
            load_target(missing)
    with pytest.raises(InputError, match="got nothing"):
        load_target("  ")


def test_a_path_that_the_system_does_not_take() -> None:
    for bad in ("x" * 5000, "a\0b"):
        with pytest.raises(InputError):
            load_target(bad)


def test_split_takes_one_picture_apart_and_leaves_a_stack() -> None:
    assert len(load_target("ring8", split=True).layers) == 8
    assert len(load_target("penta", split=True).layers) == 5


def test_pixels_are_layers_as_read(tmp_path: Path) -> None:
    layer = load_target(draw(tmp_path / "a.png")).layers[0]
    assert layer.weight == 1
    assert np.array_equal(layer.pixels, np.full((4, 6), FULL, np.uint16))


def test_importing_brings_nothing_heavy() -> None:
    code = (
        "import sys, playground.density.load\n"
        "heavy = {'torch', 'scipy', 'skimage', 'tifffile', 'matplotlib', 'PySide6'}\n"
        "sys.exit(str(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr


SCRIPT = Path(__file__).parents[2] / "assets" / "draw_densities.py"


def test_the_script_draws_what_is_stored() -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), "--check"], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_names_are_those_of_the_folder() -> None:
    folder = shipped_path("ring").parent
    assert sorted(shipped_names()) == sorted(path.stem for path in folder.iterdir())
    assert all(shipped_path(name).exists() for name in shipped_names())
    with pytest.raises(KeyError):
        shipped_path("no such density")


@pytest.mark.parametrize("name", shipped_names())
def test_each_keeps_a_margin(name: str) -> None:
    target = load_target(name)
    assert target.name == name
    for layer in target.layers:
        assert layer.pixels.shape == (400, 400)
        # 30 pixels are 7.5 %; rounding lets a Gaussian or a mitred corner come a little nearer.
        assert not layer.pixels[:30].any()
        assert not layer.pixels[-30:].any()
        assert not layer.pixels[:, :30].any()
        assert not layer.pixels[:, -30:].any()


@pytest.mark.parametrize(("name", "layers"), [("binary", 2), ("penta", 5), ("vortex", 3)])
def test_stacks_have_layers_of_nearly_equal_mass(name: str, layers: int) -> None:
    shares = load_target(name).shares
    assert len(shares) == layers
    assert np.allclose(shares, 1 / layers, rtol=0.01)


def test_a_gaussian_of_the_grid_has_the_published_width() -> None:
    """Centres 2 apart and σ 0.05, at a tenth of the size: σ = 0.005, 2 pixels."""
    cell = load_target("grid25").layers[0].pixels[20:60, 20:60].astype(float)
    x = np.arange(40) + 0.5
    mass = cell.sum(axis=0)
    centre = mass @ x / mass.sum()
    sigma = np.sqrt(mass @ (x - centre) ** 2 / mass.sum())
    assert centre == pytest.approx(20, abs=0.01)
    assert sigma == pytest.approx(2, rel=0.03)
