"""Forms put together: the engine of `crm`, what it and the verticals check and do, and words in one language."""

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from api.files.schemas import FileOut
from api.forms.schemas import FieldOut, FormOut, OptionOut, ResultOut, StepOut, WhenOut
from api.http.tokens import Visitor
from crm import conversations, errand_forms, fields, files, forms, left_messages, phones, privacy, verticals
from crm.base import utc_now
from crm.errors import FileNotFound, FormNotFound, NotFound
from crm.fields import Check, Field, FieldError, is_empty
from crm.files import File
from crm.forms import Answers, Form, Handler, Submission
from crm.questions import definition
from crm.site import Language


def handlers() -> Mapping[str, Handler]:
    """What happens when a form is sent, by its name."""
    return {**privacy.FORMS, **left_messages.FORMS, **verticals.forms(), **errand_forms.handlers()}


def checks() -> Mapping[str, Check]:
    """What each kind of field must look like."""
    return {**fields.CHECKS, **verticals.checks()}


def own_form(session: Session, visitor: Visitor, form_id: uuid.UUID) -> Form:
    """The form, if it is this visitor's. Raises FormNotFound."""
    form = forms.get(session, form_id)
    if conversations.get(session, form.conversation_id).customer_id != visitor.customer_id:
        raise FormNotFound
    return form


def own_file(session: Session, visitor: Visitor, file_id: uuid.UUID) -> File:
    """The file, if it is this visitor's. Raises FileNotFound."""
    file = files.get(session, file_id)
    if conversations.get(session, file.conversation_id).customer_id != visitor.customer_id:
        raise FileNotFound
    return file


def save(session: Session, form: Form, values: Mapping[str, Any], language: Language | None) -> FormOut:
    """Keep what was typed so far. Raises FormClosed."""
    errors = forms.save(
        session, form, values, checks=checks(), now=utc_now(), country=handlers()[form.name].country(session, form)
    )
    return show(session, form, language, errors)


def submit(session: Session, form: Form, values: Mapping[str, Any]) -> Submission:
    """Send the form, once. Raises FormClosed when it was stopped."""
    return forms.submit(session, form, values, handler=handlers()[form.name], checks=checks(), now=utc_now())


def send_code(session: Session, form: Form) -> tuple[str, int]:
    """Mail a one-time code to the address we know; the address masked, and the seconds it is good for.

    Raises NotFound for a form that asks for no code, FormClosed.
    """
    handler = handlers()[form.name]
    if handler.send_code is None:
        raise NotFound("This form needs no code.")
    forms.require_open(session, form)
    return handler.send_code(session, form, utc_now())


def takes_pdf(form: Form) -> bool:
    """Whether a PDF may be sent besides pictures."""
    return any(field.pdf for field in definition(form.name).fields.values())


def show(
    session: Session, form: Form, language: Language | None = None, errors: Mapping[str, FieldError] | None = None
) -> FormOut:
    """A form in the customer's words; without `errors`, all that is wrong with what was filled in."""
    asked, words, answers = definition(form.name), spoken(form, language), _answers(session, form)
    if errors is None:
        errors = _errors(form, answers)
    return FormOut(
        id=form.id,
        name=form.name,
        status=form.status,
        language=words,
        title=asked.title[words],
        steps=[
            StepOut(key=step.key, title=step.title[words], fields=[_field(field, words) for field in step.fields])
            for step in asked.steps
        ],
        submit_label=asked.submit[words],
        values=form.values,
        read_as={key: phones.shown(answers.values[key])[words] for key in _phones(form) if answers.values.get(key)},
        files=[FileOut.of(file) for file in files.of_form(session, form.id)],
        errors={key: found.sentence(words) for key, found in errors.items()},
        result=ResultOut.model_validate(form.result) if form.result else None,
    )


def spoken(form: Form, language: Language | None) -> Language:
    """The language to answer in: the one asked for, else the one the form was opened in."""
    return language or ("zh" if form.language == "zh" else "en")


def _answers(session: Session, form: Form) -> Answers:
    country = handlers()[form.name].country(session, form)
    return forms.read(session, form, checks=checks(), now=utc_now(), country=country)


def _errors(form: Form, answers: Answers) -> dict[str, FieldError]:
    if form.status != forms.OPEN:
        return {}
    return {key: error for key, error in answers.errors.items() if not is_empty(form.values.get(key))}


def _phones(form: Form) -> list[str]:
    return [field.key for field in definition(form.name).fields.values() if field.type == "tel"]


def _field(field: Field, language: Language) -> FieldOut:
    return FieldOut(
        key=field.key,
        type=field.type,
        label=field.label[language],
        hint=field.hint[language] if field.hint else None,
        placeholder=field.placeholder[language] if field.placeholder else None,
        required=field.required,
        max=field.max,
        past_days=field.past_days,
        future_days=field.future_days,
        pdf=field.pdf,
        when=WhenOut(field=field.when.field, any_of=sorted(field.when.values)) if field.when else None,
        options=[
            OptionOut(value=option.value, label=option.label[language], icon=option.icon, colour=option.colour)
            for option in field.options
        ],
    )
