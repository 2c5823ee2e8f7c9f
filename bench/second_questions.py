"""How often a second question is answered from the page on the screen, and how often it is let go to another one.

`python -m bench.second_questions` starts the product on a store of its own. For each line of
tests/knowledge/second_questions.txt a new customer asks for the article by its title, then writes the message.
"""

import sys
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import httpx2
import yaml

from bench.dialogue_player import Visitor
from bench.product import running_product
from crm import content

MESSAGES = Path(__file__).parents[1] / "tests" / "knowledge" / "second_questions.txt"


class Second(NamedTuple):
    """A message, the articles that may answer it (none: nobody can), and the one on the screen."""

    language: str
    text: str
    articles: frozenset[str]
    view: str

    @property
    def kind(self) -> str:
        """`stay` on the page, `leave` it, or `none`."""
        return "stay" if self.articles == {self.view} else "leave" if self.articles else "none"


def seconds() -> list[Second]:
    """Every line of the file."""
    lines = (line.split("|") for line in MESSAGES.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    parts = ([part.strip() for part in line] for line in lines)
    return [Second(language, text, frozenset(keys.split()) - {"-"}, view) for language, text, keys, view in parts]


def main() -> int:
    """Ask, count, print."""
    files = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in content.files("knowledge")]
    titles = {one["key"]: one["title"] for one in files}
    asked, right, unseen = Counter[str](), Counter[str](), 0
    with tempfile.TemporaryDirectory() as folder, running_product(Path(folder)) as (base, _key):
        for place, one in enumerate(seconds()):
            answered = _answered(one, titles[one.view][one.language], base, place)
            if answered is None:
                unseen += 1
                continue
            name = f"{one.kind} {one.language}"
            asked[name] += 1
            right[name] += not answered if one.kind == "none" else bool(one.articles & set(answered))
    for name in sorted(asked):
        print(f"{name:<10} {right[name]:>3} of {asked[name]:>3}  {right[name] / asked[name]:.0%}")
    print(f"{unseen} left out: their article is not given to its bare title")
    return 0


def _answered(one: Second, title: str, base: str, place: int) -> list[str] | None:
    """The articles that the second answer is from; None where the first did not show the page."""
    address = f"10.9.{place // 250}.{place % 250 + 1}"
    with httpx2.Client(base_url=base, timeout=60, trust_env=False, headers={"X-Forwarded-For": address}) as client:
        visitor = Visitor(client, one.language)
        visitor.send(text=title)
        if one.view not in visitor.articles:
            return None
        visitor.send(text=one.text)
        return visitor.articles


if __name__ == "__main__":
    sys.exit(main())
