"""Reports by mail: who gets which one, and when next."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "report_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=False),
        sa.Column("report", sa.String(16), nullable=False),
        sa.Column("questionnaire", sa.String(32), nullable=False),
        sa.Column("pace", sa.String(8), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("next_at", moment, nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_report_subscription"),
        sa.UniqueConstraint(
            "agent_id", "report", "questionnaire", name="uq_report_subscription_agent_id_report_questionnaire"
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_report_subscription_agent_id_agent"),
    )
    for column in ("agent_id", "next_at"):
        op.create_index(f"ix_report_subscription_{column}", "report_subscription", [column])


def downgrade() -> None:
    op.drop_table("report_subscription")
