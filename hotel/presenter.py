"""A stay in words: as its guest reads it, and as agents see it on a case."""

from datetime import date
from typing import Any

from crm.case_texts import Bilingual, Detail, day, in_both, line
from crm.texts import load
from hotel.stays import Stay


def told(stay: Stay, language: str, *, today: date) -> str:
    """What somebody reads who has proved it theirs. A room's number is not written where others may look on."""
    words, status = load("stays"), stay.status(today)
    facts: dict[str, Any] = {
        "number": stay.number,
        "arrives": day(stay.arrives)[language],
        "departs": day(stay.departs)[language],
        "nights": words["nights"]["one" if stay.nights == 1 else "many"][language].format(count=stay.nights),
        "room_type": stay.room_type[language],
        "guests": words["guests"]["one" if stay.guests == 1 else "many"][language].format(count=stay.guests),
        "breakfast": words["breakfast"]["yes" if stay.breakfast else "no"][language],
    }
    return str(words["told"][status][language]).strip().format(**facts)


def details(stay: Stay) -> list[Detail]:
    """What agents see of it on a case."""
    dates = in_both(load("stays")["dates"], arrives=day(stay.arrives), departs=day(stay.departs))
    room: str | Bilingual = stay.room or load("stays")["no_room_yet"]
    return [line("stay", stay.number), line("stay_dates", dates), line("stay_room", room)]
