"""Articles and unanswered questions as the desk shows them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict

from sqlalchemy.orm import Session

from api.articles.schemas import (
    ArticleOut,
    ArticleRowOut,
    AskedOut,
    BothOut,
    ChoiceOut,
    ContentsOut,
    FollowUpOut,
    ProblemOut,
    QuestionOut,
    SourceOut,
    TopicOut,
    VersionOut,
    WordsOut,
)
from crm import article_contents, article_list
from crm.article_contents import LANGUAGES, Contents
from crm.article_list import Listed
from crm.knowledge import Article
from crm.unanswered import Alike, State

# So many of the conversations with one question are named.
_ASKED = 5


def whole(session: Session, key: str) -> ArticleOut:
    """An article with its history. Raises ArticleNotFound."""
    listed, versions = article_list.one(session, key)
    newest = listed.newest.contents
    return ArticleOut(
        article=row_of(listed),
        contents=contents_of(newest),
        problems=[ProblemOut(**asdict(one)) for one in article_contents.problems(newest)],
        versions=[version_of(version) for version in versions],
    )


def row_of(one: Listed) -> ArticleRowOut:
    """An article as a row of the list."""
    newest = one.newest
    return ArticleRowOut(
        key=newest.key,
        title=BothOut(**newest.titles),
        stage=newest.stage,
        intents=[named.intent for named in newest.intents],
        version=newest.version,
        live_version=one.live,
        state=newest.state,
        origin=newest.origin,
        gaps=one.gaps,
        author=newest.author,
        note=newest.note,
        at=newest.created_at,
        valid_from=newest.valid_from,
        valid_to=newest.valid_to,
    )


def version_of(article: Article) -> VersionOut:
    """A version as the desk shows it."""
    return VersionOut(
        version=article.version,
        state=article.state,
        origin=article.origin,
        current=article.current,
        author=article.author,
        note=article.note,
        at=article.created_at,
        contents=contents_of(article.contents),
    )


def contents_of(said: Contents) -> ContentsOut:
    """What a version says, as the desk edits it."""
    return ContentsOut(
        stage=said.stage,
        intents=sorted(said.intents),
        title=BothOut(**said.titles),
        body=BothOut(**{language: (said.bodies.get(language) or "").strip() for language in LANGUAGES}),
        keywords=WordsOut(**_lists(said.keywords)),
        choices=[ChoiceOut(title=BothOut(**one["title"]), payload=one["payload"]) for one in said.choices],
        follow_ups=[
            FollowUpOut(asked=WordsOut(**_lists(one["asked"])), answer=BothOut(**one["answer"]))
            for one in said.follow_ups
        ],
        source=SourceOut(name=said.source.get("name"), url=said.source.get("url")),
        valid_from=said.valid_from,
        valid_to=said.valid_to,
    )


def questions(session: Session, groups: Sequence[Alike]) -> list[QuestionOut]:
    """Questions, those that say the same as one row."""
    keys = {key for group in groups for key in (_view(group), group.newest.article_key) if key}
    titles = article_list.titles(session, keys)
    return [_question(group, titles) for group in groups]


def _question(group: Alike, titles: Mapping[str, dict[str, str]]) -> QuestionOut:
    newest = group.newest
    return QuestionOut(
        id=newest.id,
        text=group.text,
        language="zh" if newest.language == "zh" else "en",
        count=len(group.questions),
        at=newest.created_at,
        asked=[
            AskedOut(conversation_id=one.conversation_id, message_id=one.message_id, at=one.created_at)
            for one in group.questions[:_ASKED]
        ],
        view=_topic(_view(group), titles),
        article=_topic(newest.article_key, titles),
        state=State(newest.state),
        closed_by=newest.closed_by,
        closed_at=newest.closed_at,
    )


def _view(group: Alike) -> str:
    """The article that was on the screen when it was asked last under one."""
    return next((one.view_key for one in group.questions if one.view_key), "")


def _topic(key: str, titles: Mapping[str, dict[str, str]]) -> TopicOut | None:
    return TopicOut(key=key, title=BothOut(**titles[key])) if key in titles else None


def _lists(words: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {language: list(words.get(language) or []) for language in LANGUAGES}
