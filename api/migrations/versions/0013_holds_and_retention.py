"""What is held back from deletion; and what went because its time was over."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.create_table(
        "legal_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("placed_by", sa.Uuid(), nullable=False),
        sa.Column("placed_at", moment, nullable=False),
        sa.Column("lifted_by", sa.Uuid(), nullable=True),
        sa.Column("lifted_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_legal_hold"),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_legal_hold_customer_id_customer"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_legal_hold_case_id_case"),
        sa.ForeignKeyConstraint(["placed_by"], ["agent.id"], name="fk_legal_hold_placed_by_agent"),
        sa.ForeignKeyConstraint(["lifted_by"], ["agent.id"], name="fk_legal_hold_lifted_by_agent"),
    )
    op.create_index("ix_legal_hold_customer_id", "legal_hold", ["customer_id"])
    op.create_index("ix_legal_hold_case_id", "legal_hold", ["case_id"])
    op.create_index("ix_legal_hold_placed_by", "legal_hold", ["placed_by"])
    op.create_index("ix_legal_hold_lifted_by", "legal_hold", ["lifted_by"])
    op.create_table(
        "retired",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("before", moment, nullable=False),
        sa.Column("counts", kind, nullable=False),
        sa.Column("remaining", sa.Integer(), nullable=False),
        sa.Column("pending", kind, nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.Column("settled_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_retired"),
        sa.UniqueConstraint("kind", "day", name="uq_retired_kind_day"),
    )
    op.create_index("ix_retired_settled_at", "retired", ["settled_at"])


def downgrade() -> None:
    op.drop_table("retired")
    op.drop_table("legal_hold")
