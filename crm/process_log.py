"""`python -m crm.process_log`: what happened to conversations, as a CSV file for a process-mining tool."""

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from crm.agents import Agent
from crm.base import utc_now
from crm.events import ConversationEvent
from crm.store import StoreSettings, close_store, open_store, reading

# As the XES standard (IEEE 1849) names them: tools recognise case, activity, time and resource by these.
COLUMNS = ("case:concept:name", "concept:name", "time:timestamp", "org:resource", "skill")
DONE, NO_STORE = 0, 3


def rows(session: Session, *, since: datetime, until: datetime) -> Iterator[dict[str, str]]:
    """One row for each thing that happened in this time, oldest first; by the names of COLUMNS."""
    query = (
        select(ConversationEvent, Agent.name)
        .outerjoin(Agent, Agent.id == ConversationEvent.agent_id)
        .where(ConversationEvent.at >= since, ConversationEvent.at < until)
        .order_by(ConversationEvent.at, ConversationEvent.id)
        .execution_options(yield_per=1000)
    )
    for event, agent_name in session.execute(query):
        values = (
            str(event.conversation_id),
            event.name,
            event.at.isoformat(),
            agent_name or event.actor,
            event.skill or "",
        )
        yield dict(zip(COLUMNS, values, strict=True))


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the log to standard output; returns the exit code, 3 when the store cannot be read."""
    options = _options(arguments)
    writer = csv.DictWriter(sys.stdout, COLUMNS)
    try:
        open_store(StoreSettings().database_url)
        with reading() as session:
            writer.writeheader()
            writer.writerows(rows(session, since=_start(options.since), until=_start(options.until)))
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
        prog="python -m crm.process_log", description="What happened to conversations, as CSV for process mining."
    )
    today = utc_now().date()
    parser.add_argument(
        "--since", type=date.fromisoformat, default=today - timedelta(days=30), metavar="DAY",
        help="from this day on, in UTC; 30 days ago if not named",
    )  # fmt: skip
    parser.add_argument(
        "--until", type=date.fromisoformat, default=today + timedelta(days=1), metavar="DAY",
        help="up to this day, which is left out; tomorrow if not named",
    )  # fmt: skip
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
