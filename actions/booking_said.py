"""What the customer has said of a request for a booking since they wished for it: flight, day, seat."""

import re
from datetime import timedelta
from typing import Any

from rasa_sdk import Tracker

from actions.flight_answers import BACK, say, way_back
from actions.focus import in_focus
from actions.store import language_of
from airline.bookings.bookings import Booking, Segment
from crm.base import utc_now

_SEATS = {
    "window": re.compile(r"\bwindow\b|靠窗|窗边|窗口|窗户", re.IGNORECASE),
    "aisle": re.compile(r"\baisle\b|过道|走道|走廊", re.IGNORECASE),
    "legroom": re.compile(
        r"\b(?:leg ?room|exit row|emergency exit|space for my legs)\b|腿部空间|紧急出口|伸腿|腿长", re.IGNORECASE
    ),
    "together": re.compile(r"\b(?:together|next to|beside)\b|坐(?:在)?一起|挨着|相邻|并排", re.IGNORECASE),
    "bassinet": re.compile(r"\b(?:bassinet|cot)\b|摇篮|婴儿床", re.IGNORECASE),
    "front": re.compile(
        r"\b(?:at|in|near|towards?|to) the front\b|\bfront (?:rows?|seats?)\b|前排|靠前|往前", re.IGNORECASE
    ),
}
# What is said not to be wanted: "but NOT a window", 不要中间.
_NOT_SEAT = re.compile(
    r"(?:\b(?:not|no|never|without|anything but|except|other than)|n['’]t (?:want|like|need|fancy)|\b(?:hate|avoid))"
    r"(?: \w+){0,3}? (?:window|aisle|middle|front)\b(?: seats?)?"
    r"|(?:不要|别|不想(?:要|坐)?|不喜欢|除了|不坐|讨厌)(?:给我|安排|坐|在)*(?:靠)?(?:窗|过道|走道|中间|前排|后排)[边户口]?",
    re.IGNORECASE,
)

_SEAT_NUMBER = re.compile(r"(?<![A-Z0-9])[1-9]\d?[A-HJ-L](?![A-Z0-9])", re.IGNORECASE)
_MOVED = re.compile(
    r"(?P<en>\ba|\bone|\btwo|\bthree|\b[1-9])\s+days?\s+(?P<way>later|after|earlier|sooner|before)\b"
    r"|(?P<zh_way>往后推|推迟|延后|往后|晚|提前|提早|早)(?P<zh>[一两二三1-9])天",
    re.IGNORECASE,
)
_COUNTS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    **{str(n): n for n in range(1, 10)},
}

# So many messages back a wish was made: "to the 3rd", the reference, the name, the code.
_WISHED_LATELY = 5

# What was understood of a message, as the tracker keeps it.
Message = dict[str, Any]


def said_of(tracker: Tracker, booking: Booking, name: str) -> dict[str, str]:
    """What the customer named since they wished for it: a flight of this booking, a day to fly on instead, a seat."""
    told = wished_in(tracker, name.removesuffix("_request"))
    flight, day = (entity_in(told, entity) for entity in ("flight_number", "date"))
    said = {}
    leg = leg_meant(tracker, booking, told)
    if leg:
        said["flight"] = leg.flight
    if name == "rebook_request" and (days := _days_moved(told)):
        moved = leg or next(iter(booking.to_come(utc_now())), None)
        if moved:
            said["new_date"] = (moved.departs.date() + timedelta(days=days)).isoformat()
    if flight in [one.flight for one in booking.segments]:
        said["flight"] = str(flight)
    if name == "seat_request" and (seat := seat_wished(told)):
        said["wish"] = seat
    if name == "seat_request" and (number := seat_number(told)):
        said["seat"] = number
    if name == "seat_request" and (denied := _NOT_SEAT.search(_words(told))):
        said["note"] = denied.group().strip()
    if day and name == "rebook_request" and "new_date" not in said:
        said["new_date"] = str(day)
    if name == "rebook_request" and (seat := seat_wished(told)):
        said["note"] = say("form", f"seat_{seat}", language_of(tracker))
    return said


def wished_in(tracker: Tracker, wish: str) -> list[Message]:
    """The customer's messages since they first wished for this, the newest first; else only the present one."""
    wishes = (wish, f"request_{wish}")
    messages = [event.get("parse_data") or {} for event in reversed(tracker.events) if event.get("event") == "user"]
    present = [tracker.latest_message, *messages[1 : _WISHED_LATELY + 1]]
    began = max((n for n, one in enumerate(present) if (one.get("intent") or {}).get("name") in wishes), default=0)
    return present[: began + 1]


def entity_in(told: list[Message], entity: str) -> str | None:
    """The value of an entity in the newest message that has it."""
    found = (one for message in told for one in message.get("entities") or [] if one["entity"] == entity)
    return next((str(one["value"]) for one in found), None)


def _words(told: list[Message]) -> str:
    return "\n".join(message.get("text") or "" for message in told)


def leg_meant(tracker: Tracker, booking: Booking, told: list[Message]) -> Segment | None:
    """The flight of the booking that is meant: "my return flight", or the one spoken of last."""
    if BACK.search(_words(told)):
        return way_back(booking)
    shown = in_focus(tracker)
    if shown is None or shown["kind"] != "flight":
        return None
    flight, day = shown["ids"][:2]
    return next(
        (one for one in booking.segments if (one.flight, one.departs.date().isoformat()) == (flight, day)), None
    )


def _days_moved(told: list[Message]) -> int:
    """By how many days a flight is to be moved: "a day later", 晚一天, 提前两天."""
    found = _MOVED.search(_words(told))
    if found is None:
        return 0
    said = {name: value.lower() for name, value in found.groupdict().items() if value}
    count = _COUNTS.get(said.get("en") or said.get("zh") or "", 1)
    earlier = said.get("way") in ("earlier", "sooner", "before") or said.get("zh_way") in ("早", "提前", "提早")
    return -count if earlier else count


def seat_wished(told: list[Message]) -> str | None:
    """The kind of seat that the customer would like, in their own words."""
    text = _NOT_SEAT.sub(" ", _words(told))
    return next((wish for wish, words in _SEATS.items() if words.search(text)), None)


def seat_number(told: list[Message]) -> str | None:
    """The very seat that the customer would like: "12A pls"."""
    found = _SEAT_NUMBER.search(_words(told))
    return found[0].upper() if found else None
