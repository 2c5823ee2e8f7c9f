"""Has the assistant say what customers' words mean, and groups them by it."""

import asyncio
from collections.abc import Sequence

from api.assistant.client import vectors
from api.assistant.gateway import Gateway
from api.insights import views
from api.insights.schemas import ThemesOut
from crm.insights import themes
from crm.insights.figures import SHOWN_FROM
from crm.insights.themes import Said


async def grouped(said: Sequence[Said], gateway: Gateway) -> ThemesOut:
    """What these are about. No transaction may be open while the assistant reads; it may be away."""
    if len(said) < SHOWN_FROM:
        return views.themes_of(themes.themes(said, []))
    meanings = await vectors(gateway.client, [one.text for one in said])
    return views.themes_of(await asyncio.to_thread(themes.themes, said, meanings))
