"""What was set at the desk, and the clocks of what was promised."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "desk_setting",
        sa.Column("name", sa.String(32), nullable=False),
        sa.Column("value", json, nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_desk_setting"),
        sa.ForeignKeyConstraint(["changed_by_id"], ["agent.id"], name="fk_desk_setting_changed_by_id_agent"),
    )
    op.create_index("ix_desk_setting_changed_by_id", "desk_setting", ["changed_by_id"])
    op.create_table(
        "clock",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("level", json, nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("promised", sa.Double(), nullable=False),
        sa.Column("spent", sa.Double(), nullable=False),
        *(
            sa.Column(name, moment, nullable=True)
            for name in ("resumed_at", "warn_at", "due_at", "warned_at", "broken_at", "escalated_at", "stopped_at")
        ),
        sa.Column("kept", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_clock"),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversation.id"], name="fk_clock_conversation_id_conversation"),
    )
    op.create_index("ix_clock_conversation_id_kind", "clock", ["conversation_id", "kind"])
    is_open = sa.text("stopped_at IS NULL")
    op.create_index("ix_clock_due_at", "clock", ["due_at"], sqlite_where=is_open, postgresql_where=is_open)


def downgrade() -> None:
    op.drop_table("clock")
    op.drop_table("desk_setting")
