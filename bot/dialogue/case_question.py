"""How a case is going, asked by its reference in any conversation, and what is given then to prove whose it is.

A case's reference names one thing alone, so whatever else is open or was guessed, the question is about it.
"""

import re
from typing import Any, Optional

from bot.case_references import is_case_reference
from bot.characters import simplified
from bot.dialogue.decision import Decision, because
from bot.dialogue.situation import Situation
from bot.short_replies import INFORM
from bot.skills import meant_by

Parse = dict[str, Any]

FORM, ASKED = "bag_report_form", "surname"
_REFERENCE = "file_reference"
_PROOF = frozenset({"email", "phone"})
# What is to be done with a case, in place of told of it.
_CHANGES = re.compile(
    r"\b(?:cancel|withdraw|drop|move|change|reschedule|postpone|correct|amend|add|attach|delete|claim)\b"
    r"|取消|撤回|撤销|撤诉|改到|改成|改期|改约|更正|补充|修改|追加|索赔",
    re.I,
)


def case_question(text: str, parse: Parse, now: Situation) -> Optional[Decision]:
    """The question for a case, or the proof that was asked for; None where the message is something else."""
    entities = parse.get("entities", [])
    # On a site that has no baggage reports another intent tells of cases.
    status = meant_by().get(_REFERENCE)
    if status and any(one["entity"] == _REFERENCE and is_case_reference(str(one["value"])) for one in entities):
        return None if _CHANGES.search(simplified(text)) else Decision(status, because("names_case"))
    if now.form == FORM and now.asked == ASKED and _PROOF & {one["entity"] for one in entities}:
        return Decision(INFORM, because("proves_case"))
    return None
