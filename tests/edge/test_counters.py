"""What supervisors who put a sign up, and customers who scan it, may count on."""

import io
import uuid
from datetime import timedelta

import pypdfium2
import pytest
import zxingcpp
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import select, update

from api.settings import get_settings
from crm.base import utc_now
from crm.store import reading, unit_of_work
from crm.surveys import Survey
from tests.edge.conftest import Desk

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
PLACE = {"zh": "T2 行李查询柜台", "en": "Terminal 2, baggage desk"}


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def ask(desk, method, path, body=None):
    return desk.browser.request(method, f"/v1/desk/counters{path}", json=body, headers=desk.headers)


def put_up(ana, questionnaire="csat", name=PLACE):
    made = ask(ana, "POST", "", {"questionnaire": questionnaire, "name": name})
    assert made.status_code == 201, made.text
    return made.json()


def phone(client):
    """A browser of somebody who passes by."""
    browser = TestClient(client.app, client=("127.0.0.1", 50002))
    browser.portal = client.portal
    return browser


def scan(browser, counter, language="en"):
    return browser.post(f"/v1/surveys/counters/{counter['address'].rpartition('/')[2]}", json={"language": language})


def answer(browser, token, score=4):
    saved = browser.put(
        f"/v1/surveys/{token}/answers", json={"answers": [{"question": "satisfaction", "value": score}]}
    )
    assert saved.status_code == 200, saved.text
    return browser.post(f"/v1/surveys/{token}/finish")


@pytest.mark.parametrize(("method", "path"), [("GET", ""), ("POST", ""), ("GET", "/{id}/sign"), ("PUT", "/{id}/state")])
def test_are_for_supervisors_alone(client, desk, ana, method, path):
    path = path.format(id=put_up(ana)["id"])

    assert client.request(method, f"/v1/desk/counters{path}").status_code == 401
    assert ask(desk, method, path, {}).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {"questionnaire": "nothing", "name": PLACE},
        {"questionnaire": "csat", "name": {"zh": "柜台"}},
        {"questionnaire": "csat", "name": {"zh": "柜台", "en": "  "}},
        {"questionnaire": "csat", "name": {"zh": "柜台", "en": "x" * 61}},
    ],
)
def test_refuses_a_sign_that_says_nothing(ana, body):
    assert ask(ana, "POST", "", body).status_code == 422
    assert ana.get("/counters").json()["counters"] == []


def test_nothing_is_there_for_an_unknown_counter(client, ana):
    unknown = {"address": "https://desk.example/q/guessed"}

    assert scan(phone(client), unknown).status_code == 404
    assert ask(ana, "GET", f"/{uuid.uuid4()}/sign").status_code == 404


def test_the_code_reads_as_the_address_on_a_picture_and_on_the_printed_page(ana):
    counter = put_up(ana)

    picture = ask(ana, "GET", f"/{counter['id']}/sign?form=png")
    drawing = ask(ana, "GET", f"/{counter['id']}/sign?form=svg")
    page = ask(ana, "GET", f"/{counter['id']}/sign")

    assert [one.headers["content-type"] for one in (picture, drawing, page)] == [
        "image/png",
        "image/svg+xml",
        "application/pdf",
    ]
    assert zxingcpp.read_barcodes(Image.open(io.BytesIO(picture.content)))[0].text == counter["address"]
    document = pypdfium2.PdfDocument(page.content)
    [sheet] = document
    assert [round(side / 72 * 25.4) for side in sheet.get_size()] == [148, 210]
    shown = sheet.render(scale=3).to_pil()
    text = sheet.get_textpage().get_text_bounded()
    document.close()
    assert zxingcpp.read_barcodes(shown)[0].text == counter["address"]
    for words in (PLACE["zh"], PLACE["en"], "Lantern Air", "灯笼航空", "How was our service"):
        assert words.replace(" ", "") in "".join(text.split())


@pytest.mark.parametrize("typed", ['#panic("no")', "$x^2$ *bold*", '"quoted" \\ back'])
def test_a_name_is_never_markup(ana, typed):
    counter = put_up(ana, name={"zh": typed, "en": typed})

    document = pypdfium2.PdfDocument(ask(ana, "GET", f"/{counter['id']}/sign").content)
    text = document[0].get_textpage().get_text_bounded()
    document.close()

    assert typed in text


