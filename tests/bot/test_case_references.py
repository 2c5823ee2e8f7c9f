"""References of cases are found in every spelling and nowhere else, and what names one asks how it is going."""

import pytest

from bot.dialogue.case_question import case_question
from bot.dialogue.situation import Situation


def found(find, text):
    return [one.value for one in find(text) if one.entity == "file_reference"]


@pytest.mark.parametrize(
    ("text", "reference"),
    [
        ("how is CP8Q2M7A going?", "CP8Q2M7A"),
        ("CP8Q2M7A进展怎么样", "CP8Q2M7A"),
        ("投诉编号cp8q2m7a处理好了吗", "CP8Q2M7A"),
        ("CP 8Q2M7A", "CP8Q2M7A"),
        ("CP-8Q2M7A", "CP8Q2M7A"),
        ("my request RQ7K2M9X.", "RQ7K2M9X"),
        ("LI0O2M7A", "LI002M7A"),
        ("PD9X8W7V有消息吗", "PD9X8W7V"),
        ("my complaint CP123456", "CP123456"),
        ("LHRCA12345", "LHRCA12345"),
    ],
)
def test_finds_a_reference_however_it_is_written(find, text, reference):
    assert found(find, text) == [reference]


@pytest.mark.parametrize(
    "text",
    [
        "my tag is SA123456",
        "CPABCDEF",
        "XX8Q2M7A",
        "CP8Q2M7",
        "CP8Q2M7AB",
        "cp 2ndfloor",
        "0784123456",
        "订单K7M2QX",
    ],
)
def test_takes_nothing_else_for_one(find, text):
    assert found(find, text) == []


def parse(intent, **entities):
    return {
        "intent": {"name": intent, "confidence": 0.4},
        "entities": [{"entity": kind, "value": value} for kind, value in entities.items()],
    }


@pytest.mark.parametrize("intent", ["complaint", "nlu_fallback", "bag_status", "refund_status", "out_of_scope"])
@pytest.mark.parametrize("situation", [Situation(), Situation(asked="booking_reference", form="booking_form")])
def test_what_names_a_case_asks_how_it_is_going(intent, situation):
    decision = case_question("how is CP8Q2M7A going?", parse(intent, file_reference="CP8Q2M7A"), situation)

    assert decision is not None and decision.intent == "bag_report_status"


@pytest.mark.parametrize("text", ["cancel CB8Q2M7A please", "把CB8Q2M7A改到明天", "撤回CP8Q2M7A"])
def test_what_is_to_be_done_with_it_is_left_to_whoever_does_it(text):
    assert case_question(text, parse("appointment", file_reference="CB8Q2M7A"), Situation()) is None


def test_a_baggage_report_is_left_to_the_classifier():
    assert case_question("LHRCA12345", parse("bag_report_status", file_reference="LHRCA12345"), Situation()) is None


def test_an_address_proves_a_case_only_where_it_was_asked_for():
    given = parse("leave_message", email="wei@example.com")

    asked = case_question("wei@example.com", given, Situation(asked="surname", form="bag_report_form"))

    assert asked is not None and asked.intent == "inform"
    assert case_question("wei@example.com", given, Situation()) is None
    assert case_question("wei@example.com", given, Situation(asked="surname", form="booking_form")) is None


def test_on_a_site_without_baggage_reports_another_intent_tells_of_cases(monkeypatch):
    monkeypatch.setattr("bot.dialogue.case_question.meant_by", lambda: {"file_reference": "a_case"})

    decision = case_question("how is LB8Q2M7A going?", parse("maintenance", file_reference="CP8Q2M7A"), Situation())

    assert decision is not None and decision.intent == "a_case"
