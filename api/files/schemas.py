"""The JSON of files."""

import uuid
from collections.abc import Mapping
from typing import Self

from pydantic import BaseModel

from crm.files import File
from crm.messages import Message


class FileOut(BaseModel):
    """A file that was sent. `found`: what was read on it, by the name of its reader."""

    id: uuid.UUID
    name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    found: dict[str, str]
    # The message that shows it to a person.
    message_id: uuid.UUID | None = None

    @classmethod
    def of(
        cls,
        file: File,
        *,
        under: str = "/v1/chat",
        found: Mapping[str, str] | None = None,
        message: Message | None = None,
    ) -> Self:
        """`under` is where whoever asks may fetch it: the widget or the desk."""
        return cls(
            id=file.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            width=file.width,
            height=file.height,
            url=f"{under}/files/{file.id}",
            found=dict(found or {}),
            message_id=message.id if message else None,
        )
