"""Baggage information messages (IATA RP 1745): from text to typed values and back."""

from airline.rp1745.message import BaggageMessageText, Block, Element, MessageType
from airline.rp1745.parser import cut_messages, parse, split_messages
from airline.rp1745.printer import render
from airline.rp1745.values import ParseError

__all__ = [
    "BaggageMessageText",
    "Block",
    "Element",
    "MessageType",
    "ParseError",
    "cut_messages",
    "parse",
    "render",
    "split_messages",
]
