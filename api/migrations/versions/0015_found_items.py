"""What was found and is kept for whoever misses it."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "found_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(16), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("features", sa.String(200), nullable=False),
        sa.Column("place", sa.String(120), nullable=False),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("kept_at", sa.String(120), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("photo", sa.LargeBinary(), nullable=True),
        sa.Column("has_photo", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("closed_at", moment, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_found_item"),
        sa.UniqueConstraint("number", name="uq_found_item_number"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_found_item_case_id_case"),
    )
    op.create_index("ix_found_item_state", "found_item", ["state"])
    op.create_index("ix_found_item_case_id", "found_item", ["case_id"])
    op.create_table(
        "found_item_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("found_item_id", sa.Uuid(), nullable=False),
        sa.Column("deed", sa.String(16), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_found_item_event"),
        sa.ForeignKeyConstraint(
            ["found_item_id"], ["found_item.id"], name="fk_found_item_event_found_item_id_found_item"
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_found_item_event_agent_id_agent"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_found_item_event_case_id_case"),
    )
    for column in ("found_item_id", "agent_id", "case_id"):
        op.create_index(f"ix_found_item_event_{column}", "found_item_event", [column])


def downgrade() -> None:
    op.drop_table("found_item_event")
    op.drop_table("found_item")
