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
    REQUESTED_SLOT,
    USER_INTENT_BACK,
    USER_INTENT_RESTART,
    USER_INTENT_SESSION_START,
)
from rasa.shared.core.events import ActionExecutionRejected, BotUttered, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY, TEXT

from bot.action_calls import WatchedActions
from bot.aftermath import after_emergency
from bot.characters import clean, ends
from bot.dialogue.manager import WHY, acts
from bot.dialogue.situation import Situation, situation_of
from bot.language import WRITTEN_IN
from bot.replies import ONE_BY_ONE, Collector, Message, arrange
from bot.safety import EMERGENCY
from bot.spoken_digits import as_digits
from bot.tone import TONE
from bot.tracker_store import without_fallback

CHANNEL = "serviceloop"
LANGUAGE = "language"
LANGUAGES = ("zh", "en")
# Of a page the beginning and the end are read: there is what it is about. The gateway keeps the whole message.
FIRST_READ, LAST_READ = 500, 300
FALLBACK = "nlu_fallback"
TONE_RESPONSE = "utter_tone_{tone}"
# An apology in every bubble is none: for so many messages of the customer one is enough.
ACKNOWLEDGED_FOR = 4
# Intents with which Rasa would change the conversation behind our back.
_RESERVED = frozenset({USER_INTENT_RESTART, USER_INTENT_BACK, USER_INTENT_SESSION_START})
_TONES = TONE_RESPONSE.format(tone="")
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
    # Whether the customer is in line for a person meanwhile.
    waiting: bool = False


class ActionsUnreachable(Exception):
    """An action failed, so the turn did not happen."""


async def take_turn(agent: Agent, request: TurnRequest) -> Message:
    """Answer one message. A message that was answered already gets the same answer again."""
    async with agent.lock_store.lock(request.conversation_id):
        store = without_fallback(agent.tracker_store)
        if request.retry:
            # All sessions, whole: a message may come again at any time.
            tracker = await store.retrieve_full_tracker(request.conversation_id)
            if tracker and any(_said_as(event, request.message_id) for event in tracker.events):
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
    now = situation_of(tracker, waiting=request.waiting)
    understood = after_emergency(tracker, await _understand(processor, request, output, now), request.text or "")
    tracker = await _play(processor, tracker, output, understood)
    replies, commands = arrange(output.messages)
    if actions.failed or not (replies or commands):
        raise ActionsUnreachable
    await processor.save_tracker(tracker)
    return _answer(tracker, [parse for _, parse in understood], replies, commands)


async def _play(
    processor: MessageProcessor, tracker: DialogueStateTracker, output: Collector, said: list[tuple[UserMessage, Parse]]
) -> DialogueStateTracker:
    """Take each intent as a message of its own. Where several begin to ask, only one question is open: say so."""
    asking: set[Optional[str]] = set()
    for message, parse in said:
        tracker.update(_uttered(message, parse), processor.domain)
        if parse[INTENT]["name"] == EMERGENCY:
            _interrupt(processor, tracker)
        else:
            tracker = await processor.run_action_extract_slots(output, tracker)
            await _acknowledge(processor, tracker, output, parse)
        await processor._run_prediction_loop(output, tracker)
        asking.add(tracker.active_loop_name)
    if len(asking - {None}) > 1 and tracker.active_loop_name:
        await _utter(processor, tracker, output, ONE_BY_ONE)
    return tracker


def _interrupt(processor: MessageProcessor, tracker: DialogueStateTracker) -> None:
    """Let no open question read the message: the rule for the intent counts, as if the form had refused it."""
    if tracker.active_loop_name:
        tracker.update(ActionExecutionRejected(tracker.active_loop_name), processor.domain)


async def _acknowledge(
    processor: MessageProcessor, tracker: DialogueStateTracker, output: Collector, parse: Parse
) -> None:
    """Meet anger and distress before the matter itself; not again while it has just been said."""
    response = TONE_RESPONSE.format(tone=parse.get(TONE))
    if not _lately_acknowledged(tracker):
        await _utter(processor, tracker, output, response)


