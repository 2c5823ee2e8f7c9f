"""What becomes of files that customers send."""

import io
import uuid

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from crm import verticals
from crm.files import MAX_BYTES, MAX_PER_CONVERSATION, MAX_PER_FORM
from crm.store import unit_of_work
from tests.edge import umbrella
from tests.edge.conftest import Desk, Visitor
from tests.edge.umbrella import GOOD, HANDLER, NAME, Sheet, together
from tests.unit.airline.bookings.test_wallet import archive as wallet_pass
from tests.unit.crm.test_files import BCBP, barcode, photo_with_everything, picture

PDF = b"%PDF-1.7 a receipt"


@pytest.fixture(autouse=True)
def definition(tmp_path, monkeypatch):
    """The tests' own form, which takes pictures and PDFs."""
    umbrella.put_definition(tmp_path, monkeypatch)
    monkeypatch.setattr(verticals, "forms", lambda: {NAME: HANDLER})
    monkeypatch.setenv("UPLOAD_RATE", "1000/second")


@pytest.fixture
def sheet(client: TestClient, visitor: Visitor) -> Sheet:
    with unit_of_work() as session:
        return Sheet(client, visitor.headers, umbrella.open_form(session, visitor.conversation_id))


@pytest.fixture
def upload(sheet: Sheet, visitor: Visitor):
    """Send a file with the form, or, with `form=False`, into the conversation."""
    return lambda data, **more: sheet.upload(data, conversation_id=visitor.conversation_id, **more)


def code_of(response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


def coloured(number: int) -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (20, 20), (number * 8, 0, 0)).save(content, "PNG")
    return content.getvalue()


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_a_picture_is_kept_without_what_hung_on_it(client, upload, visitor, sheet):
    sent = upload(photo_with_everything(), name="我的箱子.jpeg")

    assert sent.status_code == 201
    file = sent.json()
    assert file | {"name": "我的箱子.jpg", "media_type": "image/jpeg", "width": 40, "height": 60} == file
    assert file["found"] == {}
    fetched = client.get(file["url"], headers=visitor.headers)
    assert len(fetched.content) == file["size"]
    assert not Image.open(io.BytesIO(fetched.content)).getexif()
    assert sheet.read().json()["files"] == [file]


def test_a_file_comes_back_under_headers_that_trust_nobody(client, upload, visitor):
    shown = client.get(upload(picture(), name="a b.jpg").json()["url"], headers=visitor.headers)
    saved = client.get(upload(PDF, name="票据.pdf").json()["url"], headers=visitor.headers)

    assert shown.headers["Content-Disposition"] == "inline; filename*=UTF-8''a%20b.jpg"
    assert saved.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E7%A5%A8")
    for response in (shown, saved):
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "private, max-age=3600"
        assert "sandbox" in response.headers["Content-Security-Policy"]


def test_a_boarding_pass_in_the_chat_is_read(upload):
    content = io.BytesIO()
    sheet = Image.new("RGB", (900, 700), "white")
    sheet.paste(barcode(BCBP), (300, 200))
    sheet.save(content, "JPEG")

    sent = upload(content.getvalue(), form=False)

    assert sent.status_code == 201
    assert sent.json()["found"] == {"boarding_pass": BCBP}


def test_a_wallet_pass_in_the_chat_is_read_and_only_its_text_kept(client, upload, visitor):
    sent = upload(wallet_pass({"barcode": {"message": BCBP}}), name="CA981.pkpass", form=False)

    assert sent.status_code == 201
    assert sent.json() | {"name": "CA981.txt", "media_type": "text/plain"} == sent.json()
    assert sent.json()["found"] == {"boarding_pass": BCBP}
    shown = client.get(sent.json()["url"], headers=visitor.headers)
    assert (shown.text, shown.headers["Content-Disposition"][:10]) == (BCBP, "attachment")


def test_a_wallet_pass_is_refused_in_a_form_and_where_it_would_burst(upload):
    bomb = upload(wallet_pass(" " * 200_000_000), name="CA981.pkpass", form=False)

    assert code_of(upload(wallet_pass({"barcode": {"message": BCBP}}), name="CA981.pkpass")) == (
        415,
        "file_type_unsupported",
    )
    assert code_of(bomb) == (413, "file_too_large")
    assert bomb.json()["error"]["message"] == "This archive unpacks to more than any Wallet pass."


def test_nobody_sends_or_reads_a_file_without_a_token(client, upload, sheet):
    url = upload(picture()).json()["url"]
    sheet.headers = {}

    assert code_of(upload(picture())) == (401, "token_invalid")
    assert code_of(client.get(url)) == (401, "token_invalid")
    assert code_of(client.delete(url)) == (401, "token_invalid")
    assert code_of(client.get(url.replace("chat", "desk"))) == (401, "not_signed_in")


