"""What supervisors may count on in the reports on surveys."""

import csv
import io
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from bench.simulated_surveys import Group, simulate
from crm.agents import Agent
from crm.base import utc_now
from crm.insights import plans
from crm.statistics.servqual import DIMENSIONS
from crm.store import unit_of_work
from crm.surveys import SurveyAnswer
from tests.edge.conftest import Desk, Visitor

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
START = datetime(2026, 3, 1, 16, tzinfo=UTC)  # the 2nd of March, 00:00, in Shanghai
PERIOD = "from=2026-03-02&to=2026-03-29"


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def answered(name, *groups, start=START, days=28.0):
    with unit_of_work() as session:
        simulate(session, name, groups, start=start, days=days, seed=7)


def satisfied(n, share, **more):
    return Group(n, {"satisfaction": {5: share, 2: 1 - share}}, **more)


def report(ana, questionnaire="csat", **query):
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    response = ana.get(f"/insights/surveys?questionnaire={questionnaire}&{PERIOD}{extra}")
    assert response.status_code == 200, response.text
    return response.json()


def table(ana, name, questionnaire="csat", **query):
    extra = "".join(f"&{key}={value}" for key, value in query.items())
    response = ana.get(f"/insights/surveys/table?table={name}&questionnaire={questionnaire}&{PERIOD}{extra}")
    assert response.headers["content-type"].startswith("text/csv")
    return list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))


def value(cell, name):
    return next(figure["estimate"] for figure in cell["figures"] if figure["name"] == name)


@pytest.mark.parametrize(
    "path", ["surveys?questionnaire=csat", "questionnaires", "surveys/comments?questionnaire=csat"]
)
def test_is_for_supervisors_alone(client, desk, path):
    assert client.get(f"/v1/desk/insights/{path}").status_code == 401
    assert desk.get(f"/insights/{path}").status_code == 403


@pytest.mark.parametrize(
    "query",
    ["questionnaire=nothing", "questionnaire=csat&from=2026-03-02&to=2026-03-01", "questionnaire=csat&from=2020-01-01"],
)
def test_refuses_what_no_report_can_be_made_of(ana, query):
    assert ana.get(f"/insights/surveys?{query}").status_code == 422


def test_says_so_when_nobody_was_asked(ana):
    for one in ana.get("/insights/questionnaires").json()["questionnaires"]:
        found = report(ana, one["name"], group_by="week")

        assert found["response"]["sent"] == 0
        assert all(figure["estimate"] is None for figure in found["total"]["figures"])
        assert len(found["groups"]) == 4


@STORES
def test_tells_the_score_with_its_interval_and_who_answered(ana):
    answered("csat", satisfied(200, 0.8, answering=0.5))

    found = report(ana)

    estimate = value(found["total"], "csat")
    assert found["response"]["sent"] == 200
    assert found["response"]["started"] == estimate["n"]
    assert 0.4 < found["response"]["response"]["estimate"]["value"] < 0.6
    assert estimate["low"] < 0.8 < estimate["high"]
    assert found["response"]["needed"] == 132
    assert found["questions"][0]["counts"][1]["label"]["en"] == "Very satisfied"


@STORES
def test_groups_by_whatever_is_asked_and_the_groups_add_up(ana):
    with unit_of_work() as session:
        mei = session.scalars(select(Agent).where(Agent.name == "Mei")).one()
    columns = {"stage": "in", "skill": "bag_status", "agent_id": mei.id}
    answered("csat", satisfied(80, 0.9, columns=columns), satisfied(60, 0.5, language="zh"))

    named = {
        "stage": "During the journey",
        "skill": "Bag status",
        "channel": "Web chat",
        "language": "English",
        "agent": "Mei",
        "week": "2026-03-02",
    }
    for group_by, label in named.items():
        found = report(ana, group_by=group_by)
        shown = [cell for cell in found["groups"] if cell["n"]]
        assert sum(cell["n"] for cell in shown) == found["response"]["started"] == 140
        assert label in [cell["label"]["en"] for cell in shown]


@STORES
def test_weeks_begin_on_monday_as_the_site_counts_days(ana):
    # One minute before and after midnight in Shanghai, between Sunday and Monday.
    for minutes in (-1, 1):
        answered("csat", satisfied(6, 1.0), start=START + timedelta(days=7, minutes=minutes), days=0.0)

    assert [cell["n"] for cell in report(ana, group_by="week")["groups"]] == [6, 6, 0, 0]


@STORES
def test_a_period_has_its_first_and_its_last_day_and_is_compared_with_the_days_before(ana):
    answered("csat", satisfied(300, 0.60), start=START - timedelta(days=28))
    answered("csat", satisfied(300, 0.85))
    answered("csat", satisfied(50, 0.0), start=START + timedelta(days=28), days=1.0)

    [csat] = report(ana)["total"]["figures"]

    assert csat["estimate"]["n"] == 300
    assert 0.1 < csat["change"]["low"] < csat["change"]["value"] < csat["change"]["high"] < 0.4
    assert not csat["change"]["noise"]


