"""A place in the text of a boarding pass: one field is read after the other, and what is wrong is named."""

import re
from dataclasses import dataclass, field


class Unreadable(ValueError):
    """The text breaks the format. `position` counts from 1; `field` is the name that the resolution gives it."""

    def __init__(self, field: str, position: int, reason: str) -> None:
        self.field = field
        self.position = position
        self.reason = reason
        super().__init__(f"position {position}, {field}: {reason}")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A field without which the pass is still of use: its name, where it stands (from 1), what was wrong with it."""

    field: str
    position: int
    reason: str


@dataclass(slots=True)
class Cursor:
    """Reads names in capitals, whatever their case on the pass. `left_out` is one list for the whole pass."""

    text: str
    at: int = 0
    end: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    is_opaque: bool = False  # nothing in it is at a known place

    def required(self, length: int, field: str, pattern: str) -> str:
        """The next characters, which must be there and as they should. Raises Unreadable."""
        if self.at + length > self.end:
            raise Unreadable(field, self.at + 1, f"{length} characters expected, {self.end - self.at} left")
        value = self.peek(length).upper()
        if not re.fullmatch(pattern, value):
            raise Unreadable(field, self.at + 1, f"unexpected “{value.strip() or 'blank'}”")
        self.at += length
        return value.strip()

    def item(self, length: int, field: str, pattern: str, *, cut: str = "", whole: bool = False) -> str:
        """The next characters, fewer or none where the part ends; empty, and noted, where they are not as they should.

        `cut`: what they must be when there are fewer, because half a value is worse than none; with `whole` there may
        not be fewer. Raises Unreadable then.
        """
        if whole and self.at + length > self.end:
            raise Unreadable(field, self.at + 1, f"{length} characters expected, {self.end - self.at} left")
        start, value = self.at, self.take(length).upper()
        is_cut = self.at - start < length
        if value and not re.fullmatch(cut if is_cut and cut else pattern, value):
            self.leave_out(field, start, value)
            return ""
        return value

    def take(self, length: int) -> str:
        """The next characters without the blanks around them, fewer or none where the part ends."""
        start, self.at = self.at, min(self.at + length, self.end)
        return self.text[start : self.at].strip()

    def skip(self, length: int) -> None:
        """Step over what nobody asks for."""
        self.at = min(self.at + length, self.end)

    def peek(self, length: int) -> str:
        """The next characters, without stepping over them."""
        return self.text[self.at : min(self.at + length, self.end)]

    def rest(self) -> str:
        """All that is left of this part."""
        return self.take(self.end - self.at)

    def sees(self, pattern: re.Pattern[str], *, after: int = 0) -> bool:
        """Whether the pattern stands here, or so many characters on."""
        return pattern.match(self.text, self.at + after, self.end) is not None

    def find(self, pattern: re.Pattern[str]) -> int | None:
        """Where the pattern stands next."""
        found = pattern.search(self.text, self.at, self.end)
        return found.start() if found else None

    def pad(self, length: int) -> None:
        """Put back blanks that were cut off at the end."""
        self.text, self.end = self.text + " " * length, self.end + length

    def within(self, length: int, field: str) -> "Cursor":
        """A cursor over the next `length` characters, which this one steps over."""
        start = self.at
        self.required(length, field, "(?s:.)*")
        return Cursor(self.text, start, self.at, self.left_out)

    def leave_out(self, field: str, at: int, value: str, reason: str = "") -> None:
        """Note a field that is not used, by its place counted from 0."""
        self.left_out.append(LeftOut(field, at + 1, reason or f"unexpected “{value.strip() or 'blank'}”"))
