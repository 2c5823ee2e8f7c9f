"""Signs at counters, and which of them was scanned."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0014"
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
    with op.batch_alter_table("survey") as table:
        table.add_column(sa.Column("counter_id", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_survey_counter_id_survey_counter", "survey_counter", ["counter_id"], ["id"])
        table.create_index("ix_survey_counter_id", ["counter_id"])


def downgrade() -> None:
    with op.batch_alter_table("survey") as table:
        table.drop_index("ix_survey_counter_id")
        table.drop_constraint("fk_survey_counter_id_survey_counter", type_="foreignkey")
        table.drop_column("counter_id")
    op.drop_table("survey_counter")
