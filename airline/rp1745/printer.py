"""Writing baggage messages: the inverse of the parser."""

from airline.rp1745.message import BaggageMessageText, Element


def render(message: BaggageMessageText) -> str:
    """The message as text. Empty fields at the end of a line are left out; everything else is as it was read."""
    head = [message.type, message.change] if message.change else [message.type]
    end = f"END{message.type}" if message.final else f"ENDPART{message.part}"
    return "\n".join([*head, *map(_line, message.elements), end])


def _line(element: Element) -> str:
    return f".{element.letter}/" + "/".join(element.fields()).rstrip("/")
