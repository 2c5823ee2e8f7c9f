"""What is asked once more under the report form that is open: answered, for nobody reads the same page twice."""

import re
from collections.abc import Mapping
from typing import Any

from rasa_sdk import Tracker

from actions.flight_answers import joined, say
from actions.focus import in_focus
from actions.law import law_sentence
from actions.own_reports import wants_another
from actions.store import Language, language_of
from crm.base import utc_now

# What is asked in words that name the matter again, the surest sign first.
_ASKED = {
    "money": re.compile(r"赔|多少钱|给钱|\b(?:money|pay|paid|compensat\w*|how much|worth)\b", re.I),
    "too_late": re.compile(r"过了|超过|超期|太晚|来得及|\btoo late\b|\bpast the\b|\bdays (?:ago|since)\b", re.I),
    "how_long": re.compile(r"多久|几天|\bhow long\b|\bhow many days\b", re.I),
}


def told(tracker: Tracker, given: Mapping[str, Any], form: str, troubles: Mapping[str, str]) -> str:
    """The answer; empty where the form is not open for this trouble, or something is given for it."""
    newest, text = in_focus(tracker), tracker.latest_message.get("text") or ""
    if newest is None or newest["ids"][:1] != [form] or text.startswith("/") or given or wants_another(tracker):
        return ""
    trouble = troubles.get(tracker.get_intent_of_latest_message() or "")
    if trouble is None or newest.get("trouble") != trouble:
        return ""
    facet = next((name for name, words in _ASKED.items() if words.search(text)), None)
    return _of_form(facet, "report" if trouble == "missing" else "damage", language_of(tracker))


def _of_form(facet: str | None, kind: str, language: Language) -> str:
    if facet is None:
        return say("form", "open", language)
    if facet == "money":
        return joined(
            [say("form", "bag_money", language), law_sentence("montreal", language, utc_now().date())], language
        )
    return say("form", f"{kind}_{facet}", language)
