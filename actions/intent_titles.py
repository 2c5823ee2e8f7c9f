"""What intents are called on a button, in both languages."""

from functools import lru_cache

from crm import texts


@lru_cache(maxsize=1)
def titles() -> dict[str, dict[str, str]]:
    """{intent: {"zh": …, "en": …}} of every intent that a customer may choose."""
    return texts.load("intents")


def buttons(intents: list[str], language: str) -> list[dict[str, str]]:
    """A button for each intent."""
    return [{"title": titles()[intent][language], "payload": f"/{intent}"} for intent in intents]
