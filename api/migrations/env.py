"""How Alembic reaches the store: through its one engine, with every table of `crm` and `airline`."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import JSON

import airline.bags
import airline.identity
import crm.desk
import crm.knowledge
import crm.reception
import crm.turns
from api.settings import get_settings
from crm.base import Base, UtcDateTime
from crm.store import engine, open_store

TABLES = (airline.bags, airline.identity, crm.desk, crm.knowledge, crm.reception, crm.turns)


def render_type(kind: str, value: Any, context: AutogenContext) -> str | Literal[False]:
    """Migrations name plain column types: they must still run when the code has moved on."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(value, JSON):
        context.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    return False


def run_migrations() -> None:
    """Bring the store up to the newest schema."""
    open_store(get_settings().database_url)
    with engine().connect() as connection:
        context.configure(
            connection=connection, target_metadata=Base.metadata, render_as_batch=True, render_item=render_type
        )
        with context.begin_transaction():
            context.run_migrations()


run_migrations()
