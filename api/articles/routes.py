"""Articles: supervisors write, publish and withdraw them, everybody at the desk reads them."""

import uuid
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Response, status

from api.articles import views
from api.articles.schemas import (
    ArticleCreateIn,
    ArticleListOut,
    ArticleOut,
    ArticleRestoreIn,
    ArticleSaveIn,
    ArticleWithdrawIn,
    Key,
    QuestionAnsweredIn,
    QuestionListOut,
)
from api.http.dependencies import Cursor, DbSession, Limit, ReadSession, SignedInDep, SupervisorDep
from crm import article_list, article_writing, unanswered
from crm.article_list import Show
from crm.paging import LARGEST

router = APIRouter(prefix="/v1", tags=["articles"])

# So many questions are named.
_QUESTIONS = 200


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
    return ArticleListOut(articles=[views.row_of(one) for one in found.items], counts=found.counts, next=found.next)


@router.get("/articles/{key}", response_model=ArticleOut)
def read_article(key: Key, session: ReadSession, _: SignedInDep) -> ArticleOut:
    """An article with all of its versions, and what keeps it from being published."""
    return views.whole(session, key)


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
    if body.answers:
        unanswered.take_on(session, body.answers, article_key=article.key, by=agent.name, published=body.publish)
    return views.whole(session, article.key)


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
    if body.answers:
        unanswered.take_on(session, body.answers, article_key=key, by=agent.name, published=body.publish)
    return views.whole(session, key)


@router.post("/articles/{key}/withdraw", response_model=ArticleOut)
def withdraw_article(key: Key, body: ArticleWithdrawIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Answer nothing with this article any more. 409 if somebody saved a newer version meanwhile."""
    article_writing.withdraw(session, key=key, seen=body.expected_version, agent=agent, note=body.note.strip())
    return views.whole(session, key)


@router.post("/articles/{key}/restore", response_model=ArticleOut)
def restore_article(key: Key, body: ArticleRestoreIn, session: DbSession, agent: SupervisorDep) -> ArticleOut:
    """Make a draft of an older version. 409 if somebody saved a newer one meanwhile."""
    article_writing.restore(
        session, key=key, version=body.version, seen=body.expected_version, agent=agent, note=body.note.strip()
    )
    return views.whole(session, key)


@router.get("/unanswered", response_model=QuestionListOut)
def list_unanswered(session: ReadSession, _: SignedInDep, show: Literal["open", "closed"] = "open") -> QuestionListOut:
    """Questions that no article answered, those that say the same together, the newest first."""
    groups = unanswered.listed(session, closed=show == "closed")
    return QuestionListOut(questions=views.questions(session, groups[:_QUESTIONS]), more=len(groups) > _QUESTIONS)


@router.post("/unanswered/{question_id}/dismiss", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def dismiss_question(question_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Take a question, and all that say the same, off the list. 404 when that was done already."""
    unanswered.close(session, question_id, by=agent.name)


@router.post("/unanswered/{question_id}/answered", status_code=status.HTTP_204_NO_CONTENT, response_class=Response)
def answer_question(question_id: uuid.UUID, body: QuestionAnsweredIn, session: DbSession, agent: SupervisorDep) -> None:
    """Say which article answers a question, and all that say the same. 404 when either is not there."""
    article_list.one(session, body.article)
    unanswered.close(session, question_id, by=agent.name, article_key=body.article)
