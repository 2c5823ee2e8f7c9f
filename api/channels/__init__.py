"""Channels: one file or folder each, and one entry here. The core never asks which one it has."""

from api.channels.base import Channel, Outgoing, Undeliverable
from api.channels.email import EmailChannel
from api.channels.web import WebChannel

CHANNELS: dict[str, Channel] = {channel.name: channel for channel in (WebChannel(), EmailChannel())}

__all__ = ["CHANNELS", "Channel", "Outgoing", "Undeliverable"]
