"""Mails as they come: whatever is in one, it is read or refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.channels.email_reading import read
from crm.errors import BadInput

MAIL = b"""From: Li Wei <li.wei@example.com>\r
Subject: =?utf-8?B?6KGM5p2O?=\r
Message-ID: <abc@example.com>\r
Content-Type: multipart/mixed; boundary="xx"\r
\r
--xx\r
Content-Type: text/html; charset="utf-8"\r
Content-Transfer-Encoding: quoted-printable\r
\r
<p>hi=20there</p>\r
--xx\r
Content-Type: image/png; name="a.png"\r
Content-Disposition: attachment; filename*=UTF-8''%E8%A1%8C.png\r
Content-Transfer-Encoding: base64\r
\r
iVBORw0KGgo=\r
--xx--\r
"""
SPOILT = [
    b"",
    b"\x00",
    b"\xff",
    b"=?utf-8?q?",
    b'"',
    b"(",
    b"<",
    b"@",
    b"filename*0*=",
    b"charset*=''",
    b"\n",
    b"boundary=",
]


def test_reads_subject_words_and_files():
    letter = read(MAIL)

    assert (letter.sender, letter.subject, letter.text) == ("li.wei@example.com", "行李", "行李\n\nhi there")
    assert [(one.name, one.content[:4]) for one in letter.attached] == [("行.png", b"\x89PNG")]


@settings(max_examples=400, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(MAIL)), st.integers(0, 12), st.sampled_from(SPOILT)), max_size=6))
def test_a_spoilt_mail_is_read_or_refused(changes):
    raw = MAIL
    for at, gone, put in changes:
        raw = raw[:at] + put + raw[at + gone :]

    try:
        letter = read(raw)
    except BadInput:
        return
    assert "@" in letter.sender
    assert "\n" not in letter.subject + (letter.id or "")


@pytest.mark.parametrize("header", ["From: <", 'From: "(', "Message-ID: <"])
def test_what_the_parser_falls_over_is_refused(header):
    with pytest.raises(BadInput):
        read(f"{header}\n\nhello".encode())


def test_the_same_mail_is_known_by_its_name_and_without_one_by_what_it_is():
    nameless = MAIL.replace(b"Message-ID: <abc@example.com>\r\n", b"")

    assert read(MAIL).key == read(MAIL.replace(b"there", b"again")).key
    assert read(nameless).key == read(nameless).key != read(nameless.replace(b"there", b"again")).key
