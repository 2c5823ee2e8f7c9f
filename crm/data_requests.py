"""Requests about personal data, carried out: a copy is produced, or everything is erased, and the customer is told."""

from datetime import date, datetime
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import case_kinds, case_presenter, cases, conversations, erasure, files, personal_data, personal_text, privacy
from crm.agents import Agent
from crm.case_texts import LANGUAGES, Bilingual, day, in_both
from crm.cases import Case
from crm.conversations import Conversation
from crm.erasure import Erasure
from crm.errors import CaseMoveRefused, CopyFirst, ErasureFirst, IdentityNotConfirmed
from crm.texts import load

Deed = Literal["export", "erase"]
_DEEDS: dict[str, Deed] = {"see": "export", "erase": "erase"}
# Before this state nobody has confirmed who asks; see data/core/cases/privacy_request.yml.
_CONFIRMED, _DONE = "in_progress", "done"


def deed_of(case: Case) -> Deed | None:
    """What is carried out with a button; None where a person does it otherwise, or it is no such request."""
    if case.kind != privacy.KIND:
        return None
    return next((deed for wish, deed in _DEEDS.items() if privacy.asks_for(case, wish)), None)


def offered(case: Case) -> Deed | None:
    """What can be carried out now: only once it is confirmed who asks."""
    return deed_of(case) if case.status == _CONFIRMED else None


def require_carried_out(session: Session, case: Case, to: str) -> None:
    """See that nobody is told that something is done which is not. Raises CopyFirst, ErasureFirst."""
    if to != _DONE:
        return
    deed = deed_of(case)
    if deed == "export" and not files.of_case(session, case.id):
        raise CopyFirst
    done = erasure.of_case(session, case) if deed == "erase" else None
    if deed == "erase" and (done is None or done.finished_at is None):
        raise ErasureFirst


def produce_copy(session: Session, case: Case, *, agent: Agent, expected_version: int, now: datetime) -> None:
    """Put everything that is kept about the customer to the case, as JSON and to be read, and close it.

    Raises IdentityNotConfirmed, CaseMoveRefused.
    """
    conversation = _locked(session, case)
    _require(case, "export", expected_version)
    told = personal_data.collect(session, case.customer_id, now=now)
    for copy in personal_text.files_of(told, reference=case.reference, language=conversation.language):
        files.attach(session, copy, conversation_id=conversation.id, case_id=case.id)
    _finish(session, case, agent=agent)
    body = load("privacy")["copied"][conversation.language].format(reference=case.reference)
    case_presenter.say(session, conversation, case, body=body)


def carry_out_erasure(session: Session, case: Case, *, agent: Agent, expected_version: int, now: datetime) -> Erasure:
    """Erase what may be erased now and tell the customer what was, and what stays until when. Once is enough.

    Raises IdentityNotConfirmed, CaseMoveRefused.
    """
    conversation, known = _locked(session, case), erasure.of_case(session, case)
    if known is not None and known.finished_at is not None:
        return known
    _require(case, "erase", expected_version)
    return _erase(session, case, conversation, agent=agent, now=now)


def finish_erasures(session: Session, *, now: datetime) -> int:
    """Erase what was kept for cases that are closed by now; how many requests that ended."""
    waiting = erasure.unfinished(session)
    for one in waiting:
        _erase(session, one.case, _locked(session, one.case), agent=None, now=now)
    return len(waiting)


def _erase(session: Session, case: Case, conversation: Conversation, *, agent: Agent | None, now: datetime) -> Erasure:
    done = erasure.erase(session, case, agent=agent, now=now)
    session.refresh(conversation)
    if done.finished_at is not None and case.closed_at is None:
        _finish(session, case, agent=agent)
    case_presenter.say(session, conversation, case, body=told(done, conversation.language))
    return done


def told(done: Erasure, language: str) -> str:
    """What was erased, what stays, and until when."""
    words, between = load("privacy"), "、" if language == "zh" else ", "
    counted = [
        words["counts"][kind][language].format(n=count)
        for kind, count in done.counts.items()
        if count and kind in words["counts"]
    ]
    erased = between.join(counted) or words["nothing"][language]
    parts = [words["erased" if done.finished_at else "erased_in_part"][language]]
    parts += [_kept(one)[language] for one in done.kept]
    parts.append(words["remains" if done.finished_at else "goes_on"][language])
    return "\n".join(parts).format(reference=done.case.reference, erased=erased)


def _kept(one: dict[str, Any]) -> Bilingual:
    until = day(date.fromisoformat(one["until"])) if one["until"] else None
    template = load("privacy")["kept_until" if until else "kept"]
    return in_both(
        template, reference=one["reference"], title=one["title"], until=until or dict.fromkeys(LANGUAGES, "")
    )


def _locked(session: Session, case: Case) -> Conversation:
    """Lock all conversations of the customer, then the case; the case's conversation."""
    mine = select(Conversation.id).where(Conversation.customer_id == case.customer_id)
    conversations.lock_all(session, session.scalars(mine))
    cases.lock(session, case)
    return conversations.lock(session, case.conversation_id)


def _require(case: Case, deed: Deed, expected_version: int) -> None:
    if case.version != expected_version or deed_of(case) != deed or case.closed_at is not None:
        raise CaseMoveRefused(**{"from": case.status, "to": _DONE})
    if offered(case) is None:
        raise IdentityNotConfirmed(status=case.status)


def _finish(session: Session, case: Case, *, agent: Agent | None) -> None:
    workflow = case_kinds.get(case.kind).workflow
    cases.move(session, case, _DONE, workflow=workflow, actor="agent" if agent else "system", agent=agent)
