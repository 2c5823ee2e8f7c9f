"""The JSON of files."""

import uuid
from typing import Self

from pydantic import BaseModel

from crm.files import File


class FoundPassOut(BaseModel):
    text: str


class FileOut(BaseModel):
    id: uuid.UUID
    name: str
    media_type: str
    size: int
    width: int | None
    height: int | None
    url: str
    boarding_pass: FoundPassOut | None = None

    @classmethod
    def of(cls, file: File, *, under: str = "/v1/chat", boarding_pass: str | None = None) -> Self:
        """`under` is where whoever asks may fetch it: the widget or the desk."""
        return cls(
            id=file.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            width=file.width,
            height=file.height,
            url=f"{under}/files/{file.id}",
            boarding_pass=FoundPassOut(text=boarding_pass) if boarding_pass else None,
        )