def test_calls_a_change_that_chance_explains_noise(ana):
    answered("csat", satisfied(40, 0.7), start=START - timedelta(days=28))
    answered("csat", satisfied(40, 0.7))

    assert report(ana)["total"]["figures"][0]["change"]["noise"]


def test_hides_what_fewer_than_five_said_and_what_would_give_it_away(ana):
    for stage, n in (("pre", 40), ("in", 4), ("post", 9)):
        answered("csat", satisfied(n, 0.5, columns={"stage": stage}))

    groups = {cell["key"]: cell for cell in report(ana, group_by="stage")["groups"]}

    assert not groups["pre"]["hidden"]
    # Four alone are the total less all others: the next smallest is hidden with them.
    for hidden in ("in", "post"):
        assert groups[hidden]["hidden"]
        assert groups[hidden]["n"] is None
        assert groups[hidden]["figures"][0]["estimate"] is None


def test_hides_a_questionnaire_that_four_answered(ana):
    answered("csat", satisfied(4, 1.0))

    found = report(ana)

    assert found["total"]["figures"][0]["hidden"]
    assert found["questions"][0]["counts"] is None


def test_does_not_add_languages_up_without_saying_so(ana):
    answered("csat", satisfied(60, 0.9), satisfied(60, 0.5, language="zh"))

    both, alone = report(ana), report(ana, language="zh")

    assert both["pooled"]
    assert [cell["key"] for cell in both["languages"]] == ["en", "zh"]
    assert value(both["languages"][0], "csat")["value"] > value(both["languages"][1], "csat")["value"]
    assert not alone["pooled"]
    assert value(alone["total"], "csat") == value(both["languages"][1], "csat")


def expected_and_perceived(gaps, spread=1):
    """22 pairs: everybody expects a 6, and perceives so much less, give or take."""
    plan = plans.plan("servqual")
    truth = {pair.first: {6: 1.0} for pair in plan.pairs}
    for pair in plan.pairs:
        middle = 6 + gaps[pair.part]
        truth[pair.second] = (
            {middle: 1.0} if not spread else {middle - spread: 0.25, middle: 0.5, middle + spread: 0.25}
        )
    return truth


@STORES
def test_tells_gaps_by_dimension_plain_and_weighted_and_whether_items_agree(ana):
    gaps = dict(zip(DIMENSIONS, (0, -2, -1, -1, -1), strict=True))
    weights = dict(zip(DIMENSIONS, (10, 40, 20, 15, 15), strict=True))
    points = {f"weights.{dimension}": {n: 1.0} for dimension, n in weights.items()}
    answered("servqual", Group(300, expected_and_perceived(gaps) | points, skipping=0.02))

    found = report(ana, "servqual")

    assert value(found["total"], "overall")["low"] < -1 < value(found["total"], "overall")["high"]
    assert value(found["total"], "weighted")["low"] < -1.3 < value(found["total"], "weighted")["high"]
    # Whoever left points out has no weighted figure.
    assert value(found["total"], "weighted")["n"] < value(found["total"], "overall")["n"] == 300
    by_name = {line["name"]: line for line in found["dimensions"]}
    for dimension, gap in gaps.items():
        line = by_name[dimension]
        assert line["figure"]["estimate"]["low"] < gap < line["figure"]["estimate"]["high"]
        assert line["expected"]["value"] == pytest.approx(6)
        assert line["points"]["value"] == weights[dimension]
        assert line["reliable"] is False  # answers drawn by chance agree on nothing
    assert by_name["reliability"]["label"] == {"zh": "可靠性", "en": "Reliability"}


@STORES
def test_a_missing_half_of_a_pair_counts_as_nothing(ana):
    gaps = dict.fromkeys(DIMENSIONS, -1)
    answered("servqual", Group(40, expected_and_perceived(gaps, spread=0)))
    with unit_of_work() as session:
        for answer in session.scalars(select(SurveyAnswer).where(SurveyAnswer.question.like("perception.empathy%"))):
            answer.value, answer.not_applicable = None, True

    found = report(ana, "servqual")

    by_name = {line["name"]: line["figure"]["estimate"] for line in found["dimensions"]}
    assert by_name["empathy"] is None
    assert by_name["reliability"]["value"] == -1
    # The mean of four dimensions is no mean of five.
    assert value(found["total"], "overall") is None
    assert {q["not_applicable"] for q in found["questions"] if q["item"].startswith("perception.empathy")} == {40}


