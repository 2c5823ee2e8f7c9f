"""What can be asked about a case that was shown or has just been sent, answered from the case itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from airline.cases.workflows import REPORTS
from crm import case_presenter, privacy
from crm.case_texts import day
from crm.cases import Case
from crm.texts import load

_MISSING = "bag_missing"


@dataclass(frozen=True)
class Asked:
    """A case, and the language of the question."""

    case: Case
    language: str

    @property
    def words(self) -> str:
        """Under which heading its answers stand."""
        if self.case.kind == _MISSING:
            return "report"
        if self.case.kind == privacy.KIND:
            return "privacy"
        return "damage" if self.case.kind in REPORTS else "request"


def what_next(it: Asked) -> str:
    """What happens now, and what the customer has to do."""
    return _say(it, it.words, "what_next")


def how_long(it: Asked) -> str:
    """How long it usually takes, and the last day that follows from the law."""
    last = next((one["due_on"] for one in it.case.deadlines if one["kind"] == "deemed_lost"), None)
    latest = _say(it, "report", "latest", day=day(date.fromisoformat(last))[it.language]) if last else ""
    answered = next((one["due_on"] for one in it.case.deadlines if one["kind"] == privacy.ANSWER), None)
    if answered:
        return _say(it, "privacy", "how_long", day=day(date.fromisoformat(answered))[it.language])
    return _say(it, it.words, "how_long", latest=latest).strip()


def never(it: Asked) -> str:
    """What is done if the bag is not found."""
    return _say(it, "report", "never") if it.words == "report" else _say(it, "state")


def done(it: Asked) -> str:
    """That it is in, and how it stands."""
    return _say(it, "done")


def where(it: Asked) -> str:
    """Where it has got to."""
    return _say(it, "report", "where") if it.words == "report" else _say(it, "state")


def who(it: Asked) -> str:
    """Who has it."""
    return _say(it, "report", "who")


def why(it: Asked) -> str:
    """Why it takes long."""
    return _say(it, "report", "why") if it.words == "report" else _say(it, "state")


def money(it: Asked) -> str:
    """What can be claimed."""
    return _say(it, "report", "money") if it.case.kind in REPORTS else _say(it, "state")


def documents(it: Asked) -> str:
    """Which papers are to be kept or sent."""
    return _say(it, it.words if it.words != "privacy" else "request", "documents")


def reference(it: Asked) -> str:
    """The reference once more."""
    return _say(it, "reference")


def reference_when(it: Asked) -> str:
    """The reference once more, and by when."""
    return f"{reference(it)} {how_long(it)}" if it.language == "en" else reference(it) + how_long(it)


def progress(it: Asked) -> str:
    """Where it stands, and what comes next."""
    if it.case.closed_at is not None:
        return _say(it, "state")
    return _say(it, "state") + (" " if it.language == "en" else "") + what_next(it)


def delivery(it: Asked) -> str:
    """Where a bag that is found goes: which address it is, and not what it says."""
    return _say(it, "report", "delivery") if it.words == "report" else _say(it, "state")


def keep_tag(it: Asked) -> str:
    """Whether the tag is still needed."""
    return _say(it, "keep_tag")


def notify(it: Asked) -> str:
    """That whoever asked hears of it here."""
    return _say(it, "notify")


def how_told(it: Asked) -> str:
    """In which way whoever asked hears of it."""
    return _say(it, "how_told")


def keep(it: Asked) -> str:
    """Whether what it is about may be thrown away, used or repaired meanwhile."""
    return _say(it, it.words, "keep") if it.words in ("report", "damage") else documents(it)


# What each facet of a case is answered by.
ANSWERS: dict[str, Callable[[Asked], str]] = {
    "what_next": what_next,
    "how_to": what_next,
    "stuck": what_next,
    "how_long": how_long,
    "when": how_long,
    "never": never,
    "done": done,
    "normal": how_long,
    "where": where,
    "who": who,
    "why": why,
    "money": money,
    "care": money,
    "how_much": money,
    "documents": documents,
    "reference": reference,
    "reference_when": reference_when,
    "progress": progress,
    "delivery": delivery,
    "keep_tag": keep_tag,
    "keep": keep,
    "notify": notify,
    "how_told": how_told,
}


def _say(it: Asked, *path: str, **facts: str) -> str:
    words = load("case_answers")
    for key in path:
        words = words[key]
    state = case_presenter.label(it.case, it.case.status, it.language)
    return str(words[it.language]).format(reference=it.case.reference, state=state, **facts)
