"""`python -m crm.process_log`: what happened to conversations, for a process-mining tool."""

import csv
import json
import re
import xml.etree.ElementTree as ET
from datetime import datetime, timedelta
from io import StringIO

import pytest

from crm import agents, cases, conversations, customers, events, outcomes
from crm.base import Base, utc_now
from crm.process_log import main
from crm.process_log_csv import COLUMNS
from crm.store import close_store, engine, open_store, transact


@pytest.fixture
def store(tmp_path, monkeypatch):
    """A store that the environment names, as it does for a shell, in which one conversation was opened."""
    url = f"sqlite:///{tmp_path / 'log.db'}"
    monkeypatch.setenv("DATABASE_URL", url)
    open_store(url)
    Base.metadata.create_all(engine())
    transact(_open)
    yield
    close_store()


def _open(session):
    customer = customers.create_customer(session, language="en")
    return conversations.start_conversation(session, customer=customer, site="demo", language="en")


def _live(session):
    """A conversation with a case, an agent whose name is hard to write, a score and an end."""
    talk = _open(session)
    agent = agents.Agent(email="a@example.com", name='=<A & "B">\x0b', languages=["en"], password_hash="-")
    session.add(agent)
    session.flush()
    flow = cases.Workflow("new", {"new": frozenset({"done"})}, frozenset({"done"}))
    opened = {"reference": "RQ7K2M9X", "customer_id": talk.customer_id, "conversation_id": talk.id}
    case = cases.open_case(session, kind="visit", workflow=flow, title={"zh": "x", "en": "x"}, details=[], **opened)
    cases.move(session, case, "done", workflow=flow, actor="agent", agent=agent)
    conversations.take(session, talk, agent=agent)
    outcomes.end(session, talk, actor=events.Actor.AGENT, agent=agent)
    scored = {"survey": "csat", "score": 4}
    events.record(session, talk.id, events.Name.SURVEY_ANSWERED, actor=events.Actor.CUSTOMER, data=scored)


def text_of(capsys, *arguments):
    assert main(arguments) == 0
    return capsys.readouterr().out


def written(capsys, *arguments):
    return list(csv.DictReader(StringIO(text_of(capsys, *arguments))))


# What the schema of IEEE 1849-2016 says: what an element may hold, in this order, and which attributes it must have.
XES = "{http://www.xes-standard.org/}"
VALUES = {"string", "date", "int", "float", "boolean", "id"}
HOLDS = {
    "log": ["extension", "global", "classifier", "trace"],
    "trace": ["string", "event"],
    "global": [*sorted(VALUES)],
    "event": [*sorted(VALUES)],
}
MUST = {
    "log": {"xes.version", "xes.features"},
    "extension": {"name", "prefix", "uri"},
    "global": {"scope"},
    "classifier": {"name", "keys"},
    **{kind: {"key", "value"} for kind in VALUES},
}


def check_xes(element):
    name = element.tag.removeprefix(XES)
    assert element.tag.startswith(XES)
    assert set(element.attrib) == MUST.get(name, set())
    found = [child.tag.removeprefix(XES) for child in element]
    if name in ("log", "trace"):
        assert [HOLDS[name].index(one) for one in found] == sorted(HOLDS[name].index(one) for one in found)
    assert set(found) <= set(HOLDS.get(name, []))
    keys = [child.get("key") for child in element if child.get("key")]
    assert len(keys) == len(set(keys))
    if name == "date":
        assert datetime.fromisoformat(element.get("value")).tzinfo
    for child in element:
        check_xes(child)


def value(element, key):
    return next((one.get("value") for one in element if one.get("key") == key), None)


# What the schema of OCEL 2.0 says: the fields that must be there, and the types that attributes may have.
KINDS = {"string": str, "time": str, "integer": int, "float": (int, float), "boolean": bool}


def check_ocel(log):
    assert set(log) == {"eventTypes", "objectTypes", "events", "objects"}
    known = {one["id"] for one in log["objects"]}
    assert len(known) == len(log["objects"])
    assert len({one["id"] for one in log["events"]}) == len(log["events"])
    for part, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        declared = {one["name"]: {each["name"]: each["type"] for each in one["attributes"]} for one in log[types]}
        for one in log[part]:
            assert {"id", "type", "attributes", "relationships"} <= set(one)
            for each in one["attributes"]:
                assert isinstance(each["value"], KINDS[declared[one["type"]][each["name"]]])
                assert part == "events" or datetime.fromisoformat(each["time"]).tzinfo
            assert all(set(each) == {"objectId", "qualifier"} for each in one["relationships"])
            assert {each["objectId"] for each in one["relationships"]} <= known
            assert part == "objects" or datetime.fromisoformat(one["time"]).tzinfo


