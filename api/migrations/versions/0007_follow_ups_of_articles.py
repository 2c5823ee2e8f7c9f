"""What is asked next about an article, with its answers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("article", sa.Column("follow_ups", kind, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("article", "follow_ups")
