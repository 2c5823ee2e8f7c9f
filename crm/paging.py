"""Pages of a list that changes meanwhile: a cursor names the last row by what the list is sorted by, not by number."""

import base64
import binascii
import json
import math
import operator
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, and_, or_
from sqlalchemy.orm import InstrumentedAttribute, Session

from crm.errors import BadInput

LARGEST = 200
T = TypeVar("T")


@dataclass(frozen=True)
class Key:
    """One thing a list is sorted by; never null. The last one tells any two rows apart."""

    column: ColumnElement[Any] | InstrumentedAttribute[Any]
    descending: bool = False

    @property
    def order(self) -> ColumnElement[Any]:
        return self.column.desc() if self.descending else self.column.asc()

    def beyond(self, value: Any) -> ColumnElement[bool]:
        compare = operator.lt if self.descending else operator.gt
        beyond: ColumnElement[bool] = compare(self.column, value)
        return beyond


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows, and the cursor of the next ones where there are more."""

    items: list[T]
    next: str | None


def page(session: Session, query: Select[T], keys: Sequence[Key], *, cursor: str | None, limit: int) -> Page[T]:
    """The rows after the cursor, in the order of the keys. Raises BadInput for a cursor that is none of ours."""
    columns = [key.column.label(f"key_{number}") for number, key in enumerate(keys)]
    ordered = query.add_columns(*columns).order_by(*(key.order for key in keys)).limit(limit + 1)
    if cursor:
        ordered = ordered.where(_beyond(keys, _decode(cursor, len(keys))))
    rows = session.execute(ordered).all()
    more = len(rows) > limit
    return Page([row[0] for row in rows[:limit]], _encode(rows[limit - 1][1:]) if more else None)


def _beyond(keys: Sequence[Key], values: Sequence[Any]) -> ColumnElement[bool]:
    """Row comparison, written out: some keys ascend and others descend."""
    alternatives = []
    for number, (key, value) in enumerate(zip(keys, values, strict=True)):
        same = [earlier.column == known for earlier, known in zip(keys[:number], values, strict=False)]
        alternatives.append(and_(*same, key.beyond(value)))
    return or_(*alternatives)


def _encode(values: Sequence[Any]) -> str:
    raw = json.dumps([_written(value) for value in values], separators=(",", ":"))
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"id": str(value)} if isinstance(value, uuid.UUID) else value


def _decode(cursor: str, length: int) -> list[Any]:
    try:
        raw = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        values = [_read(value) for value in raw]
    except (binascii.Error, ValueError, TypeError, KeyError) as error:
        raise BadInput("This cursor is not one of ours.", field="cursor") from error
    if len(values) != length:
        raise BadInput("This cursor is not one of ours.", field="cursor")
    return values


def _read(value: Any) -> Any:
    if isinstance(value, dict):
        return datetime.fromisoformat(value["at"]) if "at" in value else uuid.UUID(value["id"])
    if not isinstance(value, int | float) or not math.isfinite(value):
        raise TypeError
    return value
