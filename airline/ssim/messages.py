"""Reading schedule messages (IATA SSIM chapters 4 and 5): ASM for single days, SSM for periods."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from airline.rp1745.values import KNOWN, MONTHS, split_flight
from airline.ssim.changes import ACTIONS, EVERY_DAY, Action, Change, Kept, Schedule, Stop, TimedLeg, WrittenDate

TYPES = ("ASM", "SSM")
MARKS = frozenset({"COR", "PDM", "REV"})
# Nothing real is anywhere near this.
MAX_LINES = 2000
MAX_LINE = 2000
# Why a flight changes (SSIM 2.6).
REASONS = frozenset(
    (
        "AIRS", "ARPT", "COMM", "CREW", "DAMA", "EQUI", "FUEL", "HDLG", "HOLI", "INDU", "OPER", "PERF", "POLI",
        "POSI", "REPO", "ROTA", "RTNS", "RUNW", "TECH", "WEAT",
    )
)  # fmt: skip
UNUSED = {
    "ACK": "a receipt", "NAC": "a refusal", "ADM": "data elements alone", "CON": "the cabin's layout",
    "EQT": "the type of aircraft", "SKD": "a notice of periods to come", "RSD": "a request for schedules",
}  # fmt: skip
_REVISE = "REV moves a period that is known to the sender alone: a person has to send it as NEW and CNL"
_MONTH = "|".join(MONTHS)
_DATE = rf"([0-9]{{2}})({_MONTH}|XXX)([0-9]{{2}})?"
_REFERENCE = re.compile(r"[0-9]{2}[A-Z]{3}[0-9]{5}[A-Z][0-9]{3}.*")
_FLIGHT = re.compile(r"([A-Z0-9]{3,8})(?:/([0-9]{1,2})([A-Z]{3})?([0-9]{2})?)?")
_PERIOD = re.compile(rf"{_DATE}(?:[ -]{_DATE}(?: ?([1-7. ]+?))?)?(/W2)?")
_STOP = re.compile(r"([A-Z]{3})([0-9]{2})?([0-9]{2})([0-9]{2})(?:/(M?[0-9]))?(?:/([0-9]{2})([0-9]{2})(?:/(M?[0-9]))?)?")
_PAIRS = re.compile(r"[A-Z]{3}(?:[/ ]?[A-Z]{3})+")
_AIRCRAFT = re.compile(r"[A-Z] [A-Z0-9]{3}(?: .*)?")
_APART = re.compile(r"\b([A-Z]{3}) ([0-9]{4}(?:[0-9]{2})?)(?=[ /]|$)")

Line = tuple[int, str]


class ScheduleError(ValueError):
    """Why a message, or a part of it, was refused: the line (from 1) and the reason."""

    def __init__(self, reason: str, *, line: int = 0, text: str = "") -> None:
        self.line, self.text, self.reason = line, text, reason
        super().__init__(self.sentence)

    @property
    def sentence(self) -> str:
        """The whole finding in one line, for people who look after the feed."""
        text = f" {self.text[:20]!r}" if self.text else ""
        return f"{f'line {self.line}' if self.line else 'the message'}{text}: {self.reason}"


def parse(text: str) -> Schedule:
    """Read one message; raises ScheduleError and nothing else.

    A sub-message that cannot be read does not throw the others away: its lines are kept with the reason.
    """
    lines = [(number, line.strip()) for number, line in enumerate(text.replace("\r", "\n").split("\n"), 1)]
    lines = [(number, line) for number, line in lines if line]
    if len(lines) > MAX_LINES or any(len(line) > MAX_LINE for _, line in lines):
        raise ScheduleError("it is longer than any schedule message")
    kind, correction, rest = _head(lines)
    in_utc, reference, rest, kept = _mode(rest)
    changes: list[Change] = []
    refused: list[ScheduleError] = []
    for part in _parts(rest):
        try:
            found, beside = _read_part(part)
        except ScheduleError as error:
            refused.append(error)
            kept.append(Kept(error.line or part[0][0], " | ".join(line for _, line in part), error.reason))
        else:
            changes += found
            kept += beside
    if not changes and (refused or not any(one.text for one in kept)):
        raise refused[0] if refused else ScheduleError("nothing is said about a flight", line=1)
    return Schedule("SSM" if kind == "SSM" else "ASM", in_utc, tuple(changes), tuple(kept), reference, correction)


def _head(lines: Sequence[Line]) -> tuple[str, bool, Sequence[Line]]:
    words: list[str] = []
    for index, (_, line) in enumerate(lines[:3]):
        words += line.split()
        if words[-1] in TYPES and set(words[:-1]) <= MARKS:
            return words[-1], "COR" in words, lines[index + 1 :]
    raise ScheduleError("the message does not start with ASM or SSM", line=1)


def _mode(lines: Sequence[Line]) -> tuple[bool, str, Sequence[Line], list[Kept]]:
    """The time mode and the reference, in the order they come."""
    in_utc, reference, kept = None, "", list[Kept]()
    while lines:
        number, line = lines[0]
        if line in ("UTC", "LT"):
            in_utc = line == "UTC"
        elif _REFERENCE.fullmatch(line):
            reference = line[:40]
        else:
            break
        lines = lines[1:]
    if in_utc is None:
        number = lines[0][0] if lines else 1
        kept.append(Kept(number, "", "neither UTC nor LT is named: times are taken as UTC"))
    return in_utc is not False, reference, lines, kept


def _parts(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Sub-messages: // lies between them, and each begins with its action."""
    part: list[Line] = []
    for number, line in lines:
        ended = line.strip("/ ") == ""
        if part and (ended or line.split()[0] in _HEADS):
            yield part
            part = []
        if not ended:
            part.append((number, line))
    if part:
        yield part


