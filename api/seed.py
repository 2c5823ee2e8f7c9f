"""First contents of a store: the articles of this version, and, for trying it out, a team and the verticals' own."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from crm import agents, article_files, content, verticals
from crm.agents import Agent, Role
from crm.base import utc_now

DEMO_PASSWORD = "lantern-demo"  # noqa: S105 - shown to everybody who tries the product out
DEMO_TEAM = (
    ("mei@example.com", "Mei", Role.AGENT),
    ("tom@example.com", "Tom", Role.AGENT),
    ("ana@example.com", "Ana", Role.SUPERVISOR),
)


def seed_articles(session: Session) -> int:
    """Bring the knowledge up to the files in the folders `knowledge/` of `data/`; returns how many articles changed."""
    return article_files.import_articles(session, content.files("knowledge"))


def is_untouched(session: Session) -> bool:
    """Whether nobody can sign in yet."""
    return session.scalars(select(Agent.id).limit(1)).first() is None


def seed_demo(session: Session, *, password_hash: str | None) -> None:
    """On first start, a team to sign in with; on every start, what the verticals have to ask about.

    `password_hash`: of the published password, made before the transaction; none where there is a team.
    """
    if password_hash and is_untouched(session):
        for email, name, role in DEMO_TEAM:
            agents.create_agent(
                session, email=email, name=name, password_hash=password_hash, languages=["zh", "en"], role=role
            )
    for vertical in verticals.enabled():
        vertical.seed(session, utc_now())


def retire_demo(session: Session) -> None:
    """A store that was tried out first must not keep the demo team, whose password everybody knows."""
    emails = [email for email, _, _ in DEMO_TEAM]
    session.execute(update(Agent).where(Agent.email.in_(emails)).values(active=False))
