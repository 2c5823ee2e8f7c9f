"""What schedule messages change of a plan, who follows a flight, and what of a message was not used."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.create_table(
        "schedule_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("message_id", sa.Uuid(), nullable=False),
        sa.Column("flight", sa.String(length=8), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("days", sa.String(length=7), nullable=False),
        sa.Column("in_utc", sa.Boolean(), nullable=False),
        sa.Column("action", sa.String(length=3), nullable=False),
        sa.Column("legs", _JSON, nullable=False),
        sa.Column("only", _JSON, nullable=False),
        sa.Column("new_flight", sa.String(length=8), nullable=False),
        sa.Column("reasons", _JSON, nullable=False),
        sa.Column("reference", sa.String(length=40), nullable=False),
        sa.Column("correction", sa.Boolean(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["movement_message.id"],
            name=op.f("fk_schedule_change_message_id_movement_message"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_change")),
    )
    op.create_index("ix_schedule_change_flight_days", "schedule_change", ["flight", "first_day", "last_day"])
    op.create_index(op.f("ix_schedule_change_message_id"), "schedule_change", ["message_id"])
    op.create_table(
        "flight_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("leg_id", sa.Uuid(), nullable=False),
        sa.Column("told", _JSON, nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_flight_subscription_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["leg_id"], ["flight_leg.id"], name=op.f("fk_flight_subscription_leg_id_flight_leg"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flight_subscription")),
        sa.UniqueConstraint("conversation_id", "leg_id", name=op.f("uq_flight_subscription_conversation_id_leg_id")),
    )
    op.create_index(op.f("ix_flight_subscription_leg_id"), "flight_subscription", ["leg_id"])
    op.add_column("flight_leg", sa.Column("plan", _JSON, nullable=False, server_default="{}"))
    op.add_column("flight_leg", sa.Column("planned_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("flight_leg", sa.Column("first_departs_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("flight_leg", sa.Column("first_arrives_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("flight_leg", sa.Column("former_flight", sa.String(length=8), nullable=False, server_default=""))
    op.add_column("flight_leg", sa.Column("schedule_reasons", _JSON, nullable=False, server_default="[]"))
    op.create_index(op.f("ix_flight_leg_former_flight"), "flight_leg", ["former_flight"])
    op.add_column("movement_message", sa.Column("remarks", _JSON, nullable=False, server_default="[]"))
    op.add_column("baggage_message", sa.Column("remarks", _JSON, nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("baggage_message", "remarks")
    op.drop_column("movement_message", "remarks")
    op.drop_index(op.f("ix_flight_leg_former_flight"), table_name="flight_leg")
    for name in ("schedule_reasons", "former_flight", "first_arrives_at", "first_departs_at", "planned_at", "plan"):
        op.drop_column("flight_leg", name)
    op.drop_table("flight_subscription")
    op.drop_table("schedule_change")
