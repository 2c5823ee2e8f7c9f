"""Times as they are said in English: "Tuesday afternoon", "tomorrow at half past three", "in an hour", "after 6pm"."""

import re
from datetime import date, time, timedelta

from crm.when_found import Found, clock, coming, in_month, in_order, in_week, named, weekend, whole_week

_COUNTED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {name: value for value, name in enumerate(_COUNTED)}
_N = rf"(?:\d{{1,2}}|{'|'.join(_WORDS)}|an?)"
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY_NAMES = (
    r"(mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday|s)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)s?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NTH = r"(\d{1,2})(?:st|nd|rd|th)?"
_AFTER_TOMORROW = re.compile(r"\b(?:the )?day after (?:tomorrow|tmrw?|tmr)\b")
_TOMORROW = re.compile(r"\b(?:tomorrow|tommorow|tommorrow|tomorow|tmrw|tmr|2moro|tomoz)\b")
_YESTERDAY = re.compile(r"\b(the day before )?yesterday\b")
_TODAY = re.compile(r"\btoday\b|\b(?=tonight\b)|\bthis (?=morning\b|afternoon\b|evening\b)")
_WEEK_ON = re.compile(rf"\ba week (?:on|from) {_WEEKDAY_NAMES}\b|\b{_WEEKDAY_NAMES} week\b")
_WEEKDAY = re.compile(rf"\b(?:(next|this|coming)\s+)?{_WEEKDAY_NAMES}\b\.?(?:\s+(next) week)?")
_WEEKEND = re.compile(r"\b(next |this |the )?weekend\b")
_WHOLE_WEEK = re.compile(r"\b(next|this)\s+(?:week|wk)\b|\bany day (?:next|this) (?:week|wk)\b")
_IN_DAYS = re.compile(rf"\bin ({_N})\s+(day|week)s?\b")
_ISO = re.compile(r"\b(\d{4})[-/](\d{1,2})[-/](\d{1,2})\b")
_DAY_MONTH = re.compile(rf"\b(?:the )?{_NTH}(?: of)?[ -]?{_MONTH_NAMES}\b\.?(?:,? (\d{{4}}))?")
_MONTH_DAY = re.compile(rf"\b{_MONTH_NAMES}\.? (?:the )?{_NTH}\b(?:,? (\d{{4}}))?")
_SLASHES = re.compile(r"(?<![\d/.])(\d{1,2})/(\d{1,2})(?:/(\d{4}))?(?![\d/])|\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_OF_MONTH = re.compile(r"\b(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)\b(?! (?:floor|time|one|option|street|of\b))")
_HALF = r"\s*(a\.?\s?m\b\.?|p\.?\s?m\b\.?|o'?\s?clock)?"
_HOUR = rf"(\d{{1,2}}|{'|'.join(list(_WORDS)[1:])})(?:[:.h]([0-5]\d))?{_HALF}"
# What is counted is no time.
_NO_COUNT = (
    r"(?!\s*(?:people|persons?|pieces?|of us|min|hours?|days?|weeks?|kg|kilos?|nights?"
    r"|adults?|kids?|children|%))"
)
_BETWEEN = re.compile(rf"(?:\b(?:between|from)\s+)?\b{_HOUR}\s*(?:-|–|—|to|and|till|until)\s*{_HOUR}(?![\w-])")
_SIDE = re.compile(rf"\b(after|past|from|later than|before|until|till|no later than|by|not before)\s+{_HOUR}(?![\w:-])")
_PAST = re.compile(rf"\b(half|(?:a )?quarter)(?:\s+(past|after|to))?\s+({_N})\b{_HALF}")
_LED = re.compile(
    rf"(?:\b(?:at|around|about|approx|say|make it|it to|for|to|until|@)|@)\s*{_HOUR}(?:ish)?(?![\w:-]){_NO_COUNT}"
)
_MARKED = re.compile(
    r"\b(\d{1,2})(?:[:.h]([0-5]\d))?\s*(a\.?\s?m\b\.?|p\.?\s?m\b\.?|o'?\s?clock)"
    r"|(?<![\d.,+/-])\b(\d{1,2})[:.h]([0-5]\d)(?![\d.:/]|\s?(?:kg|eur|usd|gbp|%))"
    rf"|\b({'|'.join(list(_WORDS)[1:])})\s*(a\.?\s?m\b\.?|p\.?\s?m\b\.?|o'?\s?clock)"
    rf"|\b(\d{{1,2}}|{'|'.join(list(_WORDS)[1:])})(?:[:.]([0-5]\d))?"
    r"(?:ish\b|(?= (?:in the|this|tomorrow) (?:morning|afternoon|evening)))"
)
_MILITARY = re.compile(r"\b([01]\d|2[0-3])([0-5]\d)\s*(?:hrs?|hours)\b")
_NOON = re.compile(r"\b(noon|midday|midnight)\b")
_PARTS = (
    (re.compile(r"\b(?:early )?mornings?\b|\bfirst thing\b"), (time(6), time(12))),
    (re.compile(r"\b(?:lunch ?time|lunch)\b"), (time(12), time(14))),
    (re.compile(r"\bafternoons?\b"), (time(12), time(18))),
    (re.compile(r"\b(?:evenings?|tonight|nights?|after work)\b"), (time(18), time(23, 59))),
)
_LENGTH = rf"(half an?|{_N}|\d+)[ -]*(hour|hr|minute|min)s?"
_INSTANT = re.compile(rf"\bin (?:about )?{_LENGTH}\b|\b{_LENGTH} from now\b")
_SHIFT = re.compile(rf"\b{_LENGTH} (later|earlier|sooner)\b|\b(?:(back|forward) )?by {_LENGTH}\b")
_SOONEST = re.compile(
    r"\b(?:asap|as soon as (?:possible|you can)|soonest|earliest|any ?time|whenever|right away|straight away"
    r"|first available|next available|you choose|up to you|i don'?t mind|immediately)\b"
)
_END = time(23, 59)
_WORKING = 7
# "10", "actually 11 suits me better", "no, 4 instead of 3": nothing but an hour.
_BARE = re.compile(
    r"(?:(?:no|sorry|actually|oh|wait|hang on|or|make (?:it|that)|rather|let'?s say|can we (?:do|say|make it)"
    rf"|(?:how|what) about|maybe|say|better)\b[ ,]*)*{_HOUR}"
    r"(?:[ ,]+(?:not|instead of|rather than) \d{1,2})?"
    r"(?: (?:suits?|works?|is|would be|fits?)\b.{0,12}\b(?:better|best|nicer|good|fine|ok).*)?"
)


def read(found: Found, today: date, *, bare: bool) -> None:
    """Note what is said in English. Raises NoSuchDay."""
    _distances(found)
    if found.day is None and found.days is None:
        _days(found, today)
    if found.at is None and found.within is None:
        _times(found, bare=bare)
    if found.take(_SOONEST):
        found.soonest = True


def number(written: str) -> int:
    """ "three", "a" and "3"."""
    return 1 if written in ("a", "an") else _WORDS[written] if written in _WORDS else int(written)


def _distances(found: Found) -> None:
    if shift := found.take(_SHIFT):
        count, unit = shift[1] or shift[5], shift[2] or shift[6]
        back = shift[3] in ("earlier", "sooner") or shift[4] == "forward"
        found.shift = _minutes(count, unit) * (-1 if back else 1)
    elif instant := found.take(_INSTANT):
        found.instant = _minutes(instant[1] or instant[3], instant[2] or instant[4])


def _minutes(count: str, unit: str) -> int:
    hours = unit.startswith("h")
    return (30 if hours else 1) if count.startswith("half") else number(count) * (60 if hours else 1)


def _days(found: Found, today: date) -> None:
    if found.take(_AFTER_TOMORROW):
        found.day = today + timedelta(days=2)
    elif dated := _dated(found, today):
        found.day = dated
    elif weekday := _named_weekday(found, today):
        found.day = weekday
    elif found.take(_TOMORROW):
        found.day = today + timedelta(days=1)
    elif past := found.take(_YESTERDAY):
        found.day = today - timedelta(days=2 if past[1] else 1)
    elif found.take(_TODAY):
        found.day = today
    elif ahead := found.take(_IN_DAYS):
        found.day = today + timedelta(days=number(ahead[1]) * (7 if ahead[2] == "week" else 1))
    elif end := found.take(_WEEKEND):
        found.days = weekend(today, weeks=1 if end[1] == "next " else 0)
    elif week := found.take(_WHOLE_WEEK):
        found.days = whole_week(today, weeks=1 if "next" in week[0] else 0)
    elif slashes := found.take(_SLASHES):
        found.day = _slashed(slashes, today)
    elif nth := found.take(_OF_MONTH):
        found.day = in_month(int(nth[1]), today)


def _dated(found: Found, today: date) -> date | None:
    """A day with its month; the weekday beside it says nothing more."""
    if iso := found.take(_ISO):
        return named(int(iso[2]), int(iso[3]), today, int(iso[1]))
    for pattern, month, day in ((_DAY_MONTH, 2, 1), (_MONTH_DAY, 1, 2)):
        if said := found.take(pattern):
            found.take(_WEEKDAY)
            return named(_MONTHS.index(said[month][:3]) + 1, int(said[day]), today, int(said[3]) if said[3] else None)
    return None


def _named_weekday(found: Found, today: date) -> date | None:
    if week_on := found.take(_WEEK_ON):
        return coming(_weekday(week_on[1] or week_on[2]), today) + timedelta(days=7)
    if said := found.take(_WEEKDAY):
        day = _weekday(said[2])
        return in_week(day, today, weeks=1) if "next" in (said[1], said[3]) else coming(day, today)
    return None


def _slashed(slashes: re.Match[str], today: date) -> date | None:
    """25/12 can only be one day; 3/4 could be two, and is asked for."""
    if slashes[4]:
        return named(int(slashes[5]), int(slashes[4]), today, int(slashes[6]))
    first, second, year = int(slashes[1]), int(slashes[2]), int(slashes[3]) if slashes[3] else None
    if first == second or second > 12 >= first:
        return named(first, second, today, year)
    return named(second, first, today, year) if first > 12 >= second else None


def _weekday(name: str) -> int:
    return _WEEKDAYS.index(name[:3])


def _times(found: Found, *, bare: bool) -> None:
    if span := found.take(_BETWEEN):
        last = _clock(span[4], span[5], span[6])
        first = _clock(span[1], span[2], span[3] or span[6])
        found.within = in_order(first, last)
    elif past := found.take(_PAST):
        found.at, found.halved = _past(past), _is_half(past[4])
    elif side := found.take(_SIDE):
        at = _clock(side[2], side[3], side[4])
        at = by_day(at, halved=_is_half(side[4])) if at else None
        late = side[1] in ("after", "past", "from", "later than", "not before")
        found.within = ((at, _END) if late else (time(0), at)) if at else None
    elif military := found.take(_MILITARY):
        found.at, found.halved = clock(int(military[1]), int(military[2]), later=None), True
    elif marked := found.take(_MARKED):
        hour = marked[1] or marked[4] or marked[6] or marked[8]
        said = hour, marked[2] or marked[5] or marked[9], marked[3] or marked[7]
        found.at, found.halved = _clock(*said), _is_half(said[2]) or number(said[0]) > 12
    elif led := found.take(_LED):
        found.at, found.halved = _clock(led[1], led[2], led[3]), _is_half(led[3]) or number(led[1]) > 12
    elif noon := found.take(_NOON):
        found.at, found.halved = time(0 if noon[1] == "midnight" else 12), True
    elif bare and (hour := _BARE.fullmatch(found.text.strip(" .!?,"))):
        found.at, found.halved = _clock(hour[1], hour[2], hour[3]), number(hour[1]) > 12
    for pattern, within in _PARTS:
        if found.within is None and found.take(pattern):
            found.within = within


def _clock(hour: str, minutes: str | None, half: str | None) -> time | None:
    later = half.startswith("p") if _is_half(half) and half else None
    return clock(number(hour), int(minutes or 0), later=later)


def _is_half(half: str | None) -> bool:
    return bool(half) and half[0] in "ap"  # type: ignore[index]


def _past(said: re.Match[str]) -> time | None:
    hour, minutes = number(said[3]), 30 if said[1] == "half" else 15
    if said[2] == "to":
        hour, minutes = (hour - 1) or 12, 60 - minutes
    return _clock(str(hour), str(minutes), said[4])


def by_day(at: time, *, halved: bool) -> time:
    """ "After 6" is the evening: nobody is rung up before seven."""
    return at if halved or at.hour >= _WORKING else time(at.hour + 12, at.minute)