@STORES
def test_tells_what_a_feature_is_to_its_users(ana):
    must = {"status_news.functional": {2: 1.0}, "status_news.dysfunctional": {5: 0.9, 3: 0.1}}
    delight = {"pictures.functional": {1: 1.0}, "pictures.dysfunctional": {3: 1.0}}
    absurd = {"a_person.functional": {5: 1.0}, "a_person.dysfunctional": {5: 0.5, 1: 0.5}}
    answered("kano", Group(60, must | delight | absurd | {"pictures_importance": {7: 1.0}}))

    found = {line["name"]: line for line in report(ana, "kano")["features"]}

    assert found["status_news"]["verdict"]["category"] == "M"
    assert found["status_news"]["verdict"]["sure"]
    assert found["status_news"]["verdict"]["worse"]["value"] < -0.7
    assert found["pictures"]["verdict"]["category_label"] == {"zh": "魅力", "en": "Attractive"}
    assert found["pictures"]["verdict"]["better"]["value"] == 1
    assert found["pictures"]["importance"]["value"] == 7
    # Reverse and questionable alone: no coefficients.
    assert found["a_person"]["verdict"]["better"] is found["a_person"]["verdict"]["worse"] is None
    assert found["a_person"]["verdict"]["doubtful"]


@STORES
def test_tells_after_which_question_customers_left(ana):
    answered("ces", Group(30, {"ease": {6: 1.0}}), Group(10, {"ease": {2: 1.0}}, columns={"completed_at": None}))

    found = report(ana, "ces")

    assert [line["left_after"] for line in found["questions"]] == [10, 0, 0]
    assert found["response"]["completed"] == 30
    assert value(found["total"], "score")["value"] == pytest.approx(5)


@STORES
def test_tells_which_dimension_moves_how_satisfied_a_conversation_left(client, ana):
    for number in range(16):
        rated = {
            d: (number * factor + shift) % 5 + 2
            for d, factor, shift in zip(DIMENSIONS, (1, 2, 3, 4, 7), (0, 1, 5, 2, 4), strict=True)
        }
        rated["empathy"] = number // 4 + 2
        rated["tangibles"] = number % 4 + 1
        columns = {"conversation_id": uuid.UUID(Visitor(client).conversation_id)}
        answered("servqual_pulse", Group(1, {f"perception.{d}": {n: 1.0} for d, n in rated.items()}, columns=columns))
        answered("csat", Group(1, {"satisfaction": {max(1, rated["empathy"] - (number % 2)): 1.0}}, columns=columns))

    drivers = report(ana, "servqual_pulse")["drivers"]

    assert drivers["n"] == 16
    assert drivers["outcome"]["en"] == "Satisfaction"
    most = drivers["drivers"][0]
    assert most["name"] == "empathy"
    assert most["low"] > 0
    assert sum(one["importance"] for one in drivers["drivers"]) == pytest.approx(1)


def test_lists_what_customers_wrote_newest_first(ana):
    answered("csat", satisfied(6, 1.0))
    with unit_of_work() as session:
        for number, rated in enumerate(list(session.scalars(select(SurveyAnswer).order_by(SurveyAnswer.answered_at)))):
            session.add(
                SurveyAnswer(survey_id=rated.survey_id, question="comment", text=f"=1+{number}", answered_at=utc_now())
            )

    first = ana.get(f"/insights/surveys/comments?questionnaire=csat&{PERIOD}&limit=4").json()
    rest = ana.get(f"/insights/surveys/comments?questionnaire=csat&{PERIOD}&limit=4&cursor={first['next']}").json()

    assert [one["text"] for one in first["comments"]] == ["=1+5", "=1+4", "=1+3", "=1+2"]
    assert [one["text"] for one in rest["comments"]] == ["=1+1", "=1+0"]
    assert rest["next"] is None
    assert first["comments"][0]["score"] == 5


@pytest.mark.parametrize("begins", ["=", "+", "-", "@", "\t"])
def test_a_cell_never_becomes_a_formula(ana, begins):
    answered("csat", satisfied(1, 1.0))
    with unit_of_work() as session:
        rated = session.scalars(select(SurveyAnswer)).one()
        session.add(SurveyAnswer(survey_id=rated.survey_id, question="comment", text=f"{begins}HYPERLINK()"))

    [row] = table(ana, "comments")

    assert row["Comment"] == f"'{begins}HYPERLINK()"


@pytest.mark.parametrize("name", ["figures", "languages", "groups", "questions", "dimensions", "drivers"])
def test_every_table_can_be_downloaded_with_headings_in_either_language(ana, name):
    answered("servqual", Group(20, expected_and_perceived(dict.fromkeys(DIMENSIONS, -1))))

    rows = table(ana, name, "servqual", group_by="week")
    chinese = table(ana, name, "servqual", group_by="week", words="zh")

    assert len(rows) == len(chinese)
    assert rows or name == "drivers"
    if rows:
        assert rows[0].keys() != chinese[0].keys()
    if name == "dimensions":
        assert float(rows[0]["Value"]) < 0  # a number, not a text with an apostrophe


def test_the_table_of_features_says_what_they_are(ana):
    answered("kano", Group(20, {"pictures.functional": {1: 1.0}, "pictures.dysfunctional": {5: 1.0}}))

    rows = {row["Feature"]: row for row in table(ana, "features", "kano")}

    assert rows["Pictures in the chat"]["Category"] == "One-dimensional"
    assert rows["Pictures in the chat"]["Fong's test: sure"] == "yes"
