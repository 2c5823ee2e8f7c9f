"""Errands: what was told is not asked again, what is wrong is said, what is filed is a case that can be asked about."""

import random
import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from airline.bookings import bookings
from airline.bookings.bookings import Booking, Passenger, Segment
from airline.cases import assistance, booking_requests
from crm import (
    case_kinds,
    cases,
    content,
    errand_answers,
    errand_cases,
    errand_forms,
    errand_questions,
    errands,
    events,
    questions,
    working_days,
)
from crm.events import Name
from crm.spoken import Said
from tests.unit.airline.forms import talk

NOW = datetime(2026, 9, 28, 2, tzinfo=UTC)
ERRANDS = [name for name in questions.names() if errand_forms.errand_of(name)]


class Customer:
    """Somebody who says one thing after the other; what the assistant's components find in it is named beside."""

    def __init__(self, session, name, language="en"):
        self.session, self.name, self.language = session, name, language
        self.conversation, self.form, self.now = talk(session, language), None, NOW

    def says(self, text, *, agrees=False, pressed=None, **found):
        said = Said(text, self.language, agrees=agrees, entities=tuple(found.items()), pressed=pressed, now=self.now)
        message = uuid.uuid4()
        if self.form is None:
            self.form, _ = errands.begin(self.session, self.conversation.id, name=self.name, said=said, message_id=None)
            progress = errands.Progress()
        else:
            progress = errands.receive(self.session, self.form, said, message_id=message)
        self.message = message
        self.asked = self._asked() if progress.filed is None and not progress.person else None
        return progress

    def _asked(self):
        return errand_questions.ask(self.session, self.form, self.language, now=self.now)

    @property
    def question(self):
        return self.form.facts[errand_forms.ASKED]


@pytest.fixture
def complaint(session):
    customer = Customer(session, "complaint")
    customer.says("I want to make a complaint. Nobody at the transfer desk would talk to us")
    return customer


def complete(customer):
    customer.says("an explanation in writing")
    customer.says("Ada Okafor")
    customer.says("ada@example.com", email="ada@example.com")
    assert customer.question == errand_forms.REVIEW


def test_what_was_told_at_first_is_not_asked_again(complaint):
    assert complaint.form.values["happened"] == "Nobody at the transfer desk would talk to us"
    assert complaint.question == "wanted"


def test_a_wish_alone_is_no_story(session):
    customer = Customer(session, "complaint", "zh")
    customer.says("我要投诉")

    assert customer.question == "happened"


def test_everything_is_read_back_before_it_is_filed(complaint):
    complete(complaint)

    for said in ("transfer desk", "an explanation in writing", "Ada Okafor", "ada@example.com"):
        assert said in complaint.asked.sentence
    assert cases.of_conversation(complaint.session, complaint.conversation.id) == []


@pytest.mark.parametrize(
    "yes", ["yes", "Yes, send it", "ok that's right", "looks good, go ahead", "对", "没错，提交吧", "嗯嗯可以"]
)
def test_a_yes_files_it_under_a_reference_with_a_last_day(complaint, yes):
    complete(complaint)

    case = complaint.says(yes).filed

    assert case.kind == "complaint"
    assert case.reference.startswith("CP")
    assert errand_cases.due_on(case) == date(2026, 10, 16)
    told = errand_cases.told(case, "en")
    assert case.reference in told
    assert "16 October 2026" in told
    opened = [one for one in events.of(complaint.session, complaint.conversation.id) if one.name == Name.CASE_OPENED]
    assert [one.data["reference"] for one in opened] == [case.reference]


def test_the_same_message_again_is_read_once(complaint):
    complete(complaint)
    said = Said("yes", "en", now=NOW)
    first = errands.receive(complaint.session, complaint.form, said, message_id=(again := uuid.uuid4()))
    second = errands.receive(complaint.session, complaint.form, said, message_id=again)

    assert first.filed
    assert second == errands.Progress()
    assert len(cases.of_conversation(complaint.session, complaint.conversation.id)) == 1


def test_what_is_corrected_at_the_end_is_read_back_anew(complaint):
    complete(complaint)

    progress = complaint.says("no, the e-mail is a.okafor@example.com", email="a.okafor@example.com")

    assert progress.corrected
    assert complaint.question == errand_forms.REVIEW
    assert "a.okafor@example.com" in complaint.asked.sentence


def test_a_bare_no_asks_what_to_change_and_a_name_of_a_field_asks_for_it_again(complaint):
    complete(complaint)
    complaint.says("no")
    assert complaint.question == errand_forms.CHANGE

    complaint.says("my name")
    assert complaint.question == "name"

    complaint.says("Ada N. Okafor")
    assert complaint.question == errand_forms.REVIEW
    assert "Ada N. Okafor" in complaint.asked.sentence


