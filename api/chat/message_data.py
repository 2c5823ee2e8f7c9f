"""What messages hold, for the document of the HTTP surface: by kind, with the cards of the verticals that are on.

Messages are passed on as they are stored: nothing is checked a second time.
"""

import operator
from functools import reduce
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from crm import verticals
from crm.message_data import ChoicesData, Data, FileData, FormData, SurveyData, TextData


class OneOfCards:
    """Says that a field holds a card."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return _any_of(handler, *verticals.cards())


class CardData(Data):
    """Of a card. `news`: it came by itself, because the customer follows what it shows."""

    card: Annotated[dict[str, Any], OneOfCards()]
    news: bool | None = None


class OfItsKind:
    """Says that a field holds what a message of its kind holds; a note holds what its activity does."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return _any_of(handler, TextData, ChoicesData, CardData, FormData, FileData, SurveyData)


def _any_of(handler: GetJsonSchemaHandler, *types: Any) -> JsonSchemaValue:
    return handler(TypeAdapter(reduce(operator.or_, types)).core_schema)
