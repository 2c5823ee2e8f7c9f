"""`python -m crm.process_log`: what happened to conversations, for a process-mining tool, in the format it reads."""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Literal, Protocol, get_args

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crm import process_log_csv, process_log_ocel, process_log_xes
from crm.base import utc_now
from crm.store import StoreSettings, close_store, open_store, reading

Format = Literal["csv", "xes", "ocel"]
DONE, NO_STORE = 0, 3


class Writer(Protocol):
    """What writes one format, piece by piece."""

    def __call__(self, session: Session, *, since: datetime, until: datetime) -> Iterator[str]: ...


WRITERS: Mapping[Format, Writer] = {
    "csv": process_log_csv.written,
    "xes": process_log_xes.written,
    "ocel": process_log_ocel.written,
}


def written(form: Format, *, since: datetime, until: datetime) -> Iterator[str]:
    """What happened in this time, piece by piece, from one reading of the store; the end is left out."""
    with reading() as session:
        yield from WRITERS[form](session, since=since, until=until)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the log to standard output; returns the exit code, 3 when the store cannot be read."""
    options = _options(arguments)
    try:
        open_store(StoreSettings().database_url)
        sys.stdout.writelines(written(options.format, since=_start(options.since), until=_start(options.until)))
    except SQLAlchemyError as error:
        print(f"The store failed ({type(error).__name__}). Is it set up? `make run` does so.", file=sys.stderr)
        return NO_STORE
    finally:
        close_store()
    return DONE


def _start(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m crm.process_log", description="What happened to conversations, for process mining."
    )
    today = utc_now().date()
    _add(parser, "--since", today - timedelta(days=30), "from this day on, in UTC; 30 days ago if not named")
    _add(parser, "--until", today + timedelta(days=1), "up to this day, which is left out; tomorrow if not named")
    parser.add_argument(
        "--format", choices=get_args(Format), default="csv", help="a table, XES (IEEE 1849) or OCEL 2.0 in JSON"
    )
    return parser.parse_args(arguments)


def _add(parser: argparse.ArgumentParser, name: str, default: date, meaning: str) -> None:
    parse: Callable[[str], date] = date.fromisoformat
    parser.add_argument(name, type=parse, default=default, metavar="DAY", help=meaning)


if __name__ == "__main__":
    sys.exit(main())
