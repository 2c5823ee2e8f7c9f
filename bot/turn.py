"""One turn of a conversation: understand a message once, run the policies, and say what came of it.

Rasa's `handle_message` hides the tracker. Here it is read once: for the seed of the language, for messages seen
before, and for the language spoken afterwards. A turn in which an action could not be reached is not kept, so that
the gateway's retry finds the conversation as it was.
"""

import copy
import json
from dataclasses import dataclass
from typing import Any, Optional

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.shared.constants import INTENT_MESSAGE_PREFIX
from rasa.shared.core.constants import (
    USER_INTENT_BACK,
    USER_INTENT_RESTART,
    USER_INTENT_SESSION_START,
)
from rasa.shared.core.events import BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT

from bot.action_calls import WatchedActions
from bot.characters import clean
from bot.replies import Collector, Message, arrange
from bot.tracker_store import without_fallback

CHANNEL = "serviceloop"
LANGUAGE = "language"
LANGUAGES = ("zh", "en")
# Enough for any question; the gateway keeps the whole message.
LONGEST_TEXT = 4000
FALLBACK = "nlu_fallback"
# Intents with which Rasa would change the conversation behind our back.
_RESERVED = frozenset({USER_INTENT_RESTART, USER_INTENT_BACK, USER_INTENT_SESSION_START})
_FULL_WIDTH_SLASH = "\uff0f"

Parse = dict[str, Any]


@dataclass(frozen=True)
class TurnRequest:
    """One customer message: `text` is always free text, `payload` a choice that the gateway offered before."""

    conversation_id: str
    message_id: str
    text: Optional[str]
    payload: Optional[str]
    language: str
    retry: bool


class ActionsUnreachable(Exception):
    """An action failed, so the turn did not happen."""


async def take_turn(agent: Agent, request: TurnRequest) -> Message:
    """Answer one message. A message that was answered already gets the same answer again."""
    async with agent.lock_store.lock(request.conversation_id):
        store = without_fallback(agent.tracker_store)
        if request.retry:
            # All sessions, whole: a message may come again at any time.
            tracker = await store.retrieve_full_tracker(request.conversation_id)
            if tracker and _place_of(tracker, request.message_id) is not None:
                return _told(tracker, request.message_id)
        return await _new_turn(agent.processor, store, request)


async def _new_turn(processor: MessageProcessor, store: TrackerStore, request: TurnRequest) -> Message:
    actions = WatchedActions(processor.action_endpoint)
    processor = copy.copy(processor)
    processor.action_endpoint, processor.tracker_store = actions, store
    output = Collector()
    tracker = await processor.fetch_tracker_and_update_session(request.conversation_id, output)
    if tracker.get_last_event_for(UserUttered) is None:
        tracker.update(SlotSet(LANGUAGE, request.language), processor.domain)
    message, parse = await _understand(processor, request, output)
    tracker.update(_uttered(message, parse), processor.domain)
    tracker = await processor.run_action_extract_slots(output, tracker)
    await processor._run_prediction_loop(output, tracker)
    replies, commands = arrange(output.messages)
    if actions.failed or not (replies or commands):
        raise ActionsUnreachable
    await processor.save_tracker(tracker)
    return _answer(tracker, parse, replies, commands)


async def _understand(
    processor: MessageProcessor, request: TurnRequest, output: Collector
) -> tuple[UserMessage, Parse]:
    said = clean(request.payload or request.text or "")[:LONGEST_TEXT]
    if request.payload is None and said.lstrip().startswith(INTENT_MESSAGE_PREFIX):
        # Same length, same offsets, but no command to Rasa.
        said = said.replace(INTENT_MESSAGE_PREFIX, _FULL_WIDTH_SLASH, 1)
    message = UserMessage(
        said,
        output,
        request.conversation_id,
        input_channel=CHANNEL,
        message_id=request.message_id,
        metadata={"message_id": request.message_id},
    )
    if request.payload is not None:
        return message, read_payload(said, set(processor.domain.intents))
    parse = await processor.parse_message(message) if message.text else _parse("", FALLBACK, [])
    return message, _moved(parse, len(said) - len(said.lstrip()))


def read_payload(payload: str, intents: set[str]) -> Parse:
    """What "/intent{json}" means. Anything else, and any intent we do not offer, is a misunderstanding."""
    name, brace, rest = payload.strip().removeprefix(INTENT_MESSAGE_PREFIX).partition("{")
    name = name.strip()
    if not payload.strip().startswith(INTENT_MESSAGE_PREFIX) or name not in intents or name in _RESERVED:
        return _parse(payload, FALLBACK, [])
    try:
        values = json.loads(brace + rest) if brace else {}
    except (ValueError, RecursionError):
        return _parse(payload, FALLBACK, [])
    entities = [{"entity": key, "value": value} for key, value in values.items() if _sensible(key, value)]
    return _parse(payload, name, entities)


def _sensible(entity: str, value: Any) -> bool:
    # A language without responses would make every answer silent.
    return isinstance(value, str) and (entity != LANGUAGE or value in LANGUAGES)


def _parse(text: str, intent: str, entities: list[Message]) -> Parse:
    guess = {"name": intent, "confidence": 0.0 if intent == FALLBACK else 1.0}
    return {TEXT: text, INTENT: guess, INTENT_RANKING_KEY: [guess], ENTITIES: entities}


def _moved(parse: Parse, by: int) -> Parse:
    """The parse with its offsets in the text as the customer sent it: Rasa strips what it reads."""
    for entity in parse[ENTITIES] if by else ():
        if "start" in entity:
            entity["start"], entity["end"] = entity["start"] + by, entity["end"] + by
    return parse


def _uttered(message: UserMessage, parse: Parse) -> UserUttered:
    return UserUttered(
        message.text,
        parse[INTENT],
        parse[ENTITIES],
        parse,
        input_channel=message.input_channel,
        message_id=message.message_id,
        metadata=message.metadata,
    )


def _place_of(tracker: DialogueStateTracker, message_id: str) -> Optional[int]:
    places = [
        place
        for place, event in enumerate(tracker.events)
        if isinstance(event, UserUttered) and event.metadata.get("message_id") == message_id
    ]
    return places[-1] if places else None


def _told(tracker: DialogueStateTracker, message_id: str) -> Message:
    """What was answered to a message that the tracker already holds."""
    events = list(tracker.events)
    place = _place_of(tracker, message_id) or 0
    said: list[Message] = []
    for event in events[place + 1 :]:
        if isinstance(event, UserUttered):
            break
        if isinstance(event, BotUttered):
            said.append(event.message())
    return _answer(tracker, events[place].parse_data, *arrange(said))


def _answer(tracker: DialogueStateTracker, parse: Parse, replies: list[Message], commands: list[Message]) -> Message:
    entities = [{key: e.get(key) for key in ("entity", "value", "start", "end")} for e in parse[ENTITIES]]
    return {
        "replies": replies,
        "commands": commands,
        "language": tracker.get_slot(LANGUAGE),
        "intent": parse[INTENT].get("name"),
        "confidence": round(float(parse[INTENT].get("confidence") or 0.0), 4),
        "entities": [entity for entity in entities if entity["entity"] != LANGUAGE],
    }
