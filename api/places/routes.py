"""Airports, for a field that suggests them while one types."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from airline.places import airports
from api.http.fields import Language
from api.places.schemas import PlaceOut, PlacesOut

router = APIRouter(prefix="/v1", tags=["places"])


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
