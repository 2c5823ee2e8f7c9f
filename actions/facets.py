"""A question about what is on the screen, as those see it who answer it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.focus import Item, in_focus
from actions.store import Language, Origin, language_of, origin_of
from crm.base import utc_now

# Events once it was answered; None where the facts do not say.
Answered = list[dict[str, Any]] | None


@dataclass(frozen=True)
class FollowUp:
    """`facet` of the thing `item` of this `kind` (see data/core/dialogue/), asked in `language` at `now`.

    `item` is None where nothing of the kind was shown by itself: a bag or a booking implies its flight.
    """

    facet: str
    kind: str
    item: Item | None
    language: Language
    now: datetime
    origin: Origin | None
    tracker: Tracker
    dispatcher: CollectingDispatcher

    @classmethod
    def of(cls, dispatcher: CollectingDispatcher, tracker: Tracker, *, kind: str, facet: str) -> "FollowUp":
        """The question that the present message puts about the newest thing of this kind."""
        return cls(
            facet=facet,
            kind=kind,
            item=in_focus(tracker, kind),
            language=language_of(tracker),
            now=utc_now(),
            origin=origin_of(tracker),
            tracker=tracker,
            dispatcher=dispatcher,
        )

    @property
    def text(self) -> str:
        """The customer's words."""
        return self.tracker.latest_message.get("text") or ""

    def entity(self, name: str) -> str | None:
        """What the question names: another day, a place."""
        return next(self.tracker.get_latest_entity_values(name), None)

    def say(self, response: str, **values: Any) -> Answered:
        """Answer with one response and leave everything as it is."""
        self.dispatcher.utter_message(response=response, **values)
        return []


Facts = Mapping[str, Callable[[FollowUp], Awaitable[Answered]]]


async def answer_from(facts: Facts, asked: FollowUp) -> Answered:
    """The answer of the fact that this facet asks for; None where there is none."""
    fact = facts.get(asked.facet)
    return await fact(asked) if fact else None
