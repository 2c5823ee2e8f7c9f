"""Questionnaires: supervisors draft, publish and restore them."""

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path
from pydantic import AfterValidator, BaseModel, Field
from sqlalchemy.orm import Session

from api.http.dependencies import DbSession, ReadSession, SupervisorDep
from api.http.fields import Count, printable
from crm import questionnaire_contents, questionnaire_desk, questionnaires
from crm.questionnaire_contents import Reason
from crm.questionnaires import Key, Question
from crm.site import Words

router = APIRouter(prefix="/v1/desk/questionnaires", tags=["surveys"])

Name = Annotated[str, Path(max_length=32)]


def _clean(value: Any) -> Any:
    """The same without control characters, wherever in it."""
    match value:
        case str():
            return printable(value)
        case list():
            return [_clean(one) for one in value]
        case dict():
            return {printable(name): _clean(one) for name, one in value.items()}
    return value


Contents = Annotated[dict[str, Any], AfterValidator(_clean)]


class RowOut(BaseModel):
    """A questionnaire. `version` is the newest one saved at the desk, 0 for none; `origin`: what is asked now."""

    name: str
    label: Words
    origin: Literal["file", "desk", "nothing"]
    version: int
    draft: bool


class RowsOut(BaseModel):
    questionnaires: list[RowOut]


class WordingVersionOut(BaseModel):
    """Something that was saved. `current`: it is what is asked."""

    version: int
    published: bool
    current: bool
    author: str
    note: str
    created_at: datetime


class WordingProblemOut(BaseModel):
    """What is wrong with a field, by its place: `questions.1.text.zh`."""

    field: str
    reason: Reason
    message: str


class EditedOut(BaseModel):
    """The newest version as it is edited: its parts are lists, whose entries have a `key` (a label: a `step`).

    `problems` keep it from being published; where there are none, `preview` is what customers are asked.
    """

    name: str
    version: int
    contents: Contents
    problems: list[WordingProblemOut]
    preview: dict[Key, Question] | None
    versions: list[WordingVersionOut]


class SaveIn(BaseModel):
    """A version to be saved. `expected_version`: the newest one that the author has seen, 0 for none."""

    expected_version: Count
    contents: Contents
    note: Annotated[str, Field(max_length=300)] = ""
    publish: bool = False


class RestoreIn(BaseModel):
    """`version` 0 is what the file says."""

    expected_version: Count
    version: Count


@router.get("", response_model=RowsOut)
def list_edited(session: ReadSession, _: SupervisorDep) -> RowsOut:
    """Every questionnaire, of files and of the desk."""
    questionnaire_desk.refresh(session)
    newest, asked = questionnaire_desk.newest(session), questionnaires.questionnaires()
    return RowsOut(
        questionnaires=[
            RowOut(
                name=name,
                label=asked[name].name if name in asked else Words(zh=name, en=name),
                origin=_origin(name),
                version=newest[name].version if name in newest else 0,
                draft=name in newest and not newest[name].published,
            )
            for name in sorted({*asked, *newest})
        ]
    )


@router.get("/{name}", response_model=EditedOut)
def read_edited(name: Name, session: ReadSession, _: SupervisorDep) -> EditedOut:
    """A questionnaire with its versions, and what keeps the newest one from being published. 404 if unknown."""
    questionnaire_desk.refresh(session)
    return _edited(session, name)


@router.put("/{name}", response_model=EditedOut)
def save_edited(name: Name, body: SaveIn, session: DbSession, agent: SupervisorDep) -> EditedOut:
    """Save a draft, or publish at once; a new name is a new questionnaire. Who is being asked already goes on with the
    words they have. 409 if somebody saved a newer version meanwhile, 422 naming what cannot be published, field by
    field."""
    questionnaire_desk.save(
        session,
        name,
        seen=body.expected_version,
        contents=body.contents,
        agent=agent,
        note=body.note.strip(),
        publish=body.publish,
    )
    return _edited(session, name)


@router.post("/{name}/restore", response_model=EditedOut)
def restore_edited(name: Name, body: RestoreIn, session: DbSession, agent: SupervisorDep) -> EditedOut:
    """Make a draft of an older version, or of the file. 409 if somebody saved a newer version meanwhile."""
    questionnaire_desk.restore(session, name, version=body.version, seen=body.expected_version, agent=agent)
    return _edited(session, name)


def _edited(session: Session, name: str) -> EditedOut:
    saved = questionnaire_desk.versions(session, name)
    contents = saved[0].contents if saved else questionnaire_contents.of(questionnaires.from_files()[name])
    found = questionnaire_contents.problems(contents)
    return EditedOut(
        name=name,
        version=saved[0].version if saved else 0,
        contents=contents,
        problems=[WordingProblemOut(field=one.field, reason=one.reason, message=one.message) for one in found],
        preview=None if found else questionnaire_contents.form_of(contents).questions,
        versions=[WordingVersionOut.model_validate(one, from_attributes=True) for one in saved],
    )


def _origin(name: str) -> Literal["file", "desk", "nothing"]:
    asked, filed = questionnaires.questionnaires(), questionnaires.from_files()
    if name not in asked:
        return "nothing"
    return "file" if asked[name] is filed.get(name) else "desk"
