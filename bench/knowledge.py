"""How often the passage that answers is found, and how often it is admitted that there is none: `make bench-knowledge`.

Asks a running assistant, `RASA_URL` with the secret of .env, about the articles in data/ and the questions of
tests/knowledge/held_out.txt: recall of the article at 1 and 3, and what comes above the thresholds.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from api.assistant.client import alike, rasa_client, teach
from api.settings import get_settings
from crm import article_files, content, retrieval
from crm.base import Base
from crm.retrieval import ANYWHERE, IN_VIEW, Index, Ranking
from crm.store import close_store, engine, open_store, unit_of_work

QUESTIONS = Path(__file__).parents[1] / "tests" / "knowledge" / "held_out.txt"
_PATIENCE, _PAUSE = 100, 3.0


class Question(NamedTuple):
    """One line of the file; `articles` is empty where nothing answers."""

    language: str
    text: str
    articles: frozenset[str]
    view: str | None


def questions(path: Path = QUESTIONS) -> Iterator[Question]:
    """The questions of a file, in its order."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            language, text, keys, _words, view, *_ = [*(part.strip() for part in line.split("|")), "", ""]
            yield Question(language, text, frozenset(keys.split()) - {"-"}, view or None)


async def rankings(indexes: dict[str, Index], asked: list[Question]) -> list[Ranking]:
    """What the assistant makes of each question, once it has read the articles."""
    async with rasa_client(get_settings()) as client:
        for index in indexes.values():
            await teach(client, index)
            for _ in range(_PATIENCE):
                if await alike(client, index, "hello") is not None:
                    break
                await asyncio.sleep(_PAUSE)
        return [indexes[q.language].rank(q.text, await alike(client, indexes[q.language], q.text)) for q in asked]


def main() -> int:
    """Ask, count, print. Exit status 1 when the assistant cannot be asked."""
    folder = tempfile.TemporaryDirectory()
    open_store(f"sqlite:///{folder.name}/articles.db")
    Base.metadata.create_all(engine())
    with unit_of_work() as session:
        article_files.import_articles(session, content.files("knowledge"))
        indexes = {language: retrieval.index(session, language) for language in retrieval.LANGUAGES}
        asked = list(questions())
        found = asyncio.run(rankings(indexes, asked))
    close_store()
    folder.cleanup()
    for language in retrieval.LANGUAGES:
        _print(language, [(q, r) for q, r in zip(asked, found, strict=True) if q.language == language])
    return 0 if all(one.sure for one in found) else 1


def _print(language: str, played: list[tuple[Question, Ranking]]) -> None:
    new = [(q, r) for q, r in played if q.articles and not q.view]
    under = [(q, r) for q, r in played if q.articles and q.view]
    none = [(q, r) for q, r in played if not q.articles]
    at = {n: sum(bool({p.key for p in r.nearest(n)} & q.articles) for q, r in new) for n in (1, 3)}
    said = sum(bool((best := r.best()) and best.score >= ANYWHERE and best.passage.key in q.articles) for q, r in new)
    heard = sum(_speaks(q, r) for q, r in under)
    kept = sum(not _speaks(q, r) and r.best_anywhere() is None for q, r in none)
    print(f"{language}: new questions {len(new)}, article first {at[1]}, among three {at[3]}, said unasked {said};")
    print(f"    under a page {len(under)}, heard as a part of it {heard}; unanswerable {len(none)}, admitted {kept}")


def _speaks(question: Question, ranking: Ranking) -> bool:
    best = ranking.best(within=question.view) if question.view else None
    return best is not None and best.score >= IN_VIEW


if __name__ == "__main__":
    sys.exit(main())
