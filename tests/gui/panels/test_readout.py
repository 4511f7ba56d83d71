from playground.gui.panels.readout import readout_text
from playground.plots.heat_map import PointValues


def test_values_in_words():
    nan = float("nan")
    assert readout_text(PointValues(0.25, 0.5, 3.14159, 0.5, nan)) == (
        "x 0.250   y 0.500\np 3.14   D 0.5   D* –"
    )
    assert readout_text(PointValues(0, 1, 0, nan, nan, has_best=False)) == "x 0.000   y 1.000\np 0"
    assert "−2.5" in readout_text(PointValues(0, 1, 0, -2.5, nan, "D−mean", has_best=False))
