"""Who is at the other end of a socket: whose page, and which agent."""

from fastapi import WebSocket
from sqlalchemy.orm import Session

from api.http import tokens
from crm import agents
from crm.agents import Agent
from crm.errors import AgentNotFound, Forbidden, NotSignedIn
from crm.store import reading


def same_origin(socket: WebSocket) -> None:
    """Cross-origin rules do not apply to sockets: the origin is checked by hand. Raises Forbidden."""
    origin = socket.headers.get("origin", "")
    if origin.partition("://")[2] != socket.headers.get("host"):
        raise Forbidden("The desk's socket serves the desk's page alone.")


def agent(cookie: str | None) -> Agent:
    """The agent behind the desk's cookie, in a session of its own. Raises NotSignedIn."""
    with reading() as session:
        return signed_in(session, cookie)


def signed_in(session: Session, cookie: str | None) -> Agent:
    """The agent behind the desk's cookie. Raises NotSignedIn."""
    proof = tokens.read_agent(cookie)
    try:
        return agents.get(session, proof.agent_id)
    except AgentNotFound as error:
        raise NotSignedIn from error
