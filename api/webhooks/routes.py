"""Webhooks at the desk: which addresses are told what, how the calls went, and calling once more."""

import uuid

from fastapi import APIRouter, status

from api.http.dependencies import DbSession, ReadSession, SettingsDep, SupervisorDep
from api.webhooks import signing, targets
from api.webhooks.schemas import (
    WebhookCallOut,
    WebhookCallsOut,
    WebhookChangeIn,
    WebhookIn,
    WebhookOut,
    WebhookSecretOut,
    WebhooksOut,
)
from crm import agents, webhook_calls, webhooks
from crm.base import utc_now
from crm.webhook_calls import Webhook

MOST_SHOWN = 50

router = APIRouter(prefix="/v1/desk/webhooks", tags=["administration"])


@router.get("", response_model=WebhooksOut)
def list_webhooks(session: ReadSession, _: SupervisorDep) -> WebhooksOut:
    """Addresses of other systems, and the events each is told."""
    found = [WebhookOut.of(one) for one in webhooks.listed(session)]
    return WebhooksOut(webhooks=found, events=list(webhook_calls.EVENTS))


@router.post("", response_model=WebhookSecretOut, status_code=status.HTTP_201_CREATED)
def create_webhook(
    body: WebhookIn, session: DbSession, agent: SupervisorDep, settings: SettingsDep
) -> WebhookSecretOut:
    """Tell an address of events from now on. 422 for an address that leads inward."""
    by = agents.get(session, agent.id)
    url = targets.check(body.url, settings)
    return _with_secret(webhooks.create(session, url=url, events=body.events, note=body.note, agent=by))


@router.patch("/{webhook_id}", response_model=WebhookOut)
def change_webhook(
    webhook_id: uuid.UUID, body: WebhookChangeIn, session: DbSession, agent: SupervisorDep, settings: SettingsDep
) -> WebhookOut:
    """Change the address, the events or the note, or switch it off and on."""
    changes = body.model_dump(exclude_none=True)
    if body.url is not None:
        targets.check(body.url, settings)
    return WebhookOut.of(webhooks.change(session, webhook_id, agent=agents.get(session, agent.id), **changes))


@router.post("/{webhook_id}/secret", response_model=WebhookSecretOut)
def renew_secret(webhook_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> WebhookSecretOut:
    """A new secret, shown this once; the old one signs nothing any more."""
    return _with_secret(webhooks.renew_secret(session, webhook_id, agent=agents.get(session, agent.id)))


@router.delete("/{webhook_id}", status_code=status.HTTP_204_NO_CONTENT)
def remove_webhook(webhook_id: uuid.UUID, session: DbSession, agent: SupervisorDep) -> None:
    """Tell it nothing more, and forget what it was told."""
    webhooks.remove(session, webhook_id, agent=agents.get(session, agent.id))


@router.post("/{webhook_id}/test", response_model=WebhookCallOut)
def test_webhook(webhook_id: uuid.UUID, session: DbSession, _: SupervisorDep) -> WebhookCallOut:
    """Call it with the event `webhook.test`."""
    call = webhooks.test(session, webhook_id)
    session.flush()
    return WebhookCallOut.of(call)


@router.get("/{webhook_id}/calls", response_model=WebhookCallsOut)
def list_calls(webhook_id: uuid.UUID, session: ReadSession, _: SupervisorDep) -> WebhookCallsOut:
    """What it was told lately, the newest first."""
    webhook = webhooks.get(session, webhook_id)
    found = webhook_calls.latest(session, webhook_id=webhook.id, limit=MOST_SHOWN)
    return WebhookCallsOut(calls=[WebhookCallOut.of(one) for one in found])


@router.post("/{webhook_id}/calls/{call_id}/replay", response_model=WebhookCallOut)
def replay_call(webhook_id: uuid.UUID, call_id: uuid.UUID, session: DbSession, _: SupervisorDep) -> WebhookCallOut:
    """Make a call once more, under the same id."""
    call = webhook_calls.replay(session, webhook_id=webhook_id, call_id=call_id, now=utc_now())
    session.flush()
    return WebhookCallOut.of(call)


def _with_secret(webhook: Webhook) -> WebhookSecretOut:
    return WebhookSecretOut(webhook=WebhookOut.of(webhook), secret=signing.secret_of(webhook.id, webhook.salt))