def _read_part(lines: list[Line]) -> tuple[list[Change], list[Kept]]:
    number, line = lines[0]
    head, *more = line.split()
    if head == "REV":
        raise ScheduleError(_REVISE, line=number, text=line)
    if head in UNUSED:
        return [], [Kept(at, written, f"{KNOWN}: {UNUSED[head]}") for at, written in lines]
    if head == "SI":
        # A remark goes on until the next part.
        return [], [Kept(at, written, f"{KNOWN}: a remark") for at, written in lines]
    action = next((action for action in ACTIONS if action == head), None)
    if action is None:
        raise ScheduleError("is no action of a schedule message", line=number, text=line)
    reasons = [word for word in "/".join(more).split("/") if word in REASONS]
    kept = [Kept(number, word, f"{KNOWN}: a secondary action") for word in more if not set(word.split("/")) <= REASONS]
    drafts, beside = _drafts(action, lines[1:])
    return [_change(action, draft, tuple(reasons), number) for draft in drafts], kept + beside


class _Draft:
    """A flight of a sub-message while its lines are read."""

    def __init__(self, line: int, flight: str, days: "list[_Period]") -> None:
        self.line, self.flight, self.periods = line, flight, days
        self.legs: list[TimedLeg] = []
        self.only: list[tuple[str, str]] = []
        self.new_flight = ""


_Period = tuple[WrittenDate, WrittenDate | None, str]


def _drafts(action: Action, lines: Sequence[Line]) -> tuple[list[_Draft], list[Kept]]:
    drafts: list[_Draft] = []
    kept: list[Kept] = []
    for number, line in lines:
        draft = drafts[-1] if drafts else None
        if line.split()[0] == "SI":
            kept.append(Kept(number, line, f"{KNOWN}: a remark"))
        elif draft and (legs := _legs(number, line)):
            draft.legs += legs
        elif draft and (period := _period(number, line)):
            draft.periods.append(period)
        elif found := _flight(number, line, kept):
            if action == "FLT" and draft and not draft.new_flight and not found.periods:
                draft.new_flight = found.flight
            else:
                drafts.append(found)
        elif draft and _PAIRS.fullmatch(line):
            draft.only += _pairs(line)
        elif draft and _AIRCRAFT.fullmatch(line):
            kept.append(Kept(number, line, f"{KNOWN}: the aircraft"))
        elif draft:
            kept.append(Kept(number, line, "is no flight, period or leg that we know; the rest is used"))
        else:
            raise ScheduleError("is not a flight like BA117/16DEC", line=number, text=line)
    return [one for draft in drafts for one in _one_for_each_period(draft)], kept


def _one_for_each_period(draft: _Draft) -> Iterator[_Draft]:
    if not draft.periods:
        raise ScheduleError("the day or period of the flight is missing", line=draft.line, text=draft.flight)
    for period in draft.periods:
        one = _Draft(draft.line, draft.flight, [period])
        one.legs, one.only, one.new_flight = draft.legs, draft.only, draft.new_flight
        yield one


