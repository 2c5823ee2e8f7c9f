"""From which confidence on a guess is acted on, derived from a stated target: `python -m bot.model thresholds`.

It exists because confidence is the classifier's own, and differs with every encoder, setting and set of sentences. Of
all thresholds under which `CAUGHT` of the held-out messages that are no business of ours are caught, those are taken
that serve the others best, and config.yml is told.
"""

import asyncio
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import yaml

ROOT = Path(__file__).parent.parent
CONFIG = ROOT / "config.yml"
HELD_OUT = "tests/nlu/heldout_*.yml"
# The target: this share of what is no business of ours is asked back about, or known to be none.
CAUGHT = 0.87
# To act wrongly takes back half of what it gives to act rightly; to ask gives nothing.
_WORTH = {"right": 1.0, "wrong": -0.5}
_AS_GOOD = 0.003
OUT_OF_SCOPE, FALLBACK = "out_of_scope", "nlu_fallback"
_LEAST = np.arange(0.1, 0.8, 0.01)
_GAPS = np.arange(0.0, 0.2, 0.01)
_LEAST_SET = re.compile(r"^( +threshold: )([\d.]+)$", re.MULTILINE)
_GAP_SET = re.compile(r"^( +ambiguity_threshold: )([\d.]+)$", re.MULTILINE)
_OUTCOMES = {
    "right": "acted on, rightly",
    "needless": "asked back, though the first guess was right",
    "offered": "asked back, the right one is the second guess",
    "in vain": "asked back, neither guess is right",
    "wrong": "acted on, wrongly",
}


class Thresholds(NamedTuple):
    """A guess less sure than `least`, or surer than the next by less than `gap`, is asked back about."""

    least: float
    gap: float


@dataclass(frozen=True)
class Asked:
    """A held-out message and how it was understood, whatever the thresholds were then.

    `sure` are the confidence of the best guess and how much less the next one has; None where no doubt is possible.
    """

    language: str
    intent: str
    guesses: list[str]
    sure: tuple[float, float] | None

    def acts(self, thresholds: Thresholds) -> bool:
        """Whether the best guess is acted on."""
        return self.sure is None or (self.sure[0] >= thresholds.least and self.sure[1] >= thresholds.gap)

    def caught(self, thresholds: Thresholds) -> bool:
        """Whether nothing is done about something that is no business of ours."""
        return not self.acts(thresholds) or self.guesses[0] == OUT_OF_SCOPE

    def outcome(self, thresholds: Thresholds) -> str:
        """What becomes of a message that is our business."""
        right = self.guesses[0] == self.intent
        if self.acts(thresholds):
            return "right" if right else "wrong"
        if right:
            return "needless"
        return "offered" if self.intent in self.guesses[:2] else "in vain"


def derive(asked: Sequence[Asked], caught: float = CAUGHT) -> Thresholds:
    """The thresholds that serve best of those that meet the target; the strictest where none does."""
    foreign = [one for one in asked if one.intent == OUT_OF_SCOPE]
    ours = [one for one in asked if one.intent != OUT_OF_SCOPE]
    fits = [t for t in _candidates() if sum(one.caught(t) for one in foreign) >= caught * len(foreign)]
    worth = {t: sum(_WORTH.get(one.outcome(t), 0) for one in ours) for t in fits}
    best = max(worth.values(), default=0.0)
    # Of those that serve as well, the mildest: chance alone must not move them from one training to the next.
    as_good = [t for t in fits if worth[t] >= best - _AS_GOOD * len(ours)]
    return min(as_good, default=Thresholds(float(_LEAST[-1]), float(_GAPS[-1])))


def _candidates() -> Iterator[Thresholds]:
    return (Thresholds(round(float(least), 2), round(float(gap), 2)) for least in _LEAST for gap in _GAPS)


def report(asked: Sequence[Asked], thresholds: Thresholds) -> str:
    """What becomes of the messages, by language, in %."""
    lines = [f"{name:>8}: {meaning}" for name, meaning in _OUTCOMES.items()]
    lines += ["", "".join(f"{name:>10}" for name in ("", "messages", *_OUTCOMES, "caught"))]
    for language in [*sorted({one.language for one in asked}), "all"]:
        rows = [one for one in asked if language in (one.language, "all")]
        outcomes = [one.outcome(thresholds) for one in rows if one.intent != OUT_OF_SCOPE]
        caught = [one.caught(thresholds) for one in rows if one.intent == OUT_OF_SCOPE]
        shares = [_share([outcome == name for outcome in outcomes]) for name in _OUTCOMES] + [_share(caught)]
        lines.append("".join(f"{cell:>10}" for cell in (language, len(rows), *shares)))
    return "\n".join(lines)


def _share(found: Sequence[bool]) -> str:
    return f"{100 * np.mean(found):.1f}" if found else "-"


def configured() -> Thresholds:
    """What config.yml says."""
    content = CONFIG.read_text(encoding="utf-8")
    least, gap = (pattern.findall(content) for pattern in (_LEAST_SET, _GAP_SET))
    return Thresholds(float(least[0][1]), float(gap[0][1]))


def configure(thresholds: Thresholds) -> None:
    """Tell config.yml, and change nothing else there."""
    content = CONFIG.read_text(encoding="utf-8")
    for pattern, value in ((_LEAST_SET, thresholds.least), (_GAP_SET, thresholds.gap)):
        content = pattern.sub(rf"\g<1>{value}", content)
    CONFIG.write_text(content, encoding="utf-8")


def ask(model: Path) -> list[Asked]:
    """How a model whose thresholds are those of config.yml understands the held-out messages."""
    from rasa.core.agent import Agent
    from rasa.utils.log_utils import configure_structlog

    # Otherwise a page of notes is printed for each message.
    configure_structlog(logging.WARNING)
    rows = [row for path in sorted(ROOT.glob(HELD_OUT)) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    return asyncio.run(_ask(Agent.load(model), rows, configured()))


async def _ask(agent: Any, rows: list[dict[str, str]], then: Thresholds) -> list[Asked]:
    asked = []
    for number, row in enumerate(rows, 1):
        asked.append(_understood(row, await agent.parse_message(row["text"]), then))
        if not number % 100:
            print(f"\r{number} of {len(rows)} held-out messages", end="", flush=True)
    print()
    return asked


def _understood(row: dict[str, str], parse: dict[str, Any], then: Thresholds) -> Asked:
    intent = parse["intent"]["name"]
    ranking = [guess for guess in parse.get("intent_ranking") or [] if guess["name"] != FALLBACK]
    names = [guess["name"] for guess in ranking]
    best, second, *_ = *(guess["confidence"] for guess in ranking), 0.0, 0.0
    found = Asked(row["language"], row["intent"], names, (best, best - second))
    if intent != FALLBACK and intent != names[0]:
        # A rule decided, and no likeness.
        return Asked(row["language"], row["intent"], [intent, *names], None)
    if intent == FALLBACK and found.acts(then):
        # A rule doubts it, whatever the confidence.
        return Asked(row["language"], row["intent"], names, (0.0, 0.0))
    return found
