"""How much of the sockets one visitor, one agent or one address may have: places and frames."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from crm.errors import TooManyRequests

# Browser tabs of one person; more are a fault or an attack.
PER_PERSON = 10
# Connected from one address, but not introduced yet: a hello takes some milliseconds.
PENDING_PER_ADDRESS = 30
# No frame of a page is longer: a hello holds a token of up to 2,000 characters.
MAX_FRAME = 8 * 1024


class Places:
    """How many sockets of this process each key has open."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    @contextmanager
    def place(self, key: str, *, most: int) -> Iterator[None]:
        """One of the places of a key, until the block ends. Raises TooManyRequests when none is left."""
        if self._taken[key] >= most:
            raise TooManyRequests("There are too many connections. Please close some.")
        self._taken[key] += 1
        try:
            yield
        finally:
            self._taken[key] -= 1
            if not self._taken[key]:
                del self._taken[key]


@dataclass
class Allowance:
    """So many of something at once, and `per_second` more as time goes by."""

    most: float
    per_second: float
    _left: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self) -> None:
        self._left, self._at = self.most, time.monotonic()

    def take(self) -> bool:
        """Whether there is one more; it is then used up."""
        now = time.monotonic()
        self._left = min(self.most, self._left + (now - self._at) * self.per_second)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def frames() -> Allowance:
    """How many frames one socket may send: a page sends one in some seconds."""
    return Allowance(most=60, per_second=6)


def whispers() -> Allowance:
    """How many of them may say that somebody types; more are ignored."""
    return Allowance(most=10, per_second=1)
