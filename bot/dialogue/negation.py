"""Negation: which wishes a message strikes out, and what it wants instead."""

from collections.abc import Awaitable, Callable
from typing import Any, Optional


async def struck_out(text: str, parse: dict[str, Any], understand: Callable[[str], Awaitable[Any]]) -> Optional[Any]:
    """Nothing is struck out."""
    return None
