"""The notice board: published at once in both languages, refused field by field, never told after its time."""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from crm import notice_fit, notices
from crm.base import utc_now
from crm.store import reading, unit_of_work
from tests.edge.conftest import Desk
from tests.edge.test_casework import BOTH_STORES

NOW = utc_now()


def notice(**values: Any) -> dict[str, Any]:
    return {
        "title": {"zh": "台风影响首都机场", "en": "Typhoon at Beijing Capital"},
        "body": {"zh": "30日有航班取消，请先查航班。", "en": "Flights are cancelled on the 30th: look yours up first."},
        "valid_from": (NOW - timedelta(hours=1)).isoformat(),
        "valid_until": (NOW + timedelta(days=1)).isoformat(),
        "marks": {"airport": ["pek"], "flight": ["ca 0937"]},
        "topics": ["weather"],
        "banner": False,
    } | values


def post(desk: Desk, path: str = "", **body: Any) -> Any:
    return desk.browser.post(f"/v1/desk/notices{path}", json=body, headers=desk.headers)


def put(desk: Desk, notice_id: str, **body: Any) -> Any:
    return desk.browser.put(f"/v1/desk/notices/{notice_id}", json=body, headers=desk.headers)


def published(desk: Desk, **values: Any) -> Any:
    answer = post(desk, **notice(**values))
    assert answer.status_code == 201, answer.text
    return answer.json()["notice"]


def titles(desk: Desk, show: str) -> list[str]:
    return [one["title"]["en"] for one in desk.get(f"/notices?show={show}").json()["notices"]]


def problems(answer: Any) -> set[tuple[str, str]]:
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "notice_invalid"), answer.text
    return {(one["field"], one["reason"]) for one in answer.json()["error"]["details"]["fields"]}


@BOTH_STORES
def test_a_notice_holds_at_once_is_changed_and_withdrawn_and_everything_stays_on_record(client, desk):
    one = published(desk)
    assert (one["marks"], one["state"], one["author"]) == ({"airport": ["PEK"], "flight": ["CA937"]}, "now", "Mei")
    other = Desk(client, "tom@example.com")

    title = {"zh": "台风已过", "en": "The typhoon has passed"}
    changed = put(other, one["id"], **notice(title=title, expected_version=one["version"]))
    late = put(desk, one["id"], **notice(expected_version=one["version"]))

    assert changed.json()["notice"]["author"] == "Tom"
    assert (late.status_code, late.json()["error"]["code"]) == (409, "notice_changed")
    assert late.json()["error"]["details"]["author"] == "Tom"
    gone = post(desk, f"/{one['id']}/withdraw", expected_version=changed.json()["notice"]["version"])
    assert gone.json()["notice"]["state"] == "withdrawn"
    story = [(v["deed"], v["author"], v["contents"]["title"]["en"]) for v in gone.json()["versions"]]
    assert story == [
        ("withdrawn", "Mei", "The typhoon has passed"),
        ("changed", "Tom", "The typhoon has passed"),
        ("published", "Mei", "Typhoon at Beijing Capital"),
    ]
    assert (titles(desk, "now"), titles(desk, "over")) == ([], ["The typhoon has passed"])


def test_what_cannot_be_published_is_named_field_by_field(client, desk):
    assert problems(post(desk, **notice(title={"zh": "台风", "en": " "}))) == {("title.en", "missing")}
    assert problems(post(desk, **notice(body={"zh": "Only English", "en": "太长" * 400}))) == {
        ("body.zh", "not_chinese"),
        ("body.en", "not_english"),
        ("body.en", "too_long"),
    }
    assert problems(post(desk, **notice(valid_until=notice()["valid_from"]))) == {("valid_until", "before_start")}
    old = (NOW - timedelta(days=2)).isoformat(), (NOW - timedelta(days=1)).isoformat()
    assert problems(post(desk, **notice(valid_from=old[0], valid_until=old[1]))) == {("valid_until", "over")}
    wrong = notice(marks={"airport": ["QQQ"], "shop": ["1"]}, topics=["football"])
    assert problems(post(desk, **wrong)) == {
        ("marks.airport", "unknown"),
        ("marks.shop", "unknown"),
        ("topics", "unknown"),
    }
    assert problems(post(desk, **notice(marks={}, topics=[]))) == {("topics", "nowhere")}
    assert post(desk, **notice(valid_from="2026-02-31T00:00:00Z")).status_code == 422
    assert post(desk, **notice(valid_from="2026-11-30T00:00:00")).status_code == 422
    assert titles(desk, "now") == []


