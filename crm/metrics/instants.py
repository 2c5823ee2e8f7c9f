"""Instants as seconds since 1970 inside a statement, which the two stores say differently."""

from typing import Any

from sqlalchemy import ColumnElement, Double
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

# Julian days are counted from noon; 1970 began at this one.
_EPOCH = 2_440_587.5


class epoch(GenericFunction[float]):
    """An instant in seconds since 1970."""

    type = Double()
    inherit_cache = True


@compiles(epoch, "sqlite")
def _of_sqlite(element: Any, compiler: Any, **more: Any) -> str:
    return f"((julianday({compiler.process(element.clauses, **more)}) - {_EPOCH}) * 86400.0)"


@compiles(epoch, "postgresql")
def _of_postgresql(element: Any, compiler: Any, **more: Any) -> str:
    return f"CAST(EXTRACT(EPOCH FROM {compiler.process(element.clauses, **more)}) AS DOUBLE PRECISION)"


def seconds_between(start: Any, end: Any) -> ColumnElement[float]:
    """How long from one instant to another."""
    return epoch(end) - epoch(start)
