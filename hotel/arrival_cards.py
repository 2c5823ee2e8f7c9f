"""The card that a good hotel sends: some days before a stay, into the conversation in which it was proved."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from crm import conversations, live, messages
from crm.conversations import Conversation
from crm.forms import Form
from crm.interactions import Interaction
from crm.messages import Kind
from crm.site import site
from crm.texts import load
from hotel import needs
from hotel.access import LOOKED_UP
from hotel.stays import Stay, source, today

# So many days before the arrival at most, and not on its very day: nothing could be prepared any more.
EARLIEST, LATEST = timedelta(days=3), timedelta(days=1)
# At these hours of the hotel's clock.
FROM, UNTIL = 9, 20
# A look-up that is older does not say where the guest is reached.
_LOOKED_UP_WITHIN = timedelta(days=180)


def send_due(session: Session, *, now: datetime) -> int:
    """Send the card of each stay that comes near; once for each, and none where it was asked for before."""
    if not FROM <= now.astimezone(site().zone).hour < UNTIL:
        return 0
    sent = 0
    for stay, conversation_id in list(_near(session, now)):
        conversation = conversations.lock(session, conversation_id)
        if _has_card(session, conversation, stay):
            continue
        form = needs.open_card(session, conversation.id, stay, message_id=None, text="", now=now)
        if form.facts.get(needs.STAY) != stay.number:
            continue
        shown = {"form": {"id": str(form.id), "name": form.name, "status": form.status}}
        body = load("stays")["card"][conversation.language].format(site=site().name[conversation.language])
        messages.notify(session, conversation, body=body, kind=Kind.FORM, data=shown)
        live.announce(session, conversation.id)
        sent += 1
    return sent


def _near(session: Session, now: datetime) -> Iterator[tuple[Stay, UUID]]:
    """The stays that come near, each with the conversation in which it was proved last."""
    query = (
        select(Interaction)
        .where(Interaction.kind == LOOKED_UP, Interaction.created_at > now - _LOOKED_UP_WITHIN)
        .order_by(Interaction.created_at)
    )
    proved = {str(one.data.get("number")): one.conversation_id for one in session.scalars(query)}
    day, stays = today(now), source(now)
    for number, conversation_id in proved.items():
        stay = stays.stay(number)
        if stay and not stay.cancelled and LATEST <= stay.arrives - day <= EARLIEST:
            yield stay, conversation_id


def _has_card(session: Session, conversation: Conversation, stay: Stay) -> bool:
    """Whether the guest has had the card of this stay, in whichever of their conversations."""
    mine = select(Conversation.id).where(Conversation.customer_id == conversation.customer_id)
    query = select(Form).where(Form.name == needs.FORM, Form.conversation_id.in_(mine))
    return any(form.facts.get(needs.STAY) == stay.number for form in session.scalars(query))
