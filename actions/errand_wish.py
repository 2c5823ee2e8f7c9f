"""What a message says of an errand: whether it is wished for or only asked about, and what else is in it."""

import re

from rasa_sdk import Tracker

from actions.focus import in_focus
from actions.store import Language, language_of
from crm import errand_forms, errands
from crm.base import utc_now
from crm.questions import definition
from crm.spoken import Said
from crm.texts import load

FORM = "errand_form"
# What is no part of a name that is given beside it.
_CONTACTS = frozenset({"phone", "email", "ticket_number", "record_locator", "flight_number", "date"})
# Whoever gives as much as this wants it done.
_TELLS = 2
_HOW = re.compile(
    r"\b(?:how|what|when|which|why|who|where|policy|rules?)\b"
    r"|怎么|怎麼|如何|怎样|怎樣|多少|多久|几天|幾天|什么|什麼|哪里|哪裡|哪儿|哪些|为啥|为什么|规定",
    re.I,
)
_ASKS = re.compile(
    r"[?？]\s*$|^(?:can|could|may|do|does|is|are|will|would|should)\b"
    r"|\b(?:can|could|may|should|must|am|do|does|is|are|will) (?:i|we|he|she|it|they|my|the|there|that)\b"
    r"|吗|嗎|能不能|能否|可不可以|行不行|是不是|要不要",
    re.I,
)
_ORDERS = re.compile(
    r"\b(?:(?:i|we)(?:'|’)?d (?:like|want)|(?<!do )(?<!does )(?<!would )(?<!should )(?:i|we)"
    r" (?:want|need|wish|would like|must)|please|pls|plz"
    r"|(?:can|could|would|will) (?:you|u)|let me|help me|get me|give me|send me|make (?:a|my|an)"
    r"|(?:^|and |then |just )"
    r"(?:book|order|arrange|request|register|report|file|log|lodge|open|issue|add|record|note))\b"
    r"(?! (?:to )?(?:know|ask|tell|explain|wondering))"
    r"|^(?:开|補開|补开|打|打印|开具)一?[张个份]?(?:发票|發票|行程单|證明|证明)|帮|幫|我要(?!问)|我想(?!问|知道|了解|咨询)|想要|给我(?!说|讲)|給我|请(?!问)|請(?!問)|麻烦|麻煩|申请|申請|[预加]?[订訂](?:一|两|二|三|几|个|份|\d|特|素|纯|清真|穆斯林|犹太|印度|无|低|糖|儿童|婴儿)|登记一下|办一下|开一[张个份]|需要(?!多久|什么|哪|提前|准备)",
    re.I,
)


# What is asked of something that was filed: 开好了吗, "has it been sent yet?"
_OF_FILED = re.compile(
    r"\b(?:done|sent|issued|ready|status|yet|filed|registered|booked|arranged|found|when|how long"
    r"|progress|news|reference)\b"
    r"|好了|好没|了吗|了没|办完|寄了|发了|多久|什么时候|几时|进度|进展|结果|编号|找到",
    re.I,
)


_ANOTHER = re.compile(
    r"\b(?:also|another|an?other one|different|second|separate|too|as well|new|besides|plus)\b"
    r"|另外|另一|还(?:要|想|有)|再(?:投诉|登记|报|加一)|又|也|别的|新的|第二",
    re.I,
)


def is_wished(tracker: Tracker, name: str) -> bool:
    """Whether somebody wants it done, or has told what happened, rather than asks about it."""
    text, found = words_of(tracker), errand_forms.errand_of(name)
    if tracker.latest_message.get("text", "").startswith("/"):
        return True
    if _HOW.search(text) and not re.search(r"\bplease\b|帮我|帮忙|我要(?!问)", text, re.I):
        return False
    if _ORDERS.search(text):
        return True
    named = {entity["entity"] for entity in tracker.latest_message.get("entities") or []}
    if found and found.needs and "record_locator" in named and not _ASKS.search(text):
        return True
    told = len(errands.tells(name, said_in(tracker)))
    # "Kosher meal, tomorrow's flight": the day tells as much where it is for a booking, and so does one on the screen.
    for_it = "date" in named or in_focus(tracker, "booking") is not None
    tells = told + bool(found and found.needs and told and for_it) > _TELLS
    return (tells or bool(found and found.told)) and not _ASKS.search(text)


def button(intent: str, language: Language, *, choice: str | None = None) -> dict[str, str]:
    """The errand on a button, with what of it is chosen already."""
    payload = f'/{intent}{{"errand_value": "{choice}"}}' if choice else f"/{intent}"
    return {"title": load("errands")["begin_button"][language], "payload": payload}


def first_choice(tracker: Tracker, name: str) -> str | None:
    """The first choice that a question about it names: a meal, a wheelchair."""
    told, fields = errands.tells(name, said_in(tracker)), definition(name).fields
    return next((str(told[key]) for key in fields if fields[key].type == "choice" and key in told), None)


def said_in(tracker: Tracker) -> Said:
    """The present message, as an errand reads it."""
    latest = tracker.latest_message
    entities = tuple((str(one["entity"]), str(one["value"])) for one in latest.get("entities") or [])
    return Said(
        text=words_of(tracker),
        language=language_of(tracker),
        agrees=tracker.get_intent_of_latest_message() == "affirm",
        entities=entities,
        besides=_besides(tracker),
        pressed=next((value for name, value in entities if name == "errand_value"), None),
        now=utc_now(),
    )


def words_of(tracker: Tracker) -> str:
    """The customer's words; a button has none."""
    text = str(tracker.latest_message.get("text") or "")
    return "" if text.startswith("/") else text


def _besides(tracker: Tracker) -> str:
    """The customer's words without the numbers and addresses that were found in them."""
    text = words_of(tracker)
    for one in tracker.latest_message.get("entities") or []:
        if (
            text
            and one["entity"] in _CONTACTS
            and isinstance(one.get("start"), int)
            and isinstance(one.get("end"), int)
        ):
            text = text[: one["start"]] + " " * (one["end"] - one["start"]) + text[one["end"] :]
    return text


def asks_of_filed(tracker: Tracker) -> bool:
    """Whether a message may ask how something stands that was filed before."""
    return bool(_OF_FILED.search(words_of(tracker)))


def asks_for_another(text: str) -> bool:
    """Whether a wish is for one more, beside the one that was filed."""
    return bool(_ANOTHER.search(text))
