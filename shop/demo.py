"""Orders to try the product out with, around now."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from crm import site_events
from crm.site_events import Told

_JO, _WEI = ("jo.baker@example.com", "+44 20 7946 0018"), ("wei@example.com", "13800138000")


def seed(session: Session, now: datetime) -> None:
    """An order under way, one that has arrived, and one that was just placed; the same ones on every start."""
    coat, lamp = [{"name": "Rain coat", "quantity": 1}], [{"name": "台灯", "quantity": 2}]
    parcel = {"carrier": "SF Express", "tracking": "SF1234567890"}
    told: tuple[tuple[str, str, int, tuple[str, ...], dict[str, Any]], ...] = (
        ("A-1001", "placed", 3, _JO, {"items": coat}),
        ("A-1001", "shipped", 2, (), parcel | {"expected_on": (now + timedelta(days=1)).date().isoformat()}),
        ("A-1002", "placed", 9, _WEI, {"items": lamp}),
        ("A-1002", "shipped", 8, (), parcel),
        ("A-1002", "delivered", 5, (), {}),
        ("A-1003", "placed", 0, _JO, {"items": lamp}),
    )
    site_events.take_in(
        session,
        [
            Told(f"demo-{number}-{what}", "order", number, what, now - timedelta(days=days), contacts, data)
            for number, what, days, contacts, data in told
        ],
    )
