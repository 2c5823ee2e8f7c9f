"""Cases, forms, files, reports, flights and bookings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "booking",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("locator", sa.String(length=6), nullable=False),
        sa.Column("passengers", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("segments", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("locator", name=op.f("uq_booking_locator")),
    )
    op.create_table(
        "flight_leg",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("flight", sa.String(length=8), nullable=False),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("origin", sa.String(length=3), nullable=False),
        sa.Column("destination", sa.String(length=3), nullable=False),
        sa.Column("departs_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrives_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_in_opens_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("check_in_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("boarding_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gate_closes_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("terminal", sa.String(length=8), nullable=False),
        sa.Column("gate", sa.String(length=8), nullable=False),
        sa.Column("belt", sa.String(length=8), nullable=False),
        sa.Column("arrival_terminal", sa.String(length=8), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("off_block_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("airborne_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("touchdown_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("on_block_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("departure_estimate", sa.DateTime(timezone=True), nullable=True),
        sa.Column("arrival_estimate", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_word_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("diverted_to", sa.String(length=3), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flight_leg")),
        sa.UniqueConstraint("flight", "date", "origin", name=op.f("uq_flight_leg_flight_date_origin")),
    )
    with op.batch_alter_table("flight_leg", schema=None) as batch_op:
        batch_op.create_index("ix_flight_leg_route", ["origin", "destination", "date"], unique=False)

    op.create_table(
        "mail",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("key", sa.String(length=100), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_error", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_mail_key")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index("ix_mail_status_next_at", ["status", "next_at"], unique=False)

    op.create_table(
        "movement_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=3), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("flight", sa.String(length=8), nullable=False),
        sa.Column("leg_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["leg_id"], ["flight_leg.id"], name=op.f("fk_movement_message_leg_id_flight_leg"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movement_message")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_movement_message_content_hash")),
    )
    with op.batch_alter_table("movement_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_movement_message_flight"), ["flight"], unique=False)
        batch_op.create_index(batch_op.f("ix_movement_message_leg_id"), ["leg_id"], unique=False)
        batch_op.create_index("ix_movement_message_status_received", ["status", "received_at"], unique=False)

    op.create_table(
        "bag_subscription",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("bag_id", sa.Uuid(), nullable=False),
        sa.Column("told", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["bag_id"], ["bag.id"], name=op.f("fk_bag_subscription_bag_id_bag"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_bag_subscription_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_subscription")),
        sa.UniqueConstraint("conversation_id", "bag_id", name=op.f("uq_bag_subscription_conversation_id_bag_id")),
    )
    with op.batch_alter_table("bag_subscription", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bag_subscription_bag_id"), ["bag_id"], unique=False)

    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=24), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("assignee_id", sa.Uuid(), nullable=True),
        sa.Column("stage", sa.String(length=8), nullable=False),
        sa.Column("title", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("details", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("deadlines", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["assignee_id"], ["agent.id"], name=op.f("fk_case_assignee_id_agent")),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_case_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name=op.f("fk_case_customer_id_customer")),
        sa.ForeignKeyConstraint(["parent_id"], ["case.id"], name=op.f("fk_case_parent_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case")),
        sa.UniqueConstraint("reference", name=op.f("uq_case_reference")),
    )
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_assignee_id"), ["assignee_id"], unique=False)
        batch_op.create_index("ix_case_closed_at_due_at", ["closed_at", "due_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_case_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "bag_report",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("bag_id", sa.Uuid(), nullable=True),
        sa.Column("trouble", sa.String(length=20), nullable=False),
        sa.Column("airport", sa.String(length=3), nullable=False),
        sa.Column("origin", sa.String(length=3), nullable=True),
        sa.Column("destination", sa.String(length=3), nullable=True),
        sa.Column("flight", sa.String(length=8), nullable=False),
        sa.Column("flight_date", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("tags", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("bag_type", sa.String(length=20), nullable=False),
        sa.Column("colour", sa.String(length=12), nullable=False),
        sa.Column("brand", sa.String(length=60), nullable=False),
        sa.Column("marks", sa.Text(), nullable=False),
        sa.Column("contents", sa.Text(), nullable=False),
        sa.Column("damage", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("missing_items", sa.Text(), nullable=False),
        sa.Column("photos", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("surname", sa.String(length=60), nullable=False),
        sa.Column("given_name", sa.String(length=60), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("delivery", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["bag_id"], ["bag.id"], name=op.f("fk_bag_report_bag_id_bag"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bag_report_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_report")),
        sa.UniqueConstraint("case_id", name=op.f("uq_bag_report_case_id")),
    )
    with op.batch_alter_table("bag_report", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bag_report_bag_id"), ["bag_id"], unique=False)
        batch_op.create_index("ix_bag_report_flight", ["flight", "flight_date"], unique=False)

    op.create_table(
        "booking_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("locator", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_booking_request_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking_request")),
        sa.UniqueConstraint("case_id", name=op.f("uq_booking_request_case_id")),
    )
    with op.batch_alter_table("booking_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_booking_request_locator"), ["locator"], unique=False)

    op.create_table(
        "case_event",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("from_status", sa.String(length=24), nullable=True),
        sa.Column("to_status", sa.String(length=24), nullable=True),
        sa.Column("actor", sa.String(length=8), nullable=False),
        sa.Column("agent_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agent_id"], ["agent.id"], name=op.f("fk_case_event_agent_id_agent")),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_event_case_id_case")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_event")),
    )
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_event_case_id"), ["case_id"], unique=False)

    op.create_table(
        "delivery_code",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"], ["case.id"], name=op.f("fk_delivery_code_case_id_case"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_code")),
    )
    with op.batch_alter_table("delivery_code", schema=None) as batch_op:
        batch_op.create_index("ix_delivery_code_case_sent", ["case_id", "sent_at"], unique=False)

    op.create_table(
        "form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("origin_message_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("values", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("facts", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("result", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_form_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["origin_message_id"], ["message.id"], name=op.f("fk_form_origin_message_id_message")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form")),
    )
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.create_index("ix_form_conversation_id", ["conversation_id"], unique=False)
        batch_op.create_index(
            "ix_form_open",
            ["conversation_id", "name"],
            unique=True,
            sqlite_where=sa.text("status = 'open'"),
            postgresql_where=sa.text("status = 'open'"),
        )

    op.create_table(
        "bag_claim",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=True),
        sa.Column("about", sa.String(length=20), nullable=False),
        sa.Column("reference_given", sa.String(length=16), nullable=False),
        sa.Column("surname", sa.String(length=60), nullable=False),
        sa.Column("flight", sa.String(length=8), nullable=False),
        sa.Column("flight_date", sa.Date(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("items", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("pay_by", sa.String(length=12), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=32), nullable=False),
        sa.Column("notice_due_on", sa.Date(), nullable=True),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_bag_claim_case_id_case")),
        sa.ForeignKeyConstraint(["report_id"], ["bag_report.id"], name=op.f("fk_bag_claim_report_id_bag_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bag_claim")),
        sa.UniqueConstraint("case_id", name=op.f("uq_bag_claim_case_id")),
    )
    with op.batch_alter_table("bag_claim", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bag_claim_report_id"), ["report_id"], unique=False)

    op.create_table(
        "file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("media_type", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversation.id"], name=op.f("fk_file_conversation_id_conversation")
        ),
        sa.ForeignKeyConstraint(["form_id"], ["form.id"], name=op.f("fk_file_form_id_form")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file")),
    )
    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_file_conversation_id"), ["conversation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_file_form_id"), ["form_id"], unique=False)

    with op.batch_alter_table("bag", schema=None) as batch_op:
        batch_op.create_index("ix_bag_locator", ["locator"], unique=False)

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("network", sa.String(length=64), nullable=True))

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("written_in", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("tone", sa.String(length=16), nullable=True))

    with op.batch_alter_table("verification_attempt", schema=None) as batch_op:
        batch_op.add_column(sa.Column("message_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("network", sa.String(length=64), nullable=True))
        batch_op.create_index("ix_verification_attempt_network_at", ["network", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("verification_attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_verification_attempt_network_at")
        batch_op.drop_column("network")
        batch_op.drop_column("message_id")

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.drop_column("tone")
        batch_op.drop_column("written_in")

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.drop_column("network")

    with op.batch_alter_table("bag", schema=None) as batch_op:
        batch_op.drop_index("ix_bag_locator")

    with op.batch_alter_table("file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_file_form_id"))
        batch_op.drop_index(batch_op.f("ix_file_conversation_id"))

    op.drop_table("file")
    with op.batch_alter_table("bag_claim", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bag_claim_report_id"))

    op.drop_table("bag_claim")
    with op.batch_alter_table("form", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_form_open", sqlite_where=sa.text("status = 'open'"), postgresql_where=sa.text("status = 'open'")
        )
        batch_op.drop_index("ix_form_conversation_id")

    op.drop_table("form")
    with op.batch_alter_table("delivery_code", schema=None) as batch_op:
        batch_op.drop_index("ix_delivery_code_case_sent")

    op.drop_table("delivery_code")
    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_event_case_id"))

    op.drop_table("case_event")
    with op.batch_alter_table("booking_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_booking_request_locator"))

    op.drop_table("booking_request")
    with op.batch_alter_table("bag_report", schema=None) as batch_op:
        batch_op.drop_index("ix_bag_report_flight")
        batch_op.drop_index(batch_op.f("ix_bag_report_bag_id"))

    op.drop_table("bag_report")
    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_parent_id"))
        batch_op.drop_index(batch_op.f("ix_case_customer_id"))
        batch_op.drop_index(batch_op.f("ix_case_conversation_id"))
        batch_op.drop_index("ix_case_closed_at_due_at")
        batch_op.drop_index(batch_op.f("ix_case_assignee_id"))

    op.drop_table("case")
    with op.batch_alter_table("bag_subscription", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bag_subscription_bag_id"))

    op.drop_table("bag_subscription")
    with op.batch_alter_table("movement_message", schema=None) as batch_op:
        batch_op.drop_index("ix_movement_message_status_received")
        batch_op.drop_index(batch_op.f("ix_movement_message_leg_id"))
        batch_op.drop_index(batch_op.f("ix_movement_message_flight"))

    op.drop_table("movement_message")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_status_next_at")

    op.drop_table("mail")
    with op.batch_alter_table("flight_leg", schema=None) as batch_op:
        batch_op.drop_index("ix_flight_leg_route")

    op.drop_table("flight_leg")
    op.drop_table("booking")
