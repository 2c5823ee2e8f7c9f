"""Canned replies: what agents write often, in both languages, from the folders `replies/` of `data/`."""

from collections.abc import Mapping
from functools import cache
from string import Formatter

import yaml
from pydantic import ValidationError, field_validator

from crm import content
from crm.site import SiteInvalid, Strict, Words, explained

# What the desk fills in: who is written to and who writes, whose site it is, and the customer's newest open case.
PLACEHOLDERS = frozenset({"customer", "agent", "site", "reference"})
LONGEST = 2000


class CannedReply(Strict):
    """One reply: what agents call it, and its words in the customer's language."""

    title: Words
    text: Words

    @field_validator("text")
    @classmethod
    def _can_be_filled(cls, text: Words) -> Words:
        for words in (text.zh, text.en):
            if len(words) > LONGEST:
                raise ValueError(f"longer than {LONGEST} characters")
            if unknown := {name for _, name, _, _ in Formatter().parse(words) if name is not None} - PLACEHOLDERS:
                raise ValueError(
                    f"nothing fills {', '.join(sorted(unknown))}; known are {', '.join(sorted(PLACEHOLDERS))}"
                )
        return text


@cache
def replies() -> Mapping[str, CannedReply]:
    """Every reply by its name, which is that of its file. Raises SiteInvalid, naming the file."""
    found: dict[str, CannedReply] = {}
    for path in content.files("replies"):
        try:
            found[path.stem] = CannedReply.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        except (yaml.YAMLError, ValidationError) as error:
            why = explained(error) if isinstance(error, ValidationError) else str(error)
            raise SiteInvalid(f"{path} cannot be used:\n{why}") from error
    return found
