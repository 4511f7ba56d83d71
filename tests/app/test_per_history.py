"""What belongs to a past lasts as long as that past, and no longer."""

from playground.app.per_history import PerHistory
from playground.nn.history import History


def test_a_slot_has_another_value_only_with_another_history():
    made = PerHistory(lambda history: [history])
    first, second = History(), History()
    made.follow({0: first})
    made.follow({0: first, 1: second})
    kept = made.values[0]
    assert kept == [first] and made.values[1] == [second]
    made.follow({0: first, 1: first})
    assert made.values[0] is kept and made.values[1] == [first]


def test_a_slot_without_a_history_begins_with_an_empty_one():
    made = PerHistory(lambda history: [history])
    before = History()
    made.follow({0: before})
    made.follow({})
    (empty,) = made.values[0]
    assert empty is not before and not len(empty.snapshots)
