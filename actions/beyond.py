"""What is asked for that is not done here: said by its name, where it has one, with who does it."""

import re
from functools import cache

from actions.store import Language
from crm.texts import load


def named(text: str, language: Language) -> str | None:
    """The sentence for what a message asks for, from texts/beyond.yml; None where it is none of these."""
    return next((str(said[language]) for words, said in _topics() if words.search(text)), None)


@cache
def _topics() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    return [(re.compile(one["words"], re.I), one["said"]) for one in load("beyond").values()]
