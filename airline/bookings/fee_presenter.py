"""The price of checked bags in words: what is free, what each bag costs and why, and what that makes together."""

from typing import Any, Literal

from airline.bookings.baggage_fees import Area, Bag, Cabin, Fee, Included, Quote, included, terms
from crm.texts import load

Language = Literal["zh", "en"]


def steps(quote: Quote, language: Language) -> str:
    """One line for what is free, one for each bag, and one for the sum."""
    named = _named(quote, language)
    bags = [_bag(name, fees, quote, language) for name, (_, fees) in zip(named, quote.bags, strict=True)]
    return "\n".join([_free(quote, language), *bags, *_total(quote, language)])


def assumed(business: Included, language: Language) -> str:
    """That Economy was assumed, and what `business` would give."""
    return str(load("baggage_fees")["assumed"][language].format(kg=business.kg))


def beyond(area: Area, cabin: Cabin, language: Language) -> str:
    """What each kind of more than is free costs."""
    costs, free = terms()["areas"][area]["fees"], included(area, cabin)
    facts = {"kg": free.kg, "heaviest_kg": terms()["heaviest_kg"]}
    by_weight = next(key for key in ("heavy", "heavy_per_kg") if key in costs)
    heavy = _say("beyond", by_weight, language, amount=f"{costs[by_weight]:,}", **facts)
    said = [
        _say("beyond", "extra", language, amount=f"{costs['extra']:,}"),
        heavy if free.kg < terms()["heaviest_kg"] else _say("beyond", "too_heavy", language, **facts),
        _say("beyond", "paid", language),
    ]
    return ("" if language == "zh" else " ").join(said)


def _free(quote: Quote, language: Language) -> str:
    words = load("baggage_fees")
    key = "one" if quote.free.pieces == 1 else "several"
    cabin, area = words["cabins"][quote.cabin][language], words["areas"][quote.area][language]
    return _say("free", key, language, pieces=quote.free.pieces, kg=quote.free.kg, cabin=cabin, area=area)


def _named(quote: Quote, language: Language) -> list[str]:
    weights = [bag.kg for bag, _ in quote.bags]
    return [_name(bag, index, weights.count(bag.kg) > 1, language) for index, (bag, _) in enumerate(quote.bags, 1)]


def _name(bag: Bag, nth: int, is_again: bool, language: Language) -> str:
    key = "counted" if bag.kg is None else "weighed_again" if is_again else "weighed"
    return _say("bag", key, language, kg=f"{bag.kg:f}" if bag.kg is not None else "", nth=nth)


def _bag(name: str, fees: tuple[Fee, ...], quote: Quote, language: Language) -> str:
    words = load("baggage_fees")
    if not fees:
        return str(words["included"][language].format(bag=name))
    limits = {name: terms()[name] for name in ("heaviest_kg", "largest_cm", "free_cm")}
    said = [_say("fees", fee.reason, language, amount=f"{fee.amount:,}", kg=quote.free.kg, **limits) for fee in fees]
    return str(words["costs"][language].format(bag=name, fees=("；" if language == "zh" else "; ").join(said)))


def _total(quote: Quote, language: Language) -> list[str]:
    if not quote.total:
        return [] if quote.refused else [_say("total", "none", language)]
    key = "beside_refused" if quote.refused else "some"
    return [_say("total", key, language, amount=f"{quote.total:,}")]


def _say(part: str, key: str, language: Language, **facts: Any) -> str:
    return str(load("baggage_fees")[part][key][language].format(**facts))
