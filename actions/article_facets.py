"""What can be asked about an article on the screen: the sentence that holds the answer, or the job it is about."""

import re
from collections.abc import Sequence

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions import articles_ranked, passages
from actions.booking_answers import wish_buttons
from actions.facets import Answered, FollowUp
from actions.flight_answers import answer_with, say
from actions.flight_question import FORM as FLIGHT_FORM
from actions.focus import focused, in_focus, item, stack
from actions.knowledge import answer as tell
from actions.knowledge import utter_article
from actions.memory import shown_booking
from actions.store import Language
from crm import knowledge, skills
from crm.knowledge import Article
from crm.retrieval import ANYWHERE, BELOW, Ranking
from crm.store import in_store

_TIMES = (
    r"\b\d+\s*(?:working |calendar )?(?:minutes?|min|hours?|h|days?|weeks?|months?)\b"
    r"|\d+个?(?:分钟|小时|工作日|天|日|个月|周)"
)
_FREE = r"\bfree\b|\bno (?:fee|charge)\b|免费|不收费|不另收"
_STEPS = r"\b(?:ask|go to|look up|request|send|tell|bring|choose|talk to|report|apply)\b|请|申请|提交|告诉|办理|登记"
# What the sentence that answers a question has in it, the surest sign first.
_SIGNS: dict[str, tuple[str, ...]] = {
    "how_much": (
        r"(?:CNY|RMB|US\$|[€£$])\s?\d|\d[\d,]*\s?(?:元|欧元|英镑|美元|CNY|EUR|SDR)|特别提款权",
        r"\d+\s?(?:kg|cm|ml|Wh|公斤|厘米|毫升)",
        _FREE,
    ),
    "how_long": (_TIMES, r"\b(?:until|by the time|before departure)\b|起飞前|之前"),
    "when": (_TIMES, r"\b(?:until|before|after|opens?|closes?)\b|起飞前|之前|之后|开放|截止"),
    "where": (
        r"\b(?:counter|desk|office|gate|hall)\b|柜台|服务台|登机口|大厅|查询处",
        r"\b(?:airport|website|e-mail|here)\b|机场|网站|邮件|这里|网上",
    ),
    "how_to": (
        r"\b(?:right )?here\b.*\b(?:request|look up|send|ask)|\brequest .*\bhere\b|在这里",
        r"\b(?:person|team) (?:arranges|adds|needs|helps)|\bhave (?:the|your) .* ready|由人工|请准备",
        _STEPS,
    ),
    "what_next": (_STEPS,),
    "who": (
        r"\b(?:person|agent|staff|colleague|desk|doctor)\b|人工|工作人员|代理|同事|医生",
        r"\b(?:airline|carrier|we)\b|航空公司|承运|我们",
    ),
    "why": (r"\b(?:because|so that|for safety|since|reason)\b|因为|由于|为了|以便|原因",),
    "care": (r"\b(?:hotel|meals?|drinks?)\b|酒店|住宿|餐", ),
    "done": (r"\bconfirm|确认",),
    "both": (
        r"\bone way\b|\beach (?:way|flight)\b|\b(?:per|for each|each) (?:bag|change|flight|person|passenger|adult)\b",
        r"单程|每件|每次|每程|每位",
    ),
    "documents": (
        r"\b(?:photos?|receipts?|passport|certificate|boarding pass|bag tag|proof|documents?|invoice)\b"
        r"|照片|票据|凭证|护照|证明|登机牌|行李牌|证件|材料|发票",
    ),
    "arrival": (_TIMES,),
    "boarding": (r"\bboarding\b|\bgate\b|登机", _TIMES),
    "still_time": (_TIMES, r"\b(?:until|before|after)\b|起飞前|之前|之后"),
    "too_late": (_TIMES, r"\b(?:until|before|after)\b|起飞前|之前|之后"),
}  # fmt: skip
_SIGNS["money"] = (r"\b(?:compensation|refund|paid|money)\b|赔|补偿|退款|退票", *_SIGNS["how_much"])
# Prices and times can be told by their form.
_BY_FORM = {"how_much": (_SIGNS["how_much"][0], _FREE), "how_long": (_TIMES,)}
# And are asked for in these words, whatever the question was heard as.
_ASKS_FOR = {
    "how_long": re.compile(
        r"(?:提前|早|要|得|需要?|等|最晚|最迟)[^，。？]{0,4}(?:多久|几天|多少天|几个?(?:小时|钟头)|多长时间)"
        r"|\bhow (?:long|many (?:days|hours|weeks)|far|soon|early) "
        r"(?:ahead|before|in advance|beforehand|do i (?:have|need))\b",
        re.I,
    ),
    "how_much": re.compile(
        r"多少钱|贵(?:不贵|吗|不|么)|\bhow much (?:is|does|do|will|would|for|money)\b|\bpricey|expensive", re.I
    ),
}
# So well a passage has to answer what a case itself cannot: less than anywhere, for what it is about is known.
_IN_CASE = 9.0
# Less than in the article that is asked on: nothing else was understood.
_BELOW_ANY = 13.0
# Facets that are told by their words, and what the answer speaks of.
_SPEAKS_OF = {"get_back": re.compile(r"\bcourier\b|\bpost(?:ed)?\b|快递|寄", re.I)}
# What is asked so may be done right here.
_JOBS = frozenset({"how_to", "what_next", "done"})
# So many articles that were shown before may answer what the newest one does not.
_OLDER = 2


