"""Every form that ships is one that can be filled in, and a question hangs only on one that was asked."""

import pytest

from airline.cases import checks
from api.forms import service
from crm import content, fields
from crm.fields import Field, When
from crm.questions import Definition, Step, definition

WORDS = {"zh": "甲", "en": "A"}
NAMES = sorted(path.stem for path in content.files("forms"))


@pytest.mark.parametrize("name", NAMES)
def test_every_form_can_be_filled_in(name):
    form = definition(name)

    assert form.name == name
    assert len(form.fields) == sum(len(step.fields) for step in form.steps), "a key is used twice"
    for position, field in enumerate(form.fields.values()):
        assert field.type in {*fields.CHECKS, *checks.CHECKS}, field.key
        assert bool(field.options) == (field.type in ("choice", "choices")), field.key
        if field.when:
            parent = form.fields[field.when.field]
            assert parent in list(form.fields.values())[:position], f"{field.key} hangs on a later question"
            assert field.when.values <= {option.value for option in parent.options}, field.key


def test_every_form_is_handled_and_every_handler_has_a_form():
    assert sorted(service.handlers()) == NAMES


def test_a_question_is_asked_only_below_one_that_is_asked_itself():
    a = Field("a", "choice", WORDS)
    b = Field("b", "choices", WORDS, when=When("a", frozenset({"yes"})))
    c = Field("c", "text", WORDS, when=When("b", frozenset({"x", "y"})))
    form = Definition("f", WORDS, (Step("s", WORDS, (a, b, c)),), WORDS)

    def asked(**values: object) -> list[str]:
        return [field.key for field in form.asked(values)]

    assert asked() == ["a"]
    assert asked(a="yes") == ["a", "b"]
    assert asked(a="yes", b=["z", "y"]) == ["a", "b", "c"]
    assert asked(a="no", b=["y"]) == ["a"], "an answer left over from before counts for nothing"
