"""Calls to the action server: watched for failures, over connections that stay open, with short messages."""

import asyncio
from functools import lru_cache
from itertools import islice
from typing import Any, Optional

import rasa
from aiohttp import BasicAuth, ClientSession, ClientTimeout, TCPConnector
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecutionRejected, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker, EventVerbosity
from rasa.shared.utils.schemas.events import EVENT_SCHEMA
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

EVENTS_FOR_ACTIONS = 100
# Seconds. Servers close an idle connection after five or more: ours must be the first to, or a call is lost.
_IDLE = 2


# What actions read of the events, and of what was understood of earlier messages.
_TELLING = (UserUttered, BotUttered, SlotSet, ActiveLoop, ActionExecutionRejected)
_KEPT = ("intent", "entities")


class WatchedActions(EndpointConfig):
    """The action endpoint of one turn, remembering whether a call failed: Rasa only logs that."""

    def __init__(self, endpoint: Optional[EndpointConfig]) -> None:
        self.__dict__.update((endpoint or EndpointConfig()).__dict__)
        self.failed = False

    def session(self) -> ClientSession:
        """As the endpoint does, but the connection outlives the session."""
        return ClientSession(
            connector=_connections(asyncio.get_running_loop()),
            connector_owner=False,
            headers=self.headers,
            auth=BasicAuth(**self.basic_auth) if self.basic_auth else None,
            timeout=ClientTimeout(total=DEFAULT_REQUEST_TIMEOUT),
        )

    async def request(self, *args: Any, **kwargs: Any) -> Any:
        """As the endpoint does. A rejection (400) is an answer, not a failure."""
        try:
            return await super().request(*args, **kwargs)
        except ClientResponseError as error:
            self.failed = self.failed or error.status != 400
            raise
        except Exception:
            self.failed = True
            raise


@lru_cache(maxsize=1)
def _connections(loop: asyncio.AbstractEventLoop) -> TCPConnector:
    return TCPConnector(limit=0, keepalive_timeout=_IDLE, loop=loop)


async def close_connections() -> None:
    """End this server's connections to the action server."""
    await _connections(asyncio.get_running_loop()).close()
    _connections.cache_clear()


def call_lightly() -> None:
    """Let Rasa send less to an action, and check what it answers with less work.

    It writes out the whole conversation, with all that was understood of every message, and tries the shape of each of
    twenty-three kinds of event on every event: together more than a third of a turn. Forms make their `RemoteAction`s
    deep inside Rasa, so only the class can be changed.
    """
    kinds = {kind["properties"]["event"]["const"]: validator_for(kind)(kind) for kind in EVENT_SCHEMA["oneOf"]}
    any_kind = {**EVENT_SCHEMA, "properties": {**EVENT_SCHEMA["properties"], "event": {"enum": [*kinds]}}}
    del any_kind["oneOf"]
    answer = RemoteAction.action_response_format_spec()
    answer["properties"]["events"] = {"type": "array", "items": any_kind}
    shape = validator_for(answer)(answer)

    def check(action: RemoteAction, result: Any) -> bool:
        # Raises ValidationError, as Rasa's own does.
        shape.validate(result)
        for event in result.get("events") or ():
            kinds[event["event"]].validate(event)
        return True

    def call(action: RemoteAction, tracker: DialogueStateTracker, domain: Domain) -> dict[str, Any]:
        # rasa-sdk from 3.9 on refuses a call without a domain (449), which Rasa 3.6 does not understand. Our actions
        # do not read it.
        return {
            "next_action": action.name(),
            "sender_id": tracker.sender_id,
            "tracker": {**tracker.current_state(EventVerbosity.NONE), "events": recent_events(tracker)},
            "version": rasa.__version__,
            "domain": {},
        }

    RemoteAction._validate_action_result = check
    RemoteAction._action_call_format = call


def recent_events(tracker: DialogueStateTracker) -> list[dict[str, Any]]:
    """What actions look back on: the last events that say something, with what was made of each message in brief."""
    recent = islice(tracker.events, max(0, len(tracker.events) - EVENTS_FOR_ACTIONS), None)
    return [_brief(event.as_dict()) for event in recent if isinstance(event, _TELLING)]


def _brief(event: dict[str, Any]) -> dict[str, Any]:
    understood = event.get("parse_data")
    return {**event, "parse_data": {key: understood.get(key) for key in _KEPT}} if understood else event