async def answer(asked: FollowUp) -> Answered:
    """What the article says; or that it was the wrong one."""
    if asked.facet == "wrong":
        return answer_with(asked, say("wrong", "any", asked.language), buttons=("human",))
    if articles_ranked.calls_person(asked.text):
        return articles_ranked.to_person(asked.dispatcher, asked.tracker)
    if asked.entity("flight_number"):
        # Who names a flight asks about that flight.
        return [FollowupAction(FLIGHT_FORM)]
    return await _said_there(asked)


async def _said_there(asked: FollowUp) -> Answered:
    """What the articles say to what is asked under one of them; else that it is not on file."""
    key, intent = _asked_of(asked)
    found, named = await in_store(lambda session: _articles(session, asked, key, intent))
    if not found:
        return None
    if asked.facet == "normal":
        return answer_with(asked, _source(found[0], asked.language))
    if asked.facet == "documents" and skills.opened_by(intent) == "bag_report":
        key = "report_documents" if intent == "bag_missing" else "damage_documents"
        return answer_with(asked, say("form", key, asked.language))
    ranking = await articles_ranked.ranking(asked.tracker, asked.text, bonus=_bonus(asked.facet))
    if ranking.sure:
        return await _ranked(asked, ranking, intent)
    return _unranked(asked, found[:1], named, intent)


def _asked_of(asked: FollowUp) -> tuple[str, str]:
    """The key of the article that is asked on, and the intent it answered: the one in view, or one that explains."""
    key = asked.entity("article")
    if asked.item and key in (None, asked.item["ids"][0]):
        return asked.item["ids"][0], asked.item.get("intent") or ""
    return key or "", key or ""


async def _ranked(asked: FollowUp, ranking: Ranking, intent: str) -> Answered:
    """The passage that answers, of the article in view or of another; for what was not understood None."""
    key = _asked_of(asked)[0] or None
    # Where the assistant has found the question near to this very article, it has weighed other topics (bot/dialogue/).
    other = None if asked.entity("article") else articles_ranked.other_topic(asked.tracker)
    topic = (
        await in_store(lambda session: knowledge.find_answer(session, intent=other, text=asked.text)) if other else None
    )
    if other and topic and articles_ranked.outweighs(ranking, topic.key, key):
        return await tell(asked.dispatcher, asked.tracker, intent=other)
    said = articles_ranked.just_said(asked.tracker)
    passage = articles_ranked.beyond(ranking, key, said, asks_on=bool(asked.facet), sign=_sign(asked.facet, asked.text))
    article = await in_store(lambda session: knowledge.current(session, passage.key)) if passage else None
    jobs = job_buttons(asked, intent) if asked.facet in _JOBS else []
    if passage and article:
        return articles_ranked.utter_passage(
            asked.dispatcher,
            asked.tracker,
            article,
            passage,
            intent=intent,
            more=jobs if passage.key == key else [],
            texts=articles_ranked.with_next(ranking, passage),
        )
    if not asked.facet and not articles_ranked.is_question(asked.text):
        return None
    if jobs:
        return asked.say("utter_shown_answer", sentence=say("article", "job", asked.language), buttons=jobs)
    return await articles_ranked.utter_nothing(asked.dispatcher, asked.tracker, ranking)


