"""Times as they are said in Chinese: 下周二下午, 明天下午三点半, 半小时后, 六点以后, 周末."""

import re
from datetime import date, time, timedelta

from crm.when_found import Found, clock, coming, in_month, in_order, in_week, named, weekend, whole_week

_N = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_WEEK = "(?:周|星期|礼拜)"
_DAYS = {
    "前天": -2,
    "昨天": -1,
    "昨日": -1,
    "大后天": 3,
    "后天": 2,
    "明天": 1,
    "明日": 1,
    "明儿": 1,
    "明": 1,
    "今天": 0,
    "今日": 0,
    "今儿": 0,
    "今": 0,
}
_DAY = re.compile("(前天|昨天|昨日|大后天|后天|明天|明日|明儿|今天|今日|今儿|明(?=[早晚上下中])|今(?=[早晚夜]))")
_WEEKDAY = re.compile(rf"(下下|下|这|本|上)?个?{_WEEK}([一二三四五六日天1-6])(?!\d)")
_WEEKEND = re.compile("(下)?个?(?:周末|双休日)")
_WHOLE_WEEK = re.compile(rf"(下|这|本)个?{_WEEK}(?![一二三四五六日天末])")
_DATE = re.compile(rf"(?:(\d{{4}})[年/.-])?({_N})(?:月|/)({_N})[日号]?(?!\d)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NEXT_MONTH = re.compile(rf"下个?月({_N})[日号]?")
_OF_MONTH = re.compile(rf"(?<![\d第])({_N})[号日](?![线楼门登航柜窗机口])")
_IN_DAYS = re.compile(rf"({_N})天[之以]?后")
_HALVES = {
    "凌晨": (False, (time(0), time(6))),
    "早": (False, (time(6), time(12))),
    "上午": (False, (time(6), time(12))),
    "中午": (True, (time(11, 30), time(14))),
    "下午": (True, (time(12), time(18))),
    "傍晚": (True, (time(17), time(19))),
    "晚": (True, (time(18), time(23, 59))),
}
_HALF = "(凌晨|早上|早晨|清晨|清早|一早|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|夜里|夜间|晚|夜)"
_CLOCK = rf"(?:({_N})(?:点钟?|时(?!间|差|候|段|长|装|区))(?!心|击)(半|[一三123]刻|{_N}分?)?|(\d{{1,2}})[:.]([0-5]\d))"
_AT = re.compile(rf"{_HALF}?的?{_CLOCK}")
_BETWEEN = re.compile(rf"{_HALF}?{_CLOCK}(?:到|至|-|~|—)+{_HALF}?{_CLOCK}(?:之间)?")
_SIDE = re.compile(rf"{_HALF}?{_CLOCK}(以后|之后|过后|后|以前|之前|前)")
_PART = re.compile(_HALF)
_WORK = re.compile("下班(?:以|之)?后")
_AFTER_WORK = (time(18), time(23, 59))
_LENGTH = rf"({_N}|半|一刻)个?(半)?(小时|钟头|分钟|钟)"
_INSTANT = re.compile(rf"(?:过)?{_LENGTH}(?:[之以]?后|再)")
_LATER = re.compile(rf"(?:推迟|往后|后推|延后|延迟|顺延|晚|推|延)(?:推|挪|延|个)?{_LENGTH}")
_EARLIER = re.compile(rf"(?:提前|往前|早)(?:推|挪)?{_LENGTH}")
_SOONEST = re.compile("尽快|尽早|最早|最快|越快越好|越早越好|马上|随时|都行|都可以|随便|什么时候都")


def read(found: Found, today: date, *, bare: bool) -> None:
    """Note what is said in Chinese. Raises NoSuchDay."""
    found.soonest = bool(found.take(_SOONEST))
    _distances(found)
    _days(found, today)
    _times(found)
    digits = found.text.strip()
    if bare and found.at is None and re.fullmatch(_N, digits):
        found.at = clock(number(digits), 0, later=None)


def number(written: str) -> int:
    """十一 is 11, 二十 is 20."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return int("".join(str(_DIGITS[one]) for one in written))
    return 10 * (_DIGITS[tens] if tens else 1) + (_DIGITS[ones] if ones else 0)


def _distances(found: Found) -> None:
    if later := found.take(_LATER):
        found.shift = _minutes(later)
    elif earlier := found.take(_EARLIER):
        found.shift = -_minutes(earlier)
    elif instant := found.take(_INSTANT):
        found.instant = _minutes(instant)


def _minutes(length: re.Match[str]) -> int:
    count, half, unit = length.groups()
    if count == "一刻":
        return 15
    whole = 0.5 if count == "半" else number(count) + (0.5 if half else 0)
    return round(whole * (60 if unit in ("小时", "钟头") else 1))


def _days(found: Found, today: date) -> None:
    if dated := _dated(found, today):
        found.day = dated
    elif weekday := found.take(_WEEKDAY):
        day = (
            "一二三四五六日".index(weekday[2].replace("天", "日")) if not weekday[2].isdigit() else int(weekday[2]) - 1
        )
        weeks = {"下下": 2, "下": 1, "上": -1, "这": 0, "本": 0}
        found.day = in_week(day, today, weeks=weeks[weekday[1]]) if weekday[1] else coming(day, today)
    elif ahead := found.take(_IN_DAYS):
        found.day = today + timedelta(days=number(ahead[1]))
    elif near := found.take(_DAY):
        found.day = today + timedelta(days=_DAYS[near[1]])
    elif end := found.take(_WEEKEND):
        found.days = weekend(today, weeks=1 if end[1] else 0)
    elif week := found.take(_WHOLE_WEEK):
        found.days = whole_week(today, weeks=1 if week[1] == "下" else 0)
    elif nth := found.take(_OF_MONTH):
        found.day = in_month(number(nth[1]), today)


def _dated(found: Found, today: date) -> date | None:
    """A day with its month; the weekday beside it says nothing more."""
    if iso := found.take(_ISO):
        return named(int(iso[2]), int(iso[3]), today, int(iso[1]))
    if month := found.take(_NEXT_MONTH):
        return in_month(number(month[1]), today, months=1)
    if dated := found.take(_DATE):
        found.take(_WEEKDAY)
        return named(number(dated[2]), number(dated[3]), today, int(dated[1]) if dated[1] else None)
    return None


def _times(found: Found) -> None:
    if span := found.take(_BETWEEN):
        first, last = _at(span.groups()[:5], None)[0], _at(span.groups()[5:], span[1])[0]
        found.within = in_order(first, last)
    elif side := found.take(_SIDE):
        at, halved = _at(side.groups()[:5], None)
        if at:
            at = at if halved or at.hour >= 7 else time(at.hour + 12, at.minute)
            found.within = (at, time(23, 59)) if side[6].endswith("后") else (time(0), at)
    elif exact := found.take(_AT):
        found.at, found.halved = _at(exact.groups(), None)
    if found.within is None and found.take(_WORK):
        found.within = _AFTER_WORK
    if found.within is None and (part := found.take(_PART)):
        found.within = _half(part[1])[1]


def _at(said: tuple[str | None, ...], half_before: str | None) -> tuple[time | None, bool]:
    part, hour, minutes, digits, shown = said
    part = part or half_before
    later = _half(part)[0] if part else None
    if part and _half(part)[0] and hour and number(hour) in (11, 12) and part in ("中午", "午间"):
        later = number(hour) == 12
    if digits:
        return clock(int(digits), int(shown or 0), later=later), later is not None or int(digits) > 12
    assert hour is not None
    return clock(number(hour), _quarter(minutes), later=later), later is not None or number(hour) > 12


def _quarter(minutes: str | None) -> int:
    if not minutes:
        return 0
    if minutes == "半":
        return 30
    if minutes.endswith("刻"):
        return 15 * number(minutes[0])
    return number(minutes.removesuffix("分"))


def _half(part: str) -> tuple[bool, tuple[time, time]]:
    for names, half in (
        ("凌晨", "凌晨"),
        ("上午", "上午"),
        ("中午 午间", "中午"),
        ("下午 午后", "下午"),
        ("傍晚", "傍晚"),
        ("晚上 晚间 夜里 夜间 晚 夜", "晚"),
    ):
        if part in names.split():
            return _HALVES[half]
    return _HALVES["早"]
