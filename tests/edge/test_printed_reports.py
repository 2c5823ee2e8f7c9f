"""What supervisors may count on in the report that is printed."""

import uuid

import pypdfium2
import pytest

from bench.simulated_surveys import Group
from crm.insights import plans
from crm.statistics.servqual import DIMENSIONS
from tests.edge.conftest import Desk
from tests.edge.test_counters import put_up
from tests.edge.test_insights import PERIOD, answered, expected_and_perceived, report, satisfied

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def printed(ana, questionnaire="csat", **query):
    """The text of the pages, without blanks: between digits and Chinese characters the page has narrow gaps."""
    extra = "".join(f"&{name}={value}" for name, value in query.items())
    response = ana.get(f"/insights/surveys/printed?questionnaire={questionnaire}&{PERIOD}{extra}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/pdf"
    document = pypdfium2.PdfDocument(response.content)
    try:
        pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
        return "".join("".join(pages).split())
    finally:
        document.close()


def shows(page, *words):
    return [one for one in words if "".join(one.split()) not in page] == []


def test_is_for_supervisors_alone(client, desk):
    assert client.get("/v1/desk/insights/surveys/printed?questionnaire=csat").status_code == 401
    assert desk.get("/insights/surveys/printed?questionnaire=csat").status_code == 403


@STORES
def test_has_the_figures_of_the_page_with_their_intervals_and_n(ana):
    answered("csat", satisfied(60, 0.9), satisfied(60, 0.5, language="zh"))

    page, found = printed(ana), report(ana)

    estimate = found["total"]["figures"][0]["estimate"]
    assert shows(page, f"{estimate['value']:.1%}", f"{estimate['low']:.1%} – {estimate['high']:.1%}", "120")
    assert shows(page, "Survey report: Satisfaction", "2 March 2026", "Week by week", "2026-03-02", "Wilson's interval")
    # Each language beside the total, and a word on adding them up.
    assert shows(page, "By language", "Chinese", "English", "Answers in different languages are added up")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("en", ["Key figures", "95% interval", "Question by question", "How it is computed", "Lantern Air", "Page 1"]),
        ("zh", ["主要指标", "95% 区间", "逐题", "怎么算的", "灯笼航空", "问卷报告：满意度", "威尔逊"]),
    ],
)  # fmt: skip
def test_is_written_in_either_language(ana, words, expected):
    answered("csat", satisfied(40, 0.8))

    assert shows(printed(ana, words=words), *expected)


def test_tells_nothing_of_fewer_than_five(ana):
    for stage, n in (("pre", 40), ("in", 4), ("post", 9)):
        answered("csat", satisfied(n, 1.0 if stage == "in" else 0.5, columns={"stage": stage}))

    page = printed(ana, group_by="stage")

    assert shows(page, "Compared by stage", "During the journey too few to show")
    assert "4/4" not in page and "100.0%51.0%" not in page


def test_a_report_of_four_answers_says_so_and_no_figure(ana):
    answered("csat", satisfied(4, 1.0))

    page = printed(ana)

    assert shows(page, "Fewer than five answered", "Satisfied customers (CSAT) too few to show")


@pytest.mark.parametrize("name", plans.names())
@pytest.mark.parametrize("words", ["zh", "en"])
def test_every_questionnaire_can_be_printed_also_without_any_answer(ana, name, words):
    assert shows(printed(ana, name, words=words), "2026")


def test_has_dimensions_features_and_drivers_where_there_are(ana):
    points = {f"weights.{dimension}": {20: 1.0} for dimension in DIMENSIONS}
    answered("servqual", Group(60, expected_and_perceived(dict.fromkeys(DIMENSIONS, -1)) | points))
    answered("kano", Group(60, {"pictures.functional": {1: 1.0}, "pictures.dysfunctional": {3: 1.0}}))

    servqual, kano = printed(ana, "servqual"), printed(ana, "kano", words="zh")

    assert shows(servqual, "Dimensions", "Reliability", "Cronbach's alpha", "−1.0", "Gap: a respondent's perception")
    assert shows(kano, "功能（Kano）", "魅力", "Fong 检验")


def test_what_a_place_is_called_is_never_markup(client, ana):
    typed = '#panic("no") $x^2$ *bold*'
    counter = put_up(ana, name={"zh": typed, "en": typed})
    answered("csat", satisfied(12, 0.5, columns={"counter_id": uuid.UUID(counter["id"])}))

    assert shows(printed(ana, group_by="counter"), typed)
