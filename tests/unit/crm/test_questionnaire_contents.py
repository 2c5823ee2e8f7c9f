"""Questionnaires as the desk has them, and what is wrong with them, field by field."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm import questionnaire_contents, questionnaires
from crm.questionnaire_contents import form_of, of, problems

WORDS = {"zh": "字", "en": "words"}
GOOD = {
    "name": WORDS,
    "title": WORDS,
    "method": "Own questions.",
    "score": "ease",
    "comment": "comment",
    "questions": [
        {
            "key": "ease",
            "type": "scale",
            "text": WORDS,
            "from": 1,
            "to": 5,
            "labels": [{"step": "1", **WORDS}, {"step": "5", **WORDS}],
        },
        {
            "key": "obstacle",
            "type": "choice",
            "text": WORDS,
            "optional": True,
            "when": {"question": "ease", "below": 3},
            "options": [{"key": "papers", **WORDS}, {"key": "waiting", **WORDS}],
        },
        {"key": "comment", "type": "text", "text": WORDS},
    ],
}


def fresh():
    """Its own in every part: the words of one question are not those of another."""
    return json.loads(json.dumps(GOOD))


def wrong(change):
    contents = fresh()
    change(contents)
    return [(one.field, one.reason) for one in problems(contents)]


@pytest.mark.parametrize("name", sorted(questionnaires.from_files()))
def test_what_the_files_say_can_be_edited_and_comes_back_as_it_was(name):
    form = questionnaires.from_files()[name]

    contents = of(form)

    assert problems(contents) == []
    assert form_of(contents).version == form.version


def test_what_is_right_has_no_problems_and_keeps_its_order():
    assert problems(GOOD) == []
    assert list(form_of(GOOD).questions["obstacle"].options) == ["papers", "waiting"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda c: c["questions"][0]["text"].pop("zh"), ("questions.0.text.zh", "missing")),
        (lambda c: c["questions"][2].update(text={"zh": "字", "en": ""}), ("questions.2.text.en", "missing")),
        (lambda c: c["title"].pop("en"), ("title.en", "missing")),
        (lambda c: c["questions"][1]["options"][1].pop("en"), ("questions.1.options.1.en", "missing")),
        (lambda c: c["questions"][0]["labels"][1].pop("zh"), ("questions.0.labels.1.zh", "missing")),
        (lambda c: c["questions"][0]["labels"].pop(), ("questions.0.labels", "missing")),
        (lambda c: c["questions"][1].update(key="ease"), ("questions.1.key", "duplicate")),
        (lambda c: c["questions"][1]["options"][1].update(key="papers"), ("questions.1.options.1.key", "duplicate")),
        (lambda c: c["questions"][1].update(key="Not a key"), ("questions.1.key", "not_a_key")),
        (lambda c: c["questions"][1]["options"][0].update(key="42"), ("questions.1.options.0.key", "not_a_key")),
        (lambda c: c["questions"][1]["when"].update(question="nothing"), ("questions.1.when", "nowhere")),
        (lambda c: c["questions"][1].update(when={"question": "comment", "below": 3}), ("questions.1.when", "nowhere")),
        (lambda c: c["questions"][1]["when"].pop("below"), ("questions.1.when", "invalid")),
        (lambda c: c.update(score="nothing"), ("score", "nowhere")),
        (lambda c: c.update(comment="ease"), ("comment", "nowhere")),
        (lambda c: c["questions"][0].update(to=50), ("questions.0.to", "invalid")),
        (lambda c: c["questions"][1].update(options=[]), ("questions.1.options", "missing")),
        (lambda c: c["questions"][2].update(type="picture"), ("questions.2", "invalid")),
        (lambda c: c.update(questions=[]), ("questions", "missing")),
        (lambda c: c.pop("questions"), ("questions", "missing")),
    ],
)
def test_what_is_wrong_is_named_by_its_field(change, expected):
    assert expected in wrong(change)


def test_a_branch_back_to_a_question_that_is_asked_later_leads_nowhere():
    assert wrong(lambda c: c["questions"].reverse())[0] == ("questions.1.when", "nowhere")


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inside: (
        st.lists(inside, max_size=3)
        | st.dictionaries(st.sampled_from(["key", "type", "text", "options", "labels", "zh", "x"]), inside, max_size=4)
    ),
    max_leaves=12,
)


@given(st.sampled_from(["questions", "name", "title", "score", "recover", "open_days"]), anything)
def test_whatever_is_sent_is_named_and_never_falls_over(part, value):
    contents = {**fresh(), part: value}

    found = problems(contents)

    assert found or questionnaire_contents.form_of(contents)


@given(st.integers(0, 2), st.sampled_from(["key", "type", "text", "options", "labels", "when", "from"]), anything)
def test_nor_does_whatever_stands_in_a_question(place, part, value):
    contents = fresh()
    contents["questions"][place][part] = value

    found = problems(contents)

    assert found or questionnaire_contents.form_of(contents)
