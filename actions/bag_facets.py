"""What can be asked about a bag on the screen, and the facts that answer it."""

import re
import uuid
from dataclasses import replace
from typing import Any

from rasa_sdk.events import SlotSet

from actions.bag_status import show_bags
from actions.facets import Answered, Facts, FollowUp, answer_from
from actions.flight_answers import plain
from actions.focus import focused, item
from actions.follow_bag import promise, stop_notifying
from actions.memory import remember, shown_bags
from airline.access.tags import mask
from airline.bags import answers
from airline.bags.bags import Bag
from crm.store import in_store
from crm.texts import load

# Asked about a bag that went wrong, these are answered with what can be done.
_HELP_WANTED = frozenset(
    {"why", "when", "how_long", "what_next", "how_to", "stuck", "normal", "care", "money", "never"}
)


# "On the plane yet?" asks that of the bag, and of no boarding.
_OF_BOARDING = frozenset({"boarding", "check_in", "still_time", "flight"})
_ABOARD = re.compile(
    r"\bon (?:the|my|that) (?:plane|aircraft|flight) (?:yet|already|now)\b|上飞机了?[没吗]|上机了?[没吗]", re.I
)
_ALL = re.compile(r"\b(?:both|either|all|each|every|any of|them)\b|两件|两个|都|全部|哪一?件", re.I)


async def answer(asked: FollowUp) -> Answered:
    """The answer to a question about the bag; None where the facts do not say."""
    if asked.facet in _OF_BOARDING and _ABOARD.search(asked.text):
        asked = replace(asked, facet="done")
    return await answer_from(FACTS, asked)


async def _told(asked: FollowUp) -> Answered:
    """One sentence for each bag in view, with what can be done where something went wrong."""
    tell = answers.ANSWERS[asked.facet]

    def read(session: Any) -> list[tuple[str, str, bool]]:
        bags = [bag for bag_id in _ids(asked) if (bag := session.get(Bag, bag_id))]
        found = [answers.shown(session, bag, asked.language, asked.text) for bag in bags]
        return [(mask(one.bag.lpn), tell(one), one.story.problem) for one in found]

    said = await in_store(read)
    if not said:
        return None
    helps = asked.facet in _HELP_WANTED and any(problem for _, _, problem in said)
    words = _told_apart([(tag, sentence) for tag, sentence, _ in said], asked.language)
    return asked.say("utter_bag_facet_problem" if helps else "utter_bag_facet", sentence=words)


def _told_apart(said: list[tuple[str, str]], language: str) -> str:
    """What holds for every bag once; else each sentence with its bag."""
    if len({sentence for _, sentence in said}) == 1:
        return said[0][1]
    words = load("bag_answers")["of_bag"][language]
    return "\n".join(words.format(tag=tag, said=sentence) for tag, sentence in said)


async def _other(asked: FollowUp) -> Answered:
    """The bags that travel with the one that was shown, with their cards."""
    known = _ids(asked)

    def look(session: Any) -> list[uuid.UUID]:
        bags = [bag for bag_id in known if (bag := session.get(Bag, bag_id))]
        return [one.id for bag in bags for one in answers.others(session, bag) if one.id not in known]

    found = list(dict.fromkeys(await in_store(look)))
    if not found:
        return asked.say("utter_no_other_bag")
    await show_bags(asked.dispatcher, asked.tracker, found)
    together = [str(one) for one in (*found, *known)]
    return [
        SlotSet("last_bag", remember(bag_ids=together)),
        focused(asked.tracker, item("bag", *map(str, found)), item("bag", *map(str, known))),
    ]


async def _both(asked: FollowUp) -> Answered:
    """Every bag in view, with its card."""
    await show_bags(asked.dispatcher, asked.tracker, shown_bags(asked.tracker))
    return []


async def _news(asked: FollowUp) -> Answered:
    """ "And now?": the card of the bag as it is by now."""
    await show_bags(asked.dispatcher, asked.tracker, _ids(asked))
    return []


async def _keep_tag(asked: FollowUp) -> Answered:
    """Whether the tag is still needed once the bag is checked in."""
    return asked.say("utter_bag_facet", sentence=load("case_answers")["keep_tag"][asked.language])


async def _reference(asked: FollowUp) -> Answered:
    """The tag number of the bag, to whoever proved it to be theirs."""

    def tags(session: Any) -> list[str]:
        return [bag.lpn for bag_id in _ids(asked) if (bag := session.get(Bag, bag_id))]

    found = await in_store(tags)
    if not found:
        return None
    between = "、" if asked.language == "zh" else ", "
    said = load("bag_answers")["reference"][asked.language].format(tag=between.join(found))
    return asked.say("utter_bag_facet", sentence=said)


async def _notify(asked: FollowUp) -> Answered:
    """ "Tell me when it moves", in words: as the button does."""
    ids = shown_bags(asked.tracker) if _ALL.search(asked.text) else _ids(asked)
    return await promise(asked.dispatcher, asked.tracker, asked.origin, ids)


async def _quiet(asked: FollowUp) -> Answered:
    """ "No need to tell me any more", in words: as the button does."""
    await stop_notifying(asked.tracker)
    return asked.say("utter_unfollowed")


def _ids(asked: FollowUp) -> list[uuid.UUID]:
    """The bags meant, only if they were proved to be the customer's a moment ago."""
    proved = shown_bags(asked.tracker)
    named = [uuid.UUID(one) for one in (asked.item or {}).get("ids", [])]
    return [one for one in named if one in proved] or proved


FACTS: Facts = {
    **dict.fromkeys(answers.ANSWERS, _told),
    "other": _other,
    "both": _both,
    "news": _news,
    "local_time": plain("flight", "local_time"),
    "notify": _notify,
    "quiet": _quiet,
    "reference": _reference,
    "keep_tag": _keep_tag,
    "delivery": plain("form", "delivery_bag"),
    "may_leave": plain("form", "may_leave_bag"),
    "not_before": plain("self", "not_before"),
}
