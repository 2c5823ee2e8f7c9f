"""Passes of Apple Wallet: the barcode's text is found; archives that are damaged or meant to burst are refused."""

import contextlib
import io
import json
import struct
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from airline.bookings.wallet import MAX_BYTES, MAX_ENTRIES, MAX_PASS_JSON, boarding_pass
from crm.errors import FileTooLarge, FileUnreadable
from crm.files import TEXT, FileReader, examine

BCBP = "M1DESMARAIS/LUC       EABC123 YULFRAAC 0834 326J001A0025 100"
LINK = {"message": "https://example.org/pass", "format": "PKBarcodeFormatQR"}


def archive(described, *, method=zipfile.ZIP_DEFLATED, name="pass.json", **others):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as packed:
        packed.writestr(name, described if isinstance(described, (str, bytes)) else json.dumps(described))
        for other, data in others.items():
            packed.writestr(f"{other}.png", data)
    return content.getvalue()


def barcode(message=BCBP):
    return {"message": message, "format": "PKBarcodeFormatAztec", "messageEncoding": "iso-8859-1"}


@pytest.mark.parametrize(
    "described",
    [
        {"boardingPass": {}, "barcode": barcode()},
        {"barcodes": [barcode()]},
        {"barcodes": [LINK, barcode()], "barcode": LINK},
        {"barcodes": ["x", {}], "barcode": barcode()},
    ],
)
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_finds_the_text_of_the_barcode(described, method):
    assert boarding_pass(archive(described, method=method, logo=b"x" * 1000, strip=b"y")) == BCBP


def test_reads_json_in_other_encodings():
    assert boarding_pass(archive(json.dumps({"barcode": barcode()}).encode("utf-16"))) == BCBP


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"PK\x03\x04 and no more", "not a Wallet pass"),
        (archive({"barcode": barcode()})[:-30], "not a Wallet pass"),
        (archive({"barcode": barcode()}, name="photo.json"), "not a Wallet pass"),
        (archive("{"), "not a Wallet pass"),
        (archive("[" * 100_000), "not a Wallet pass"),
        (archive({"barcode": barcode()}, method=zipfile.ZIP_LZMA), "not a Wallet pass"),
        (archive({"barcode": LINK}), "no boarding pass"),
        (archive([barcode()]), "no boarding pass"),
    ],
)
def test_refuses_what_is_no_boarding_pass(data, message):
    with pytest.raises(FileUnreadable, match=message):
        boarding_pass(data)


def lying(data: bytes, claimed: int) -> bytes:
    """The archive with another size for what it unpacks to, in both places where it is written."""
    at, end = data.index(b"PK\x01\x02"), data.rindex(b"PK\x05\x06")
    size = struct.pack("<I", claimed)
    return data[:22] + size + data[26 : at + 24] + size + data[at + 28 : end] + data[end:]


def zip_64(data: bytes) -> bytes:
    at = data.rindex(b"PK\x05\x06")
    return data[:at] + b"PK\x06\x07" + bytes(16) + data[at:]


BOMB = archive(b" " * 200_000_000)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (BOMB, "unpacks to more"),
        (lying(BOMB, 100), "not a Wallet pass|unpacks to more"),
        (archive(b" " * (MAX_PASS_JSON + 1)), "unpacks to more"),
        (archive({"barcode": barcode()}, picture=bytes(60_000_000)), "unpacks to more"),
        (archive({"barcode": barcode()}, **{f"p{number}": b"" for number in range(MAX_ENTRIES)}), "more files"),
        (zip_64(archive({"barcode": barcode()})), "more files"),
        (archive({"barcode": barcode()}) + bytes(MAX_BYTES), "larger than any"),
        (archive({"barcode": barcode(BCBP + "X" * 4000)}), "longer than"),
    ],
)
def test_refuses_what_would_burst(data, message):
    with pytest.raises((FileTooLarge, FileUnreadable), match=message):
        boarding_pass(data)


@given(st.binary(max_size=400), st.integers(0, 300))
def test_any_damage_is_read_or_refused(noise, at):
    whole = archive({"barcode": barcode()})
    with contextlib.suppress(FileTooLarge, FileUnreadable):
        assert boarding_pass(whole[:at] + noise + whole[at + len(noise) :])


def test_only_the_text_is_kept():
    readers = {"boarding_pass": FileReader(b"PK\x03\x04", boarding_pass)}

    kept = examine(archive({"barcode": barcode()}, logo=b"x"), name="CA981.pkpass", file_readers=readers)

    assert (kept.name, kept.media_type, kept.content) == ("CA981.txt", TEXT, BCBP.encode())
    assert kept.found == {"boarding_pass": BCBP}


def test_an_archive_is_no_file_where_nothing_reads_it():
    with pytest.raises(FileUnreadable):
        examine(archive({"barcode": barcode()}), name="CA981.pkpass")
