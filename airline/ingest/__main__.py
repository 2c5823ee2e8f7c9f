"""`python -m airline.ingest FILE…`: take in messages about bags and flights, or read the quarantine again."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from airline.ingest import intake, movements
from airline.ingest.doors import replay_waiting
from airline.ingest.feeds import Report
from airline.ingest.files import ingest_file, unreadable
from airline.ingest.quarantine import PAGE
from crm.store import StoreSettings, close_store, open_store, transact

ALL_READ, IN_QUARANTINE, BAD_FILE, NO_STORE, INTERRUPTED = 0, 1, 2, 3, 130
_EXIT_CODES = """\
exit codes:
  0    every message was read (or was known already)
  1    some messages are in quarantine
  2    wrong arguments, or a file cannot be read; nothing was taken in
  3    the store cannot be reached, or is not set up; what was taken in before stays
  130  interrupted; run it again, what is in counts as duplicate
"""
# How many reasons are printed; all of them are in the store.
_SHOWN = 20


class _Tally:
    """Counts alone: what a million messages came to must not fill the memory."""

    def __init__(self) -> None:
        self.received = self.parsed = self.quarantined = self.duplicates = 0

    def add(self, report: Report) -> None:
        for result in report.results:
            if result.status == "quarantined":
                self._complain(f"quarantined {result.id}: {result.reason}")
        self.received += report.received
        self.parsed += report.parsed
        self.duplicates += report.duplicates

    def _complain(self, line: str) -> None:
        self.quarantined += 1
        if self.quarantined <= _SHOWN:
            tqdm.write(line, file=sys.stderr)

    def __str__(self) -> str:
        return (
            f"{self.received} received, {self.parsed} parsed, "
            f"{self.quarantined} quarantined, {self.duplicates} duplicates"
        )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit code."""
    options = _options(arguments)
    if bad := unreadable(options.files):
        print(f"{bad.filename}: {bad.strerror}", file=sys.stderr)
        return BAD_FILE
    tally = _Tally()
    try:
        open_store(StoreSettings().database_url)
        _replay(tally) if options.replay else _take_in(tally, options.files)
    except SQLAlchemyError as error:
        print(f"The store failed ({type(error).__name__}). Is it set up? `make run` does so.", file=sys.stderr)
        return NO_STORE
    except KeyboardInterrupt:
        print(f"Interrupted after {tally}. Run it again to go on.", file=sys.stderr)
        return INTERRUPTED
    finally:
        close_store()
    print(tally)
    return IN_QUARANTINE if tally.quarantined else ALL_READ


def _take_in(tally: _Tally, files: Iterable[Path]) -> None:
    files = list(files)
    size = sum(file.stat().st_size for file in files)
    with tqdm(total=size, unit="B", unit_scale=True, disable=None) as bar:
        for path in files:
            with path.open("rb") as file:
                for report in ingest_file(file, progress=bar.update):
                    tally.add(report)
                    bar.set_postfix_str(str(tally), refresh=False)


def _replay(tally: _Tally) -> None:
    for quarantine in (intake.QUARANTINE, movements.QUARANTINE):
        after = None
        while True:
            page = transact(partial(replay_waiting, quarantine=quarantine, after=after, limit=PAGE))
            tally.add(page.report)
            after = page.after
            if after is None:
                break


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m airline.ingest", description="Take in messages about bags and flights.",
        epilog=_EXIT_CODES, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="messages as text, any number in a file")
    parser.add_argument("--replay", action="store_true", help="read everything in quarantine again, as it is")
    options = parser.parse_args(arguments)
    if bool(options.files) == options.replay:
        parser.error("name files, or ask for --replay")
    return options


if __name__ == "__main__":
    sys.exit(main())