async def _utter(processor: MessageProcessor, tracker: DialogueStateTracker, output: Collector, response: str) -> None:
    """Say a response of the domain, if it is one, and keep that it was said."""
    if response not in processor.domain.responses:
        return
    words = await processor.nlg.generate(response, tracker, output.name())
    said = BotUttered((words or {}).get(TEXT), metadata={"utter_action": response})
    tracker.update(said, processor.domain)
    await output.send_response(tracker.sender_id, said.message())


def _lately_acknowledged(tracker: DialogueStateTracker) -> bool:
    messages = 0
    for event in reversed(tracker.events):
        messages += isinstance(event, UserUttered)
        if messages > ACKNOWLEDGED_FOR:
            return False
        if isinstance(event, BotUttered) and str(event.metadata.get("utter_action")).startswith(_TONES):
            return True
    return False


async def _understand(
    processor: MessageProcessor, request: TurnRequest, output: Collector, now: Situation
) -> list[tuple[UserMessage, Parse]]:
    """What the message does: as many acts as it holds, nearly always one."""
    said = as_read(request.text or "") if request.payload is None else clean(request.payload)
    message = _message(said, request, output)
    if request.payload is not None:
        return [(message, read_payload(said, set(processor.domain.intents)))]
    if not message.text:
        return [(message, _parse("", FALLBACK, []))]
    parse = _moved(await processor.parse_message(message), len(said) - len(said.lstrip()))

    async def part(text: str) -> Parse:
        understood: Parse = await processor.parse_message(_message(text, request, output))
        return understood

    found = [(said, parse)] if parse.get(EMERGENCY) else await acts(said, parse, part, now)
    how = {key: parse.get(key) for key in (WRITTEN_IN, TONE)}
    return [(_message(text, request, output), {**understood, **how}) for text, understood in found]


def as_read(text: str) -> str:
    """A customer's words as they are parsed."""
    said = clean(as_digits(ends(text, FIRST_READ, LAST_READ)))
    if said.lstrip().startswith(INTENT_MESSAGE_PREFIX):
        # Same length, same offsets, but no command to Rasa.
        return said.replace(INTENT_MESSAGE_PREFIX, _FULL_WIDTH_SLASH, 1)
    return said


def _message(text: str, request: TurnRequest, output: Collector) -> UserMessage:
    return UserMessage(
        text,
        output,
        request.conversation_id,
        input_channel=CHANNEL,
        message_id=request.message_id,
        metadata={"message_id": request.message_id},
    )


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


def _said_as(event: Event, message_id: str) -> bool:
    return isinstance(event, UserUttered) and event.metadata.get("message_id") == message_id


def _told(tracker: DialogueStateTracker, message_id: str) -> Message:
    """What was answered to a message that the tracker already holds."""
    parses: list[Parse] = []
    said: list[Message] = []
    answering = False
    for event in tracker.events:
        if isinstance(event, UserUttered):
            answering = _said_as(event, message_id)
            parses += [event.parse_data] if answering else []
        elif answering and isinstance(event, BotUttered):
            said.append(event.message())
    return _answer(tracker, parses, *arrange(said))


def _answer(
    tracker: DialogueStateTracker, parses: list[Parse], replies: list[Message], commands: list[Message]
) -> Message:
    first = parses[0]
    entities = [{key: e.get(key) for key in ("entity", "value", "start", "end")} for e in first[ENTITIES]]
    return {
        "replies": replies,
        "commands": commands,
        "language": tracker.get_slot(LANGUAGE),
        "intent": first[INTENT].get("name"),
        "confidence": round(float(first[INTENT].get("confidence") or 0.0), 4),
        "intents": [parse[INTENT].get("name") for parse in parses],
        "written_in": first.get(WRITTEN_IN),
        "tone": first.get(TONE),
        "why": [{"intent": parse[INTENT].get("name"), **parse[WHY]} for parse in parses if parse.get(WHY)],
        "emergency": first.get(EMERGENCY),
        "asks": tracker.get_slot(REQUESTED_SLOT) if tracker.active_loop_name else None,
        "entities": [entity for entity in entities if entity["entity"] != LANGUAGE],
    }
