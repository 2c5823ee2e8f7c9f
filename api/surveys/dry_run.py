"""`python -m api.surveys.dry_run [days]`: whom today's rules would have asked in the last days. Nothing is sent."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from api.settings import get_settings
from crm import outbox
from crm.base import utc_now
from crm.site import site
from crm.store import close_store, open_store, reading
from crm.survey_rules import Verdict, rules
from crm.survey_sending import Rehearsed, rehearse

DAYS = 30


def report(found: Sequence[Rehearsed]) -> Iterator[str]:
    """Who would have been asked, a line each, and a line for each rule with how many were not, and why."""
    for one in found:
        if one.verdict == Verdict.ASK:
            yield "  ".join(_line(one))
    for name, rule in rules().items():
        counted = Counter(one.verdict for one in found if one.rule == name)
        told = ", ".join(f"{verdict} {counted[verdict]}" for verdict in Verdict if counted[verdict])
        yield f"{name} ({rule.event} → {rule.ask}): {told or 'nothing happened'}"


def main(arguments: Sequence[str]) -> int:
    """Print the report; returns the exit code."""
    days = int(arguments[0]) if arguments else DAYS
    open_store(get_settings().database_url)
    try:
        with reading() as session:
            now = utc_now()
            print(*report(list(rehearse(session, since=now - timedelta(days=days), until=now))), sep="\n")
    finally:
        close_store()
    return 0


def _line(one: Rehearsed) -> Iterator[str]:
    yield _clock(one.at)
    yield one.rule
    yield rules()[one.rule].ask
    yield one.occasion.case.reference if one.occasion.case else str(one.occasion.conversation_id)
    # Enough to recognise somebody by, no more: this goes to a terminal.
    yield outbox.masked(one.address) if one.address else "chat"
    yield one.occasion.language


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(site().zone):%Y-%m-%d %H:%M}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
