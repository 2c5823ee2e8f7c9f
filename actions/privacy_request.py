"""One's personal data: what is kept is told from the article; a copy, a correction or deletion becomes a request."""

import re
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import knowledge as articles
from actions import preferences
from actions.attached_form import show_form
from actions.focus import focused, item
from actions.proof import Events
from actions.store import Origin, language_of, origin_of
from crm import case_presenter, conversations, forms, privacy
from crm.base import utc_now
from crm.cases import Case
from crm.errors import ConversationNotFound, StoreUnavailable
from crm.forms import Form
from crm.store import in_store

# The first that is heard counts: "send me a copy before you delete it" wants it deleted in the end.
_WISHES = {
    "erase": re.compile(
        r"\b(?:delet\w*|eras\w*|forget (?:me|my|about)|forgotten|wipe\w*|purge\w*|scrub|destroy\w*|bin|anonymi[sz]e\w*"
        r"|(?:remove|get rid of|take off)\b.*\b(?:me|my|data|info\w*|records?|details)"
        # Whoever typed a number by mistake wants it gone.
        r"|get rid of (?:it|that|this|them)|by (?:accident|mistake)|accidentally)\b"
        r"|删|注销|清除|清空|抹掉|抹去|遗忘|销毁|不小心|误发|手滑",
        re.I,
    ),
    "correct": re.compile(
        r"\b(?:correct\w*|rectif\w*|amend\w*|fix|wrong|incorrect|misspel\w*|out of date|update|replace)\b"
        r"|更正|改正|修改|修正|更新|写错|登记错|填错|有误",
        re.I,
    ),
    "stop": re.compile(
        r"\b(?:stop|unsubscribe|opt\W?out|withdraw\w*|restrict\w*|object(?:ion)? to)\b"
        r"|撤回|停止|退订|限制|拒绝|不要再|别再",
        re.I,
    ),
    "see": re.compile(
        r"\b(?:cop(?:y|ies)|export\w*|download\w*|access request|subject access|portab\w*|transcript|send me)\b"
        r"|导出|副本|复制|拷贝|查阅|下载|一份",
        re.I,
    ),
}
# How long or whether something is kept is asked, not wished for.
_ONLY_ASKS = re.compile(
    r"^\W*(?:what|which|how|why|who|where|do|does|are|is|will|when)\b(?!.*\b(?:send me|delete it|erase it|bin them)\b)"
    r"(?!\s+(?:do|can|would) (?:i|we)\b)|^(?!.*(?:请|帮我|我要|我想|给我)).*(?:吗|哪些|什么|多久)[？?]?\W*$",
    re.I | re.DOTALL,
)


# What is more than what the customer wanted remembered.
_DATA = re.compile(
    r"\b(?:data|account|records?|personal|information|history|chats?|conversations?)\b|数据|信息|账号|账户|记录|资料",
    re.I,
)


class ActionPrivacyRequest(Action):
    """Take a request down, ask for what it needs in a form, or say what is kept and what one may ask for."""

    def name(self) -> str:
        return "action_privacy_request"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        origin, wish = origin_of(tracker), wish_of(tracker)
        # "Forget it all": what was agreed to is deleted at once; all other data only once we know who asks.
        small = wish == "erase" and not _DATA.search(tracker.latest_message.get("text") or "")
        if small and (gone := await preferences.forget_all(tracker)):
            dispatcher.utter_message(response="utter_preference", sentence=gone)
            return []
        try:
            done = await in_store(lambda session: _serve(session, tracker, origin, wish)) if origin else None
        except ConversationNotFound:
            done = None
        except StoreUnavailable:
            dispatcher.utter_message(response="utter_store_away")
            return []
        if done is None:
            return await articles.answer(dispatcher, tracker)
        if isinstance(done, Form):
            dispatcher.utter_message(response="utter_privacy_request_form")
            return [focused(tracker, show_form(dispatcher, done, article="privacy_request"))]
        reference, sentence, card = done
        dispatcher.utter_message(response="utter_privacy_request", sentence=sentence)
        dispatcher.utter_message(json_message={"attach": {"kind": "card", "data": {"card": card}}})
        return [focused(tracker, item("case", reference))]


def wish_of(tracker: Tracker) -> str | None:
    """What is wished for: by a button, or in the customer's words."""
    pressed = next(tracker.get_latest_entity_values("privacy_wish"), None)
    if pressed in privacy.WISHES:
        return str(pressed)
    text = tracker.latest_message.get("text") or ""
    if _ONLY_ASKS.search(text):
        return None
    return next((wish for wish, said in _WISHES.items() if said.search(text)), None)


Told = tuple[str, str, dict[str, Any]]


def _serve(session: Session, tracker: Tracker, origin: Origin, wish: str | None) -> Told | Form | None:
    conversation, language = conversations.lock(session, origin.conversation_id), language_of(tracker)
    made = privacy.open_ones(session, origin.conversation_id)
    known = next((case for case in made if wish is None or privacy.asks_for(case, wish)), None)
    if known:
        return _told(session, known, language, known=True)
    if wish is None:
        return None
    email = next(tracker.get_latest_entity_values("email"), None)
    if email:
        case = privacy.open_request(session, conversation=conversation, wish=wish, email=str(email), now=utc_now())
        return _told(session, case, language, known=False)
    return forms.open_form(
        session,
        conversation_id=origin.conversation_id,
        message_id=origin.message_id,
        name=privacy.KIND,
        values={"wish": wish},
        facts={},
        said=["wish"],
    )


def _told(session: Session, case: Case, language: str, *, known: bool) -> Told:
    card = case_presenter.card(session, case, language, own=True)
    return case.reference, privacy.told(case, language, known=known), card
