"""Signs at counters, and which of them was scanned; wordings that keep the order of what is asked."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from crm import questionnaires
from crm.questionnaire_items import Number

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "survey_counter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("questionnaire", sa.String(32), nullable=False),
        sa.Column("name", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_survey_counter"),
        sa.UniqueConstraint("code", name="uq_survey_counter_code"),
        sa.ForeignKeyConstraint(["created_by_id"], ["agent.id"], name="fk_survey_counter_created_by_id_agent"),
    )
    op.create_index("ix_survey_counter_created_by_id", "survey_counter", ["created_by_id"])
    # In place: answers refer to surveys, which SQLite would have to make anew for a constraint of the table.
    kind = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    refers = "CONSTRAINT fk_survey_counter_id_survey_counter REFERENCES survey_counter (id)"
    op.execute(f"ALTER TABLE survey ADD COLUMN counter_id {kind} {refers}")
    op.create_index("ix_survey_counter_id", "survey", ["counter_id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE survey ALTER COLUMN wording TYPE json USING wording::json")
        _restore_order()


def _restore_order() -> None:
    """JSONB had put questions and choices into an order of its own; what the files still say is put right.

    A choice was kept by its place in that order, and by its name: its place is now the one in the file.
    """
    survey = sa.table("survey", sa.column("id"), sa.column("version"), sa.column("wording", sa.JSON()))
    answer = sa.table("survey_answer", *map(sa.column, ("survey_id", "question", "text", "value")))
    for asked in questionnaires.questionnaires().values():
        same = survey.c.version == asked.version
        op.execute(sa.update(survey).where(same).values(wording=asked.as_json()))
        for item in asked.items.values():
            if not isinstance(item.kept, Number):
                continue
            for place, name in enumerate(item.kept.names, start=1):
                chosen = (answer.c.question == item.key, answer.c.text == name)
                asked_so = answer.c.survey_id.in_(sa.select(survey.c.id).where(same))
                op.execute(sa.update(answer).where(*chosen, asked_so).values(value=place))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("ALTER TABLE survey ALTER COLUMN wording TYPE jsonb USING wording::jsonb")
    op.drop_index("ix_survey_counter_id", table_name="survey")
    op.execute("ALTER TABLE survey DROP COLUMN counter_id")
    op.drop_table("survey_counter")
