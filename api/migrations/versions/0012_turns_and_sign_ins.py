"""How often a message has been taken up; and where agents are signed in."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("turn_tries", sa.Integer(), server_default="0", nullable=False))
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "desk_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("seen_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.Column("browser", sa.String(200), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_desk_session"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_desk_session_agent_id_agent"),
    )
    op.create_index("ix_desk_session_agent_id", "desk_session", ["agent_id"])
    op.create_index("ix_desk_session_expires_at", "desk_session", ["expires_at"])


def downgrade() -> None:
    op.drop_table("desk_session")
    op.drop_column("conversation", "turn_tries")
