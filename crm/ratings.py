"""Ratings: a customer's thumb for an article's answer."""

from sqlalchemy.orm import Session

from crm import events, messages, reviews
from crm.errors import MessageNotFound
from crm.events import Actor, Name
from crm.messages import Message
from crm.reviews import Reason


def rate(session: Session, message: Message, *, helpful: bool) -> None:
    """Keep a customer's thumb for an article's answer; it may be changed. Raises MessageNotFound for anything else."""
    if "article" not in message.data:
        raise MessageNotFound
    messages.update_data(session, message, helpful=helpful)
    events.record(
        session,
        message.conversation_id,
        Name.ARTICLE_RATED,
        actor=Actor.CUSTOMER,
        since=message.created_at,
        data={"article": message.data["article"]["id"], "helpful": helpful},
    )
    asked = session.get(Message, message.in_reply_to) if message.in_reply_to else None
    if helpful:
        reviews.take_back(session, asked, Reason.THUMBS_DOWN)
    else:
        reviews.put_up(session, asked, Reason.THUMBS_DOWN)
