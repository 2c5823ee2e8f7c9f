"""Model cards: of every model what it was taught, how it did, and who approved what it learned.

After M. Mitchell et al., *Model Cards for Model Reporting*, FAT* 2019, 220-229: data, scores by group, comparison.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm.base import Base, utc_now
from crm.errors import ModelNotFound
from crm.proof import HELD_OUT, Line, Proof, Question
from crm.statistics.estimates import share
from crm.taught import Taught


class Verdict(StrEnum):
    """What came of it. `unproven`: it was trained by hand, before there was another to compare it with."""

    TAKEN = "taken"
    REFUSED = "refused"
    UNPROVEN = "unproven"


class ModelCard(Base):
    """The card of a model, by the name of its archive. `contents` is what is shown and downloaded."""

    __tablename__ = "model_card"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(default=utc_now)
    verdict: Mapped[Verdict] = mapped_column(String(16))
    contents: Mapped[dict[str, Any]] = mapped_column(default=dict)


class Exam(NamedTuple):
    """What a model answered to each question."""

    questions: Sequence[Question]
    answers: Sequence[str]


def contents(
    name: str,
    *,
    taught: Sequence[Taught],
    exam: Exam,
    decisions: Sequence[Mapping[str, Any]],
    proof: Proof | None = None,
    compared_with: str | None = None,
    now: datetime | None = None,
) -> dict[str, Any]:
    """All that there is to know of a model, as it is stored. `proof`: how it compares with the one before."""
    return {
        "name": name,
        "made_at": (now or utc_now()).isoformat(),
        "verdict": _verdict(proof),
        "digest": _digest(taught),
        "counts": _counts(taught),
        "scores": _scores(exam),
        "compared_with": compared_with,
        "table": [_row(line) for line in proof.lines] if proof else [],
        "objections": [asdict(one) for one in proof.objections] if proof else [],
        "decisions": [dict(one) for one in decisions],
    }


def keep(session: Session, made: Mapping[str, Any]) -> ModelCard:
    """Put a card on file; what was compared last counts, where the same model is tried again."""
    card = session.get(ModelCard, made["name"]) or ModelCard(name=made["name"])
    card.made_at, card.verdict = datetime.fromisoformat(made["made_at"]), Verdict(made["verdict"])
    card.contents = dict(made)
    session.add(card)
    session.flush()
    return card


def has(session: Session, name: str) -> bool:
    """Whether a model has a card."""
    return session.get(ModelCard, name) is not None


def get(session: Session, name: str) -> ModelCard:
    """The card of a model. Raises ModelNotFound."""
    card = session.get(ModelCard, name)
    if card is None:
        raise ModelNotFound
    return card


def latest(session: Session, *, limit: int) -> Sequence[ModelCard]:
    """The newest cards first."""
    return session.scalars(select(ModelCard).order_by(ModelCard.made_at.desc(), ModelCard.name).limit(limit)).all()


def _verdict(proof: Proof | None) -> Verdict:
    if proof is None:
        return Verdict.UNPROVEN
    return Verdict.TAKEN if proof.better else Verdict.REFUSED


def _digest(taught: Iterable[Taught]) -> str:
    """What tells these sentences from all others, in whatever order they are read."""
    return hashlib.sha256(repr(sorted(tuple(one) for one in taught)).encode()).hexdigest()


def _counts(taught: Iterable[Taught]) -> list[dict[str, Any]]:
    """How many sentences each intent has in each language, by hand and learned."""
    found: dict[tuple[str, str], Counter[bool]] = {}
    for one in taught:
        found.setdefault((one.intent, one.language), Counter())[one.learned] += 1
    return [
        {"intent": intent, "language": language, "written": counted[False], "learned": counted[True]}
        for (intent, language), counted in sorted(found.items())
    ]


def _scores(exam: Exam) -> list[dict[str, Any]]:
    """The model's own score in each part of the exam and each language, with Wilson's interval."""
    asked: dict[tuple[str, str], list[bool]] = {}
    for question, answer in zip(exam.questions, exam.answers, strict=True):
        asked.setdefault((question.part, question.language), []).append(question.is_right(answer))
    return [_score(part, language, asked[part, language]) for part, language in sorted(asked, key=_held_out_first)]


def _held_out_first(group: tuple[str, str]) -> tuple[bool, str, str]:
    return group[0] != HELD_OUT, *group


def _score(part: str, language: str, right: Sequence[bool]) -> dict[str, Any]:
    found = share(sum(right), len(right))
    assert found is not None
    return {"part": part, "language": language, **found._asdict()}


def _row(line: Line) -> dict[str, Any]:
    pairs = line.pairs
    return {
        "part": line.part,
        "by": line.by,
        "group": line.group,
        "n": pairs.n,
        "before": pairs.before,
        "after": pairs.after,
        "gained": pairs.gained,
        "lost": pairs.lost,
        **line.difference._asdict(),
        "p": line.p,
    }
