"""How a case is going, asked by its reference in a new conversation: told after proof, never before."""

import pytest

from airline.cases import booking_requests
from bot import case_references
from crm import conversations, forms, left_messages, privacy
from crm.base import utc_now
from crm.errand_forms import handlers
from crm.fields import CHECKS
from crm.store import unit_of_work
from crm.texts import load
from tests.unit.actions.conftest import put_message, recorded

FORM, STATUS = "validate_bag_report_form", "action_bag_report_status"
EMAIL = "odette@example.org"


@pytest.fixture
def complaint(store):
    """(conversation, reference) of a complaint."""
    conversation = put_message()[0]
    with unit_of_work() as session:
        talk = conversations.get(session, conversation)
        form = forms.open_form(session, conversation_id=talk.id, message_id=None, name="complaint", values={}, facts={})
        answers = {"happened": "My hat", "name": "Odette Quillfeather", "contact": EMAIL}
        sent = forms.submit(session, form, answers, handler=handlers()["complaint"], checks=CHECKS, now=utc_now())
        return conversation, sent.unwrap("en").result["reference"]


def entity(kind, value):
    return {"entity": kind, "value": value}


def sentence(turn):
    return " ".join(said.get("sentence") or "" for said in turn.said)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_asks_for_what_was_given_with_it_before_anything_is_told(act, complaint, language):
    conversation, message = put_message()
    slots = {"report_reference": complaint[1], "language": language}

    asked = act("action_ask_surname", slots=slots, sender=str(conversation), message=message, loop="bag_report_form")

    assert asked.attachments == []
    assert sentence(asked) == load("case_status")["ask"][0][language].format(reference=complaint[1])


@pytest.mark.parametrize("proof", ["Quillfeather", EMAIL])
def test_tells_how_it_is_going_after_proof(act, complaint, proof):
    conversation, message = put_message()
    slots = {"report_reference": complaint[1], "surname": proof}

    told = act(STATUS, slots=slots, sender=str(conversation), message=message)

    assert complaint[1] in sentence(told)
    card = told.attached["card"]
    assert (card["reference"], card["note"], card["files"]) == (complaint[1], None, [])
    assert told.slots["surname"] is None and told.slots["last_report"]["reference"] == complaint[1]
    assert recorded(conversation)[-1] == "case_looked_up"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_says_the_same_to_what_is_wrong_and_to_what_is_unknown(act, complaint, language):
    said = []
    for reference, proof in (
        (complaint[1], "Smith"),
        (complaint[1], "smith@example.org"),
        ("CP000000", "Quillfeather"),
    ):
        conversation, message = put_message()
        slots = {"report_reference": reference, "surname": proof, "language": language}
        told = act(STATUS, slots=slots, sender=str(conversation), message=message)
        assert told.attachments == []
        said.append(sentence(told))

    assert set(said) == {load("case_status")["not_found"][language]}


def test_after_a_wrong_try_the_question_stays_open_without_being_put_twice(act, complaint):
    conversation, message = put_message()
    wrong = "smith@example.org"
    slots = {"report_reference": complaint[1], "surname": wrong}
    told = act(STATUS, slots=slots, sender=str(conversation), message=message)
    said = {"event": "bot", "text": "…", "metadata": {"utter_action": "utter_errand"}}
    read_again = act(
        FORM,
        text=wrong,
        intent="inform",
        entities=[entity("email", wrong)],
        slots={**slots, **told.slots},
        sender=str(conversation),
        message=message,
        loop="bag_report_form",
    )

    asked = act(
        "action_ask_surname",
        slots={"report_reference": complaint[1], "last_try": told.slots["last_try"]},
        after=[said],
        sender=str(conversation),
        loop="bag_report_form",
    )

    assert read_again.slots.get("surname") is None and read_again.slots["requested_slot"] == "surname"
    assert told.followup == "bag_report_form"
    assert told.slots["surname"] is None and "report_reference" not in told.slots
    assert asked.said == []


def test_where_it_was_made_no_proof_is_asked_for(act, complaint):
    conversation, reference = complaint

    told = act(STATUS, slots={"report_reference": reference}, sender=str(conversation))

    assert reference in sentence(told) and told.attached["card"]["reference"] == reference


def test_an_address_is_taken_for_the_proof_and_a_sentence_is_not(act, complaint):
    slots = {"report_reference": complaint[1], "requested_slot": "surname"}

    given = act(
        FORM, text=EMAIL, intent="inform", slots=slots, entities=[entity("email", EMAIL)], loop="bag_report_form"
    )
    refused = act(
        FORM,
        text="why do you need that?",
        intent="inform",
        slots={**slots, "surname": "why do you need that?"},
        loop="bag_report_form",
    )

    assert given.slots["surname"] == EMAIL
    assert refused.slots.get("surname") is None


def test_the_assistant_knows_the_kinds_that_no_form_names():
    assert {privacy.PREFIX, left_messages.PREFIX, booking_requests.PREFIX, "CL"} == case_references.FIXED