def _unranked(asked: FollowUp, found: list[Article], named: Article | None, intent: str) -> Answered:
    """What can be told by the words alone."""
    if not asked.facet:
        return _what_is_named(asked, found)
    if named is not None and asked.item and named.key != asked.item["ids"][0]:
        return _of_another(asked, named, intent)
    said = next((said for one in found if (said := holding(one.body(asked.language), asked.facet, asked.text))), None)
    buttons = job_buttons(asked, intent) if asked.facet in _JOBS else []
    if said is None and not buttons:
        return answer_with(asked, say("article", "missing", asked.language), buttons=("human",))
    return asked.say("utter_shown_answer", sentence=said or say("article", "job", asked.language), buttons=buttons)


def _bonus(facet: str) -> re.Pattern[str] | None:
    """What a passage that answers this facet has in it."""
    return _any_of(_SIGNS.get(facet, ()))


def _any_of(signs: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{sign})" for sign in signs), re.I) if signs else None


def _sign(facet: str, text: str) -> re.Pattern[str] | None:
    """What an answer surely has in it: by the words of the question, whatever facet it was heard as, or by that."""
    named = next((name for name, words in _ASKS_FOR.items() if words.search(text)), facet)
    return _any_of(_BY_FORM.get(named, ()))


async def in_particular(asked: FollowUp, key: str | None, *, nearly: bool = False) -> str | None:
    """The answer of this article, or of one beside it, to the very question that is put; None where none surely is.

    `nearly`: nothing else has an answer, so that it is asked of the article as if it were on the screen.
    What was plainly asked by its words is answered by what speaks of it, however it was put.
    """
    if key is None:
        return None
    ranking = await articles_ranked.ranking(asked.tracker, asked.text)
    if sign := _SPEAKS_OF.get(asked.facet):
        said = ranking.best(within=key, having=sign)
        return said.passage.text if said else None
    family = (one for one in ranking.ranked if one.passage.key == key or one.passage.key.startswith(f"{key}_"))
    best = next((one for one in family if one.passage.asked), None)
    surely = best is not None and best.score >= (_IN_CASE if nearly else ANYWHERE)
    return best.passage.text if best and surely else None


