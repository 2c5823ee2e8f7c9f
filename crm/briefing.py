"""Briefings: what a person who takes over must know at once, in a few lines, made from what was said and done alone."""

import re
import uuid
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import case_kinds, cases, interactions, messages, questions, skills, texts, verticals
from crm.conversations import Conversation
from crm.forms import OPEN, Form
from crm.interactions import Interaction
from crm.messages import Author, Message
from crm.search_words import folded

Bilingual = dict[str, str]
LINE, MOST_TRIED, MOST_NAMED = 140, 5, 8
# What is said around a matter and never is one.
_AROUND = frozenset(
    {None, "human", "greet", "thank", "goodbye", "affirm", "deny", "nlu_fallback", "leave_queue", "how_long"}
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.ASCII)
_PHONE = re.compile(r"(?<![\w+])(?:\+|00)\d[\d ().-]{6,18}\d(?!\w)|(?<!\d)1[3-9]\d{9}(?!\d)", re.ASCII)


def brief(session: Session, conversation: Conversation, *, reason: str) -> dict[str, Any]:
    """The problem in one line, identifiers, what was tried, the tone, flags, and a next step that fits."""
    said = _said(session, conversation)
    problem = _problem(said)
    flags = [name for name, flag in _texts()["flags"].items() if any(_has(flag["words"], one) for one in said)]
    if reason == "safety":
        flags.append("safety")
    return {
        "problem": _line(problem),
        "identifiers": _identifiers(conversation, said),
        "tried": [_with_evidence(one.summary, one.message_id) for one in _delivered(session, conversation)],
        "tone": next((one.tone for one in reversed(said) if one.tone in _texts()["tones"]), None),
        "flags": flags,
        "next_step": _next_step(session, conversation, reason=reason, problem=problem, said=said, flags=flags),
    }


def _said(session: Session, conversation: Conversation) -> list[Message]:
    everything = messages.after(session, conversation_id=conversation.id)
    return [one for one in everything if one.author == Author.VISITOR and not one.payload]


def _delivered(session: Session, conversation: Conversation) -> list[Interaction]:
    return interactions.delivered(session, conversation)[-MOST_TRIED:]


def _problem(said: Sequence[Message]) -> Message | None:
    """The message that tells most of the matter; of two alike the newer."""
    return max(said, key=lambda one: (_weight(one), one.seq), default=None)


def _weight(message: Message) -> int:
    """How much of a matter a message tells: that it has a topic, a flag, and its length."""
    about = 3 if skills.topic_of(message.intent or "") and message.intent not in _AROUND else 0
    flagged = 3 if any(_has(flag["words"], message) for flag in _texts()["flags"].values()) else 0
    return about + flagged + min(len(message.body) * _density(message.body) // 40, 4) + (message.intent not in _AROUND)


def _density(text: str) -> int:
    """A Chinese character says about as much as three letters."""
    return 3 if re.search(r"[\u4e00-\u9fff]", text) else 1


def _line(message: Message | None) -> dict[str, Any] | None:
    if message is None:
        return None
    topic = skills.topic_of(message.intent or "")
    form = _texts()["problem" if topic else "problem_plain"]
    named: Any = skills.skills()[topic].topic if topic else None
    quoted = _cut(message.body)
    text = {lang: form[lang].format(topic=named[lang] if named else "", body=quoted) for lang in form}
    return _with_evidence(text, message.id)


def _identifiers(conversation: Conversation, said: Iterable[Message]) -> list[dict[str, Any]]:
    """What was given, each once and in order, with the message it stands in."""
    found: dict[tuple[str, str], uuid.UUID] = {}
    for message in said:
        for kind, value in _identifiers_in(message.body):
            found.setdefault((kind, value), message.id)
    labels = _texts()["identifiers"]
    name = conversation.customer.name
    named = [{"label": labels["name"], "value": name, "message_ids": []}] if name else []
    given = [
        {"label": labels[kind], "value": value, "message_ids": [str(message_id)]}
        for (kind, value), message_id in found.items()
    ]
    return [*named, *given[-MOST_NAMED:]]


def _identifiers_in(text: str) -> Iterator[tuple[str, str]]:
    for vertical in verticals.enabled():
        yield from vertical.identifiers(text)
    yield from (("email", one) for one in _EMAIL.findall(text))
    yield from (("phone", one.strip()) for one in _PHONE.findall(text))


def _next_step(
    session: Session,
    conversation: Conversation,
    *,
    reason: str,
    problem: Message | None,
    said: Sequence[Message],
    flags: Sequence[str],
) -> Bilingual:
    """What to do first: whatever a flag asks for, then what is open."""
    reasons = _texts()["reasons"]
    if reason == "safety":
        return dict(reasons["safety"]["next_step"])
    first = [_texts()["flags"][flag]["first"] for flag in flags]
    then = _open_matter(session, conversation) or _by_reason(session, conversation, reason, problem, said)
    return {lang: _gap(lang).join(part[lang] for part in (*first, then)) for lang in ("zh", "en")}


def _open_matter(session: Session, conversation: Conversation) -> Bilingual | None:
    """The form that was begun, or the case that is not done."""
    steps = _texts()["next_steps"]
    begun = select(Form).where(Form.conversation_id == conversation.id, Form.status == OPEN).order_by(Form.id.desc())
    if form := session.scalars(begun).first():
        title = questions.definition(form.name).title
        return {lang: text.format(form=title[lang]) for lang, text in steps["form"].items()}
    open_cases = [one for one in cases.of_conversation(session, conversation.id) if one.closed_at is None]
    if not open_cases:
        return None
    case = open_cases[-1]
    state = case_kinds.get(case.kind).states[case.status].desk_label
    return {lang: text.format(reference=case.reference, state=state[lang]) for lang, text in steps["case"].items()}


def _by_reason(
    session: Session, conversation: Conversation, reason: str, problem: Message | None, said: Sequence[Message]
) -> Bilingual:
    """What the reason asks for where it says something of its own; else the question that is still open."""
    steps, reasons = _texts()["next_steps"], _texts()["reasons"]
    if reason not in ("requested", "not_understood") or problem is None or problem.intent in _AROUND:
        return dict(reasons.get(reason, reasons["requested"])["next_step"])
    done = _delivered(session, conversation)
    key = "answered" if any(one.message_id == problem.id for one in done) else "question"
    return {lang: text.format(body=_cut(problem.body, 60)) for lang, text in steps[key].items()}


def _with_evidence(text: Bilingual, message_id: uuid.UUID | None) -> dict[str, Any]:
    return {"text": text, "message_ids": [str(message_id)] if message_id else []}


def _has(words: Sequence[str], message: Message) -> bool:
    """Whether one of the words is in the message: Latin ones by themselves, Chinese ones anywhere."""
    said = folded(message.body)
    return any(
        re.search(rf"(?<![a-z]){re.escape(word)}(?![a-z])", said) if word.isascii() else word in said for word in words
    )


def _cut(text: str, most: int = LINE) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[:most].rstrip() + "…"


def _gap(language: str) -> str:
    return "" if language == "zh" else " "


def _texts() -> dict[str, Any]:
    return texts.load("handover")
