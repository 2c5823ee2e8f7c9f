"""The picker of airports: what a field suggests while one types."""

from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel

from airline.places import airports
from crm.site import Language

router = APIRouter(prefix="/v1", tags=["places"])


class PlaceOut(BaseModel):
    """An airport; `country` as ISO 3166 has it."""

    code: str
    name: str
    city: str
    country: str


class PlacesOut(BaseModel):
    places: list[PlaceOut]


@router.get("/places", response_model=PlacesOut)
def find_places(response: Response, q: Annotated[str, Query(max_length=60)], language: Language = "en") -> PlacesOut:
    """Airports whose code, city or name (in either language) begins like `q`; at most eight."""
    response.headers["Cache-Control"] = "public, max-age=3600"
    return PlacesOut(
        places=[
            PlaceOut(code=place.code, name=place.name[language], city=place.city[language], country=place.country)
            for place in airports.search(q)
        ]
    )
