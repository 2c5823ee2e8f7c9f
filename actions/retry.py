"""A surname or a reference in a message that says little else: enough to look again, or to begin."""

import re
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet

from actions.memory import last_response, remembered
from actions.proof import NOT_FOUND_AGAIN, surname_in
from airline.access.references import parse_locator

Events = list[dict[str, Any]]

_NOT_FOUND = frozenset({"utter_bag_not_found", "utter_booking_not_found", "utter_report_not_found", NOT_FOUND_AGAIN})
_REFERENCES = ("bag_reference", "booking_reference", "report_reference")
# The numbers that have an ending to put right.
_SLOT_OF = {"bag_status_form": "bag_reference", "booking_form": "booking_reference"}
# What people put before a name when they correct it. One of the latter makes a name of what follows.
_BEFORE_NAME = re.compile(
    r"^(?:(?:ok(?:ay)?|oh|oops|no|wait|then|so|hm+|please|pls|maybe|[,.:!-])\s*)*"
    r"(?:(?:sorry|try|use|with|under|it['’]?s|it is|i mean|i meant|(?:my )?(?:sur|last )?name(?: is)?)\b[\s,:]*)+",
    re.IGNORECASE,
)
# "It's Li, not Liu", 是李不是刘.
_NOT_BUT = re.compile(
    r"(?:是|姓)(?P<it>[\u3400-\u9fff]{1,2}|[A-Za-z]{2,20})[，,、 ]?不(?:是|姓)[\u3400-\u9fffA-Za-z]{1,20}"
    r"|不(?:是|姓)[\u3400-\u9fffA-Za-z]{1,20}[，,、 ]?(?:是|姓)(?P<but>[\u3400-\u9fff]{1,2}|[A-Za-z]{2,20})"
)
# "It's my husband's, he's called Zhou", 他姓周.
_THEIRS = re.compile(
    r"(?:他|她|老公|老婆|先生|太太|我妈|我爸|登记的|行李上的?)姓(?P<name>[\u3400-\u9fff]{1,2})(?:的|啊|哦|呀)?[。！!]*$"
    r"|\b(?:his|her|their|my (?:wife|husband|mother|father|mum|dad)'?s?) (?:sur|last )?name(?:'s| is) "
    r"(?P<latin>[A-Za-z'-]{2,20})\W*$",
    re.I,
)
# "*okonkwo" puts right what was sent before.
_STAR = re.compile(r"^\*+\s*|^(?=.*\*+$)")
_BEFORE_NAME_ZH = re.compile(
    r"^(?:那|哦|噢|不对|抱歉|对不起|[，,、\s])*(?:应该是|可能是|试试|换成|改成|就是|是|用|我的?|名字|姓)+"
)
_ONE_NAME = re.compile(r"[A-Za-zÀ-ÿ'’-]{2,20}(?: [A-Za-zÀ-ÿ'’-]{2,20})?|[\u3400-\u9fff]{1,2}")
_NO_NAME = re.compile(
    r"\b(?:what|why|how|who|where|when|later|never|nothing|nevermind|again|it|that|this|these|me|you|thanks?|help"
    r"|not?|an?|the|my|your|wrong|lost|late|urgent|fine|ok|okay|still|about|for)\b|什么|怎么|人工|谢谢|没有|不",
    re.IGNORECASE,
)


def corrected(tracker: Tracker) -> Events | None:
    """Look again with the surname, right after nothing was found; keep it, where the reference is still asked for."""
    text = (tracker.latest_message.get("text") or "").strip(" .,!?。，！？")
    tried = remembered(tracker, "last_try")
    ending = next(tracker.get_latest_entity_values("ending"), None)
    if tried and tried["form"] in _SLOT_OF and ending:
        # "It ends in 56, not 65": the rest of the number stays.
        reference = str(tried["reference"])[: -len(ending)] + ending
        return [SlotSet(_SLOT_OF[tried["form"]], reference), FollowupAction(tried["form"])]
    # A message that is nothing but a name has been told apart already.
    name = surname_in(text) if tracker.get_intent_of_latest_message() == "inform" else _named(text)
    if name is None:
        return None
    if tried and last_response(tracker) in _NOT_FOUND:
        return [SlotSet("surname", name), FollowupAction(tried["form"])]
    open_form, asked = (tracker.active_loop or {}).get("name"), tracker.get_slot("requested_slot")
    return [SlotSet("surname", name), FollowupAction(open_form)] if open_form and asked in _REFERENCES else None


def named_reference(tracker: Tracker) -> Events | None:
    """Begin with the booking that "R5W9HD smyth" names, though nobody has asked for one."""
    if (tracker.active_loop or {}).get("name"):
        return None
    entities = tracker.latest_message.get("entities") or []
    found = next((one for one in entities if one["entity"] == "record_locator"), None)
    locator = parse_locator(str(found["value"])) if found else None
    if found is None or locator is None:
        return None
    text = tracker.latest_message.get("text") or ""
    rest = text.replace(text[found["start"] : found["end"]], " ").strip(" ,，。.;；:：")
    name = _name_in(rest) or _named(rest)
    given = [SlotSet("surname", name)] if name else []
    return [SlotSet("booking_reference", locator.value), *given, FollowupAction("booking_form")]


def _named(text: str) -> str | None:
    """The name after "it's", "try" or "应该是"; None where nothing says that it is one."""
    if contrast := _NOT_BUT.search(text):
        return _name_in(contrast["it"] or contrast["but"])
    if theirs := _THEIRS.search(text):
        return _name_in(theirs["name"] or theirs["latin"])
    before = _STAR.match(text) or _BEFORE_NAME.match(text) or _BEFORE_NAME_ZH.match(text)
    return _name_in(text[before.end() :]) if before else None


def _name_in(text: str) -> str | None:
    name = _ONE_NAME.fullmatch(text.strip(" *"))
    return surname_in(name.group()) if name and not _NO_NAME.search(name.group()) else None
