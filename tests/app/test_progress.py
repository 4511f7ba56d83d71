import pytest

from playground.app.progress import ModelProgress, Rate, Speedometer


def test_a_rate_is_growth_over_its_window():
    rate = Rate(window_s=1.0)
    assert rate.per_second == 0
    for tenth in range(40):
        speed = 100 if tenth < 20 else 50
        rate.add(speed * tenth / 10 + (100 if tenth >= 20 else 0), tenth / 10)
    assert rate.per_second == pytest.approx(50)
    rate.clear()
    assert rate.per_second == 0


@pytest.mark.parametrize("seconds", [0.7, 1.3, 5.0])
def test_what_grows_seldom_has_a_steady_rate(seconds):
    rate = Rate(window_s=1.0)
    for tenth in range(200):
        rate.add(tenth / 10 // seconds, tenth / 10)
        if tenth / 10 > 2 * seconds:
            assert rate.per_second == pytest.approx(1 / seconds, rel=0.2)


def test_progress_is_told_by_slot_id():
    speed = Speedometer({1: 40})
    for second in range(3):
        speed.note_iteration(1, 50 + 10 * second, float(second))
    (model,) = speed.progress(("left", "right"), (1,)).models
    assert model == ModelProgress("right", 70, pytest.approx(10))
    speed.stop()
    assert speed.progress(("left", "right"), (1,)).models[0].per_second == 0
