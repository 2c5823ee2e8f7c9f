"""How often a message has been taken up."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversation", sa.Column("turn_tries", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("conversation", "turn_tries")
