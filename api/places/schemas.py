"""The JSON of places."""

from pydantic import BaseModel


class PlaceOut(BaseModel):
    """An airport; `country` as ISO 3166 has it."""

    code: str
    name: str
    city: str
    country: str


class PlacesOut(BaseModel):
    places: list[PlaceOut]
