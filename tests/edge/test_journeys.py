"""What supervisors may count on in the journey map, its bottlenecks and the event log."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

import pytest

from bench.simulated_journeys import TOPICS, Service, counted, keep, simulated
from crm.insights.periods import Period
from crm.site import site
from crm.store import unit_of_work
from tests.edge.conftest import Desk, Visitor

STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
START = datetime(2026, 3, 1, 16, tzinfo=UTC)  # the 2nd of March, 00:00, in Shanghai
DAYS = timedelta(days=14)
PERIOD = {"from": "2026-03-02", "to": "2026-03-15"}
PATHS = ["", "/conversations?stage=pre&kind=queue", "/table?table=touchpoints", "/log?format=xes"]


@pytest.fixture
def ana(client):
    """Who supervises."""
    return Desk(client, "ana@example.com")


def written(service, *, start=START, days=14, seed=1):
    """Conversations in the store; and the same as they were made."""
    found = list(simulated(service, start=start, days=days, seed=seed))
    with unit_of_work() as session:
        keep(session, iter(found))
    return found


def asked(path="", **query):
    given = "&".join(f"{name}={value}" for name, value in {**PERIOD, **query}.items())
    return f"/insights/journey{path}?{given}"


def journey(ana, **query):
    response = ana.get(asked(**query))
    assert response.status_code == 200, response.text
    return response.json()


def touchpoint(found, kind, name=None):
    return [one for one in found["touchpoints"] if one["kind"] == kind and one["name"] == name]


@pytest.mark.parametrize("path", PATHS)
def test_is_for_supervisors_alone(client, desk, path):
    assert client.get(f"/v1/desk/insights/journey{path}").status_code == 401
    assert desk.get(f"/insights/journey{path}").status_code == 403


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("", {"from": "2026-03-20"}),
        ("", {"against": "yesterday"}),
        ("", {"against": "9999-12-31"}),
        ("", {"skill": "%00"}),
        ("/conversations", {"stage": "never", "kind": "queue"}),
        ("/conversations", {"stage": "pre", "kind": "nowhere"}),
        ("/table", {"table": "everything"}),
        ("/log", {"format": "xlsx"}),
    ],
)
def test_refuses_what_it_cannot_tell(ana, path, query):
    assert ana.get(asked(path, **query)).status_code == 422


def test_says_so_when_nobody_wrote(ana):
    found = journey(ana)

    assert found["now"]["n"] == found["before"]["n"] == 0
    assert found["touchpoints"] == found["groups"] == found["bottlenecks"] == []
    assert [one["name"] for one in found["stages"]] == ["pre", "in", "post"]


@STORES
def test_counts_what_happened_at_every_touchpoint(ana):
    made = written(Service(a_day=10))
    period = Period(datetime(2026, 3, 2).date(), datetime(2026, 3, 15).date(), site().zone)  # noqa: DTZ001
    plain = counted(made, period.zone)

    found = journey(ana)

    assert found["now"]["n"] == len(made)
    told = {(one["stage"], one["kind"], one["name"]): one["now"] for one in found["touchpoints"]}
    assert told.keys() == {tuple(place) for place in plain.places}
    for place, tally in plain.places.items():
        one = told[tuple(place)]
        assert (one["n"], one["left"], one["ended"]) == (tally.n, tally.abandoned, tally.ended)
        assert one["calm"]["value"] == pytest.approx(1 - tally.upset / tally.n)
    assert sum(one["now"]["n"] for one in found["groups"] if one["dimension"] == "language") == len(made)


@STORES
def test_finds_a_planted_slow_line_and_says_it_in_both_languages(ana):
    written(Service(a_day=50), start=START - DAYS)
    written(Service(a_day=50, slow={TOPICS[3]: 3.0}), seed=2)

    found = journey(ana)

    first = found["bottlenecks"][0]
    assert (first["kind"], first["topic"], first["part"], first["real"]) == ("queue", TOPICS[3], "queueing", True)
    assert "customers waited" in first["sentence"]["en"]
    assert "on the period before, more than chance" in first["sentence"]["en"]
    assert "位客户" in first["sentence"]["zh"]
    assert "并非偶然" in first["sentence"]["zh"]
    assert [one["topic"] for one in found["bottlenecks"] if one["real"]] == [TOPICS[3]]


def test_in_a_clean_control_nothing_is_said_to_have_changed(ana):
    written(Service(a_day=25), start=START - DAYS)
    written(Service(a_day=25), seed=2)

    found = journey(ana)

    assert not any(one["real"] for one in found["bottlenecks"])
    assert not any(one["leaving_real"] or one["stay_real"] for one in found["touchpoints"])
    assert all("may be chance" in one["sentence"]["en"] for one in found["bottlenecks"])


def test_finds_a_planted_step_where_customers_leave(ana):
    written(Service(a_day=25), start=START - DAYS)
    written(Service(a_day=25, leaving={TOPICS[1]: 0.6}), seed=2)

    found = journey(ana)

    (left,) = [one for one in found["touchpoints"] if one["leaving_real"]]
    assert left["name"] == TOPICS[1]
    assert left["now"]["abandoned"]["value"] > left["before"]["abandoned"]["value"]


def test_can_be_compared_with_any_other_period(ana):
    written(Service(a_day=5), start=START - 4 * DAYS)

    before = journey(ana)
    earlier = journey(ana, against="2026-01-05")

    assert before["before"]["n"] == 0
    assert earlier["before"]["n"] > 0
    assert (earlier["against_first"], earlier["against_last"]) == ("2026-01-05", "2026-01-18")


@pytest.mark.parametrize(("name", "value"), [("language", "zh"), ("skill", TOPICS[0]), ("channel", "web")])
def test_a_segment_is_that_part_alone(ana, name, value):
    made = written(Service(a_day=6))
    kept = {"language": "language", "skill": "topic", "channel": "channel"}[name]

    found = journey(ana, **{name: value})

    assert found["now"]["n"] == sum(getattr(one, kept) == value for one in made)
    assert {one["value"] for one in found["groups"] if one["dimension"] == name} == {value}


def test_a_figure_leads_to_its_conversations_the_newest_first(ana):
    made = written(Service(a_day=6))
    (queue,) = touchpoint(journey(ana, skill=TOPICS[1]), "queue")
    query = {"stage": queue["stage"], "kind": "queue", "skill": TOPICS[1]}

    everybody = ana.get(asked("/conversations", **query, limit=200)).json()["conversations"]
    gone = ana.get(asked("/conversations", **query, left="abandoned")).json()["conversations"]

    assert len(everybody) == queue["now"]["n"]
    assert len(gone) == queue["now"]["left"]
    assert all(one["abandoned"] for one in gone)
    assert [one["opened_at"] for one in everybody] == sorted((one["opened_at"] for one in everybody), reverse=True)
    assert {one["conversation_id"] for one in everybody} <= {str(one.id) for one in made}


def test_what_customers_said_has_stand_ins(ana):
    written(Service(a_day=20))

    said = [one for point in journey(ana)["touchpoints"] for one in point["verbatims"]]

    assert said
    assert not any("Lovelace" in one["text"] for one in said)
    assert all(len(point["verbatims"]) <= 3 for point in journey(ana)["touchpoints"])


def test_scores_of_fewer_than_five_are_not_told(ana):
    written(Service(a_day=3), days=2)

    found = journey(ana)

    assert touchpoint(found, "survey", "csat")[0]["now"]["n"] > 0
    assert all(one["now"]["score"] is None for one in found["touchpoints"])


@pytest.mark.parametrize("table", ["touchpoints", "bottlenecks", "groups"])
def test_every_figure_is_a_table_too_in_both_languages(ana, table):
    written(Service(a_day=6))

    texts = {words: ana.get(asked("/table", table=table, words=words)).text for words in ("zh", "en")}

    assert all(text.startswith("\ufeff") for text in texts.values())
    zh, en = (list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))) for text in texts.values())
    assert len(zh) == len(en) == len(journey(ana)[table])
    assert not set(zh[0]) & (set(en[0]) - {"p"})


@STORES
def test_the_event_log_of_a_period_can_be_kept_in_three_formats(ana):
    made = written(Service(a_day=4), days=3)
    events = [event for one in made for event in one.happened if event.at < (START + DAYS).timestamp()]

    answers = {form: ana.get(asked("/log", format=form)) for form in ("csv", "xes", "ocel")}

    assert {form: answer.headers["content-type"].partition(";")[0] for form, answer in answers.items()} == {
        "csv": "text/csv",
        "xes": "application/xml",
        "ocel": "application/json",
    }
    assert "conversations-2026-03-02-2026-03-15.json" in answers["ocel"].headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answers["csv"].text)))
    log = json.loads(answers["ocel"].text)
    traces = ET.fromstring(answers["xes"].text).iter("{http://www.xes-standard.org/}event")
    assert len(rows) == len(log["events"]) == len(list(traces)) == len(events)
    assert {one["type"] for one in log["objects"]} == {"conversation", "customer"}


@STORES
def test_a_conversation_as_it_is_had_is_on_the_map(client, assistant, ana):
    assistant.respond = lambda question: assistant.say("From nine to six.", intent="opening_hours", tone="angry")
    visitor, mei = Visitor(client), Desk(client)
    visitor.send("When on earth do you open? It is Ada Lovelace asking")
    assistant.respond = assistant.hand_over
    visitor.send("A person, please")
    mei.do(visitor.conversation_id, "take")
    mei.do(visitor.conversation_id, "reply", text="Here I am.")
    mei.do(visitor.conversation_id, "resolve")

    found = ana.get("/insights/journey").json()

    assert found["now"]["n"] == 1
    told = {one["kind"]: one for one in found["touchpoints"]}
    assert list(told) == ["skill", "queue", "person", "survey"]
    assert told["skill"]["label"]["en"] == "Opening hours"
    assert told["skill"]["now"]["calm"]["value"] == 0
    assert "When on earth" in told["skill"]["verbatims"][0]["text"]
    assert told["person"]["now"]["ended"] == 1
    assert told["queue"]["now"]["median"] is not None
