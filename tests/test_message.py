import pickle

import pytest

from playground.errors import InputError
from playground.message import Sentence


def test_a_sentence_is_a_text_that_remembers_what_it_was_made_of():
    sentence = Sentence("{path} has {count:,} lines", path="a{b}.csv", count=12345)
    assert sentence == "a{b}.csv has 12,345 lines"
    assert sentence.template == "{path} has {count:,} lines"
    assert dict(sentence.values) == {"path": "a{b}.csv", "count": 12345}


def test_without_values_braces_mean_themselves():
    assert Sentence("a set {x}") == "a set {x}"
    with pytest.raises(KeyError):
        Sentence("{x} and {y}", x=1)


@pytest.mark.parametrize(
    "sentence", [Sentence("{n} of {{m}}", n=2), Sentence("plain {x}"), Sentence("")]
)
def test_it_crosses_to_another_process_whole(sentence):
    there = pickle.loads(pickle.dumps(sentence))
    assert (there, there.template, there.values) == (
        sentence,
        sentence.template,
        sentence.values,
    )


def test_an_error_has_its_sentence_also_in_another_process():
    error = InputError("`{path}` does not exist", path="/x")
    there = pickle.loads(pickle.dumps(error))
    assert str(error) == str(there) == "`/x` does not exist"
    assert there.sentence.template == "`{path}` does not exist"
    assert InputError(error.sentence).sentence is error.sentence
