"""Service levels: what is promised to whom, from the site's file or as it was set at the desk."""

from collections.abc import Sequence
from typing import Protocol

from pydantic import TypeAdapter, ValidationError
from sqlalchemy.orm import Session

from crm import audit, desk_settings
from crm.agents import Agent
from crm.site import ServiceLevel, site

_NAME, _ASKED = "service_levels", "service levels"
_LEVELS = TypeAdapter(tuple[ServiceLevel, ...])


class Promised(Protocol):
    """What a level is chosen by."""

    priority: int
    channel: str


def levels(session: Session) -> tuple[ServiceLevel, ...]:
    """Those that hold now: asked once in a transaction."""
    known: tuple[ServiceLevel, ...] | None = session.info.get(_ASKED)
    if known is None:
        known = session.info[_ASKED] = _of_desk(session) or site().service_levels
    return known


def are_of_the_desk(session: Session) -> bool:
    """Whether they were set at the desk."""
    return bool(_of_desk(session))


def put(session: Session, wanted: Sequence[ServiceLevel] | None, *, agent: Agent) -> None:
    """Promise these from now on; None leaves it to the site's file. Clocks that run keep to what was promised."""
    value = {"levels": _LEVELS.dump_python(tuple(wanted), mode="json")} if wanted else None
    desk_settings.put(session, _NAME, value, agent=agent)
    session.info.pop(_ASKED, None)
    target = ", ".join(level.name["en"] for level in wanted or ()) or "site.yml"
    audit.note(session, agent=agent, deed="service_levels_set", target=target)


def fitting(session: Session, talk: Promised) -> ServiceLevel | None:
    """The first level that holds for a conversation."""
    return next((level for level in levels(session) if _fits(level, talk)), None)


def _fits(level: ServiceLevel, talk: Promised) -> bool:
    return talk.priority >= level.priority and (not level.channels or talk.channel in level.channels)


def _of_desk(session: Session) -> tuple[ServiceLevel, ...]:
    """Nothing, where what was set once makes no sense any more."""
    try:
        return _LEVELS.validate_python((desk_settings.get(session, _NAME) or {}).get("levels", ()))
    except ValidationError:
        return ()
