"""A case that is asked about by its reference, where no form asks for the proof."""

from datetime import timedelta

import pytest

from crm import case_kinds, cases, forms, interactions
from crm.base import utc_now
from crm.case_texts import kind_title
from crm.conversations import Conversation
from crm.store import unit_of_work

from .conftest import put_message

ASKED = "action_case_asked"


@pytest.fixture
def lost(store):
    """A lost item that Jo Baker reported; her conversation, and the reference."""
    talk, _ = put_message()
    with unit_of_work() as session:
        conversation = session.get_one(Conversation, talk)
        case = cases.open_case(
            session,
            kind="lost_item",
            workflow=case_kinds.get("lost_item").workflow,
            reference="LI7K2M9X",
            customer_id=conversation.customer_id,
            conversation_id=talk,
            title=kind_title("lost_item"),
            details=[],
        )
        form = forms.open_form(session, conversation_id=talk, message_id=None, name="lost_item", values={}, facts={})
        form.values = {"name": "Jo Baker", "contact": "+442079460018"}
        form.status, form.result = forms.SUBMITTED, {"reference": case.reference, "kind": case.kind}
    return talk


def ask(act, text, *, talk=None, reference="LI7K2M9X"):
    sender, message = (talk, None) if talk else put_message()
    at = text.find(reference)
    named = {"entity": "file_reference", "value": reference, "start": at, "end": at + len(reference)}
    return act(ASKED, text=text, intent="a_case", entities=[named], sender=str(sender), message=message)


def test_whoever_made_it_needs_no_proof(act, lost):
    turn = ask(act, "how is LI7K2M9X going?", talk=lost)

    assert "is registered" in turn.said[0]["sentence"]
    assert turn.attached["card"]["reference"] == "LI7K2M9X"


@pytest.mark.parametrize("text", ["LI7K2M9X Baker", "LI7K2M9X, 020 7946 0018", "baker, LI7K2M9X"])
def test_elsewhere_it_is_told_with_what_was_given_then(act, lost, text):
    turn = ask(act, text)

    assert "is registered" in turn.said[0]["sentence"]
    assert turn.attached["card"]["files"] == []


def test_without_a_proof_it_is_asked_for_together_with_the_reference(act, lost):
    turn = ask(act, "LI7K2M9X")

    assert "send it once more, together with the surname" in turn.said[0]["sentence"]
    assert turn.attachments == []


def test_an_unknown_reference_and_a_wrong_name_get_the_same_answer(act, lost):
    wrong, unknown = ask(act, "LI7K2M9X Smith"), ask(act, "LI000AAA Baker", reference="LI000AAA")

    assert wrong.said[0]["sentence"] == unknown.said[0]["sentence"]
    assert "can't find a case" in wrong.said[0]["sentence"]


def test_whoever_guesses_waits(act, lost):
    talk, _ = put_message()
    for name in ("Smith", "Jones", "Brown", "White", "Green"):
        ask(act, f"LI7K2M9X {name}", talk=talk)

    assert "too many wrong tries" in ask(act, "LI7K2M9X Baker", talk=talk).said[0]["sentence"]
    with unit_of_work() as session:
        for one in interactions.of(session, talk):
            one.created_at = utc_now() - timedelta(minutes=16)
    assert "is registered" in ask(act, "LI7K2M9X Baker", talk=talk).said[0]["sentence"]
