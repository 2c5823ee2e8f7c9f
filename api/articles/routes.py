"""Articles: supervisors write, publish and withdraw them, everybody at the desk reads them."""

import uuid
from dataclasses import asdict
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response, status
from sqlalchemy.orm import Session

from api.articles.schemas import (
    ArticleCreateIn,
    ArticleListOut,
    ArticleOut,
    ArticleRestoreIn,
    ArticleSaveIn,
    ArticleWithdrawIn,
    AskedOut,
    BothOut,
    Key,
    ProblemOut,
    QuestionAnsweredIn,
    QuestionListOut,
    QuestionOut,
    TopicOut,
    contents_of,
    row_of,
    version_of,
)
from api.http.dependencies import Cursor, DbSession, Limit, ReadSession, SignedInDep, SupervisorDep
from crm import article_contents, article_list, article_writing, unanswered
from crm.article_list import Show
from crm.paging import LARGEST
from crm.unanswered import Alike, State

router = APIRouter(prefix="/v1", tags=["articles"])

# So many of the conversations with one question are named, and so many questions.
_ASKED, _QUESTIONS = 5, 200


@router.get("/articles", response_model=ArticleListOut)
def list_articles(
    session: ReadSession,
    _: SignedInDep,
    show: Show = "all",
    q: Annotated[str, Query(max_length=100)] = "",
    cursor: Cursor = None,
    limit: Limit = LARGEST,
) -> ArticleListOut:
    """Articles, what changed last first. `q` is part of a title, a text, a keyword, a question or the name."""
    found = article_list.listed(session, show=show, q=q, cursor=cursor, limit=limit)
    return ArticleListOut(articles=[row_of(one) for one in found.items], counts=found.counts, next=found.next)


@router.get("/articles/{key}", response_model=ArticleOut)
def read_article(key: Key, session: ReadSession, _: SignedInDep) -> ArticleOut:
    """An article with all of its versions, and what keeps it from being published."""
    return _whole(session, key)


@router.post("/articles", response_model=ArticleOut, status_code=status.HTTP_201_CREATED)
def create_article(body: ArticleCreateIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Write an article. 409 when its name is taken, 422 when it cannot be saved or published like this."""
    article = article_writing.create(
        session,
        contents=body.contents.to_contents(),
        agent=agent,
        key=body.key,
        note=body.note.strip(),
        publish=body.publish,
    )
    _answer(session, body.answers, article.key, agent.name, publish=body.publish)
    return _whole(session, article.key)


@router.put("/articles/{key}", response_model=ArticleOut)
def save_article(key: Key, body: ArticleSaveIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Save a draft, or publish at once. 409 with who and when if somebody saved a newer version meanwhile."""
    article_writing.save(
        session,
        key=key,
        seen=body.expected_version,
        contents=body.contents.to_contents(),
        agent=agent,
        note=body.note.strip(),
        publish=body.publish,
    )
    _answer(session, body.answers, key, agent.name, publish=body.publish)
    return _whole(session, key)


@router.post("/articles/{key}/withdraw", response_model=ArticleOut)
def withdraw_article(key: Key, body: ArticleWithdrawIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Answer nothing with this article any more. 409 if somebody saved a newer version meanwhile."""
    article_writing.withdraw(session, key=key, seen=body.expected_version, agent=agent, note=body.note.strip())
    return _whole(session, key)


@router.post("/articles/{key}/restore", response_model=ArticleOut)
def restore_article(key: Key, body: ArticleRestoreIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Make a draft of an older version. 409 if somebody saved a newer one meanwhile."""
    article_writing.restore(
        session, key=key, version=body.version, seen=body.expected_version, agent=agent, note=body.note.strip()
    )
    return _whole(session, key)


@router.get("/unanswered", response_model=QuestionListOut)
def list_unanswered(session: ReadSession, _: SignedInDep, show: Literal["open", "closed"] = "open") -> QuestionListOut:
    """Questions that no article answered, those that say the same together, the newest first."""
    groups = unanswered.listed(session, closed=show == "closed")
    shown = [_question(session, group) for group in groups[:_QUESTIONS]]
    return QuestionListOut(questions=shown, more=len(groups) > _QUESTIONS)


@router.post("/unanswered/{question_id}/dismiss", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def dismiss_question(question_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Take a question, and all that say the same, off the list. 404 when that was done already."""
    unanswered.close(session, question_id, by=agent.name)


@router.post("/unanswered/{question_id}/answered", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def answer_question(question_id: uuid.UUID, body: QuestionAnsweredIn, session: DbSession, agent: SupervisorDep) -> None:
    """Say which article answers a question, and all that say the same. 404 when either is not there."""
    article_list.one(session, body.article)
    unanswered.close(session, question_id, by=agent.name, article_key=body.article)


def _whole(session: Session, key: str) -> ArticleOut:
    listed, versions = article_list.one(session, key)
    newest = listed.newest.contents
    return ArticleOut(
        article=row_of(listed),
        contents=contents_of(newest),
        problems=[ProblemOut(**asdict(one)) for one in article_contents.problems(newest)],
        versions=[version_of(version) for version in versions],
    )


def _answer(session: Session, question_id: uuid.UUID | None, key: str, name: str, *, publish: bool) -> None:
    """What was asked is answered by this article: now, or when its draft is published."""
    if question_id is None:
        return
    if publish:
        unanswered.close(session, question_id, by=name, article_key=key)
    else:
        unanswered.promise(session, question_id, article_key=key)


def _question(session: Session, group: Alike) -> QuestionOut:
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
        view=_topic(session, next((one.view_key for one in group.questions if one.view_key), "")),
        article=_topic(session, newest.article_key),
        state=State(newest.state),
        closed_by=newest.closed_by,
        closed_at=newest.closed_at,
    )


def _topic(session: Session, key: str) -> TopicOut | None:
    titles = article_list.titles(session, key) if key else None
    return TopicOut(key=key, title=BothOut(**titles)) if titles else None
