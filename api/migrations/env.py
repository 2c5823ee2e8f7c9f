"""How Alembic reaches the store: through its one engine, with every table of `crm` and of the verticals that are on."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON, Connection, func, select

import crm.appointments
import crm.bounces
import crm.cases
import crm.coaching
import crm.deliveries
import crm.desk
import crm.desk_sessions
import crm.events
import crm.experiments
import crm.files
import crm.forms
import crm.identities
import crm.inbound
import crm.knowledge
import crm.model_cards
import crm.model_switches
import crm.outbox
import crm.preferences
import crm.questionnaire_desk
import crm.report_mail
import crm.search
import crm.shifts
import crm.turns
import crm.unanswered
from api.settings import get_settings
from crm import search_index, verticals
from crm.base import Base, UtcDateTime
from crm.store import engine, open_store

# Any number, as long as nobody else of ours uses it.
_LOCK = 20_260_101
TABLES = (
    crm.cases,
    crm.coaching,
    crm.deliveries,
    crm.desk,
    crm.bounces,
    crm.events,
    crm.files,
    crm.forms,
    crm.identities,
    crm.knowledge,
    crm.outbox,
    crm.report_mail,
    crm.inbound,
    crm.turns,
    crm.search,
    crm.shifts,
    crm.unanswered,
    # A vertical that is loaded has declared its tables.
    verticals.enabled(),
)


def render_type(kind: str, value: Any, context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain column types: they must still run when the code has moved on."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def _one_at_a_time(connection: Connection) -> None:
    """Machines that start together wait for each other; SQLite's own lock does that already."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(_LOCK)))


def run_migrations() -> None:
    """Bring the store up to the newest schema."""
    open_store(get_settings().database_url)
    with engine().connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_type,
            include_name=search_index.is_ours,
        )
        with context.begin_transaction():
            _one_at_a_time(connection)
            context.run_migrations()


run_migrations()
