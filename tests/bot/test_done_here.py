"""Under an article about something that is sent, "do it" begins it; anything that is asked or named does not."""

import pytest

from bot.dialogue.done_here import done_here
from bot.dialogue.situation import Situation

DAMAGED = Situation(focus=("article",), about="bag_damaged")


@pytest.mark.parametrize(
    "text",
    [
        "ok, report it then",
        "please file a claim for me",
        "can you do it right away",
        "那现在就办吧",
        "帮我登记一下",
        "好的，申请",
    ],
)
def test_what_the_article_is_about_is_begun(text):
    assert done_here(text, {"entities": []}, DAMAGED) == "bag_damaged"


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("how do I report it", DAMAGED),
        ("怎么登记", DAMAGED),
        ("report a delay of my flight", DAMAGED),
        ("report it", Situation(focus=("flight", "article"))),
        ("report it", Situation(focus=("article",), about="weather")),
        ("report it", Situation(focus=("article",), about="bag_damaged", asked="surname")),
    ],
)
def test_a_question_or_another_matter_begins_nothing(text, now):
    assert done_here(text, {"entities": []}, now) is None


@pytest.mark.parametrize("text", ["register it all the same. BA178, Brown", "那登记吧，BA178，姓布朗"])
def test_what_it_takes_may_be_given_at_once(text):
    assert done_here(text, {"entities": [{"entity": "flight_number"}, {"entity": "surname"}]}, DAMAGED) == "bag_damaged"


def test_what_names_something_begins_nothing():
    assert done_here("report it", {"entities": [{"entity": "bag_tag"}]}, DAMAGED) is None