def test_what_is_corrected_in_the_middle_is_no_answer_to_the_question(session):
    customer = Customer(session, "lost_item")
    customer.says("I left my grey scarf on CA981 yesterday", flight_number="CA981", date="2026-09-27")
    assert customer.question == "seat"

    customer.says("sorry, it was CA983", flight_number="CA983")

    assert customer.form.values["place"] == "CA983"
    assert customer.question == "seat"


def test_a_bad_value_three_times_calls_a_person(session):
    customer = Customer(session, "invoice")
    customer.says("please issue an invoice")
    assert customer.question == "ticket"

    first, second, third = (customer.says(number) for number in ("12345", "123456", "1234567"))

    assert "13 digits" in first.wrong
    assert (first.person, second.person, third.person) == (False, False, True)


def test_whoever_lacks_something_is_told_what_does_without(session):
    customer = Customer(session, "lost_item")
    customer.says("I left my grey scarf on CA981 yesterday", flight_number="CA981", date="2026-09-27")

    said = errands.without(customer.form, Said("no idea", "en", now=NOW), message_id=uuid.uuid4())

    assert "without it" in said
    assert errand_questions.ask(session, customer.form, "en", now=NOW).sentence.startswith("What is your name")


@pytest.mark.parametrize("no", ["skip", "none", "不记得", "跳过"])
def test_what_is_not_required_can_be_skipped(session, no):
    customer = Customer(session, "lost_item")
    customer.says("I left my grey scarf on CA981 yesterday", flight_number="CA981", date="2026-09-27")

    customer.says(no)

    assert customer.question == "name"


def test_all_of_an_invoice_in_one_message_leaves_one_question(session):
    customer = Customer(session, "invoice", "zh")
    customer.says(
        "麻烦开张发票：票号999-2345678901，抬头是深圳样本贸易有限公司，税号9144030071526726XG，邮箱caiwu@example.cn",
        ticket_number="9992345678901",
        email="caiwu@example.cn",
    )

    assert customer.form.values == {
        "ticket": "999-2345678901",
        "buyer": "company",
        "heading": "深圳样本贸易有限公司",
        "tax_number": "9144030071526726XG",
        "email": "caiwu@example.cn",
    }
    assert customer.question == "name"


def test_a_taxpayer_number_that_does_not_check_out_is_doubted_and_taken(session):
    customer = Customer(session, "invoice", "zh")
    customer.says("开发票，抬头深圳样本贸易有限公司，税号9144030071526726XA")
    customer.says("9992345678901", ticket_number="9992345678901")
    customer.says("陈一")
    customer.says("caiwu@example.cn", email="caiwu@example.cn")

    assert "校验位" in customer.asked.sentence
    assert customer.says("没错").filed


def test_what_is_asked_of_a_filed_errand_is_answered_from_its_case(complaint):
    complete(complaint)
    case = complaint.says("yes").filed

    for facet in ("done", "reference", "how_long", "when", "what_next", "who", "where"):
        for language in ("zh", "en"):
            assert case.reference in errand_answers.answer(case, facet, language)
    assert "16 October" in errand_answers.answer(case, "when", "en")
    assert "10月16日" in errand_answers.answer(case, "how_long", "zh")
    assert errand_answers.answer(case, "belt", "en") is None


def test_a_case_that_is_over_promises_no_day(complaint):
    complete(complaint)
    case = complaint.says("yes").filed
    cases.move(complaint.session, case, "answered", workflow=case_kinds.get("complaint").workflow, actor="agent")

    assert "October" not in errand_answers.answer(case, "how_long", "en")


# Assistance.


def booked(session, *departs, locator="QW4E5R"):
    legs = tuple(
        Segment(
            f"CA{980 + number}",
            "PEK",
            "LHR",
            (NOW + timedelta(hours=hours)).replace(tzinfo=None),
            NOW.replace(tzinfo=None),
        )
        for number, hours in enumerate(departs, 1)
    )
    booking = Booking(locator, (Passenger("ZHANG", "WEI"),), legs)
    bookings.keep(session, booking)
    return booking


def asks_for(session, text, *departs, flight=None, **found):
    customer = Customer(session, assistance.KIND)
    customer.now = NOW
    booking = booked(session, *departs, locator="".join(random.choices("BCDFGHJK", k=6)))
    said = Said(text, "en", entities=tuple(found.items()), now=NOW)
    customer.form, _ = errands.begin(
        session, customer.conversation.id, name=assistance.KIND, said=said, message_id=None
    )
    assistance.attach(customer.form, booking, flight=flight, now=NOW)
    customer.asked = customer._asked()
    return customer


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("he can walk and manages stairs but not long distances", "WCHR"),
        ("she cannot climb stairs but gets to her seat", "WCHS"),
        ("not able to walk, has to be lifted", "WCHC"),
        ("能上下台阶，就是走不了远路", "WCHR"),
        ("上不了台阶，平地能走几步", "WCHS"),
        ("完全不能走", "WCHC"),
    ],
)
def test_what_somebody_can_do_gives_the_code_that_the_agent_reads(session, said, code):
    customer = asks_for(session, "I need a wheelchair for my father", 100)
    customer.says(said)
    customer.says("no, none of his own")
    case = customer.says("yes").filed

    shown = {line["label"]["en"]: line for line in case.details}
    assert shown["SSR code"]["value"] == code
    assert shown["SSR code"]["team_only"]