def test_another_visitors_files_and_forms_do_not_exist(client, upload, sheet, visitor):
    url = upload(picture()).json()["url"]
    stranger = Visitor(client)
    theirs = Sheet(client, stranger.headers, uuid.UUID(sheet.id))

    assert code_of(client.get(url, headers=stranger.headers)) == (404, "file_not_found")
    assert code_of(client.delete(url, headers=stranger.headers)) == (404, "file_not_found")
    assert code_of(theirs.upload(picture(), conversation_id=visitor.conversation_id)) == (404, "conversation_not_found")
    assert code_of(theirs.upload(picture(), conversation_id=stranger.conversation_id)) == (404, "form_not_found")
    assert client.get(url, headers=visitor.headers).status_code == 200


def test_the_desk_sees_what_a_customer_sent(client, upload):
    file = upload(picture()).json()

    assert Desk(client).get(f"/files/{file['id']}").headers["Content-Type"] == "image/jpeg"
    assert code_of(Desk(client).get(f"/files/{uuid.UUID(int=1)}")) == (404, "file_not_found")


def test_twenty_megabytes_are_refused(upload):
    refused = upload(bytes(20_000_000))

    assert code_of(refused) == (413, "file_too_large")
    assert refused.json()["error"]["details"] == {"max_bytes": MAX_BYTES}


def test_a_body_that_does_not_say_how_long_it_is_is_read_no_further_than_needed(client, visitor):
    read = 0

    def endless():
        nonlocal read
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n'
        for _ in range(1000):
            read += 1
            yield bytes(1_000_000)

    refused = client.post(
        "/v1/chat/files",
        content=endless(),
        params={"conversation_id": visitor.conversation_id},
        headers={**visitor.headers, "Content-Type": "multipart/form-data; boundary=x"},
    )

    assert code_of(refused) == (413, "file_too_large")


def test_a_text_that_calls_itself_a_picture_is_refused_with_a_clear_sentence(upload):
    refused = upload(b"Dear airline, I write to you ...", name="photo.jpg")

    assert code_of(refused) == (415, "file_type_unsupported")
    assert refused.json()["error"]["message"].startswith("This is not a picture we can read.")


def test_a_pdf_is_taken_by_a_form_that_asks_for_receipts_and_nowhere_else(upload):
    assert upload(PDF).json()["media_type"] == "application/pdf"
    assert code_of(upload(PDF, form=False)) == (415, "file_type_unsupported")


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"just bytes", "text/plain"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"--x--", "multipart/form-data"),
        (
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nwords\r\n--x--\r\n',
            "multipart/form-data; boundary=x",
        ),
        (
            b'--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nc\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_is_no_upload_is_refused(client, visitor, body, kind):
    refused = client.post(
        "/v1/chat/files",
        content=body,
        params={"conversation_id": visitor.conversation_id},
        headers={**visitor.headers, "Content-Type": kind},
    )

    assert code_of(refused) == (422, "invalid_request")


def test_the_same_picture_sent_again_is_the_same_file(upload):
    assert upload(picture()).json()["id"] == upload(picture()).json()["id"]


def test_a_form_and_a_conversation_hold_only_so_many(upload):
    for number in range(MAX_PER_FORM):
        assert upload(coloured(number)).status_code == 201
    assert code_of(upload(coloured(MAX_PER_FORM))) == (409, "too_many_files")

    for number in range(MAX_PER_FORM, MAX_PER_CONVERSATION):
        assert upload(coloured(number), form=False).status_code == 201
    assert code_of(upload(coloured(31), form=False)) == (409, "too_many_files")


def test_a_file_may_be_taken_back_until_the_form_is_sent(client, upload, sheet, visitor):
    gone, kept = upload(coloured(1)).json(), upload(coloured(2)).json()

    assert client.delete(gone["url"], headers=visitor.headers).status_code == 204
    assert code_of(client.get(gone["url"], headers=visitor.headers)) == (404, "file_not_found")

    assert sheet.submit(**GOOD, photos=[kept["id"]]).status_code == 200
    assert code_of(client.delete(kept["url"], headers=visitor.headers)) == (409, "form_closed")
    assert code_of(upload(coloured(3))) == (409, "form_closed")


def test_a_form_names_only_files_of_its_own(client, upload, sheet, visitor):
    elsewhere = upload(coloured(1), form=False).json()["id"]

    for missing in (elsewhere, str(uuid.UUID(int=1))):
        refused = sheet.submit(**GOOD, photos=[missing])
        assert code_of(refused) == (422, "form_incomplete")
        assert refused.json()["error"]["details"]["fields"][0]["field"] == "photos"

    receipt = {"what": "Umbrella", "amount": "12", "currency": "EUR", "date": "2026-11-01", "file_id": elsewhere}
    assert "receipts" in sheet.save(receipts=[receipt]).json()["errors"]


@pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
def test_pictures_sent_while_the_form_is_sent_are_in_it_or_refused(upload, sheet):
    sends = [lambda number=number: upload(coloured(number)) for number in range(4)]

    *uploaded, submitted = together([*sends, lambda: sheet.submit(**GOOD)])

    assert submitted.status_code == 200
    assert {response.status_code for response in uploaded} <= {201, 409}
