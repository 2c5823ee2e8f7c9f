"""Files that customers send: pictures made safe before they are kept, and little else."""

import hashlib
import io
import re
import struct
import unicodedata
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from PIL import Image
from sqlalchemy import ForeignKey, LargeBinary, String, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from crm import conversations, heic, masking
from crm.base import Base, new_id, utc_now
from crm.errors import FileNotFound, FileTooLarge, FileUnreadable, TooManyFiles

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 40_000_000
MAX_SIDE = 2000
MAX_BYTES_PER_CASE = 15 * 1024 * 1024
MAX_PER_FORM, MAX_PER_CONVERSATION, MAX_PER_CASE = 10, 30, 10
JPEG, PDF, TEXT, JSON = "image/jpeg", "application/pdf", "text/plain", "application/json"
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_LONGEST_STEM = 100
# A photo that appears step by step has ten or so of these. Each costs the work of a whole picture, and a few bytes.
MAX_SCANS = 50
_JPEG_START = b"\xff\xd8"
# A marker in a JPEG; the others are part of what is between two of them.
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
_SCAN, _END = b"\xda", b"\xd9"
_ORIENTATION = 0x0112
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# What Pillow raises for a picture that is cut off, damaged or not one at all.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error)


class File(Base):
    """What a customer sent, or the team put to a case. It lives in the store: one backup holds everything, any
    process can serve it."""

    __tablename__ = "file"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=new_id)
    conversation_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("conversation.id"), index=True)
    form_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("form.id"), index=True)
    # What the team gives the customer with a case: a copy of their data, an invoice.
    case_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("case.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(64))
    size: Mapped[int] = mapped_column()
    sha256: Mapped[str] = mapped_column(String(64))
    width: Mapped[int | None] = mapped_column()
    height: Mapped[int | None] = mapped_column()
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


Readers = Mapping[str, Callable[[Image.Image], str | None]]
NO_READERS: Readers = MappingProxyType({})


@dataclass(frozen=True)
class FileReader:
    """A kind of file that is sent for the text in it: how its bytes begin, and how the text is found.

    `read` raises FileTooLarge and FileUnreadable.
    """

    begins: bytes
    read: Callable[[bytes], str]


FileReaders = Mapping[str, FileReader]
NO_FILE_READERS: FileReaders = MappingProxyType({})


@dataclass(frozen=True)
class Examined:
    """A file that may be kept. `found` are the texts that were read off the picture, by the names of their readers."""

    name: str
    media_type: str
    content: bytes
    width: int | None = None
    height: int | None = None
    found: Mapping[str, str] = field(default_factory=dict)


def examine(
    data: bytes,
    *,
    name: str,
    allow_pdf: bool = False,
    readers: Readers = NO_READERS,
    file_readers: FileReaders = NO_FILE_READERS,
) -> Examined:
    """What a file is, by its content alone, and what of it is kept. To be called outside a transaction, one picture at
    a time: the largest take two seconds and some hundred megabytes.

    A picture becomes a JPEG of at most 2,000 pixels a side, turned upright, with nothing else in it: no place, no time,
    no camera, no hidden text; `readers` look for texts on it first. A PDF stays as it is. Of a file that one of
    `file_readers` reads, only the text is kept.

    Raises FileTooLarge, FileUnreadable.
    """
    if len(data) > MAX_BYTES:
        raise FileTooLarge(max_bytes=MAX_BYTES)
    if data.startswith(b"%PDF-"):
        if not allow_pdf:
            raise FileUnreadable("Please send a picture here, not a PDF.")
        return Examined(_shown_name(name, "pdf"), PDF, data)
    for kind, reader in file_readers.items():
        if data.startswith(reader.begins):
            text = reader.read(data)
            return Examined(_shown_name(name, "txt"), TEXT, text.encode(), found={kind: text})
    return _examine_picture(data, name, readers)


def store(
    session: Session, examined: Examined, *, conversation_id: uuid.UUID, form_id: uuid.UUID | None = None
) -> File:
    """Keep an examined file; the same content for the same form again is the same file. Raises TooManyFiles."""
    conversations.lock(session, conversation_id)
    digest = hashlib.sha256(examined.content).hexdigest()
    whose = File.conversation_id == conversation_id, File.form_id == form_id, File.case_id.is_(None)
    mine = select(File).where(*whose)
    known = session.scalars(mine.where(File.sha256 == digest)).first()
    if known is not None:
        return known
    _refuse_too_many(session, conversation_id, form_id)
    return _added(session, examined, digest, File(conversation_id=conversation_id, form_id=form_id))


def _added(session: Session, examined: Examined, digest: str, file: File) -> File:
    """Put what was examined into a new file, and the file into the store."""
    file.name, file.media_type = examined.name, examined.media_type
    file.size, file.sha256, file.content = len(examined.content), digest, examined.content
    file.width, file.height = examined.width, examined.height
    session.add(file)
    session.flush()
    return file


def attach(session: Session, examined: Examined, *, conversation_id: uuid.UUID, case_id: uuid.UUID) -> File:
    """Put a file of ours to a case; the same content again is the same file. Raises TooManyFiles, FileTooLarge.

    All of a case goes out in one mail, so together they must not be more than a mail server takes.
    """
    conversations.lock(session, conversation_id)
    digest, known = hashlib.sha256(examined.content).hexdigest(), of_case(session, case_id)
    same = next((file for file in known if file.sha256 == digest), None)
    if same is not None:
        return same
    if len(known) >= MAX_PER_CASE:
        raise TooManyFiles(max_files=MAX_PER_CASE)
    if sum(file.size for file in known) + len(examined.content) > MAX_BYTES_PER_CASE:
        raise FileTooLarge(max_bytes=MAX_BYTES_PER_CASE)
    return _added(session, examined, digest, File(conversation_id=conversation_id, case_id=case_id))


def keep(
    session: Session,
    *,
    conversation_id: uuid.UUID,
    name: str,
    data: bytes,
    form_id: uuid.UUID | None = None,
    allow_pdf: bool = False,
) -> File:
    """Examine and store in one go, where nobody else waits for the transaction."""
    examined = examine(data, name=name, allow_pdf=allow_pdf)
    return store(session, examined, conversation_id=conversation_id, form_id=form_id)


def get(session: Session, file_id: uuid.UUID) -> File:
    """A file. Raises FileNotFound."""
    file = session.get(File, file_id)
    if file is None:
        raise FileNotFound
    return file


def of_form(session: Session, form_id: uuid.UUID) -> list[File]:
    """The files of a form, oldest first."""
    return list(session.scalars(select(File).where(File.form_id == form_id).order_by(File.id)))


def of_case(session: Session, case_id: uuid.UUID) -> list[File]:
    """What the team has put to a case, oldest first."""
    return list(session.scalars(select(File).where(File.case_id == case_id).order_by(File.id)))


def _examine_picture(data: bytes, name: str, readers: Readers) -> Examined:
    if heic.is_heic(data):
        data = heic.as_jpeg(data, max_pixels=MAX_PIXELS)
    if data.startswith(_JPEG_START) and _scans(data) > MAX_SCANS:
        raise FileUnreadable
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise FileTooLarge("This picture has too many pixels.", max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS)
            upright = _upright(image)
            found = {name: text for name, read in readers.items() if (text := read(upright.convert("L")))}
            plain = _flat(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise FileTooLarge("This picture has too many pixels.", max_bytes=MAX_BYTES, max_pixels=MAX_PIXELS) from error
    except _BROKEN as error:
        raise FileUnreadable from error
    content = io.BytesIO()
    plain.save(content, "JPEG", quality=85, optimize=True)
    return Examined(_shown_name(name, "jpg"), JPEG, content.getvalue(), plain.width, plain.height, found)


def _scans(jpeg: bytes) -> int:
    """How often the picture is painted over, as far as it matters. A preview or a film beside it does not count."""
    scans, at = 0, len(_JPEG_START)
    while scans <= MAX_SCANS and (found := _MARKER.search(jpeg, at)) and found[1] != _END:
        scans += found[1] == _SCAN
        at = found.end() + int.from_bytes(jpeg[found.end() : found.end() + 2])
    return scans


def _upright(image: Image.Image) -> Image.Image:
    """The picture as it was seen. What else a camera has written beside it is not read: much of it is malformed."""
    try:
        turn = _UPRIGHT.get(image.getexif().get(_ORIENTATION, 1))
    except Exception:  # whatever is wrong with it, the picture itself is there
        turn = None
    return image if turn is None else image.transpose(turn)


def _flat(image: Image.Image) -> Image.Image:
    """The first frame on white, shrunk, copied pixel by pixel: nothing that hung on the original comes along."""
    small = image.convert("RGBA") if image.has_transparency_data else image.convert("RGB")
    small.thumbnail((MAX_SIDE, MAX_SIDE))
    plain = Image.new("RGB", small.size, "white")
    plain.paste(small, mask=small if small.mode == "RGBA" else None)
    return plain


def _refuse_too_many(session: Session, conversation_id: uuid.UUID, form_id: uuid.UUID | None) -> None:
    total = select(func.count()).where(File.conversation_id == conversation_id, File.case_id.is_(None))
    if (session.scalar(total) or 0) >= MAX_PER_CONVERSATION:
        raise TooManyFiles(max_files=MAX_PER_CONVERSATION)
    if form_id is not None and (session.scalar(total.where(File.form_id == form_id)) or 0) >= MAX_PER_FORM:
        raise TooManyFiles(max_files=MAX_PER_FORM)


def _shown_name(name: str, ending: str) -> str:
    """A file's name without folders, controls, direction marks and numbers of cards and papers, with the ending of what
    was kept."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    visible = "".join(c for c in last if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem = masking.hidden_in(visible.rpartition(".")[0] or visible)
    return f"{stem.strip(' .')[:_LONGEST_STEM] or 'file'}.{ending}"