def test_the_only_flight_ahead_is_not_asked_for_and_of_two_one_is_chosen(session):
    one = asks_for(session, "wheelchair for my aunt please", -50, 100)
    assert one.form.values["flight"] == "CA982"

    two = asks_for(session, "wheelchair for my aunt please", 50, 100)
    two.says("can't walk at all")
    two.says("no")
    assert two.question == "flight"
    assert [button["title"][:5] for button in two.asked.buttons] == ["CA981", "CA982"]
    two.says("", pressed="CA982")
    assert two.question == errand_forms.REVIEW


def test_a_request_after_the_notice_period_is_filed_and_says_so(session):
    late, early = (asks_for(session, "wheelchair for my aunt please", hours) for hours in (20, 100))
    for customer in (late, early):
        customer.says("can't walk at all")
        customer.says("no")

    assert "less than 48 hours" in late.asked.sentence
    assert "less than 48 hours" not in early.asked.sentence
    assert late.says("yes").filed


def test_a_request_is_found_with_its_booking(session):
    customer = asks_for(session, "wheelchair for my aunt please", 100)
    customer.says("can't walk at all")
    customer.says("no")
    case = customer.says("yes").filed

    assert booking_requests.of_booking(session, customer.form.facts["locator"], kind=assistance.KIND) == [case]


@pytest.mark.parametrize(("age", "goes_on"), [("7", True), ("4", False), ("five", True)])
def test_a_child_alone_is_five_at_least(session, age, goes_on):
    customer = asks_for(session, "my niece Lily travels alone, please arrange it", 100)
    customer.says(age)
    customer.says("Ann Lee, +44 20 7946 0018, passport 1234567", phone="+442079460018")
    customer.says("Bo Lee, +86 138 0013 8000, passport 7654321", phone="+8613800138000")

    assert (customer.question == errand_forms.REVIEW) is goes_on
    assert ("without an adult" in customer.asked.sentence) is not goes_on


def test_from_the_thirty_sixth_week_nobody_is_carried(session):
    customer = asks_for(session, "I am pregnant and need to register that, 37 weeks", 100)

    assert customer.question == "weeks"
    assert "36" in customer.asked.sentence


def test_every_kind_of_help_has_a_notice_period():
    kinds = [option.value for option in questions.definition(assistance.KIND).fields["kind"].options]

    assert all(assistance.notice_hours(kind) >= 24 for kind in kinds)


# All of them.


@pytest.mark.parametrize("name", ERRANDS)
def test_every_errand_is_whole(name):
    errand, definition = errand_forms.errand_of(name), questions.definition(name)

    assert name in case_kinds.kinds()
    for said in (errand.opening, errand.next, errand.about):
        assert said["zh"] and said["en"]
    for field in definition.fields.values():
        assert field.spoken or not field.required, f"{field.key} is required and never asked"
        for words in (field.spoken.ask, field.spoken.without, field.spoken.called) if field.spoken else ():
            assert words is None or (words["zh"] and words["en"])
        for option in field.options:
            assert field.spoken is None or option.means


@pytest.mark.parametrize("name", ERRANDS)
# The first text reads the tables of words, which takes its time on a busy machine.
@settings(deadline=None)
@given(text=st.text(max_size=200))
def test_whatever_is_written_is_read_without_a_fault(name, text):
    errands.tells(name, Said(text, "zh", now=NOW))


def test_every_errand_is_a_file_with_a_calendar():
    assert {path.stem for path in content.files("forms")} >= set(ERRANDS)
    assert working_days.after(date(2026, 9, 28), 10) == date(2026, 10, 16)


@pytest.mark.parametrize(
    ("language", "text", "found", "values"),
    [
        (
            "zh",
            "围巾落在MU552的座椅口袋里了，座位21C，红色羊毛的",
            {"flight_number": "MU552"},
            {"item": "围巾（红色羊毛的）", "place": "MU552", "seat": "21C, 座椅口袋"},
        ),
        (
            "en",
            "I left my scarf in the overhead locker on LH720, red wool with stripes. I sat in 21C",
            {"flight_number": "LH720"},
            {"item": "scarf (red wool with stripes)", "place": "LH720", "seat": "21C, overhead locker"},
        ),
    ],
)
def test_all_that_a_first_message_says_of_a_lost_thing_is_kept(session, language, text, found, values):
    customer = Customer(session, "lost_item", language)
    customer.says(text, **found)

    assert customer.form.values == values