@STORES
def test_whoever_scans_answers_once_and_the_place_is_kept_with_it(client, ana):
    counter, passer_by = put_up(ana), phone(client)

    scanned = scan(passer_by, counter, "zh")
    token = scanned.json()["token"]

    assert scanned.status_code == 201
    asked = passer_by.get(f"/v1/surveys/{token}").json()
    assert (asked["language"], asked["may_change"], asked["kind"]) == ("zh", False, "csat")
    assert answer(passer_by, token).status_code == 200
    assert answer_again(passer_by, token) == (410, "survey_closed")
    with reading() as session:
        [survey] = session.scalars(select(Survey))
        assert (str(survey.counter_id), survey.channel, survey.rule) == (counter["id"], "counter", None)


def answer_again(browser, token):
    refused = browser.put(f"/v1/surveys/{token}/answers", json={"answers": [{"question": "satisfaction", "value": 1}]})
    return refused.status_code, refused.json()["error"]["code"]


def test_the_same_browser_goes_on_with_what_it_began_and_is_not_asked_twice_in_a_row(client, ana):
    counter, passer_by = put_up(ana), phone(client)
    token = scan(passer_by, counter).json()["token"]

    assert scan(passer_by, counter).json()["token"] == token
    answer(passer_by, token)
    refused = scan(passer_by, counter)

    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "counter_answered")
    assert refused.json()["error"]["details"]["again_at"] > utc_now().isoformat()
    # Another place, or somebody else, is another matter.
    elsewhere = scan(passer_by, put_up(ana, name={"zh": "登机口", "en": "Gate 12"}))
    somebody_else = scan(phone(client), counter)
    assert {elsewhere.status_code, somebody_else.status_code} == {201}
    assert len({token, elsewhere.json()["token"], somebody_else.json()["token"]}) == 3


def test_the_same_browser_may_answer_again_once_the_time_is_over(client, ana):
    counter, passer_by = put_up(ana), phone(client)
    answer(passer_by, scan(passer_by, counter).json()["token"])

    with unit_of_work() as session:
        session.execute(update(Survey).values(sent_at=utc_now() - timedelta(hours=8, minutes=1)))

    assert scan(passer_by, counter).status_code == 201


def test_one_address_opens_so_many_and_no_more(client, ana, environment):
    environment.setenv("COUNTER_RATE", "3/minute")
    get_settings.cache_clear()
    counter = put_up(ana)

    statuses = [scan(phone(client), counter).status_code for _ in range(4)]

    assert statuses == [201, 201, 201, 429]


def test_a_counter_that_was_closed_asks_nobody_until_it_is_opened_again(client, ana):
    counter = put_up(ana)

    closed = ask(ana, "PUT", f"/{counter['id']}/state", {"open": False}).json()
    assert closed["closed_at"]
    assert scan(phone(client), counter).json()["error"]["code"] == "counter_not_found"

    assert ask(ana, "PUT", f"/{counter['id']}/state", {"open": True}).json()["closed_at"] is None
    assert scan(phone(client), counter).status_code == 201


@STORES
def test_results_are_told_by_counter_and_few_answers_are_not(client, ana):
    gate, desk = put_up(ana, name={"zh": "登机口", "en": "Gate 12"}), put_up(ana)
    for counter, n in ((gate, 6), (desk, 7)):
        for _ in range(n):
            passer_by = phone(client)
            answer(passer_by, scan(passer_by, counter).json()["token"], score=5)
    scan(phone(client), gate)

    groups = ana.get("/insights/surveys?questionnaire=csat&group_by=counter").json()["groups"]
    ways = ana.get("/insights/surveys?questionnaire=csat&group_by=channel").json()["groups"]

    assert [(one["label"]["zh"], one["n"], one["sent"]) for one in groups] == [(PLACE["zh"], 7, 7), ("登机口", 6, 7)]
    assert [one["label"]["en"] for one in ways] == ["Code at a counter"]
