"""Lessons: what two people have agreed on, as sentences to be learned, with where each comes from."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import content
from crm.decisions import Decision, DecisionKind, DecisionState
from crm.review_decisions import reviews_of
from crm.unanswered import normalised

# Of a decision about three messages or more, about one in so many is kept back, to test with what was not learned.
KEPT_BACK = 5
_ENOUGH = 3
TAUGHT = (DecisionKind.INTENT, DecisionKind.NOT_OURS)


@dataclass(frozen=True)
class Sentence:
    """Something a customer wrote, without personal data. `kept_back`: it is tested with, and not learned."""

    review_id: uuid.UUID
    language: str
    text: str
    kept_back: bool = False


@dataclass(frozen=True)
class Lesson:
    """What a decision teaches: sentences of one meaning."""

    decision: Decision
    sentences: Sequence[Sentence]

    @property
    def target(self) -> str:
        """The intent or the question; of a new topic the name that is made for it."""
        return self.decision.target

    def learned(self) -> list[Sentence]:
        """The sentences that are learned."""
        return [one for one in self.sentences if not one.kept_back]


@dataclass(frozen=True)
class Refused:
    """A sentence that is not learned, and why: `known` already, or `contradicted` by another meaning of its words."""

    lesson: Lesson
    sentence: Sentence
    why: str
    other: str


@dataclass(frozen=True)
class Found:
    """What there is to learn, and what is left out of it."""

    lessons: Sequence[Lesson]
    refused: Sequence[Refused]


def collect(session: Session) -> Found:
    """Everything approved, oldest first; nothing of what was erased or taken back since."""
    query = select(Decision).where(Decision.state == DecisionState.APPROVED).order_by(Decision.id)
    some = [one for one in session.scalars(query) if one.kind != DecisionKind.NOTHING]
    found = [Lesson(one, sentences) for one in some if (sentences := _sentences(session, one))]
    return _sorted_out(found, _taught_by_hand())


def one_line(text: str) -> str:
    """A sentence on one line, without the brackets by which training data marks parts of it."""
    return " ".join(text.translate(_BRACKETS).split())


_BRACKETS = str.maketrans("[]{}", "()()")


def _sentences(session: Session, decision: Decision) -> list[Sentence]:
    reviews = [one for one in reviews_of(session, decision) if one.said]
    told: dict[str, Sentence] = {}
    for one in reviews:
        text = one_line(one.said or "")
        back = len(reviews) >= _ENOUGH and one.id.int % KEPT_BACK == 0
        told.setdefault(normalised(text), Sentence(one.id, one.language, text, back))
    # All of them kept back would teach nothing.
    if all(one.kept_back for one in told.values()):
        return [Sentence(one.review_id, one.language, one.text) for one in told.values()]
    return list(told.values())


def _sorted_out(lessons: Sequence[Lesson], by_hand: Mapping[str, str]) -> Found:
    """A sentence with two meanings teaches neither: which one is right is for people."""
    meanings: defaultdict[str, set[str]] = defaultdict(set)
    for lesson in _of_kinds(lessons, TAUGHT):
        for one in lesson.sentences:
            meanings[normalised(one.text)].add(lesson.target)
    kept, refused = [], []
    for lesson in lessons:
        good = []
        for one in lesson.sentences:
            why, other = _objection(lesson, one, meanings, by_hand)
            if why:
                refused.append(Refused(lesson, one, why, other))
            else:
                good.append(one)
        kept.append(Lesson(lesson.decision, good))
    return Found([one for one in kept if one.sentences], refused)


def _objection(
    lesson: Lesson, sentence: Sentence, meanings: Mapping[str, set[str]], by_hand: Mapping[str, str]
) -> tuple[str, str]:
    if lesson.decision.kind not in TAUGHT:
        return "", ""
    words = normalised(sentence.text)
    if others := sorted(meanings[words] - {lesson.target}):
        return "contradicted", others[0]
    written = by_hand.get(words)
    if written == lesson.target:
        return "known", written
    return ("contradicted", written) if written else ("", "")


def _of_kinds(lessons: Iterable[Lesson], kinds: Sequence[DecisionKind]) -> list[Lesson]:
    return [one for one in lessons if one.decision.kind in kinds]


def _taught_by_hand() -> dict[str, str]:
    """The intent under which each sentence stands in the files that people write."""
    found: dict[str, str] = {}
    for path in content.files("nlu"):
        for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            for line in block.get("examples", "").splitlines():
                found[normalised(line.removeprefix("- "))] = block.get("intent", "")
    return found
