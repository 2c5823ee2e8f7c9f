"""Mail that asks for a survey: its first question with the answers as links, and the way to end such mails."""

from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any

from crm import case_texts, texts
from crm.questionnaires import ChoiceQuestion, Question, Questionnaire, ScaleQuestion
from crm.site import site
from crm.surveys import Survey

# Inline: mail programs read no style sheets.
_FONT = "16px/1.6 -apple-system,'PingFang SC','Microsoft YaHei',sans-serif"
_PAGE = f"max-width:32em;margin:0 auto;padding:24px 16px;font:{_FONT}"
# Filled: legible on white and on black. Seven of them stand side by side on a phone.
_BUTTON = (
    "display:inline-block;min-width:22px;margin:0 4px 8px 0;padding:9px;border-radius:10px;"
    "background:#0b6670;color:#ffffff;text-decoration:none;text-align:center"
)
_SMALL = "margin-top:32px;font-size:13px;opacity:.75"


@dataclass(frozen=True)
class Letter:
    """A mail, in words and as a page; `unsubscribe` ends such mails when it is posted to."""

    subject: str
    body: str
    html: str
    unsubscribe: str


def compose(survey: Survey, token: str, *, public_url: str, reminder: bool = False) -> Letter:
    """The mail for whoever is asked; what follows # in a link stays with the reader until they confirm it there."""
    form, language = survey.asked, survey.language
    link = f"{public_url.rstrip('/')}/s/{token}"
    stop, first = f"{link}/opt-out", next(iter(form.questions.values()))
    facts = {"title": form.title[language], "site": site().name[language], "link": link}
    subject = _say("reminder" if reminder else "subject", language, **facts)
    why = _say("again" if reminder else "why", language)
    until = _say("until", language, day=_day(survey.expires_at, language))
    said = [_say("hello", language), why, first.text[language], _say("link", language, link=link), until]
    body = "\n\n".join([*said, _say("stop", language, link=stop), facts["site"]])
    return Letter(subject, body, _page(form, first, link, stop, said, language), stop)


def _page(form: Questionnaire, first: Question, link: str, stop: str, said: list[str], language: str) -> str:
    hello, why, question, _, until = map(escape, said)
    answers = _answers(first, language)
    lead = _say("press" if isinstance(first, ScaleQuestion) else "choose", language) if answers else ""
    buttons = "".join(_button(f"{link}#{value}", words) for value, words in answers)
    begin = buttons or _button(link, _say("begin", language))
    ends = _ends(first, language)
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"></head>'
        f'<body style="margin:0"><div style="{_PAGE}"><p>{hello}</p><p>{why}</p><p><b>{question}</b></p>'
        f"<p>{escape(lead)}</p><p>{begin}</p>{ends}<p>{until}</p>"
        f'<p style="{_SMALL}">{escape(site().name[language])} · '
        f'<a href="{escape(stop)}" style="color:inherit">{escape(_say("stop_word", language))}</a></p>'
        "</div></body></html>"
    )


def _answers(question: Question, language: str) -> list[tuple[int, str]]:
    """What can be answered with one press: the numbers of a scale, the words of a choice."""
    if isinstance(question, ScaleQuestion):
        return [(step, str(step)) for step in range(question.low, question.high + 1)]
    if isinstance(question, ChoiceQuestion):
        return [(place, label[language]) for place, label in enumerate(question.options.values(), start=1)]
    return []


def _ends(question: Question, language: str) -> str:
    if not isinstance(question, ScaleQuestion):
        return ""
    named = (f"{end} = {question.labels[end][language]}" for end in (question.low, question.high))
    return f"<p>{escape(' · '.join(named))}</p>"


def _button(address: str, words: str) -> str:
    return f'<a href="{escape(address)}" style="{_BUTTON}">{escape(words)}</a>'


def _day(moment: datetime, language: str) -> str:
    return case_texts.day(moment.astimezone(site().zone).date())[language]


def _say(key: str, language: str, **facts: Any) -> str:
    return str(texts.load("surveys")["mail"][key][language]).format(**facts)
