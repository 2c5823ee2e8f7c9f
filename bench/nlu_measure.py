"""What is measured about a list of answers."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from sklearn.metrics import f1_score, matthews_corrcoef, roc_auc_score

from bench.nlu_data import OUT_OF_SCOPE

KEPT_SHARE = 0.95
BINS = 15
# The grid of the paper that published the services' MCC (Arora et al., "HINT3", 2020).
_THRESHOLDS = np.arange(0.0, 0.91, 0.1)


class Answer(NamedTuple):
    """One answer; see bench.nlu_work.answer."""

    guess: str | None
    confidence: float
    in_scope: float
    decided: str | None


class Quality(NamedTuple):
    """Shares between 0 and 1; None where a set has nothing to measure it on."""

    accuracy: float
    macro_f1: float
    auroc: float | None
    foreign_recall: float | None
    ece: float
    mcc: float | None


def quality(truth: Sequence[str], answers: Sequence[Answer], *, foreign_taught: bool = False) -> Quality:
    """Everything about the answers to messages whose intents are `truth`.

    Accuracy, F1 and calibration are about messages in scope, without any threshold. Where `out_of_scope` is taught as
    an intent it counts like any other.
    """
    asked = [(t, a) for t, a in zip(truth, answers, strict=True) if foreign_taught or t != OUT_OF_SCOPE]
    labels, guesses = [t for t, _ in asked], [a.guess or "" for _, a in asked]
    right = np.array([label == guess for label, guess in zip(labels, guesses, strict=True)])
    foreign = np.array([t == OUT_OF_SCOPE for t in truth])
    likely = np.array([a.in_scope for a in answers])
    both = foreign.any() and not foreign.all()
    return Quality(
        accuracy=float(right.mean()),
        macro_f1=float(f1_score(labels, guesses, labels=sorted(set(labels)), average="macro", zero_division=0)),
        auroc=float(roc_auc_score(~foreign, likely)) if both else None,
        foreign_recall=_foreign_recall(truth, answers) if both else None,
        ece=calibration_error(np.array([a.confidence for _, a in asked]), right),
        mcc=best_mcc(truth, answers) if both else None,
    )


def calibration_error(confidence: np.ndarray, right: np.ndarray) -> float:
    """How far confidence is from the share of right answers, over bins of equal width (Guo et al., 2017)."""
    places = np.clip((confidence * BINS).astype(int), 0, BINS - 1)
    gaps = [
        abs(confidence[places == place].mean() - right[places == place].mean()) * (places == place).mean()
        for place in np.unique(places)
    ]
    return float(sum(gaps))


def best_mcc(truth: Sequence[str], answers: Sequence[Answer]) -> float:
    """Matthews' coefficient with `out_of_scope` as a class, at the threshold that serves the system best."""
    found = []
    for threshold in _THRESHOLDS:
        said = [a.guess if a.guess and a.confidence >= threshold else OUT_OF_SCOPE for a in answers]
        found.append(matthews_corrcoef(list(truth), said))
    return float(max(found))


def _foreign_recall(truth: Sequence[str], answers: Sequence[Answer]) -> float:
    """Share of foreign messages below the threshold that keeps 95 % of the right answers in scope."""
    pairs = list(zip(truth, answers, strict=True))
    right = [a.in_scope for t, a in pairs if t != OUT_OF_SCOPE and a.guess == t]
    threshold = np.quantile(right, 1 - KEPT_SHARE) if right else 0.0
    return float(np.mean([a.in_scope < threshold or a.guess == OUT_OF_SCOPE for t, a in pairs if t == OUT_OF_SCOPE]))
