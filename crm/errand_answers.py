"""What is answered when a customer asks about an errand that was filed: whether it is done, by when, its reference."""

from crm import case_presenter
from crm.cases import Case
from crm.errand_cases import by, errand, keeps_its_days
from crm.errand_forms import errand_of
from crm.texts import load

# Which answer each question gets; all others hear how it stands.
ANSWERED = {
    "done": "done",
    "reference": "reference",
    "reference_when": "reference",
    "progress": "progress",
    "delivery": "what_next",
    "how_long": "how_long",
    "when": "how_long",
    "normal": "how_long",
    "notify": "how_long",
    "how_told": "how_told",
    "what_next": "what_next",
    "how_to": "what_next",
    "stuck": "what_next",
    "who": "who",
}


def answer(case: Case, facet: str, language: str) -> str | None:
    """The answer to a question about the case; None for another kind of case, or what a case cannot say."""
    if errand_of(case.kind) is None or load("errands")["elsewhere"].get(facet):
        return None
    words, said = load("errands")["answers"], errand(case.kind)
    state = case_presenter.label(case, case.status, language)
    facts = {"reference": case.reference, "title": case.title[language], "state": state}
    if case.closed_at is not None:
        key = "reference" if ANSWERED.get(facet) == "reference" else "over"
        return _tidy(words[key][language].format(**facts, by=""))
    days = words["how_long_days"][language].format(days=said.working_days) if keeps_its_days(case) else ""
    key = ANSWERED.get(facet, "state")
    return _tidy(words[key][language].format(**facts, next=said.next[language], by=by(case, language), days=days))


def _tidy(text: str) -> str:
    return " ".join(text.split())
