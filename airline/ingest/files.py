"""Messages from files of any size: read and cut apart piece by piece, so that memory does not grow with the file."""

from codecs import getincrementaldecoder
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from sqlalchemy.orm import Session

from airline.ingest.doors import take_in_messages
from airline.ingest.feeds import Report
from airline.ingest.kinds import cut_lines
from crm.base import utc_now
from crm.errors import MessageTooLarge
from crm.store import transact

BATCH = 1000
_BLOCK = 256 * 1024
# A file without line ends is no feed; it is cut so that it can be kept in quarantine piece by piece.
_LONGEST_LINE = 1024 * 1024


def ingest_file(file: BinaryIO, *, progress: Callable[[int], object]) -> Iterator[Report]:
    """Take in a file, one batch and one transaction after the other. `progress` is told the bytes read.

    After an interruption run it again: what is in counts as a duplicate.
    """
    messages = cut_lines(_lines(_blocks(file, progress)))
    while batch := list(islice(messages, BATCH)):
        yield from _take_in_pieces(batch)


def _take_in_pieces(batch: list[str]) -> Iterator[Report]:
    """A batch as one transaction; as two where it names too many bags for one."""
    try:
        yield transact(partial(_take_in, batch=batch))
    except MessageTooLarge:
        middle = len(batch) // 2
        yield from _take_in_pieces(batch[:middle])
        yield from _take_in_pieces(batch[middle:])


def _take_in(session: Session, *, batch: list[str]) -> Report:
    return take_in_messages(session, messages=batch, received_at=utc_now(), door="baggage")


def unreadable(files: Iterable[Path]) -> OSError | None:
    """The first of these files that cannot be opened, before anything is taken in."""
    for file in files:
        try:
            file.open("rb").close()
        except OSError as error:
            return error
    return None


def _blocks(file: BinaryIO, progress: Callable[[int], object]) -> Iterator[str]:
    decoder = getincrementaldecoder("utf-8")("replace")
    while block := file.read(_BLOCK):
        yield decoder.decode(block)
        progress(len(block))
    yield decoder.decode(b"", final=True)


def _lines(blocks: Iterable[str]) -> Iterator[str]:
    rest = ""
    for block in blocks:
        *lines, rest = (rest + block).replace("\r", "\n").split("\n")
        yield from lines
        if len(rest) > _LONGEST_LINE:
            yield rest
            rest = ""
    yield rest
