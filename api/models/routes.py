"""Models of the assistant, for those who lead the team."""

import json
from typing import Any, Literal

from fastapi import APIRouter, Response

from api.http.dependencies import ReadSession, SupervisorDep
from api.models import views
from api.models.schemas import ModelCardOut, ModelsOut
from crm import model_cards
from crm.model_card_words import markdown
from crm.site import Language

router = APIRouter(prefix="/v1/desk/models", tags=["models"])
_CARDS: dict[int | str, dict[str, Any]] = {200: {"content": {"text/markdown": {}, "application/json": {}}}}


@router.get("", response_model=ModelsOut)
def list_models(session: ReadSession, _: SupervisorDep) -> ModelsOut:
    """Every model that was tried, with its scores, and how each that was taken does with customers."""
    return views.listed(session)


@router.get("/{name}", response_model=ModelCardOut)
def read_model(name: str, session: ReadSession, _: SupervisorDep) -> ModelCardOut:
    """The card of a model: data, scores, comparison, and who approved what it learned. 404 without one."""
    return views.one(session, name)


@router.get("/{name}/card", response_class=Response, responses=_CARDS)
def download_card(
    name: str, session: ReadSession, _: SupervisorDep, form: Literal["md", "json"] = "md", words: Language = "en"
) -> Response:
    """The same to be filed: Markdown in Chinese or English, or JSON as it is kept. 404 without one."""
    card = model_cards.get(session, name)
    told = json.dumps(card.contents, ensure_ascii=False, indent=2) if form == "json" else markdown(card.contents, words)
    media = "application/json" if form == "json" else "text/markdown; charset=utf-8"
    file = f"{card.name.removesuffix('.tar.gz')}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{file}"'}
    return Response(told, media_type=media, headers=headers)
