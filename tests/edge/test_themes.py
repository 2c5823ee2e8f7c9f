"""What supervisors may count on where customers' words are grouped by what they mean."""

import csv
import io

import pytest
from sqlalchemy import select

from bench.simulated_surveys import Group, simulate
from crm.store import unit_of_work
from crm.surveys import Survey, SurveyAnswer
from tests.edge.conftest import Desk
from tests.edge.test_insights import PERIOD, START

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
MEANINGS = (("wait", "等"), ("kind", "态度"), ("broken", "坏"))


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


@pytest.fixture(autouse=True)
def understands(assistant):
    """An assistant that knows three meanings, in both languages; everything else means something of its own."""

    def meaning(text, number):
        known = next((place for place, words in enumerate(MEANINGS) if any(word in text for word in words)), None)
        # A little of its own, so that no two are the same.
        return [float(place == known) if known is not None else 0.0 for place in range(3)] + [
            (0.1 + 0.01 * own if known is not None else 1.0) if own == number % 40 else 0.0 for own in range(40)
        ]

    assistant.respond = lambda question: {
        "vectors": [meaning(text, number) for number, text in enumerate(question["texts"])]
    }


def said(*texts, score=4, language="en"):
    """Customers who wrote this beside their score."""
    with unit_of_work() as session:
        known = set(session.scalars(select(Survey.id)))
        group = Group(len(texts), {"satisfaction": {score: 1.0}}, language)
        simulate(session, "csat", [group], start=START, days=28.0, seed=7)
        new = [one for one in session.scalars(select(Survey).order_by(Survey.id)) if one.id not in known]
        for survey, text in zip(new, texts, strict=True):
            session.add(SurveyAnswer(survey_id=survey.id, question="comment", text=text))


def themes(ana, **query):
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    response = ana.get(f"/insights/surveys/themes?questionnaire=csat&{PERIOD}{extra}")
    assert response.status_code == 200, response.text
    return response.json()


@pytest.mark.parametrize("path", ["themes", "themes/table"])
def test_are_for_supervisors_alone(client, desk, path):
    assert client.get(f"/v1/desk/insights/surveys/{path}?questionnaire=csat").status_code == 401
    assert desk.get(f"/insights/surveys/{path}?questionnaire=csat").status_code == 403


@STORES
def test_groups_what_means_the_same_in_both_languages(ana):
    said(*(f"a long wait {n}" for n in range(4)), score=2)
    said(*(f"等太久了 {n}" for n in range(4)), score=1, language="zh")
    said(*(f"so kind {n}" for n in range(5)), score=5)
    said("broken", "fine", "ok")

    found = themes(ana)

    assert (found["read"], found["rest"]) == (16, 3)
    waiting, kindness = found["themes"]
    assert (waiting["n"], waiting["languages"], waiting["score"]) == (8, {"en": 4, "zh": 4}, 1.5)
    assert waiting["share"]["value"] == 0.5 and waiting["share"]["low"] < 0.5 < waiting["share"]["high"]
    assert {one["language"] for one in waiting["examples"]} == {"zh", "en"}
    assert len(waiting["examples"]) == 3
    assert (kindness["n"], kindness["score"]) == (5, 5)


@pytest.mark.parametrize("n", [0, 4])
def test_says_nothing_of_fewer_than_five_and_asks_nobody(ana, assistant, n):
    assistant.respond = lambda question: 500
    said(*["a long wait"] * n)

    assert themes(ana) == {"themes": [], "read": n, "rest": n}


def test_a_theme_of_four_is_told_as_rest(ana):
    said(*["a long wait"] * 4, *(f"so kind {n}" for n in range(6)))

    found = themes(ana)

    assert [one["n"] for one in found["themes"]] == [6]
    assert found["rest"] == 4


def test_the_same_comments_give_the_same_themes(ana):
    said(*(f"wait {n}" for n in range(6)), *(f"kind {n}" for n in range(6)), *(f"odd {n}" for n in range(6)))

    assert themes(ana) == themes(ana)


def test_one_language_alone(ana):
    said(*(f"a long wait {n}" for n in range(6)))
    said(*(f"等太久了 {n}" for n in range(5)), language="zh")

    [waiting] = themes(ana, language="zh")["themes"]

    assert waiting["languages"] == {"zh": 5}


def test_nobody_is_known_by_an_example(ana):
    said(*(f"wait {n}: call me at 13812345{n}78, li.ming{n}@example.com, I am Mr. Wang" for n in range(5)))

    [waiting] = themes(ana)["themes"]

    for one in waiting["examples"]:
        assert "138123" not in one["text"] and "li.ming" not in one["text"] and "Wang" not in one["text"]
        assert "wait" in one["text"]


def test_says_so_when_the_assistant_is_away(ana, assistant):
    said(*["a long wait"] * 5)
    assistant.respond = lambda question: 500

    response = ana.get(f"/insights/surveys/themes?questionnaire=csat&{PERIOD}")

    assert (response.status_code, response.json()["error"]["code"]) == (503, "assistant_unavailable")


@pytest.mark.parametrize("answer", [{"vectors": []}, {"vectors": "none"}, {}, {"vectors": [[None]] * 5}])
def test_an_answer_that_is_none_is_no_error_of_ours(ana, assistant, answer):
    said(*["a long wait"] * 5)
    assistant.respond = lambda question: answer

    assert ana.get(f"/insights/surveys/themes?questionnaire=csat&{PERIOD}").status_code == 503


def test_many_comments_are_asked_about_in_pieces(ana, assistant):
    sizes = []
    answer = assistant.respond
    assistant.respond = lambda question: sizes.append(len(question["texts"])) or answer(question)
    said(*(f"a long wait {n}" for n in range(70)))

    assert themes(ana)["themes"][0]["n"] == 70
    assert sizes == [32, 32, 6]


def test_the_table_has_headings_in_either_language_and_no_formula(ana):
    said(*(f"=wait{n}" for n in range(5)))

    for words, heading in (("en", "Example (personal data replaced)"), ("zh", "例子（已替换个人信息）")):
        response = ana.get(f"/insights/surveys/themes/table?questionnaire=csat&{PERIOD}&words={words}")
        rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
        assert len(rows) == 3
        assert all(row[heading].startswith("'=wait") for row in rows)
