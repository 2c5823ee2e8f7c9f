"""Cases as the customer sees them: the sentence for a state, and the card with the way gone and the way ahead."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from crm import appointments, case_kinds, cases, files, messages, verticals
from crm.case_kinds import State
from crm.case_texts import words
from crm.cases import Case, CaseEvent
from crm.conversations import Conversation, Status
from crm.files import File
from crm.message_data import CaseCard, CaseDeadline, CaseFile, CaseStep, StepState
from crm.messages import Kind

# The card shows the way, not the archive.
MOST_STEPS, MOST_AHEAD = 6, 2


def sentence(case: Case, language: str, *, note: str = "") -> str:
    """What the customer reads now that the case is in its state, with what an agent added."""
    sentence = _state(case, case.status).sentence[language].format(reference=case.reference, title=case.title[language])
    return words("noted")[language].format(told=sentence, note=note) if note else sentence


def label(case: Case, status: str, language: str) -> str:
    """What a state of the case is called."""
    return _state(case, status).label[language]


def card(session: Session, case: Case, language: str, *, own: bool = False) -> dict[str, Any]:
    """The case's card: reference, state, steps, last days.

    The receipt, the files, and what an agent wrote to the customer, only where the case was opened (`own`): for the
    rest a reference and a surname are enough, and both are printed on labels.
    """
    history = [event for event in cases.events(session, case) if event.to_status]
    # What was written with one step is said with that step alone.
    last = history[-1] if history else None
    note = last.note if last and last.public and last.actor == "agent" else ""
    return CaseCard(
        kind=case.kind,
        icon=case_kinds.get(case.kind).icon,
        reference=case.reference,
        title=case.title[language],
        status=label(case, case.status, language),
        tone=_state(case, case.status).tone,
        steps=[*_behind(case, history, language), *_ahead(case, language)],
        deadlines=[_deadline(raw, language) for raw in case.deadlines if _still_to_come(session, case, raw)],
        note=note if own and note else None,
        receipt=own and verticals.case_hooks(case.kind).receipt is not None,
        calendar=appointments.link(session, case) if own else None,
        files=[_file(file) for file in files.of_case(session, case.id)] if own else [],
    ).as_json()


def say(
    session: Session, conversation: Conversation, case: Case, *, body: str, choices: Sequence[tuple[str, str]] = ()
) -> None:
    """Tell the customer about their case, with its card and, while the assistant may speak, what they can do next.

    `choices` are (name of a title in `cases.yml`, payload). The conversation must be locked.
    """
    language = conversation.language
    shown = {"card": card(session, case, language, own=case.conversation_id == conversation.id)}
    messages.notify(session, conversation, body=body, kind=Kind.CARD, data=shown)
    # A button is a message to the assistant: with a person there, or nobody, it would lead nowhere.
    if choices and conversation.status == Status.BOT:
        offered = {"choices": buttons(choices, language)}
        messages.notify(session, conversation, body=words("next")[language], kind=Kind.CHOICES, data=offered)


def buttons(choices: Sequence[tuple[str, str]], language: str) -> list[dict[str, str]]:
    """Choices as buttons: [{title, payload}]."""
    return [{"title": words("choices", name)[language], "payload": payload} for name, payload in choices]


def _behind(case: Case, history: Sequence[CaseEvent], language: str) -> list[CaseStep]:
    """The states gone through, each where it came last, up to the present one."""
    latest = {event.to_status: event for event in history if event.to_status}
    gone = sorted(latest.values(), key=lambda event: event.id)[-MOST_STEPS:]
    ended = case.closed_at is not None
    return [
        CaseStep(
            label=label(case, event.to_status or "", language),
            at=event.at.isoformat(timespec="seconds"),
            state=_standing(event, case, ended=ended),
        )
        for event in gone
    ]


def _standing(event: CaseEvent, case: Case, *, ended: bool) -> StepState:
    if _state(case, event.to_status or "").tone == "bad":
        return "problem"
    return "current" if event.to_status == case.status and not ended else "done"


def _ahead(case: Case, language: str) -> list[CaseStep]:
    """What usually follows. Nothing is promised for a case that left the usual way."""
    way = case_kinds.get(case.kind).usual
    if case.status not in way:
        return []
    following = way[way.index(case.status) + 1 :][:MOST_AHEAD]
    return [CaseStep(label=label(case, status, language), at=None, state="next") for status in following]


def _state(case: Case, status: str) -> State:
    return case_kinds.get(case.kind).states[status]


def _still_to_come(session: Session, case: Case, raw: dict[str, Any]) -> bool:
    """A claim that hangs on the case has been made in writing: until when it had to be is of no interest any more."""
    return raw["kind"] != "notice" or not cases.children(session, case)


def _file(file: File) -> CaseFile:
    return CaseFile(name=file.name, size=file.size, url=f"/v1/chat/files/{file.id}")


def _deadline(raw: dict[str, Any], language: str) -> CaseDeadline:
    return CaseDeadline(
        label=words("deadlines", raw["kind"])[language], date=raw["due_on"], basis=raw["basis"][language]
    )
