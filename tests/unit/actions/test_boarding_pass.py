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
    assert turn.said[0]["facts"].startswith("CZ673 on ")
    assert turn.said[0]["facts"].endswith(" to London Heathrow Airport, seat 32K")
    assert turn.said[0]["left_out"] == ""
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
    turn = read(act, code()[:45])

    assert turn.responses == ["utter_boarding_pass_unreadable"]
    assert turn.slots == {}


def test_says_when_a_text_is_too_long_for_a_pass(act):
    assert read(act, code() + "X" * 3900).responses == ["utter_boarding_pass_too_long"]


def test_names_what_it_could_not_read(act):
    turn = read(act, code(tag="07841234560  ").replace("032K", "0*2K"))

    assert turn.responses == ["utter_boarding_pass"]
    assert turn.said[0]["left_out"] == " Part of it I couldn't read and left out: the seat, a bag tag."
    assert "seat" not in turn.said[0]["facts"]
    assert turn.slots["bag_reference"] == "K7M2QX"


def test_a_pass_of_an_earlier_year_shows_its_year(act):
    issued = f"   {(utc_now().year - 4) % 10}100"

    turn = read(act, code(day=101).replace(f"{'':11}0784", f"{issued:11}0784"), slots={"language": "zh"})

    assert f"{utc_now().year - 4}年4月1" in turn.said[0]["facts"]


def test_a_pass_given_out_in_part_is_told_as_far_as_it_goes(act):
    turn = read(act, code(locator="K7M2Q", tag=" " * 13).replace("PEKLHRCZ 0673", "   LHRCZ     "))

    assert " to London Heathrow Airport, seat 32K" in turn.said[0]["facts"]
    assert "the airport of departure, the flight number" in turn.said[0]["left_out"]
    assert turn.buttons == []
    assert (turn.slots["bag_reference"], turn.slots["last_pass"]) == (None, None)


def test_an_airline_in_three_letters_is_known_by_its_two(act):
    assert '"flight_number": "CZ673"' in read(act, code().replace("CZ 0673", "CSN0673")).buttons[1]
