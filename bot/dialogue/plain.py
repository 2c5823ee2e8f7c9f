"""Questions about what is on the screen that are plain by their words, whatever topic they sound like: `plain.yml`.

"By when will I hear?" below a case that was filed asks for its day, and books no call.
"""

import re
from functools import lru_cache
from typing import Any, Optional

from bot import verticals
from bot.characters import simplified
from bot.dialogue.decision import FOLLOW_UP, Decision, because
from bot.dialogue.parsed import NAMES_THING, names_in
from bot.dialogue.situation import Situation

Parse = dict[str, Any]

# Things that such questions are asked of; an article in between changes nothing.
_THINGS = frozenset({"case", "form", "bag", "flight", "booking", "errand", "fee"})
# Longer messages tell something; what is said in the midst of a story is marked `long`.
_LONGEST, _LONGEST_STORY = 80, 300
# What is explained beside a flight: its questions are asked of it, whichever of the two was shown last.
_RIGHT, _FLIGHT, _NUMBER = "right", "flight", "flight_number"
_SELF, _NOTHING = "self", "nothing"
_EMPTY: dict[str, Any] = {"about": None, "facet": None, "wish": None, "kind": None}
_EMPTY |= dict.fromkeys(("named", "by_name", "idle", "even_asked", "long"), False)


def plainly_asked(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """The follow-up that a message plainly is; None while something is asked, or where it names another thing.

    `named` entries are meant whatever is named, those `by_name` also of a flight that is named and not shown yet, those
    `idle` only while no person is waited for. `even_asked` are meant while a form asks for something, too, and `long`
    also in a story.
    """
    if len(text) > _LONGEST_STORY:
        return None
    names_another = bool(names_in(parse) & NAMES_THING)
    by_name = _FLIGHT if names_in(parse) & NAMES_THING == {_NUMBER} else None
    said = simplified(text).replace("’", "'")
    newest = next((kind for kind in now.focus if kind in _THINGS), None)
    explained = not {_RIGHT, _FLIGHT}.isdisjoint(now.focus)
    for entry in _entries().values():
        shown = _RIGHT if explained and _RIGHT in entry["of"] else newest
        shown = by_name if entry["by_name"] and by_name else shown
        if (now.asked and not entry["even_asked"]) or (len(text) > _LONGEST and not entry["long"]):
            continue
        meant = entry["named"] or not names_another or (entry["by_name"] and by_name)
        meant = meant and not (entry["idle"] and now.waiting) and entry["kind"] in (None, _FLIGHT, *now.focus)
        kind = _asked_of(entry, shown, now) if meant else None
        if kind and entry["words"].search(said) and not (entry["never"] and entry["never"].search(said)):
            return _follow_up(entry, entry["kind"] or kind)
    return None


def _asked_of(entry: dict[str, Any], shown: Optional[str], now: Situation) -> Optional[str]:
    """The kind of thing that is asked about: the newest, if the question can be put of it."""
    if _SELF in entry["of"] or (_NOTHING in entry["of"] and shown is None):
        return _SELF
    if shown not in entry["of"] or (entry["about"] and now.about not in entry["about"]):
        return None
    return shown


def _follow_up(entry: dict[str, Any], kind: str) -> Decision:
    if wish := entry["wish"]:
        return Decision(wish, because("completes", thing=kind))
    facet = entry["facet"]
    why = because("follow_up", act=facet) | ({"thing": kind} if kind != _SELF else {})
    return Decision(
        FOLLOW_UP, because("said_anywhere", act=facet) if kind == _SELF else why, {"facet": facet, "focus_kind": kind}
    )


@lru_cache(maxsize=1)
def _entries() -> dict[str, dict[str, Any]]:
    """Every entry with its expressions."""
    return {name: _read(entry) for name, entry in verticals.merged("dialogue", "plain.yml").items()}


def _read(entry: dict[str, Any]) -> dict[str, Any]:
    never = re.compile(entry["never"], re.I) if entry.get("never") else None
    words = re.compile(entry["words"], re.I)
    return {**_EMPTY, **entry, "words": words, "never": never}
