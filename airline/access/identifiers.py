"""What a message names that stands on somebody's documents: tags, flights and references, for people to read."""

from collections.abc import Iterator

from airline.access import second_factor
from airline.access.tags import find_tags

# The words that `second_factor.said` begins its facts with, and what the desk calls each.
_KINDS = {"flight": "flight", "file": "reference", "case": "reference"}


def in_text(text: str) -> Iterator[tuple[str, str]]:
    """Kind and value of each, see texts/handover.yml. Six letters alone may be any word: they are no reference."""
    yield from (("bag_tag", tag.lpn) for tag in find_tags(text) if tag.lpn)
    for fact in sorted(second_factor.said(text)):
        kind, _, value = fact.partition(" ")
        if (
            kind == "locator"
            and any(sign.isdigit() for sign in value)
            and f"flight {value}" not in second_factor.said(text)
        ):
            yield "reference", value
        elif kind in _KINDS:
            yield _KINDS[kind], value
