"""The card of a bicycle: its frame, and whether it can be ridden."""

from typing import ClassVar, Literal

from crm.message_data import Card


class BicycleCard(Card):
    """A bicycle as its rider sees it."""

    in_words: ClassVar = ("title", "frame", "state")

    type: Literal["bicycle"] = "bicycle"
    title: str
    frame: str
    state: str
