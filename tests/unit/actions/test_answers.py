"""Articles, people, and what was not understood."""

import uuid

import pytest

from actions.memory import remember
from crm.store import open_store
from tests.unit.actions.conftest import put_articles, put_message, recorded


def bot(response):
    return {"event": "bot", "text": "…", "metadata": {"utter_action": response}}


def missed():
    return {"event": "user", "text": "asdf", "parse_data": {"intent": {"name": "nlu_fallback"}}}


def test_answers_from_the_article_that_names_the_item(act):
    put_articles()
    conversation, message = put_message()

    turn = act(
        "action_answer_article",
        text="can I check a power bank",
        intent="bag_restricted",
        sender=str(conversation),
        message=message,
    )

    assert turn.responses == ["utter_article"]
    assert "Power banks" in turn.said[0]["body"]
    assert turn.attached["article"]["key"] == "bag_restricted_power_bank"
    assert recorded(conversation) == ["article_answered"]


def test_says_that_it_has_no_answer(act):
    assert act("action_answer_article", intent="bag_restricted").responses == ["utter_no_article"]


def test_says_that_the_records_are_away(act, tmp_path):
    open_store(f"sqlite:///{tmp_path / 'empty.db'}")

    assert act("action_answer_article", intent="bag_restricted").responses == ["utter_store_away"]
    given = {"bag_reference": "0784123456", "surname": "Zhang"}
    assert act("action_bag_status", slots=given).responses == ["utter_store_away"]


def test_calls_a_person_and_closes_the_form(act):
    turn = act("action_hand_over", intent="human", slots={"bag_reference": "0784123456"})

    assert turn.responses == ["utter_handing_over"]
    assert turn.commands == [{"name": "hand_over", "reason": "requested", "verification": "none"}]
    assert turn.slots["bag_reference"] is None
    assert any(event["event"] == "active_loop" for event in turn.events)


def test_tells_the_person_that_the_customer_has_shown_tag_and_surname(act):
    turn = act("action_hand_over", intent="human", slots={"last_bag": remember(bag_ids=[str(uuid.uuid4())])})

    assert turn.commands[0]["verification"] == "document"


def test_asks_back_with_the_likeliest_choices_at_the_first_miss(act):
    turn = act("action_fallback", intent="nlu_fallback", ranking=["nlu_fallback", "refund", "greet", "seat"])

    assert turn.responses == ["utter_not_understood"]
    assert [button["payload"] for button in turn.said[0]["buttons"]] == ["/refund", "/seat", "/human"]


def test_offers_a_person_at_the_second_miss_and_calls_one_at_the_third(act):
    second = act("action_fallback", intent="nlu_fallback", before=[missed()])
    third = act("action_fallback", intent="nlu_fallback", before=[missed(), missed()])

    assert second.responses == ["utter_offer_person"]
    assert third.commands[0]["reason"] == "not_understood"


@pytest.mark.parametrize("response", ["utter_offer_person", "utter_no_article", "utter_bag_not_found"])
def test_yes_takes_up_the_offer_of_a_person(act, response):
    assert act("action_affirm", intent="affirm", before=[bot(response)]).commands


def test_yes_to_nothing_is_just_polite(act):
    assert act("action_affirm", intent="affirm", before=[bot("utter_greet")]).responses == ["utter_affirmed"]


def test_no_goes_on_without(act):
    assert act("action_deny", intent="deny").responses == ["utter_denied"]


def test_no_with_a_corrected_name_looks_again(act):
    tried = {"surname": "Zhang", "last_try": remember(form="bag_status_form", reference="0784123456", surname="Smith")}

    assert act("action_deny", intent="deny", slots=tried).followup == "bag_status_form"
    assert act("action_inform", intent="inform", slots=tried).followup == "bag_status_form"


def test_asks_what_to_do_with_a_number_that_nobody_asked_for(act):
    turn = act("action_inform", text="123456789", intent="inform")

    assert turn.responses == ["utter_what_number"]
    assert turn.said[0]["given"] == "123456789"
