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


HOSTILE = "a\x1b]0;evil\x07b\nc\u202ed"


@pytest.mark.parametrize("text", [f"no {HOSTILE}", Sentence("no {name}", name=HOSTILE)])
def test_no_sign_that_a_terminal_obeys_is_in_an_error(text):
    said = str(InputError(text))
    assert said == "no a\\x1b]0;evil\\x07b c\\u202ed"


def test_letters_of_any_language_stay():
    text = "密度 «ünï»\u3000\u00a0👩\u200d🔬 עברית \udcff"
    assert Sentence("{text}", text=text) == text


@pytest.mark.parametrize(
    "value",
    [10**4000, "x" * 10**6, ["x" * 1000] * 1000, {"a" * 1000: [[[[[[{}]]]]]]}, -(10**400)],
    ids=["number", "text", "list", "dict", "negative"],
)
@pytest.mark.parametrize("template", ["{value}", "{value!r}"])
def test_values_are_short(value, template):
    assert len(Sentence(template, value=value)) < 400


def test_a_number_may_be_huge_in_any_format():
    assert Sentence("{n:,} of {n!r}", n=10**4000) == "10^4000 of 10^4000"
    assert Sentence("{n:,}", n=10**30) == f"{10**30:,}"


def test_a_value_that_was_made_short_crosses_to_another_process():
    sentence = Sentence("{a!r} {b:g}", a=["x" * 1000], b=10**999)
    assert pickle.loads(pickle.dumps(sentence)) == sentence
