"""Boarding passes whose blanks were lost: web pages and chats make one blank of many, and every place has a meaning."""

import re

# The beginning of a leg, up to the date of its flight, at its fixed places.
LEG = re.compile(
    r"[A-Z0-9 ]{7}(?! {6})(?:[A-Z]{3}| {3}){2}(?:[A-Z0-9]{2} | [A-Z0-9]{2}|[A-Z]{3})"
    r"[0-9 ]{4}[0-9A-Z ](?! {3})[0-9 ]{3}",
    re.IGNORECASE,
)
_FLIGHT = (
    r"(?P<route>[A-Z]{{6}})(?P<carrier>{carrier})"
    r"(?:(?P<number>[0-9]{{1,4}}) |(?P<suffixed>[0-9]{{4}}[A-Z]|[0-9]{{5}}))(?P<day>[0-9]{{1,3}})(?![0-9]) ?"
)
# Two characters are likelier than three, whatever stands before them.
_FLIGHTS = tuple(_FLIGHT.format(carrier=carrier) for carrier in ("[A-Z0-9]{2} ", "[A-Z]{3} ?"))
_SEAT = r"(?P<cabin>[A-Z])? ?(?P<seat>[0-9]{1,3}[A-Z]|INF)? ?"
_SEQUENCE = r"(?P<sequence>[0-9]{4}(?=[0-9A-Z][0-9A-F]{2}>)|[0-9]{1,4} |[0-9]{5}(?=[0-9A-Z]))?"
# What may end a leg, the surest first: with a version behind the size, without a status, a size, anything.
_ENDS = (
    r"(?P<status>[0-9A-Z])(?P<size>[0-9A-F]{2})(?=>|$)",
    r"(?P<status>)(?P<size>[0-9A-F]{2})(?=>)",
    r"(?P<status>[0-9A-Z]?)(?P<size>)$",
    r"(?P<status>[0-9A-Z])(?P<size>[0-9A-F]{2})",
    r"(?P<status>)(?P<size>)",
)
_START = r"M(?P<count>[1-4])(?P<name>[A-Z][A-Z /'.,-]{0,18}?(?= )|[A-Z][A-Z /'.,-]{19}) ?(?P<token>[A-Z0-9]{0,8}?) ?"
# Further on a booking reference stands right behind what the airline wrote for itself.
_NEXT = re.compile(rf"(?P<token>[A-Z0-9]{{6}}|(?<![A-Z0-9])[A-Z0-9]{{4,5}}) {_FLIGHTS[0]}", re.IGNORECASE)
_ABOUT = re.compile(
    r">?(?P<version>[1-8])(?P<size>[0-9A-F]{2})(?P<sources>.{0,5}?)(?P<issued>[0-9]{4})"
    r"(?P<kind>[A-Z ]?)(?P<issuer>[A-Z0-9]{2,3}) ?",
    re.IGNORECASE,
)
# The size of the items that follow is 29 or 2A (hexadecimal): the digits of a bag tag do not begin like that.
_TAG = re.compile(r"(?!2[9A])([0-9]{13}) ?")
_ITEMS = re.compile(r"(?P<size>[0-9A-F]{2})(?P<ticket>[0-9]{13})?", re.IGNORECASE)
_WITHOUT_TAGS, _TAG_WIDTH = 11, 13


def restored(text: str) -> str | None:
    """The text with its fields at their places again; None where it is no such text.

    Flight, date, seat and sequence, the day of issue, tags and ticket come back; what stands behind them stays as it
    is, as the airline's own.
    """
    text, signed, security = text.partition("^")
    found = _first_match(_START, text)
    if found is None:
        return None
    indicator, locator = _indicator_and_locator(found["token"])
    name, count = found["name"], int(found["count"])
    legs: list[str] = []
    for place in range(count):
        at = found.end()
        following = _NEXT.search(text, at)
        part = text[at : following.start() if following else len(text)]
        legs.append(_mandatory(found, locator) + _sized(_conditional(part, found["size"], is_first=place == 0)))
        if following is None:
            break
        locator = following["token"]
        found = _first_match("", text, following.start("route"))
        if found is None:
            return None
    return f"M{count}{name:20}{indicator:1}{''.join(legs)}{signed}{security}"


def _first_match(start: str, text: str, at: int = 0) -> re.Match[str] | None:
    patterns = (f"{start}{flight}{_SEAT}{_SEQUENCE}{end}" for flight in _FLIGHTS for end in _ENDS)
    found = (re.compile(pattern, re.IGNORECASE).match(text, at) for pattern in patterns)
    return next((match for match in found if match), None)


def _indicator_and_locator(token: str) -> tuple[str, str]:
    """ "EABC123" is an electronic ticket's reference; without the sign it is six characters, or five, or seven."""
    is_sign = token[:1].upper() == "E" or (token[:1].upper() in ("L", "Q") and len(token) != 6)
    return (token[:1], token[1:]) if is_sign else ("", token)


def _mandatory(found: re.Match[str], locator: str) -> str:
    """The 37 characters of a leg, each field at its place."""
    number = found["suffixed"] or f"{int(found['number']):04} "
    seat = (found["seat"] or "").rjust(4, "0") if found["seat"] else " " * 4
    return (
        f"{locator:7}{found['route']}{found['carrier'].strip():3}{number}{int(found['day']):03}{found['cabin'] or '':1}"
        f"{seat}{(found['sequence'] or '').strip():5}{found['status']:1}"
    )


def _conditional(part: str, size: str, *, is_first: bool) -> str:
    if not is_first:
        return _items(part)
    about = _ABOUT.match(part) if size and int(size, 16) else None
    if about is None:
        # Without a place to hold on to, a ticket number would be read as a bag tag.
        return part.removeprefix(">")
    tags, at = "", about.end()
    for _ in range(max(0, int(about["size"], 16) - _WITHOUT_TAGS) // _TAG_WIDTH):
        if tag := _TAG.match(part, at):
            tags, at = tags + tag[1], tag.end()
    message = f"{'':3}{about['issued']}{about['kind']:1}{about['issuer']:3}{tags}"
    return f">{about['version']}{len(message):02X}{message}{_items(part[at:].lstrip())}"


def _items(part: str) -> str:
    found = _ITEMS.match(part)
    if found is None:
        return part
    ticket = found["ticket"] or ""
    return f"{len(ticket):02X}{ticket}{part[found.end() :]}"


def _sized(part: str) -> str:
    return f"{len(part):02X}{part}" if part else "00"
