"""Passes of Apple Wallet (.pkpass): a zip archive whose `pass.json` has the text of the barcode.

What else is in the archive, pictures and signature included, is never unpacked.
"""

import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from airline.bookings.bcbp import LONGEST, looks_like
from crm.errors import FileTooLarge, FileUnreadable

BEGINS = b"PK\x03\x04"
# A pass has a few pictures and, for each language, a list of words.
MAX_BYTES = 5 * 1024 * 1024
MAX_ENTRIES = 300
MAX_PASS_JSON = 256 * 1024
MAX_UNPACKED = 50 * 1024 * 1024
_MAX_DIRECTORY = MAX_ENTRIES * 512
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
# The record at the end of an archive: entries on this disk and in all, the size of their list (APPNOTE 4.3.16).
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x07"
_END_LENGTH, _LONGEST_COMMENT, _LOCATOR_64 = 22, 0xFFFF, 20
# What Python raises for an archive that is damaged, locked or none, and for JSON that is malformed or too deep.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, KeyError, EOFError, OSError, ValueError,
    NotImplementedError, RuntimeError, RecursionError,
)  # fmt: skip


def boarding_pass(data: bytes) -> str:
    """The barcode's text. Raises FileTooLarge where more is in it than in a pass, and FileUnreadable."""
    if len(data) > MAX_BYTES:
        raise FileTooLarge("This file is larger than any Wallet pass.", max_bytes=MAX_BYTES)
    _refuse_long_list(data)
    try:
        described = json.loads(_pass_json(data))
    except _BROKEN as error:
        raise FileUnreadable("This is not a Wallet pass we can read.") from error
    message = next((message for message in _messages(described) if looks_like(message)), None)
    if message is None:
        raise FileUnreadable("This Wallet pass has no boarding pass on it.")
    if len(message) > LONGEST:
        raise FileTooLarge("The barcode of this pass is longer than that of any boarding pass.", max_characters=LONGEST)
    return message


def _refuse_long_list(data: bytes) -> None:
    """Before the archive is opened: opening it reads the list of its entries, however long."""
    at = data.rfind(_END, max(0, len(data) - _END_LENGTH - _LONGEST_COMMENT))
    if at < 0 or at + _END_LENGTH > len(data):
        raise FileUnreadable("This is not a Wallet pass we can read.")
    entries, size = struct.unpack_from("<HI", data, at + 10)
    is_large = data[max(0, at - _LOCATOR_64) : at].startswith(_END_64)
    if is_large or entries > MAX_ENTRIES or size > _MAX_DIRECTORY:
        raise FileTooLarge("This archive holds more files than any Wallet pass.", max_entries=MAX_ENTRIES)


def _pass_json(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
            raise FileTooLarge("This archive unpacks to more than any Wallet pass.", max_bytes=MAX_UNPACKED)
        described = archive.getinfo("pass.json")
        if described.compress_type not in _PLAIN:
            raise FileUnreadable("This is not a Wallet pass we can read.")
        with archive.open(described) as entry:
            # The size that an archive claims need not be true.
            unpacked = entry.read(MAX_PASS_JSON + 1)
    if len(unpacked) > MAX_PASS_JSON:
        raise FileTooLarge("This archive unpacks to more than any Wallet pass.", max_bytes=MAX_PASS_JSON)
    return unpacked


def _messages(described: Any) -> Iterator[str]:
    """The texts of its barcodes: the list is what newer telephones show, the single one what older ones do."""
    if not isinstance(described, dict):
        return
    listed = described.get("barcodes")
    for barcode in [*(listed if isinstance(listed, list) else []), described.get("barcode")]:
        if isinstance(barcode, dict) and isinstance(barcode.get("message"), str):
            yield barcode["message"]