@pytest.mark.parametrize(
    ("language", "first", "text"),
    [
        ("zh", "我有东西丢在飞机上了", "帮我登记，我姓周，电话13900139000"),
        ("en", "I lost something on board", "just log it. My name is Ingrid Solheim, +44 20 7946 0018"),
    ],
)
def test_a_wish_a_name_and_a_number_are_no_lost_thing(session, language, first, text):
    customer = Customer(session, "lost_item", language)
    customer.says(first)
    customer.form.values = {}
    customer.says("")

    progress = customer.says(text, phone="+442079460018" if language == "en" else "13900139000")

    assert "item" not in customer.form.values
    assert customer.form.values["name"] in ("周", "Ingrid Solheim")
    assert customer.form.values["contact"].startswith("+")
    assert progress.noted
    assert customer.question == "item"


@pytest.mark.parametrize("said", ["please", "yes please", "just send it", "I'd rather not"])
def test_what_is_no_name_asks_for_it_in_other_words(complaint, said):
    complaint.says("an explanation in writing")

    progress = complaint.says(said, agrees=said.startswith("yes"))

    assert "name" not in complaint.form.values
    assert "surname is enough" in progress.wrong
    assert complaint.question == "name"


def test_a_wish_skips_what_need_not_be_answered_and_sends_what_was_read_back(complaint):
    complaint.says("just file it")
    assert complaint.question == "name"

    complaint.says("Ingrid Solheim, ingrid@example.com", email="ingrid@example.com")

    assert complaint.question == errand_forms.REVIEW
    assert complaint.says("go ahead and file it").filed is not None


@pytest.mark.parametrize(
    ("text", "surname", "name"),
    [("周先生", "周", "周先生"), ("my name? Anna Maria O'Neil", "O'Neil", "Anna Maria O'Neil")],
)
def test_all_of_a_name_is_taken_where_a_part_of_it_was_heard(complaint, text, surname, name):
    complaint.says("an explanation in writing")
    complaint.says(text, surname=surname)

    assert complaint.form.values["name"] == name


def test_a_name_that_is_wrong_is_changed_at_once(complaint):
    complete(complaint)

    progress = complaint.says("the name is wrong, it's Ada Okonkwo")

    assert progress.corrected
    assert complaint.form.values["name"] == "Ada Okonkwo"


def test_a_corrected_name_is_the_new_one(session):
    customer = Customer(session, "complaint", "zh")
    customer.says("我要投诉，值机柜台没人理我们")
    for text, found in (("道歉", {}), ("周小文", {}), ("zhou@example.com", {"email": "zhou@example.com"})):
        customer.says(text, **found)

    customer.says("姓名不对 我叫周晓雯")

    assert customer.form.values["name"] == "周晓雯"


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("I need an invoice for Blue Harbour Foods Ltd", "Blue Harbour Foods Ltd"),
        ("给蓝港食品有限公司开张发票", "蓝港食品有限公司"),
    ],
)
def test_the_company_in_a_first_message_is_kept(session, text, heading):
    customer = Customer(session, "invoice")
    customer.says(text)

    assert customer.form.values["heading"] == heading


def test_no_question_of_an_errand_but_those_to_be_answered_with_yes_or_no_sounds_like_one():
    sounds = re.compile(r"\b(?:should|shall|whom)\b", re.I)
    asked = [
        field.spoken.ask["en"]
        for name in ERRANDS
        for field in questions.definition(name).fields.values()
        if field.spoken
    ]

    assert [one for one in asked if sounds.search(one)] == [
        "What is the company's full name, as it should stand on the invoice?"
    ]


@pytest.mark.parametrize(
    ("language", "first", "text", "item"),
    [
        ("en", "I left my grey scarf on LH720, 27 November", "my bad, it's a blue scarf", "a blue scarf"),
        ("zh", "灰围巾落在MU552上了", "说错了，是蓝围巾", "蓝围巾"),
    ],
)
def test_a_thing_that_was_described_wrongly_is_put_right_at_any_question(session, language, first, text, item):
    customer = Customer(session, "lost_item", language)
    customer.says(first, flight_number="LH720" if language == "en" else "MU552", date="2026-09-27")
    assert customer.question == "seat"

    customer.says(text)

    assert customer.form.values["item"] == item
    assert "seat" not in customer.form.values


def test_an_address_beside_its_name_is_the_address(complaint):
    complete(complaint)

    complaint.says("the phone is better, +351 912 345 678", phone="+351912345678")

    assert complaint.form.values["contact"] == "+351912345678"
