"""Cases on their way: no path leads out of an end that is one, and customers hear of every step in words."""

import re
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from airline.cases import reports
from crm import case_kinds, case_presenter, cases, casework, content, conversations
from crm.conversations import Status
from crm.errors import CaseMoveRefused
from crm.messages import Author, Kind
from crm.questions import definition
from crm.store import engine
from tests.unit.airline.forms import report, said, talk

WORKFLOWS = {name: kind.workflow for name, kind in case_kinds.kinds().items()}

REOPENED = {"bag_missing": {"closed": {"tracing"}}, "bag_damaged": {"closed": {"assessing"}}}
REOPENED["bag_contents_missing"] = REOPENED["bag_damaged"]
REOPENED["complaint"] = {"answered": {"in_progress"}}
REOPENED["lost_item"] = {"not_found": {"found"}}


def move(session, case, to, **how):
    event = cases.move(session, case, to, workflow=WORKFLOWS[case.kind], actor="agent", **how)
    casework.notify(session, case, event)


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_no_way_leads_out_of_an_end_except_reopening(kind):
    workflow = WORKFLOWS[kind]

    leading_out = {state: set(workflow.moves[state]) for state in workflow.final if workflow.moves[state]}

    assert leading_out == REOPENED.get(kind, {})


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_every_state_can_be_reached_and_has_an_end_ahead(kind):
    workflow = WORKFLOWS[kind]

    def reachable(state):
        seen, todo = {state}, [state]
        while todo:
            new = workflow.moves[todo.pop()] - seen
            seen |= new
            todo += new
        return seen

    assert reachable(workflow.initial) == set(workflow.moves)
    assert all(reachable(state) & workflow.final for state in workflow.moves)


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_every_state_has_a_name_and_a_sentence(kind):
    found = case_kinds.get(kind).states

    assert set(found) == set(WORKFLOWS[kind].moves)
    for state in found.values():
        for language in ("zh", "en"):
            assert state.label[language].strip() and state.desk_label[language].strip()
            assert "{reference}" in state.sentence[language]


@pytest.mark.parametrize("kind", sorted(WORKFLOWS))
def test_the_usual_way_is_a_legal_one(kind):
    way = case_kinds.get(kind).usual

    assert way[0] == WORKFLOWS[kind].initial
    assert all(after in WORKFLOWS[kind].moves[before] for before, after in pairwise(way))


@pytest.mark.parametrize("path", content.files("forms"), ids=lambda path: path.stem)
def test_a_form_says_everything_in_both_languages(path):
    asked = definition(path.stem)
    said_in = [asked.title, asked.submit, *(step.title for step in asked.steps)]
    for field in asked.fields.values():
        said_in += [field.label, field.hint, field.placeholder, *(option.label for option in field.options)]
        assert field.when is None or field.when.field in asked.fields

    for words in filter(None, said_in):
        assert words["zh"].strip() and words["en"].strip()
        assert re.search(r"[\u4e00-\u9fff]", words["zh"]) or words["zh"].isascii()


@settings(max_examples=20, deadline=None)
@given(st.sampled_from(["PEK", "LHR", "PVG"]), st.sampled_from(["CA", "9C", "BA"]))
def test_a_reference_always_has_the_same_shape(store, airport, airline):
    with Session(engine()) as session:
        reference = reports.new_reference(session, airport=airport, airline=airline)

    assert re.fullmatch(r"[A-Z]{3}[A-Z0-9]{2}\d{5}", reference)


@pytest.mark.parametrize(("language", "words"), [("en", "we have found"), ("zh", "有着落")])
def test_tells_the_customer_of_a_move_with_a_card(session, language, words):
    conversation = talk(session, language)
    case = report(session, conversation)

    for state in ("tracing", "located"):
        move(session, case, state)

    told, next_steps = said(session, conversation)[-2:]
    assert words in told.body and case.reference in told.body
    assert (told.author, told.kind) == (Author.BOT, Kind.CARD)
    assert [step["state"] for step in told.data["card"]["steps"]][:3] == ["done", "done", "current"]
    payloads = [choice["payload"] for choice in next_steps.data["choices"]]
    assert f'/bag_delivery_change{{"report_reference": "{case.reference}"}}' in payloads


def test_passes_on_what_the_agent_adds(session):
    conversation = talk(session)
    case = report(session, conversation)

    move(session, case, "tracing", note="We asked Paris and Rome.")

    told = said(session, conversation)[-2]
    assert told.body.endswith("We asked Paris and Rome.")
    assert told.data["card"]["note"] == "We asked Paris and Rome."


def test_keeps_quiet_about_a_move_that_is_not_public(session):
    conversation = talk(session)
    case = report(session, conversation)
    before = len(said(session, conversation))

    move(session, case, "tracing", public=False)

    assert len(said(session, conversation)) == before


@pytest.mark.parametrize("status", [Status.QUEUED, Status.RESOLVED])
def test_speaks_as_the_desk_when_the_assistant_is_not_there_and_opens_nothing(session, status):
    conversation = talk(session)
    case = report(session, conversation)
    conversations.move(session, conversation, status)

    move(session, case, "tracing")

    last = said(session, conversation)[-1]
    assert (last.author, last.kind) == (Author.SYSTEM, Kind.CARD)
    assert conversation.status == status


def test_a_refused_move_tells_nobody(session):
    conversation = talk(session)
    case = report(session, conversation)
    before = len(said(session, conversation))

    with pytest.raises(CaseMoveRefused):
        move(session, case, "delivered")

    assert len(said(session, conversation)) == before


def test_a_lost_bag_is_a_problem_on_the_card(session):
    case = report(session, talk(session))
    for state in ("tracing", "declared_lost"):
        move(session, case, state)

    card = case_presenter.card(session, case, "en")

    assert (card["tone"], card["status"]) == ("bad", "Declared lost")
    assert card["steps"][-1]["state"] == "problem"


def test_going_back_shows_each_state_once(session):
    case = report(session, talk(session))
    for state in ("tracing", "located", "tracing"):
        move(session, case, state)

    steps = case_presenter.card(session, case, "en")["steps"]

    assert [step["label"] for step in steps] == [
        "Reported", "Found", "Being traced", "Found", "On its way",
    ]  # fmt: skip


def test_form_files_name_no_icon_twice():
    for path in content.files("forms"):
        for step in yaml.safe_load(path.read_text(encoding="utf-8"))["steps"]:
            for field in step["fields"]:
                icons = [option["icon"] for option in field.get("options", []) if option.get("icon")]
                assert len(icons) == len(set(icons))