@BOTH_STORES
def test_only_what_holds_now_is_told_at_the_top_of_the_chat(client, desk):
    banner = published(desk, banner=True, marks={}, topics=[])
    published(desk, banner=True, valid_from=(NOW + timedelta(hours=1)).isoformat())
    published(desk)

    def told() -> list[str]:
        return [one["title"] for one in client.get("/v1/chat/notices?language=en").json()["notices"]]

    assert told() == ["Typhoon at Beijing Capital"]
    assert titles(desk, "coming") == ["Typhoon at Beijing Capital"]
    with unit_of_work() as session:
        notices.get(session, uuid.UUID(banner["id"])).valid_until = utc_now()
    assert told() == []


@pytest.mark.parametrize(
    ("marks", "fits"),
    [
        ({"airport": {"PEK", "LHR"}, "carrier": {"CA"}, "flight": {"CA937"}}, True),
        ({"airport": {"PEK", "LHR"}, "carrier": {"CA"}, "flight": {"CA855"}}, False),
        ({"airport": {"PVG"}, "flight": {"CA937"}}, False),
        ({}, False),
    ],
)
def test_a_notice_fits_what_is_shown_if_it_names_one_of_each_kind(client, desk, marks, fits):
    published(desk)

    with reading() as session:
        assert bool(notice_fit.beside(session, marks, now=utc_now())) is fits
        assert notice_fit.beside(session, marks, now=utc_now() + timedelta(days=2)) == []


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        ("北京的台风影响大吗", True),
        ("is the airport closed because of the typhoon?", True),
        ("is Shanghai hit by the typhoon?", False),
        ("有罢工吗", False),
        ("how do I get to Beijing Capital?", False),
        ("where is my bag", False),
    ],
)
def test_a_notice_fits_a_question_about_its_topic_unless_that_names_another_place(client, desk, question, fits):
    published(desk, marks={"airport": ["PEK"]})

    with reading() as session:
        assert bool(notice_fit.about(session, question, now=utc_now())) is fits


def test_a_notice_without_a_topic_fits_a_question_that_names_its_place(client, desk):
    published(desk, marks={"airport": ["PVG"]}, topics=[])

    with reading() as session:
        assert notice_fit.about(session, "浦东机场今天关闭吗", now=utc_now())
        assert notice_fit.about(session, "机场今天关闭吗", now=utc_now()) == []


def test_agents_alone_write_and_read_them(client, visitor, desk):
    one = published(desk)

    assert client.get("/v1/desk/notices", headers=visitor.headers).status_code == 401
    assert desk.browser.post("/v1/desk/notices", json=notice()).status_code == 403
    missing = desk.get("/notices/00000000-0000-7000-8000-000000000000")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "notice_not_found")
    assert post(desk, f"/{one['id']}/withdraw", expected_version=99).status_code == 409


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("will the typhoon hit us", {"weather"}),
        ("明天有罢工吗", {"strike"}),
        ("is the lounge closed", {"closure"}),
        ("网站打不开", {"outage"}),
        ("may I take my snowboard", set()),
        ("dry ice in my bag", set()),
        ("how heavy may a bag be", set()),
    ],
)
def test_what_a_question_is_about_is_read_from_its_words(question, topics):
    assert notices.topics_in(question) == topics
