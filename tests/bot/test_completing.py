"""A bare value under what is on the screen completes it; a question, or another topic, does not."""

import pytest

from bot.dialogue.completing import completed
from bot.dialogue.situation import Situation

ALLOWANCE = Situation(focus=("article",), about="bag_allowance")
CHANGE = Situation(focus=("form", "booking"), about="rebook_request")


def named(text: str, **values: str) -> list[dict]:
    found = ((entity, value, text.index(value)) for entity, value in values.items())
    return [{"entity": e, "value": v, "start": at, "end": at + len(v)} for e, v, at in found]


@pytest.mark.parametrize(
    ("text", "values", "now", "wish"),
    [
        ("flying to rome", {"city": "rome"}, ALLOWANCE, "bag_allowance"),
        ("国内的", {}, ALLOWANCE, "bag_allowance"),
        ("business class", {}, ALLOWANCE, "bag_allowance"),
        ("按3号提交", {"date": "3号"}, CHANGE, "rebook"),
        ("3 may please", {"date": "3 may"}, CHANGE, "rebook"),
    ],
)
def test_a_value_alone_completes_what_is_shown(text, values, now, wish):
    assert completed(text, named(text, **values), "nlu_fallback", now) == wish


@pytest.mark.parametrize(
    ("text", "values", "now"),
    [
        ("is the museum in rome open?", {"city": "rome"}, ALLOWANCE),
        ("flying to rome", {"city": "rome"}, Situation()),
        ("3号有什么航班吗", {"date": "3号"}, CHANGE),
        ("flying to rome", {"city": "rome"}, Situation(focus=("article",), about="bag_allowance", asked="surname")),
    ],
)
def test_a_question_or_another_topic_completes_nothing(text, values, now):
    assert completed(text, named(text, **values), "nlu_fallback", now) is None
