"""Files that belong to a case, mails about one with what is attached to them, and what was erased."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    with op.batch_alter_table("file") as table:
        table.add_column(sa.Column("case_id", sa.Uuid(), nullable=True))
        table.create_foreign_key("fk_file_case_id_case", "case", ["case_id"], ["id"])
        table.create_index("ix_file_case_id", ["case_id"])
    with op.batch_alter_table("mail") as table:
        table.add_column(sa.Column("case_id", sa.Uuid(), nullable=True))
        table.add_column(sa.Column("attachments", kind, nullable=False, server_default="[]"))
        table.create_foreign_key("fk_mail_case_id_case", "case", ["case_id"], ["id"])
        table.create_index("ix_mail_case_id", ["case_id"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("counts", kind, nullable=False),
        sa.Column("kept", kind, nullable=False),
        sa.Column("pending", kind, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name="fk_erasure_case_id_case"),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name="fk_erasure_agent_id_agent"),
        sa.UniqueConstraint("case_id", name="uq_erasure_case_id"),
    )
    op.create_index("ix_erasure_agent_id", "erasure", ["agent_id"])
    op.create_index("ix_erasure_settled_at", "erasure", ["settled_at"])


def downgrade() -> None:
    op.drop_table("erasure")
    with op.batch_alter_table("mail") as table:
        table.drop_index("ix_mail_case_id")
        table.drop_constraint("fk_mail_case_id_case", type_="foreignkey")
        table.drop_column("attachments")
        table.drop_column("case_id")
    with op.batch_alter_table("file") as table:
        table.drop_index("ix_file_case_id")
        table.drop_constraint("fk_file_case_id_case", type_="foreignkey")
        table.drop_column("case_id")
