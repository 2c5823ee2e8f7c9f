"""Special meals: ordered in words, with the code that the team reads, in time or late, found with their booking."""

from datetime import timedelta

import pytest

from airline.cases import assistance, booking_requests
from crm import errand_forms, preferences, questions
from crm.errand_cases import details
from crm.preference_kinds import Wish, kind
from tests.unit.airline.cases.test_errands import NOW, Customer, asks_for

MEALS = questions.definition(assistance.KIND).fields["meal"].options
# The codes of IATA's for special meals (SSR).
CODES = {"VGML", "VJML", "AVML", "VLML", "MOML", "KSML", "HNML", "DBML", "GFML", "LFML", "LSML", "NLML", "BBML", "CHML"}

# The clocks of Beijing, where these flights leave at a time of UTC's, are so many hours ahead.
AHEAD = 8


def diet(customer, *values):
    wishes = [Wish("diet", value) for value in values]
    preferences.keep(customer.session, customer.conversation.customer_id, wishes, message_id=None, now=NOW)
    prefill(customer)


def prefill(customer):
    locator = customer.form.facts["locator"]
    booking = next(iter(assistance.bookings.source(customer.session).bookings(locator)))
    assistance.prefill(customer.session, customer.form, customer.conversation, booking, now=NOW)
    customer.asked = customer._asked()


def values(customer):
    return customer.form.values


def test_every_meal_has_the_code_of_the_trade():
    assert {one.code for one in MEALS} == CODES
    assert len(MEALS) == len(CODES)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("order a vegan meal for me", "VGML"),
        ("book the veggie meal for my wife", "VLML"),
        ("i want a vegetaran meal on bord", "VLML"),
        ("asian veg meal for my mother", "AVML"),
        ("order a jain meal for my father", "VJML"),
        ("halal food for my son on this flight", "MOML"),
        ("a kosher meal for me please", "KSML"),
        ("hindu meal for my aunt", "HNML"),
        ("order a meal for my mother, she is diabetic", "DBML"),
        ("I'm coeliac, a special meal please", "GFML"),
        ("order a low fat meal for me", "LFML"),
        ("low-sodium meal for my dad", "LSML"),
        ("lactose free meal for my sister", "NLML"),
        ("baby meal for my daughter", "BBML"),
        ("kids meal for my son", "CHML"),
        ("帮我订一份素食餐", "VLML"),
        ("要纯素餐，我自己吃", "VGML"),
        ("给我妈妈订糖尿病餐", "DBML"),
        ("我爸爸要清真餐", "MOML"),
        ("订一份犹太餐", "KSML"),
        ("给我儿子订儿童餐", "CHML"),
        ("帮我加一份vegan餐", "VGML"),
    ],
)
def test_the_meal_that_is_named_gives_the_code_that_the_team_reads(session, said, code):
    customer = asks_for(session, said, 100)
    prefill(customer)
    assert customer.question == errand_forms.REVIEW

    case = customer.says("yes").filed

    shown = {line["label"]["en"]: line for line in case.details}
    assert (shown["SSR code"]["value"], shown["SSR code"]["team_only"]) == (code, True)
    assert shown["Help"]["value"]["zh"] == "特殊餐"
    assert code not in str([one for one in case.details if not one.get("team_only")])


def test_which_meal_is_asked_for_with_all_of_them_as_buttons(session):
    customer = asks_for(session, "order a special meal", 100)
    prefill(customer)

    assert customer.question == "meal"
    assert len(customer.asked.buttons) == len(MEALS)
    customer.says("", pressed="hindu_vegetarian")
    assert customer.question == errand_forms.REVIEW


def test_a_button_that_orders_a_meal_says_what_it_is_for(session):
    customer = Customer(session, assistance.KIND)
    customer.says("", pressed=assistance.MEAL)

    assert values(customer)["kind"] == assistance.MEAL


@pytest.mark.parametrize(
    ("said", "hours", "late"),
    [
        ("order a vegan meal", 30, ""),
        ("order a vegan meal", 20, "at least 24 hours"),
        ("order a kosher meal", 50, ""),
        ("order a kosher meal", 30, "at least 48 hours"),
    ],
)
def test_a_meal_ordered_after_its_time_is_filed_and_not_promised(session, said, hours, late):
    customer = asks_for(session, said, hours + AHEAD)
    prefill(customer)

    told = customer.asked.sentence
    assert ("can't promise" in told) is bool(late)
    assert late in told
    assert customer.says("yes").filed


def test_no_meal_is_ordered_for_a_flight_that_has_left(session):
    customer = asks_for(session, "order a vegan meal", -3)
    prefill(customer)
    customer.says("CA981", flight_number="CA981")

    assert "left already" in customer.asked.sentence


def test_a_diet_that_is_kept_fills_in_the_meal_and_says_so(session):
    customer = asks_for(session, "order a special meal", 100)

    diet(customer, "gluten_free", "no_spicy")

    assert (values(customer)["meal"], customer.question) == ("gluten_free", errand_forms.REVIEW)
    assert "what you had me note (gluten-free)" in customer.asked.sentence


def test_what_is_said_now_counts_more_than_what_is_kept(session):
    named = asks_for(session, "order a kosher meal", 100)
    diet(named, "vegan")
    changed = asks_for(session, "order a special meal", 100)
    diet(changed, "vegan")
    changed.says("no, the diabetic one")

    assert values(named)["meal"] == "kosher"
    assert values(changed)["meal"] == "diabetic"
    assert "had me note" not in named.asked.sentence + changed.asked.sentence


@pytest.mark.parametrize("kept", [(), ("no_beef",), ("halal", "diabetic")])
def test_without_one_fitting_diet_the_meal_is_asked_for(session, kept):
    customer = asks_for(session, "order a special meal", 100)
    diet(customer, *kept)

    assert customer.question == "meal"


def test_a_diet_whose_time_is_over_fills_in_nothing(session):
    customer = asks_for(session, "order a special meal", 100)
    wish = [Wish("diet", "vegan")]
    preferences.keep(session, customer.conversation.customer_id, wish, message_id=None, now=NOW - timedelta(days=900))

    prefill(customer)

    assert customer.question == "meal"


def test_every_diet_of_the_rules_is_kept_under_that_name_and_has_its_meal():
    rules = assistance._rules()["meals_by_diet"]

    assert rules.keys() <= kind("diet").values.keys()
    assert set(rules.values()) <= {one.value for one in MEALS}
    assert assistance._rules()["meal_notice_hours"].keys() <= {one.value for one in MEALS}


def test_a_diet_that_comes_with_a_wheelchair_orders_no_meal(session):
    customer = asks_for(session, "wheelchair for my mum please, she is diabetic", 100)
    customer.says("can't walk at all")
    customer.says("no")
    case = customer.says("yes").filed

    assert "Meal" not in [line["label"]["en"] for line in case.details]
    assert [line["value"] for line in case.details if line.get("team_only")] == ["WCHC"]


def test_a_meal_is_found_with_its_booking(session):
    customer = asks_for(session, "order a vegan meal", 100)
    prefill(customer)
    case = customer.says("yes").filed

    assert case.reference.startswith("SA")
    assert booking_requests.of_booking(session, customer.form.facts["locator"], kind=assistance.KIND) == [case]
    assert details(customer.form, values(customer))
