"""Prove that a store is sound: `python -m crm.check` walks all of it and tells a sentence for whatever is broken.

It reads only, beside a running product too; the exit code is 0 when all is well, 1 when something is broken, 3 when the
store cannot be read.
"""

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import SQLAlchemyError

from crm import desk_sessions, erasure, invariants, preferences, retention, unanswered, verticals
from crm.base import utc_now
from crm.store import StoreSettings, close_store, open_store, reading

SOUND, BROKEN, NO_STORE = 0, 1, 3
# Modules whose tables have to be known before references can be followed.
_TABLES = (desk_sessions, erasure, preferences, retention, unanswered)


def main(arguments: Sequence[str] | None = None) -> int:
    """Check the store of `DATABASE_URL`; returns the exit code."""
    argparse.ArgumentParser(prog="python -m crm.check", description="Prove that a store is sound.").parse_args(
        arguments
    )
    try:
        open_store(StoreSettings().database_url)
        return _report()
    except SQLAlchemyError as error:
        print(f"The store failed ({type(error).__name__}). Is it set up? `make run` does so.", file=sys.stderr)
        return NO_STORE
    finally:
        close_store()


def _report() -> int:
    verticals.enabled()
    count = 0
    with reading() as session:
        for one, sentence in invariants.broken(session, now=utc_now()):
            count += 1
            print(f"{one.name}: {sentence}")
    if count:
        print(f"{count} broken. Please keep a copy of the store and the logs, and report it.", file=sys.stderr)
        return BROKEN
    print(f"Sound: {len(invariants.INVARIANTS)} promises hold.")
    return SOUND


if __name__ == "__main__":
    sys.exit(main())
