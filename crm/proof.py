"""Proof: whether a model that has learned more is better than the one before, told from what both make of one exam.

What was approved has to be understood better, and nothing else worse: not on the whole, in no language, in no skill,
and not one language at the cost of the other.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from crm import skills, texts
from crm.statistics.paired import Difference, Pairs, difference, holm, mcnemar

HELD_OUT, KEPT_BACK, LEARNED = "held_out", "kept_back", "learned"
# A loss of as much on the held-out messages could not be ruled out: refused.
MARGIN = 0.01
# The better language may be ahead by so much more than before.
PARITY = 0.01
# Of what was kept back so much has to be understood at least: labels that contradict each other are not.
UNDERSTOOD = 0.5
_SIGNIFICANT = 0.05
_NOBODYS = frozenset({"out_of_scope", "nlu_fallback"})


@dataclass(frozen=True)
class Question:
    """A message, what it means, and to which part of the exam it belongs."""

    part: str
    language: str
    intent: str
    text: str

    def is_right(self, answer: str) -> bool:
        """Whether it was taken for what it means; what is no business of ours may also be asked back about."""
        return answer in _NOBODYS if self.intent == "out_of_scope" else answer == self.intent


@dataclass(frozen=True)
class Line:
    """A line of the table: a group of questions, and how many of them each model got right."""

    part: str
    by: str
    group: str
    pairs: Pairs
    difference: Difference
    p: float


@dataclass(frozen=True)
class Objection:
    """Why a model is not taken, by a name and the group in which it shows."""

    reason: str
    group: str = ""


@dataclass(frozen=True)
class Proof:
    """The table, and what speaks against the candidate; nothing does if it is better."""

    lines: Sequence[Line]
    objections: Sequence[Objection]

    @property
    def better(self) -> bool:
        """Whether the candidate may be served."""
        return not self.objections


def prove(questions: Sequence[Question], before: Sequence[str], after: Sequence[str], *, stories: bool) -> Proof:
    """Compare what two models answered to the same questions. `stories`: whether the candidate passes all of them."""
    answered = list(zip(questions, before, after, strict=True))
    lines = [
        *_lines(answered, "all", lambda _: "all"),
        *_lines(answered, "language", lambda one: one.language),
        *_lines([one for one in answered if one[0].part == HELD_OUT], "skill", _skill),
    ]
    return Proof(lines, [*_objections(lines), *([] if stories else [Objection("stories_fail")])])


def table(lines: Sequence[Line]) -> str:
    """The table as CSV (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["part", "by", "group", "n", "before", "after", "gained", "lost", "difference", "low", "high", "p"])
    for one in lines:
        figures = [f"{figure:.4f}" for figure in (one.pairs.before, one.pairs.after)]
        change = [f"{figure:.4f}" for figure in one.difference]
        counted = [one.pairs.gained, one.pairs.lost]
        writer.writerow([one.part, one.by, one.group, one.pairs.n, *figures, *counted, *change, f"{one.p:.4g}"])
    return out.getvalue()


def explained(objection: Objection, language: str) -> str:
    """An objection as a sentence, its group as it is called in that language."""
    return str(texts.load("models")["objections"][objection.reason][language]).format(group=objection.group)


def _fell(pairs: Pairs, p: float) -> bool:
    return p < _SIGNIFICANT and pairs.lost > pairs.gained


Answered = tuple[Question, str, str]


def _lines(answered: Iterable[Answered], by: str, group_of: Callable[[Question], str]) -> list[Line]:
    groups: dict[tuple[str, str], list[tuple[bool, bool]]] = {}
    for one, before, after in answered:
        groups.setdefault((one.part, group_of(one)), []).append((one.is_right(before), one.is_right(after)))
    return [_line(part, by, group, Pairs.of(groups[part, group])) for part, group in sorted(groups)]


def _line(part: str, by: str, group: str, pairs: Pairs) -> Line:
    return Line(part, by, group, pairs, difference(pairs), mcnemar(pairs))


def _skill(question: Question) -> str:
    skill = skills.of_intent(question.intent)
    return skill.name if skill else question.intent


def _objections(lines: Sequence[Line]) -> list[Objection]:
    whole = {one.part: one for one in lines if one.by == "all"}
    found = [*_against_what_was_learned(whole.get(KEPT_BACK), whole.get(LEARNED))]
    if (held_out := whole.get(HELD_OUT)) and (held_out.difference.low < -MARGIN or _fell(held_out.pairs, held_out.p)):
        found.append(Objection("worse"))
    groups = [one for one in lines if one.part == HELD_OUT and one.by != "all"]
    raised = holm(one.p for one in groups)
    fell = [
        one for one, p in zip(groups, raised, strict=True) if p < _SIGNIFICANT and one.pairs.lost > one.pairs.gained
    ]
    found += [Objection("worse_in", one.group) for one in fell]
    if _gap(groups, lambda one: one.after) > _gap(groups, lambda one: one.before) + PARITY:
        found.append(Objection("parity"))
    return found


def _against_what_was_learned(kept_back: Line | None, learned: Line | None) -> list[Objection]:
    """All that was approved has to be understood better; what was kept back of it not worse, and for the most part."""
    approved = [one.pairs for one in (kept_back, learned) if one]
    if not approved:
        return [Objection("nothing_to_prove_it")]
    balances = [pairs.gained - pairs.lost for pairs in approved]
    found = [] if sum(balances) > 0 and balances[0] >= 0 else [Objection("not_better")]
    return found if approved[0].after >= UNDERSTOOD else [*found, Objection("not_understood")]


def _gap(groups: Sequence[Line], share: Callable[[Pairs], float]) -> float:
    """How far apart the two languages are."""
    shares = [share(one.pairs) for one in groups if one.by == "language" and one.group in ("zh", "en")]
    return max(shares) - min(shares) if shares else 0.0
