"""The door for a site's own systems: a shop, a calendar."""

from fastapi import APIRouter, Depends

from api.events.schemas import EventsIn, EventsOut
from api.feeds.routes import known_system
from api.http.dependencies import DbSession
from crm import site_events

router = APIRouter(prefix="/v1", tags=["events"])


@router.post("/events", response_model=EventsOut, dependencies=[Depends(known_system)])
def post_events(body: EventsIn, session: DbSession) -> EventsOut:
    """Take in events of orders and appointments, under the key of the feeds. Sending the same `id` again changes
    nothing. 422 names every field that is wrong, and nothing of the body is kept then; 401 without the key."""
    told = [one.told("order", one.what) for one in body.orders]
    told += [one.told("appointment", one.what) for one in body.appointments]
    new = site_events.take_in(session, told)
    return EventsOut(received=len(told), new=new, duplicates=len(told) - new)