async def read_out(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answered:
    """What the articles say to a message that was not understood by itself; None where they say nothing."""
    asked = FollowUp.of(dispatcher, tracker, kind="article", facet="")
    if below := await _below_any(asked):
        return answer_with(asked, below)
    if in_focus(tracker, "article") is not None and not _only_curses(tracker, asked.text):
        return await answer(asked)
    return await read_out_anywhere(dispatcher, tracker)


async def read_out_anywhere(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answered:
    """What any article surely says to a message, whatever is on the screen; None where none does."""
    asked = FollowUp.of(dispatcher, tracker, kind="article", facet="")
    if asked.text.startswith("/") or (tracker.active_loop or {}).get("name") or _only_curses(tracker, asked.text):
        return None
    ranking = await articles_ranked.ranking(tracker, asked.text)
    return await _ranked(asked, ranking, "") if ranking.sure and ranking.best_anywhere() else None


async def _below_any(asked: FollowUp) -> str | None:
    """What is said to such a question below one of the things in view: bags are reported in forms, and become cases."""
    kinds = dict.fromkeys(one["kind"] for one in stack(asked.tracker) if one["kind"] != "article")
    if not kinds or asked.text.startswith("/") or (asked.tracker.active_loop or {}).get("name"):
        return None
    ranking = await articles_ranked.ranking(asked.tracker, asked.text)
    among = {f"{BELOW}{kind}" for kind in [*kinds, *(("bag",) if "form" in kinds or "case" in kinds else ())]}
    best = next((one for one in ranking.ranked if one.passage.key in among and one.passage.asked), None)
    return best.passage.text if best and ranking.sure and best.score >= _BELOW_ANY else None


def _only_curses(tracker: Tracker, text: str) -> bool:
    """ "You are useless" is no question, whatever page has such words."""
    return tracker.latest_message.get("tone") == "angry" and not articles_ranked.is_question(text)


async def read_out_named(dispatcher: CollectingDispatcher, tracker: Tracker) -> Answered:
    """What an article says whose very keywords a message holds that seems none of ours; None where none does."""
    text = tracker.latest_message.get("text") or ""
    best = (await articles_ranked.ranking(tracker, text)).best_anywhere()
    article, intent = await in_store(lambda session: _with_intent(session, best.passage.key)) if best else (None, "")
    if best is None or article is None or not knowledge.keyword_score(article, text):
        return None
    return articles_ranked.utter_passage(dispatcher, tracker, article, best.passage, intent=intent)


def _with_intent(session: Session, key: str) -> tuple[Article | None, str]:
    article = knowledge.current(session, key)
    return article, next((one.intent for one in article.intents), "") if article else ""


def _what_is_named(asked: FollowUp, found: list[Article]) -> Answered:
    for article in found:
        if said := passages.speaking_of(article.body(asked.language), asked.text):
            return answer_with(asked, passages.joined(said))
    return None


def holding(body: str, facet: str, question: str = "") -> str | None:
    """The sentences of a text, two at most, that answer this facet; those that speak of what is named go before."""
    parts, named = passages.sentences(body), passages.speaking_of(body, question)
    for sign in _SIGNS.get(facet, ()):
        for among in (named, parts):
            if found := [one for one in among if re.search(sign, one, re.I)]:
                return passages.joined(found[: passages.AT_MOST])
    return passages.joined(named) or None


async def told_by(key: str, facet: str, language: Language) -> str | None:
    """What the article of this key says to a facet, whatever is on the screen."""
    article = await in_store(lambda session: knowledge.current(session, key))
    return holding(article.body(language), facet) if article else None


def job_buttons(asked: FollowUp, intent: str) -> list[dict[str, str]]:
    """What the article is about, done right here; none where it cannot be."""
    if intent in ("rebook", "refund", "seat"):
        return wish_buttons(intent, asked.language, known=shown_booking(asked.tracker) is not None)
    skill = skills.of_intent(intent)
    if skill is None or skills.opened_by(intent) is None:
        return []
    return [{"title": skills.label_of(intent)[asked.language], "payload": f"/{intent}"}]


def _articles(session: Session, asked: FollowUp, key: str, intent: str) -> tuple[list[Article], Article | None]:
    """The article in view, those shown before and those beside it; and the one that the words of the question name."""
    named = knowledge.find_answer(session, intent=intent, text=asked.text) if intent else None
    general = named is not None and named.key == intent
    older = [one["ids"][0] for one in stack(asked.tracker) if one["kind"] == "article" and one["ids"][0] != key]
    shown = [article for other in older[:_OLDER] if (article := knowledge.current(session, other))]
    in_view = knowledge.beside(session, key)
    return [*in_view[:1], *shown, *in_view[1:]], None if general else named


def _of_another(asked: FollowUp, article: Article, intent: str) -> Answered:
    """ "And in business class?": what the article beside it says to the same question, or the whole of it."""
    said = holding(article.body(asked.language), asked.facet, asked.text)
    in_view = focused(asked.tracker, item("article", article.key, intent=intent))
    if said is None:
        utter_article(asked.dispatcher, article, asked.language)
    else:
        answer_with(asked, said)
    return [in_view]


def _source(article: Article, language: Language) -> str:
    facts = {"source": article.source.get("name") or "–", "date": article.valid_from.isoformat()}
    return say("article", "source", language, **facts)
