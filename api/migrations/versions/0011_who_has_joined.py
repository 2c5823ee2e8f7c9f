"""When the agent whose conversation it is has opened it, and since when it stands as it stands."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("conversation", sa.Column("joined_at", moment, nullable=True))
    op.add_column("conversation", sa.Column("moved_at", moment, nullable=True))
    op.execute("UPDATE conversation SET moved_at = updated_at")
    op.execute("UPDATE conversation SET joined_at = updated_at WHERE status IN ('assigned', 'snoozed', 'resolved')")


def downgrade() -> None:
    op.drop_column("conversation", "moved_at")
    op.drop_column("conversation", "joined_at")
