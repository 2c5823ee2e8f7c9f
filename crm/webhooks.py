"""Webhooks: the addresses of other systems, and which events each of them is told."""

import secrets
import uuid
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from crm import audit, webhook_calls
from crm.agents import Agent
from crm.errors import BadInput, WebhookNotFound
from crm.webhook_calls import EVENTS, TEST, Webhook, WebhookCall

MOST = 50


def create(session: Session, *, url: str, events: Sequence[str], note: str, agent: Agent) -> Webhook:
    """Tell an address of these events from now on. Raises BadInput."""
    if len(listed(session)) >= MOST:
        raise BadInput(f"There can be {MOST} webhooks.", field="url")
    webhook = Webhook(url=url, events=_known(events), note=note, created_by_id=agent.id)
    session.add(webhook)
    session.flush()
    audit.note(session, agent=agent, deed="webhook_created", target=url, events=webhook.events)
    return webhook


def change(session: Session, webhook_id: uuid.UUID, *, agent: Agent, **changes: Any) -> Webhook:
    """Change the address, the events, the note, or whether it is told at all. Raises WebhookNotFound, BadInput."""
    webhook = get(session, webhook_id)
    if "events" in changes:
        changes["events"] = _known(changes["events"])
    for name, value in changes.items():
        setattr(webhook, name, value)
    if changes.get("active"):
        webhook.stopped_because = None
    session.flush()
    audit.note(session, agent=agent, deed="webhook_changed", target=webhook.url, changed=sorted(changes))
    return webhook


def renew_secret(session: Session, webhook_id: uuid.UUID, *, agent: Agent) -> Webhook:
    """Have what is sent from now on signed by another secret."""
    webhook = get(session, webhook_id)
    webhook.salt = secrets.token_hex(16)
    audit.note(session, agent=agent, deed="webhook_secret_renewed", target=webhook.url)
    return webhook


def remove(session: Session, webhook_id: uuid.UUID, *, agent: Agent) -> None:
    """Forget an address, and what it was still to be told."""
    webhook = get(session, webhook_id)
    session.execute(delete(WebhookCall).where(WebhookCall.webhook_id == webhook.id))
    session.delete(webhook)
    audit.note(session, agent=agent, deed="webhook_removed", target=webhook.url)


def stop(session: Session, webhook_id: uuid.UUID, *, because: str) -> None:
    """Tell an address nothing more until somebody switches it on again."""
    webhook = session.get(Webhook, webhook_id)
    if webhook is not None and webhook.active:
        webhook.active, webhook.stopped_because = False, because
        audit.note(session, agent=None, deed="webhook_stopped", target=webhook.url, because=because)


def test(session: Session, webhook_id: uuid.UUID) -> WebhookCall:
    """Have an address be called with an event that means nothing."""
    return webhook_calls.add(session, webhook_id=get(session, webhook_id).id, event=TEST, facts={})


def get(session: Session, webhook_id: uuid.UUID) -> Webhook:
    """Raises WebhookNotFound."""
    webhook = session.get(Webhook, webhook_id)
    if webhook is None:
        raise WebhookNotFound
    return webhook


def listed(session: Session) -> list[Webhook]:
    """All of them, the oldest first."""
    return list(session.scalars(select(Webhook).order_by(Webhook.id)))


def _known(events: Sequence[str]) -> list[str]:
    if not events or set(events) - set(EVENTS):
        raise BadInput(f"Name events of these: {', '.join(EVENTS)}.", field="events")
    return [event for event in EVENTS if event in events]
