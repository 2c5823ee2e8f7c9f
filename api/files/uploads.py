"""Reading an uploaded file: never more of it than we take."""

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect

from crm.errors import BadInput, FileTooLarge
from crm.files import MAX_BYTES

# The lines around the file.
_ENVELOPE = 64 * 1024


# The body of an upload, for the API document.
MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["file"],
                    "properties": {"file": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}


@asynccontextmanager
async def received_upload(request: Request) -> AsyncIterator[UploadFile]:
    """The field `file` of a multipart body: on disk, so that many that wait for their turn need no memory.

    Raises FileTooLarge as soon as it is clear, and BadInput.
    """
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        raise BadInput("Send the file as multipart/form-data.", field="file")
    parser = MultiPartParser(request.headers, _limited(request), max_files=1, max_fields=1)
    try:
        form = await parser.parse()
    except (MultiPartException, ClientDisconnect, KeyError) as error:
        raise BadInput("The upload is malformed or was cut off.", field="file") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise BadInput("The field “file” is missing.", field="file")
        yield file
    finally:
        await form.close()


async def _limited(request: Request) -> AsyncGenerator[bytes, None]:
    """The body, until it is more than a file may be. What still comes is thrown away by the server."""
    claimed = request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed) > MAX_BYTES + _ENVELOPE:
        raise FileTooLarge(max_bytes=MAX_BYTES)
    received = 0
    async for chunk in request.stream():
        received += len(chunk)
        if received > MAX_BYTES + _ENVELOPE:
            raise FileTooLarge(max_bytes=MAX_BYTES)
        yield chunk
