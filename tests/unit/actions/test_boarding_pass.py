"""A boarding pass fills in what would be asked for otherwise; it opens nothing by itself."""

from crm.base import utc_now
from tests.unit.actions.conftest import put_bag, put_message, recorded


def code(day=None, tag="0784123456001", locator="K7M2QX"):
    """The text of a pass for CZ673 on a day of the year, with one bag."""
    day = day or utc_now().timetuple().tm_yday
    about_pass = f"{'':11}{tag}"
    conditional = f">6{len(about_pass):02X}{about_pass}00"
    return f"M1ZHANG/WEIMR         E{locator:7}PEKLHRCZ 0673 {day:03}Y032K0118 1{len(conditional):02X}{conditional}"


def read(act, text, **turn):
    entities = [{"entity": "boarding_pass", "value": text}]
    return act("action_boarding_pass", text=text, intent="boarding_pass", entities=entities, **turn)


def test_says_what_it_read_and_offers_what_can_be_done(act):
    conversation, message = put_message()

    turn = read(act, code(), sender=str(conversation), message=message)

    assert turn.responses == ["utter_boarding_pass"]
    assert (turn.said[0]["flight"], turn.said[0]["seat"]) == ("CZ673", "32K")
    assert [payload.partition("{")[0] for payload in turn.buttons] == [
        "/bag_status",
        "/flight_status",
        "/look_up_booking",
    ]
    assert '"flight_number": "CZ673"' in turn.buttons[1]
    assert recorded(conversation) == ["boarding_pass_read"]


def test_what_it_fills_in_finds_the_bag(act):
    put_bag()

    slots = read(act, code()).slots
    turn = act("action_bag_status", slots={**slots, "bag_date": None})

    assert slots["bag_reference"] == "0784123456"
    assert turn.responses[0] == "utter_bag_status"


def test_without_a_tag_the_booking_finds_the_bags(act):
    assert read(act, code(tag=" " * 13)).slots["bag_reference"] == "K7M2QX"


def test_a_pass_alone_shows_no_bag(act):
    put_bag(surname="SMITH")

    slots = read(act, code()).slots

    assert act("action_bag_status", slots={**slots, "bag_date": None}).responses == ["utter_bag_not_found"]


def test_says_when_a_part_is_missing(act):
    turn = read(act, code()[:50])

    assert turn.responses == ["utter_boarding_pass_unreadable"]
    assert turn.slots == {}
