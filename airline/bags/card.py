"""The card of a bag: where it was seen, and where it should be seen next."""

from typing import ClassVar, Literal

from crm.message_data import Card, Data, StepState


class BagStep(Data):
    """`local_time` is on the wall clock of the place: ISO without an offset."""

    label: str
    place: str | None
    local_time: str | None
    state: StepState


class BagCard(Card):
    """`bag_key` names the bag in buttons; opaque."""

    in_words: ClassVar = ("title", "tag_masked", "flight", "status", "next")
    # A bag that is known was checked in.
    stage: ClassVar = "in"

    type: Literal["bag"] = "bag"
    bag_key: str | None = None
    tag_masked: str
    flight: str | None
    title: str
    status: str
    steps: list[BagStep]
    next: str | None
