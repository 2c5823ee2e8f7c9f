"""When customers are asked, by whom they are left alone, and that it happens once."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from api import mail
from api.surveys import dry_run
from crm import (
    appointments,
    case_kinds,
    cases,
    conversations,
    customers,
    identities,
    survey_rules,
    survey_sending,
    surveys,
)
from crm.base import utc_now
from crm.cases import Case, CaseEvent
from crm.outbox import Mail
from crm.site import site
from crm.store import reading, transact, unit_of_work
from crm.surveys import Survey
from tests.edge.conftest import Visitor

BOTH = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
URL = "https://desk.example"
# Noon in Beijing, a day after: an hour at which people may be asked.
NOON = datetime.now(UTC).replace(hour=4, minute=0, second=0, microsecond=0) + timedelta(days=1)
CLOSED = NOON - timedelta(hours=24, minutes=5)


def closed_case(kind="bag_claim", *, address="wang@example.com", language="zh", at=CLOSED, customer=None):
    """A case of a customer that was closed at a time."""
    with unit_of_work() as session:
        who = customer or customers.create_customer(session, language=language)
        if address and customer is None:
            identities.add(session, customer=who, channel="email", external_id=address)
        talk = conversations.start_conversation(session, customer=who, site="demo", language=language)
        form = case_kinds.get(kind)
        case = cases.open_case(
            session,
            kind=kind,
            workflow=form.workflow,
            reference=cases.new_reference("XX"),
            customer_id=who.id,
            conversation_id=talk.id,
            title={"zh": "理赔", "en": "Claim"},
            details=[],
        )
        done = (name for name, state in form.states.items() if state.final and name not in form.exits)
        case.status, case.closed_at = next(done), at
        return case.id


def send(now=NOON):
    return transact(lambda session: survey_sending.send_due(session, now=now, public_url=URL))


def remind(now):
    return transact(lambda session: survey_sending.remind_due(session, now=now, public_url=URL))


def all_of(table):
    with reading() as session:
        return list(session.scalars(select(table).order_by(table.id)))


@BOTH
def test_a_closed_case_is_asked_about_once_however_often_the_job_runs(store):
    case_id = closed_case()

    assert [send(), send(), send(NOON + timedelta(hours=1))] == [1, 0, 0]

    (survey,), (letter,) = all_of(Survey), all_of(Mail)
    assert (survey.questionnaire, survey.rule, survey.about_id) == ("ces", "case_closed", str(case_id))
    assert (survey.channel, survey.stage, letter.to) == ("email", "in", "wang@example.com")


@BOTH
def test_two_jobs_at_the_same_moment_ask_once(store):
    closed_case()

    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: send(), range(4)))

    assert (sum(sent), len(all_of(Survey)), len(all_of(Mail))) == (1, 1, 1)


def test_a_delivered_bag_is_asked_about_a_day_later_while_its_case_is_still_open(store):
    case_id = closed_case("bag_missing", at=None)
    with unit_of_work() as session:
        session.add(CaseEvent(case_id=case_id, to_status="delivered", actor="agent", at=CLOSED))

    assert send() == 1

    (survey,) = all_of(Survey)
    assert (survey.rule, survey.questionnaire, survey.about_id) == ("bag_delivered", "servqual_pulse", str(case_id))


@pytest.mark.parametrize(("status", "asked"), [("called", 1), ("booked", 1), ("cancelled", 0)])
def test_an_appointment_that_took_place_is_asked_about(store, status, asked):
    case_id = closed_case("call_back", at=None)
    with unit_of_work() as session:
        case = session.get_one(Case, case_id)
        case.status = status
        starts = NOON - timedelta(hours=3, minutes=40)
        appointments.book(session, case, kind="call_back", place="", starts_at=starts, zone="Asia/Shanghai", now=starts)

    assert send() == asked


def test_nobody_is_asked_before_the_time_or_long_after_it(store):
    closed_case()

    assert send(NOON - timedelta(hours=1)) == 0
    assert send(NOON + timedelta(days=3)) == 0


def test_nobody_is_asked_at_night_but_in_the_morning(store):
    closed_case()
    # 22:00 in Beijing, and 09:00 the next day.
    night = NOON + timedelta(hours=10)

    assert [send(night), send(night + timedelta(hours=11))] == [0, 1]


def test_the_mail_has_the_answers_as_links_and_one_click_to_end_it(postbox, store):
    closed_case()
    send()
    asyncio.run(mail.deliver_due())

    (letter,) = postbox.mails
    html, plain = letter.get_body(("html",)).get_content(), letter.get_body(("plain",)).get_content()
    link = plain.split(f"{URL}/s/")[1].split()[0]
    assert all(f'{URL}/s/{link}#{step}"' in html for step in range(1, 8))
    assert letter["List-Unsubscribe"].strip() == f"<{URL}/s/{link}/opt-out>"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    with reading() as session:
        assert surveys.find(session, link).language == "zh"


def test_whoever_wants_no_more_is_left_alone_by_any_name(client):
    closed_case()
    send()
    token = all_of(Mail)[0].unsubscribe.split("/")[-2]
    client.post(f"/s/{token}/opt-out", content="List-Unsubscribe=One-Click")

    closed_case(address="WANG@example.com", at=CLOSED + timedelta(days=60))

    assert send(NOON + timedelta(days=60)) == 0


def test_nobody_is_asked_twice_within_the_days_of_the_limit(store):
    case_id = closed_case()
    send()
    with unit_of_work() as session:
        customer = session.get_one(Case, case_id).customer

    closed_case(customer=customer, at=CLOSED + timedelta(days=3))
    soon = send(NOON + timedelta(days=3))
    closed_case(customer=customer, at=CLOSED + timedelta(days=8))

    assert (soon, send(NOON + timedelta(days=8))) == (0, 1)


def test_whoever_has_no_address_is_asked_in_the_chat(store):
    closed_case(address=None)

    assert send() == 1

    (survey,) = all_of(Survey)
    assert (survey.channel, all_of(Mail)) == ("web", [])
    assert survey.message_id is not None


@pytest.mark.parametrize("kind", ["recovery", "privacy_request", "message"])
def test_what_a_rule_leaves_out_is_not_asked_about(store, kind):
    closed_case(kind)

    assert send() == 0


def test_one_reminder_with_a_link_of_its_own_if_nothing_was_answered(client):
    closed_case()
    send()

    assert [remind(NOON + timedelta(days=days)) for days in (2, 3, 4)] == [0, 1, 0]

    first, second = (letter.unsubscribe.split("/")[-2] for letter in all_of(Mail))
    assert first != second
    for token in (first, second):
        assert client.get(f"/v1/surveys/{token}").json()["kind"] == "ces"


def test_no_reminder_for_whoever_has_begun_or_wants_no_more(client):
    closed_case()
    closed_case(address="li@example.com")
    send()
    begun, out = (letter.unsubscribe.split("/")[-2] for letter in all_of(Mail))
    client.put(f"/v1/surveys/{begun}/answers", json={"answers": [{"question": "ease", "value": 7}]})
    client.post(f"/v1/surveys/{out}/opt-out")

    assert remind(NOON + timedelta(days=3)) == 0


def test_a_share_is_drawn_by_chance_and_always_the_same():
    rule = survey_rules.rules()["case_closed"].model_copy(update={"share": 0.3})

    drawn = [rule.draws(f"case:{number}") for number in range(2000)]

    assert 0.25 < sum(drawn) / len(drawn) < 0.35
    assert drawn == [rule.draws(f"case:{number}") for number in range(2000)]


def test_resolved_a_customer_is_asked_again_only_when_the_limit_allows_it(client, visitor, desk):
    visitor.send("hello")
    for move in ("take", "resolve", "reopen", "resolve"):
        assert desk.do(visitor.conversation_id, move).status_code == 200

    assert [message["kind"] for message in visitor.history()["messages"]].count("survey") == 1


def test_whoever_wants_to_give_feedback_is_asked_once(client, assistant):
    visitor = Visitor(client, language="zh")
    assistant.respond = lambda question: assistant.say("请讲。", intent="feedback")

    visitor.send("我想提点意见")
    visitor.send("还有一点")

    asked = [message for message in visitor.history()["messages"] if message["kind"] == "survey"]
    assert [message["data"]["survey"] for message in asked] == ["servqual_pulse"]


def test_a_dry_run_tells_who_would_have_been_asked_and_sends_nothing(store, capsys):
    closed_case(at=utc_now() - timedelta(days=5))
    closed_case("recovery", address="li@example.com", at=utc_now() - timedelta(days=5))

    assert dry_run.main(["30"]) == 0

    told = capsys.readouterr().out
    assert "w***g@example.com" in told and "li@example.com" not in told
    assert "case_closed (case_closed → ces): ask 1, left_out 1" in told
    assert (all_of(Survey), all_of(Mail)) == ([], [])


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({"ask": "nothing"}, "no questionnaire is called nothing"),
        ({"event": "rained"}, "nothing that happens is called rained"),
        ({"event": "case_reached"}, "case_reached needs states"),
        ({"after": {"weeks": 1}}, "after.weeks: Extra inputs are not permitted"),
        ({"share": 0}, "share: Input should be greater than 0"),
    ],
)
def test_says_which_rule_cannot_be_used_and_why(monkeypatch, told, why):
    rule = {"name": {"zh": "一", "en": "one"}, "event": "case_closed", "ask": "ces", "by": ["email"]} | told
    monkeypatch.setattr(survey_rules.content, "merged", lambda *_: {"rules": {"ours": rule}})

    with pytest.raises(survey_rules.RulesInvalid, match="rule ours") as refused:
        survey_rules.rules.__wrapped__()

    assert why in str(refused.value)


def test_the_hours_are_the_customers_own():
    morning_in_beijing = datetime(2026, 11, 29, 2, tzinfo=UTC)

    assert survey_rules.may_disturb(morning_in_beijing, site().zone)
    assert not survey_rules.may_disturb(morning_in_beijing, survey_rules.ZoneInfo("Europe/London"))
    assert survey_rules.next_hour(morning_in_beijing, survey_rules.ZoneInfo("Europe/London")).hour == 9
