"""Care afterwards: some days later the guest is asked whether it stayed solved, and a "no" takes the case up again."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import case_kinds, cases, conversations, interactions, messages
from crm.case_texts import in_both
from crm.cases import Case
from crm.conversations import Conversation, Status
from crm.interactions import Interaction
from crm.messages import Author, Kind
from crm.site import site
from crm.texts import load

ASKED, ANSWERED = "after_care_asked", "after_care_answered"
# What is asked about, the state in which it is taken for solved, and how long after that the question comes.
SOLVED = {"maintenance": ("fixed", timedelta(days=2)), "left_behind": ("found", timedelta(days=5))}
AGAIN = {"maintenance": "in_progress", "left_behind": "searching"}
# What was solved longer ago is not asked about any more.
_WITHIN = timedelta(days=14)
FROM, UNTIL = 9, 20


def ask_due(session: Session, *, now: datetime) -> int:
    """Ask, once for each case, whether it stayed solved; while a person has the conversation nobody is asked."""
    if not FROM <= now.astimezone(site().zone).hour < UNTIL:
        return 0
    asked = 0
    for case in _solved(session, now):
        conversation = conversations.lock(session, case.conversation_id)
        if conversation.status not in (Status.BOT, Status.RESOLVED) or _was_asked(session, case):
            continue
        _ask(session, conversation, case)
        asked += 1
    return asked


def to_reopen(session: Session, conversation_id: UUID, *, kinds: Sequence[str] = tuple(SOLVED)) -> Case | None:
    """The case of this conversation that was solved last, and could be taken up again."""
    made = cases.of_conversation(session, conversation_id)
    return next((one for one in reversed(made) if one.kind in kinds and is_solved(one)), None)


def is_solved(case: Case) -> bool:
    """Whether it is in the state in which it is taken for solved."""
    return case.kind in SOLVED and case.status == SOLVED[case.kind][0]


def reopen(session: Session, case: Case) -> None:
    """Take it up again, as the guest says that it is not solved. What they are told is for whoever heard it."""
    cases.lock(session, case)
    cases.move(session, case, AGAIN[case.kind], workflow=case_kinds.get(case.kind).workflow, actor="customer")


def note_answer(session: Session, case: Case, *, stayed: bool, message_id: UUID | None) -> None:
    """Keep what was answered, beside the conversation."""
    interactions.record(
        session,
        conversation_id=case.conversation_id,
        message_id=message_id,
        kind=ANSWERED,
        key=case.reference,
        summary=in_both(load("after_care")["answered"]["yes" if stayed else "no"], reference=case.reference),
    )


def _solved(session: Session, now: datetime) -> list[Case]:
    query = select(Case).where(Case.kind.in_(SOLVED), Case.closed_at > now - _WITHIN).order_by(Case.id)
    return [one for one in session.scalars(query) if is_solved(one) and one.closed_at and _is_due(one, now)]


def _is_due(case: Case, now: datetime) -> bool:
    return case.closed_at is not None and case.closed_at + SOLVED[case.kind][1] <= now


def _was_asked(session: Session, case: Case) -> bool:
    query = select(Interaction.id).where(
        Interaction.conversation_id == case.conversation_id,
        Interaction.kind == ASKED,
        Interaction.key == case.reference,
    )
    return session.scalars(query.limit(1)).first() is not None


def _ask(session: Session, conversation: Conversation, case: Case) -> None:
    words, language = load("after_care"), conversation.language
    body = str(words["ask"][case.kind][language]).format(title=case.title[language], reference=case.reference)
    choices = [
        {"title": words[answer][language], "payload": f'/{intent}{{"case_reference": "{case.reference}"}}'}
        for answer, intent in (("stayed", "stayed_solved"), ("came_back", "came_back"))
    ]
    # As the assistant in any case: a button that nobody offered is not taken.
    messages.append(session, conversation, author=Author.BOT, body=body, kind=Kind.CHOICES, data={"choices": choices})
    interactions.record(
        session,
        conversation_id=conversation.id,
        message_id=None,
        kind=ASKED,
        key=case.reference,
        summary=in_both(words["asked"], reference=case.reference),
    )
