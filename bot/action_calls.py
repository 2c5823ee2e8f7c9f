"""Calls to the action server: watched for failures, over connections that stay open, with short messages."""

import asyncio
from functools import lru_cache
from typing import Any, Optional

from aiohttp import BasicAuth, ClientSession, ClientTimeout, TCPConnector
from jsonschema.validators import validator_for
from rasa.core.actions.action import RemoteAction
from rasa.core.actions.constants import SELECTIVE_DOMAIN
from rasa.core.constants import DEFAULT_REQUEST_TIMEOUT
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

EVENTS_FOR_ACTIONS = 100
# Seconds. Servers close an idle connection after five or more: ours must be the first to, or a call is lost.
_IDLE = 2


class WatchedActions(EndpointConfig):
    """The action endpoint of one turn, remembering whether a call failed: Rasa only logs that."""

    kwargs: dict[str, Any]

    def __init__(self, endpoint: Optional[EndpointConfig]) -> None:
        self.__dict__.update((endpoint or EndpointConfig()).__dict__)
        # Our actions do not read the domain: not writing it out for every call saves half of a light turn.
        self.kwargs = {**self.kwargs, SELECTIVE_DOMAIN: True}
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
        # rasa-sdk from 3.9 on refuses a call without a domain (449), which Rasa 3.6 does not understand.
        call = kwargs["json"]
        call.setdefault("domain", {})
        # Actions look back a few messages; a long conversation would otherwise travel whole at every turn.
        call["tracker"]["events"] = call["tracker"]["events"][-EVENTS_FOR_ACTIONS:]
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


def check_answers_quickly() -> None:
    """Let Rasa prepare the shape of an action's answer once.

    It checks the JSON schema itself against JSON Schema at every call, half of a turn's time. Forms make their
    `RemoteAction`s deep inside Rasa, so only the class can be changed.
    """
    schema = RemoteAction.action_response_format_spec()
    shape = validator_for(schema)(schema)

    def check(action: RemoteAction, result: Any) -> bool:
        # Raises ValidationError, as Rasa's own does.
        shape.validate(result)
        return True

    RemoteAction._validate_action_result = check