def _change(action: Action, draft: _Draft, reasons: tuple[str, ...], line: int) -> Change:
    first, last, days = draft.periods[0]
    if action in ("NEW", "RPL", "RRT", "TIM") and not draft.legs:
        raise ScheduleError(f"{action} says no times of a leg", line=line, text=draft.flight)
    if action == "FLT" and not draft.new_flight:
        raise ScheduleError("FLT names no new flight", line=line, text=draft.flight)
    # The cause stands on the line of the action; what is only said of some legs is said of no others.
    return Change(
        action, draft.flight, first, last, days, tuple(draft.legs), tuple(draft.only), draft.new_flight, reasons,
        draft.line,
    )  # fmt: skip


def _flight(number: int, line: str, kept: list[Kept]) -> _Draft | None:
    """A flight with its day (ASM), the pairs of airports that are meant, and a new number (FLT)."""
    first, *more = line.split()
    found = _FLIGHT.fullmatch(first)
    named = split_flight(found[1]) if found else None
    if found is None or named is None or not int(named[1]):
        return None
    draft = _Draft(number, f"{named[0]}{int(named[1])}{named[2]}", [])
    if found[2]:
        day = _date(number, first, found[2], found[3], found[4])
        draft.periods.append((day, day, EVERY_DAY))
    for word in more:
        other = _FLIGHT.fullmatch(word)
        renamed = split_flight(other[1]) if other else None
        if _PAIRS.fullmatch(word):
            draft.only += _pairs(word)
        elif renamed and int(renamed[1]) and not draft.new_flight:
            draft.new_flight = f"{renamed[0]}{int(renamed[1])}{renamed[2]}"
        else:
            kept.append(Kept(number, word, f"{KNOWN}: a data element"))
    return draft


def _period(number: int, line: str) -> _Period | None:
    found = _PERIOD.fullmatch(line)
    if found is None:
        return None
    if found[8]:
        raise ScheduleError("a flight every second week has to be sent day by day", line=number, text=line)
    first = _date(number, line, found[1], found[2], found[3])
    last: WrittenDate | None = first
    if found[5] == "XXX":
        last = None
    elif found[4]:
        last = _date(number, line, found[4], found[5], found[6])
    days = "".join(sorted(set(re.sub("[^1-7]", "", found[7] or ""))))
    return first, last, days or EVERY_DAY


def _date(number: int, text: str, day: str, month: str | None, year: str | None) -> WrittenDate:
    at = MONTHS.index(month) + 1 if month in MONTHS else None
    longest = 31 if at is None else 29 if at == 2 else 30 if at in (4, 6, 9, 11) else 31
    if not 1 <= int(day) <= longest or (month and at is None):
        raise ScheduleError("there is no such day", line=number, text=text)
    return WrittenDate(int(day), at, 2000 + int(year) if year else None)


def _legs(number: int, line: str) -> list[TimedLeg]:
    """FRA0900 MUC1000, or in full FRA110900 MUC111000; further words tell of meals and the like."""
    words = _APART.sub(r"\1\2", line).split()
    if len(words) < 2 or not _STOP.fullmatch(words[0]) or not _STOP.fullmatch(words[1]):
        return []
    return [TimedLeg(_stop(number, words[0]), _stop(number, words[1]))]


def _stop(number: int, word: str) -> Stop:
    """The time of passengers where it is told beside that of the aircraft."""
    found = _STOP.fullmatch(word)
    if found is None:
        raise ScheduleError("is not a time at an airport like FRA0900", line=number, text=word)
    hour, minute = int(found[6] or found[3]), int(found[7] or found[4])
    later = found[8] or found[5]
    days = None if later is None else -int(later[1:]) if later[0] == "M" else int(later)
    if (hour, minute) == (24, 0):
        return Stop(found[1], 0, 0, int(found[2]) if found[2] else None, (days or 0) + 1)
    if hour > 23 or minute > 59 or not 1 <= int(found[2] or 1) <= 31:
        raise ScheduleError("is not a time at an airport like FRA0900", line=number, text=word)
    return Stop(found[1], hour, minute, int(found[2]) if found[2] else None, days)


def _pairs(text: str) -> list[tuple[str, str]]:
    """ORD/LAS is one pair, ORD/LAS/LAX are two."""
    stations = re.findall("[A-Z]{3}", text)
    return list(pairwise(stations))


_HEADS = frozenset({*ACTIONS, *UNUSED, "REV"})
