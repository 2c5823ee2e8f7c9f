"""A bag's timeline in words: the sentence, the card, and what an agent reads."""

from datetime import datetime
from typing import Any, Literal

from airline.access.tags import mask
from airline.bags.bags import Bag
from airline.bags.card import BagCard, BagStep
from airline.bags.timeline import NextScan, Step, Timeline
from airline.places.airports import place_name
from crm.texts import load

# The card shows the way, not the archive.
MOST_STEPS = 8

Language = Literal["zh", "en"]


def texts() -> dict[str, Any]:
    """Every word in which scans are told, by language."""
    return load("bag_status")


def sentence(story: Timeline, language: Language) -> str:
    """Where the bag is, when that was seen, and what should happen next."""
    last = story.last_scan
    place, flight = (last.airport, last.flight) if last else ("", "")
    parts = [_say(texts()["state"][story.state], language, airport=place, flight=flight)]
    if last:
        parts.append(last_seen(last, language))
    if story.next and not story.problem:
        parts.append(
            _say(texts()["next"][story.next.kind], language, airport=story.next.airport, flight=story.next.flight)
        )
    return ("" if language == "zh" else " ").join(part for part in parts if part)


def last_seen(last: Step, language: Language) -> str:
    """Where and when it was seen, or heard of, last."""
    return _say(texts()["last_scan" if last.stated else "last_news"], language, moment=_moment(last, language))


def step_said(step: Step, language: Language) -> str:
    """A step with where and when it was."""
    colon = "：" if language == "zh" else ": "
    return (
        f"{_label(step.kind, step.flight, language)}{colon}{_moment(step, language)}{'。' if language == 'zh' else '.'}"
    )


def card(bag: Bag, story: Timeline, language: Language) -> dict[str, Any]:
    """The card under the sentence: steps done, the present one, and the one to expect.

    `bag_key` lets buttons name the bag; a card is only ever shown to whoever proved the bag to be theirs.
    """
    steps = [_step(step, language) for step in story.steps[-MOST_STEPS:]]
    if story.next and story.next.kind in texts()["next_step"]:
        steps.append(_expected(story.next, language))
    flights = [step.flight for step in story.steps if step.flight] + [leg["flight"] for leg in bag.legs]
    return BagCard(
        bag_key=str(bag.id),
        tag_masked=mask(bag.lpn),
        flight=flights[-1] if story.last_scan and story.last_scan.flight else next(iter(flights), None),
        title=texts()["title"][language],
        status=_label(story.state, story.last_scan.flight if story.last_scan else "", language),
        steps=steps,
        next=_next_line(story, language),
    ).as_json()


def news(bag: Bag, story: Timeline, language: Language) -> str | None:
    """What has just happened, for somebody who waits for it; None for what is not worth a message."""
    last = story.steps[-1] if story.steps else None
    if last is None or last.kind not in texts()["news"]:
        return None
    missed_before = any(step.standing == "problem" for step in story.steps[:-1])
    kind = "loaded_later" if last.kind == "loaded" and missed_before else last.kind
    return _say(texts()["news"][kind], language, airport=last.airport, flight=last.flight, tag=mask(bag.lpn))


def out_for_delivery(bag: Bag, language: Language) -> str:
    """That a courier has the bag, which no scan tells."""
    return _say(texts()["news"]["out_for_delivery"], language, tag=mask(bag.lpn))


def recorded(outcome: str, number: str, story: Timeline | None = None) -> dict[str, str]:
    """What an agent reads beside the conversation, in both languages. `number` is masked already."""
    both: tuple[Language, Language] = ("zh", "en")
    return {
        language: texts()["recorded"][outcome][language].format(
            number=number, step=_label(story.state, "", language) if story else ""
        )
        for language in both
    }


def day_title(iso_date: str, language: Language) -> str:
    """A flight date on a button."""
    day = datetime.fromisoformat(iso_date)
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {texts()['months'][day.month - 1]}"


def state_label(state: str, flight: str, language: Language) -> str:
    """What a state is called on the card."""
    return _label(state, flight, language)


def _step(step: Step, language: Language) -> BagStep:
    return BagStep(
        label=_label(step.kind, step.flight, language),
        place=place_name(step.airport, language),
        local_time=step.local_time.strftime("%Y-%m-%dT%H:%M"),
        state=step.standing,
    )


def _expected(scan: NextScan, language: Language) -> BagStep:
    label = _say(texts()["next_step"][scan.kind], language, airport=scan.airport, flight=scan.flight)
    return BagStep(label=label, place=place_name(scan.airport, language), local_time=None, state="next")


def _next_line(story: Timeline, language: Language) -> str | None:
    if story.problem or not story.next or story.next.kind not in texts()["next_step"]:
        return None
    label = _say(texts()["next_step"][story.next.kind], language, airport=story.next.airport, flight=story.next.flight)
    return f"{label} · {place_name(story.next.airport, language)}"


def _label(kind: str, flight: str, language: Language) -> str:
    return _say(texts()["step"][kind], language, airport="", flight=flight)


def _moment(step: Step, language: Language) -> str:
    at = step.local_time
    return _say(
        texts()["moment" if step.stated else "heard"],
        language,
        airport=step.airport,
        month=at.month,
        day=at.day,
        month_name=texts()["months"][at.month - 1],
        clock=at.strftime("%H:%M"),
    )


def _say(text: dict[str, str], language: Language, *, airport: str = "", flight: str = "", **more: Any) -> str:
    place = place_name(airport, language) if airport else ""
    return text[language].format(place=place, flight=flight or texts()["no_flight"][language], **more)
