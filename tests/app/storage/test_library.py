import numpy as np
from PIL import Image

from playground.app import importing
from playground.app.storage.library import LibraryEntry, LibraryIcons
from playground.density.load import load_target
from playground.drawing.drawing import Drawing
from playground.plots.theme import DARK
from playground.runs.session.drawing import write_drawing


def test_heavy_files_get_no_icon_and_drawings_do(qtbot, tmp_path, monkeypatch):
    light, heavy = tmp_path / "light.png", tmp_path / "heavy.png"
    Image.new("L", (10, 10), 200).save(light)
    Image.fromarray(np.full((300, 300), 200, np.uint8)).save(heavy)
    kept = tmp_path / "kept.drawing"
    write_drawing(kept, Drawing.of(load_target("ring")))
    monkeypatch.setattr(importing, "HEAVY_PIXELS", 50_000)
    entries = [LibraryEntry("recent", path.stem, path) for path in (light, heavy, kept)]
    seen = {}
    icons = LibraryIcons()
    icons.drawn.connect(lambda entry, image, why: seen.update({entry.name: (image, why)}))
    icons.draw(entries, 40, DARK)
    qtbot.waitUntil(lambda: "kept" in seen)  # in order, so the others were looked at
    assert seen.keys() == {"light", "kept"}
    for image, why in seen.values():
        assert (image.width(), why) == (40, "")
    icons.close()
