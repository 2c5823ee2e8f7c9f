"""Surveys of customers whose true opinion is known, for tests and benchmarks of the reports."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

import numpy as np
from sqlalchemy import insert
from sqlalchemy.orm import Session

from crm.base import new_id
from crm.customers import Customer
from crm.surveys import Survey, SurveyAnswer

CHUNK = 20_000
Row = TypeVar("Row")


@dataclass(frozen=True)
class Group:
    """Customers who think alike: how often each value of each item is true, and how many are asked."""

    n: int
    truth: Mapping[str, Mapping[int, float]]
    language: str = "en"
    columns: Mapping[str, Any] = field(default_factory=dict)
    answering: float = 1.0
    skipping: float = 0.0


def simulate(session: Session, name: str, groups: Sequence[Group], *, start: datetime, days: float, seed: int) -> None:
    """Ask everybody at even distances from `start` on, and have them answer by chance as their group truly thinks."""
    random = np.random.default_rng(seed)
    customer = Customer(language="en")
    session.add(customer)
    session.flush()
    for group in groups:
        for rows in batched(_asked(name, group, customer, start, days, random), CHUNK):
            session.execute(insert(Survey), [survey for survey, _ in rows])
            for some in batched((answer for _, answers in rows for answer in answers), CHUNK):
                session.execute(insert(SurveyAnswer), some)


def _asked(
    name: str, group: Group, customer: Customer, start: datetime, days: float, random: np.random.Generator
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    drawn = {
        item: random.choice(list(truth), size=group.n, p=list(truth.values())) for item, truth in group.truth.items()
    }
    answering = random.random(group.n) < group.answering
    skipped = random.random((group.n, len(drawn))) < group.skipping
    for number in range(group.n):
        at = start + timedelta(days=days * number / group.n)
        survey = _survey(name, group, customer, at, answered=bool(answering[number]))
        answers = [
            {
                "id": new_id(),
                "survey_id": survey["id"],
                "question": item,
                "value": int(values[number]),
                "answered_at": at,
            }
            for place, (item, values) in enumerate(drawn.items())
            if answering[number] and not skipped[number, place]
        ]
        yield survey, answers


def _survey(name: str, group: Group, customer: Customer, at: datetime, *, answered: bool) -> dict[str, Any]:
    survey_id = new_id()
    return {
        "id": survey_id,
        "questionnaire": name,
        "version": "simulated",
        "wording": {},
        "language": group.language,
        "customer_id": customer.id,
        "channel": "web",
        "stage": None,
        "skill": None,
        "agent_id": None,
        "token_hash": survey_id.hex,
        "sent_at": at,
        "expires_at": at + timedelta(days=14),
        "started_at": at if answered else None,
        "completed_at": at if answered else None,
        **group.columns,
    }


def batched(rows: Iterator[Row], size: int) -> Iterator[list[Row]]:
    while batch := list(islice(rows, size)):
        yield batch
