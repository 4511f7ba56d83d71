"""A few seconds of fuzzing; for hours: `python -m tests.fuzz`."""

import json
import random
import sys

import pytest

from tests.fuzz import mutators
from tests.fuzz.cases import BOMBS, KINDS, make
from tests.fuzz.harness import Child, run

CASES = {"picture": 150, "table": 60, "session": 150, "run": 40, "mnist": 40, "idx": 60}
FEW = 20

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is measured otherwise")


@pytest.fixture(scope="module")
def child():
    found = Child()
    yield found
    found.close()


@pytest.mark.parametrize("kind", KINDS)
def test_what_chance_makes_is_read_or_refused(child, kind):
    tally = run(child, kind, range(CASES.get(kind, FEW)))
    assert tally.failures == [], tally
    assert tally.outcomes["read"], tally  # else the mutators break too much to get anywhere


@pytest.mark.slow
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "script"])
def test_what_is_made_to_do_harm_is_read_or_refused(child, kind):
    tally = run(child, kind, range(BOMBS, BOMBS + 100))
    assert tally.failures == [], tally
    assert sum(tally.outcomes.values()) >= 4


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "script"])
def test_a_seed_is_all_that_a_case_comes_from(kind, tmp_path):
    for seed in range(5):
        found = []
        for again in ("a", "b"):
            folder = tmp_path / f"{seed}{again}"
            folder.mkdir()
            make(kind, seed, folder)
            paths = sorted(path for path in folder.rglob("*") if path.is_file())
            found.append([(path.relative_to(folder), path.read_bytes()) for path in paths])
        assert found[0] == found[1]


def test_a_failing_input_is_kept_with_what_came_of_it(tmp_path):
    class Failing:
        def read(self, kind, seed):
            return {"outcome": "KeyError: 'x'" if seed == 3 else "read", "said": "Traceback"}

    tally = run(Failing(), "table", range(5), keep=tmp_path)
    assert tally.failures == [(3, "KeyError: 'x'")]
    (folder,) = tmp_path.iterdir()
    assert folder.name == "table-3"
    assert sorted(path.name for path in folder.iterdir()) == ["input.csv", "outcome.txt"]


@pytest.mark.parametrize(
    "answer",
    [
        {"outcome": "read", "seconds": 11},
        {"outcome": "refused", "peak": 1600},
        {"outcome": "read", "seen": ["open /etc/passwd"]},
        {"outcome": "a hang"},
    ],
)
def test_what_takes_too_much_or_does_too_much_is_a_failure(answer):
    class Child:
        def read(self, kind, seed):
            return {"said": "", **answer}

    assert len(run(Child(), "idx", range(1)).failures) == 1


def test_mutated_json_is_mostly_json_still():
    pick, whole = random.Random(0), json.dumps({"a": [1, {"b": 2.5}], "c": "x"}).encode()
    sound = 0
    for _ in range(300):
        try:
            json.loads(mutators.json_text(pick, whole))
            sound += 1
        except (ValueError, RecursionError):
            pass
    assert sound > 150
