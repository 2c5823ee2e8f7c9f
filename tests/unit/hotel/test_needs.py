"""The card before a stay: filled in with what was said and remembered, refused when empty or over, kept if agreed."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from crm import cases, errand_forms, forms, interactions, messages, preferences
from crm.cases import Case
from crm.preference_kinds import Wish
from hotel import arrival_cards, needs
from hotel.access import LOOKED_UP
from hotel.stays import source
from tests.unit.vertical_site import NOW, a_message, a_talk

BAKER = "48291730"


def card(session, talk, *, text="", number=BAKER):
    stay = source(NOW).stay(number)
    assert stay
    said = a_message(session, talk, text or "hello")
    return needs.open_card(session, talk.id, stay, message_id=said, text=text, now=NOW)


def send(session, form, **values):
    handler = errand_forms.handler(needs.FORM)
    assert handler
    return forms.submit(session, form, values, handler=handler, checks=errand_forms.checks(), now=NOW)


def test_what_was_said_is_on_the_card(session, talk):
    form = card(session, talk, text="I'm vegan and allergic to peanuts, and we need a baby cot. It's my birthday")

    assert form.values == {"diet": ["vegan"], "allergy": "peanuts", "child": "cot", "occasion": "birthday"}


def test_an_allergy_of_somebody_else_is_noted_as_it_was_said(session, talk):
    assert card(session, talk, text="our daughter is allergic to nuts").values == {
        "note": "our daughter is allergic to nuts"
    }


def test_what_was_said_in_chinese_is_on_the_card(session):
    form = card(session, a_talk(session, language="zh"), text="我对花生过敏，想要安静的房间，孩子要一张婴儿床，两张床")

    assert form.values == {"allergy": "花生", "room": ["quiet"], "child": "cot", "bed": "twin"}


def test_what_is_remembered_of_the_guest_is_on_the_card(session, talk):
    preferences.keep(
        session, talk.customer_id, [Wish("diet", "halal"), Wish("room", "quiet")], message_id=None, now=NOW
    )

    assert card(session, talk).values == {"diet": ["halal"], "room": ["quiet"]}


def test_an_empty_card_and_one_of_a_stay_that_is_over_are_refused(session, talk):
    assert set(send(session, card(session, talk)).errors) == {"note"}
    over = card(session, a_talk(session), number="48288302")
    cancelled = card(session, a_talk(session), number="48294420")

    assert [send(session, one, note="a cake").errors["note"].key for one in (over, cancelled)] == ["stay_over"] * 2
    assert session.scalars(select(Case)).first() is None


def test_a_card_is_a_case_that_is_due_on_the_day_of_arrival_and_nothing_is_kept_without_a_yes(session, talk):
    sent = send(session, card(session, talk), diet=["vegan", "gluten_free"], arrives_at="11:30 pm")
    case = cases.get_by_reference(session, sent.unwrap("en").result["reference"])

    told = {line["label"]["en"]: line["value"] for line in case.details}
    assert (told["Diet"]["en"], told["Around what time"]) == ("Vegan, Gluten-free", "23:30")
    assert case.due_at == datetime(2026, 12, 3, 4, 0, tzinfo=UTC)
    assert preferences.of(session, talk.customer_id, now=NOW) == []


def test_with_a_yes_diet_allergy_and_birthday_are_kept(session, talk):
    send(session, card(session, talk), diet=["vegan"], occasion="birthday", occasion_on="2026-12-04", keep=True)

    kept = [one.wish for one in preferences.of(session, talk.customer_id, now=NOW)]
    assert kept == [Wish("diet", "vegan"), Wish("birthday", "12-04")]


def looked_up(session, talk, number=BAKER):
    one = interactions.record(
        session, conversation_id=talk.id, message_id=None, kind=LOOKED_UP, summary={}, data={"number": number}
    )
    one.created_at = NOW - timedelta(days=1)
    session.flush()


def test_the_card_is_sent_once_to_whoever_proved_the_stay(session, talk):
    looked_up(session, talk)

    assert [arrival_cards.send_due(session, now=NOW) for _ in range(2)] == [1, 0]
    (told,) = messages.after(session, conversation_id=talk.id)
    assert (told.kind, told.data["form"]["name"]) == ("form", needs.FORM)


def test_no_card_is_sent_at_night_nor_long_before_nor_for_a_cancelled_stay_nor_a_second_time(session, talk):
    looked_up(session, talk, "48293377")
    looked_up(session, talk, "48294420")
    other = a_talk(session)
    looked_up(session, other)
    card(session, other)

    assert arrival_cards.send_due(session, now=NOW) == 0
    looked_up(session, talk)
    assert arrival_cards.send_due(session, now=NOW + timedelta(hours=13)) == 0