def test_writes_a_row_for_each_thing_that_happened(store, capsys):
    (row,) = written(capsys)

    assert tuple(row) == COLUMNS
    assert (row["concept:name"], row["org:resource"]) == ("opened", "customer")


def test_leaves_out_what_was_at_another_time(store, capsys):
    assert written(capsys, "--until", str(utc_now().date() - timedelta(days=1))) == []


def test_a_store_that_is_not_set_up_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.db'}")

    assert main([]) == 3
    assert "Is it set up?" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["yesterday", "2026-02-31"])
def test_a_day_that_is_none_is_refused(store, day, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["--since", day])

    assert refused.value.code == 2


def test_xes_is_as_its_schema_says(store, capsys):
    transact(_live)

    log = ET.fromstring(text_of(capsys, "--format", "xes"))

    check_xes(log)
    assert re.fullmatch(r"\d+\.\d+", log.get("xes.version"))
    assert [one.get("scope") for one in log.iter(f"{XES}global")] == ["trace", "event"]
    prefixes = {one.get("prefix") for one in log.iter(f"{XES}extension")}
    used = {one.get("key").partition(":")[0] for one in log.iter() if ":" in (one.get("key") or "")}
    assert used == prefixes


def test_every_global_of_xes_is_in_every_event(store, capsys):
    transact(_live)

    log = ET.fromstring(text_of(capsys, "--format", "xes"))

    trace_always, always = ([one.get("key") for one in each] for each in log.iter(f"{XES}global"))
    assert all(value(trace, key) for trace in log.iter(f"{XES}trace") for key in trace_always)
    assert all(value(event, key) for event in log.iter(f"{XES}event") for key in always)


def test_xes_has_a_trace_for_each_conversation_with_its_events_in_their_order(store, capsys):
    transact(_live)

    log = ET.fromstring(text_of(capsys, "--format", "xes"))

    short, long = sorted(log.iter(f"{XES}trace"), key=len)
    assert [value(one, "concept:name") for one in short.iter(f"{XES}event")] == ["opened"]
    happened = [value(one, "concept:name") for one in long.iter(f"{XES}event")]
    assert happened[:5] == ["opened", "case_opened", "case_moved", "taken", "resolved"]
    assert [value(one, "org:resource") for one in long.iter(f"{XES}event")][3] == '=<A & "B">'


def test_ocel_is_as_its_schema_says_and_every_object_that_is_named_is_there(store, capsys):
    transact(_live)

    log = json.loads(text_of(capsys, "--format", "ocel"))

    check_ocel(log)
    assert sorted(one["type"] for one in log["objects"]) == sorted(["agent", "case", *["conversation", "customer"] * 2])
    moved = next(one for one in log["events"] if one["type"] == "case_moved")
    assert {one["qualifier"] for one in moved["relationships"]} == {"conversation", "agent", "case"}


def test_the_reference_of_a_case_is_in_no_format(store, capsys):
    transact(_live)

    assert all("RQ7K2M9X" not in text_of(capsys, "--format", form) for form in ("csv", "xes", "ocel"))


def test_all_formats_tell_the_same_number_of_events(store, capsys):
    transact(_live)

    rows = written(capsys)
    log = ET.fromstring(text_of(capsys, "--format", "xes"))
    objects = json.loads(text_of(capsys, "--format", "ocel"))

    assert len(rows) == len(list(log.iter(f"{XES}event"))) == len(objects["events"]) >= 7


@pytest.mark.parametrize("form", ["xes", "ocel"])
def test_nothing_happened_is_a_log_all_the_same(store, capsys, form):
    text = text_of(capsys, "--format", form, "--until", str(utc_now().date() - timedelta(days=1)))

    if form == "xes":
        check_xes(ET.fromstring(text))
    else:
        check_ocel(json.loads(text))


def test_a_spreadsheet_runs_nothing_of_a_name(store, capsys):
    transact(_live)

    assert "'=<A & " in {row["org:resource"][:7] for row in written(capsys)}


def test_a_format_that_is_none_is_refused(store, capsys):
    with pytest.raises(SystemExit) as refused:
        main(["--format", "xlsx"])

    assert refused.value.code == 2
