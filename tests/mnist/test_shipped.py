# What the file promises, held against digits that the model has never seen.

import ast
from pathlib import Path

import numpy as np
import pytest

from playground.errors import InputError
from playground.mnist.data.synthetic import draw_digits
from playground.mnist.shipped import SHIPPED, load_shipped
from playground.runs.checkpoint import load_checkpoint
from playground.worker.digits_drawing import DigitsRenderer
from playground.worker.digits_protocol import DigitsRequest, Opened, OpenShipped


def test_it_is_small_and_says_its_error():
    held = load_checkpoint(SHIPPED)
    assert SHIPPED.stat().st_size < 2_000_000
    assert sum(value.size for value in held.state.values()) < 900_000
    assert {value.dtype for value in held.state.values()} == {np.dtype(np.float16)}
    assert held.meta["error"] < 0.01 and held.meta["data"] == "drawn"


@pytest.mark.slow
def test_each_code_draws_its_digit_and_c3_is_the_width_of_the_strokes():
    model = load_shipped()
    assert sorted(model.digits) == list(range(10))
    digits = draw_digits(3000, 5)
    means = np.stack([digits.images[digits.labels == one].mean(axis=0) for one in range(10)])
    means = (means - means.mean(axis=0)).reshape(10, -1)
    images = np.stack([model.sample(50, digit=one, seed=1).mean(axis=0) for one in range(10)])
    images = (images - images.mean(axis=0)).reshape(10, -1)
    assert (np.corrcoef(images, means)[:10, 10:].argmax(axis=1) == np.arange(10)).all()
    thin, bold = (model.sample(200, c3=value).mean() for value in (-1.5, 1.5))
    assert bold > 1.5 * thin


def test_the_renderer_opens_it():
    renderer = DigitsRenderer()
    opened = renderer.answer(OpenShipped())
    assert isinstance(opened, Opened)
    assert opened.path is None and opened.data == "drawn" and opened.values == 2
    sheet = renderer.answer(DigitsRequest(2, None, (0.0, 0.0), 0))
    assert (sheet.columns, sheet.height, sheet.width) == (10, 56, 280)


def test_a_damaged_one_is_said(tmp_path):
    path = tmp_path / "model.safetensors"
    path.write_bytes(SHIPPED.read_bytes()[:100_000])
    with pytest.raises(InputError, match="not a whole checkpoint"):
        load_shipped(path)


def test_the_script_that_makes_it_has_its_settings():
    script = Path(__file__).parents[2] / "assets" / "train_digits.py"
    tree = ast.parse(script.read_text(encoding="utf-8"))
    made = next(node for node in tree.body if isinstance(node, ast.Assign)).value
    wanted = {word.arg: ast.literal_eval(word.value) for word in made.keywords}
    settings = load_checkpoint(SHIPPED).meta["settings"]
    assert wanted and {name: settings[name] for name in wanted} == wanted
