"""What may be counted on about mail: it goes out once, again when it failed, and leaves no words behind."""

import asyncio
import email
import time
from datetime import timedelta
from email import policy
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy import select

from api import mail
from api.settings import Settings, get_settings
from crm import outbox
from crm.base import utc_now
from crm.outbox import Mail
from crm.store import unit_of_work

BOTH_STORES = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
TO = "wei.li@example.com"


def queue(**more) -> None:
    known = {"to": TO, "subject": "您的验证码", "body": "验证码：123456\nYour code is 123456.", "language": "zh"}
    with unit_of_work() as session:
        outbox.send(session, **known | more)


def deliver() -> int:
    return asyncio.run(mail.deliver_due())


def waiting(**changes) -> Mail:
    """The one mail of the store, changed as if time had passed."""
    with unit_of_work() as session:
        [found] = session.scalars(select(Mail))
        for name, value in changes.items():
            setattr(found, name, value)
        return found


@BOTH_STORES
def test_a_mail_goes_out_once_and_its_words_are_forgotten(postbox, store):
    queue()

    assert (deliver(), deliver()) == (1, 0)

    [mail] = postbox.mails
    assert (mail["To"], mail["Subject"]) == (TO, "您的验证码")
    assert mail["From"] == "灯笼航空 <care@lantern.example>"
    assert mail.get_content().split() == ["验证码：123456", "Your", "code", "is", "123456."]
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Content-Language"] == "zh"
    sent = waiting()
    assert (sent.status, sent.body, sent.sent_at is not None) == ("sent", "", True)


@BOTH_STORES
def test_two_processes_share_the_work(postbox, store):
    for number in range(6):
        queue(key=f"mail {number}")

    async def both() -> list[int]:
        return await asyncio.gather(mail.deliver_due(), mail.deliver_due())

    assert sum(asyncio.run(both())) == 6
    assert len(postbox.mails) == 6


def test_the_same_key_is_the_same_mail(postbox, store):
    queue(key="code:1")
    queue(key="code:1")

    assert deliver() == 1
    assert len(postbox.mails) == 1


def test_what_was_rolled_back_is_not_sent(postbox, store):
    with pytest.raises(RuntimeError), unit_of_work() as session:
        outbox.send(session, to=TO, subject="a", body="b", language="en")
        raise RuntimeError

    assert deliver() == 0


def test_a_mail_that_failed_is_sent_again_later(postbox, store):
    queue()
    postbox.answer = "451 try later"
    assert deliver() == 0
    failed = waiting()
    assert (failed.status, failed.last_error, failed.attempts) == ("waiting", "message_refused", 1)
    assert failed.next_at > utc_now() + timedelta(seconds=20)

    postbox.answer = "250 OK"
    assert deliver() == 0  # not yet
    waiting(next_at=utc_now())
    assert deliver() == 1


def test_a_server_that_is_away_is_tried_again(postbox, store, environment):
    environment.setenv("SMTP_URL", "smtp://127.0.0.1:1")
    get_settings.cache_clear()
    queue()

    assert deliver() == 0
    assert (waiting().status, waiting().last_error) == ("waiting", "unreachable")


def test_an_address_that_is_refused_for_good_is_given_up(postbox, store, capsys):
    queue()
    postbox.recipient_answer = f"550 no mailbox {TO} here"

    assert deliver() == 0

    given_up = waiting()
    assert (given_up.status, given_up.last_error, given_up.body) == ("failed", "recipient_refused", "")
    assert TO not in capsys.readouterr().out


def test_after_a_day_a_mail_is_given_up(postbox, store):
    queue()
    postbox.answer = "451 try later"
    waiting(created_at=utc_now() - timedelta(hours=25))

    deliver()

    assert (waiting().status, waiting().body) == ("failed", "")


def test_a_code_that_is_no_longer_good_is_not_sent(postbox, store):
    queue(expires_at=utc_now() - timedelta(seconds=1))

    assert deliver() == 0
    assert (waiting().status, waiting().last_error, waiting().body) == ("failed", "expired", "")
    assert postbox.mails == []


def test_a_worker_that_died_leaves_its_mail_to_others(postbox, store):
    queue()
    with unit_of_work() as session:
        assert outbox.claim(session, now=utc_now())
    assert deliver() == 0

    waiting(next_at=utc_now())  # as after the lease
    assert deliver() == 1


def test_nobody_smuggles_headers_in(postbox, store):
    queue(subject="Hello\r\nBcc: everybody@example.com")

    assert deliver() == 1

    assert postbox.mails[0]["Bcc"] is None


def test_a_mail_that_cannot_be_written_does_not_hold_up_the_others(postbox, store):
    queue(to="wei\r\nBcc: everybody@example.com", key="first")
    queue()

    assert deliver() == 1

    with unit_of_work() as session:
        assert set(session.execute(select(Mail.status, Mail.last_error))) == {("failed", "malformed"), ("sent", None)}


def test_while_developing_mails_become_files(store):
    queue()

    assert deliver() == 1

    [path] = Path("var/mail").glob("*.eml")
    mail = email.message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (mail["To"], mail["Subject"]) == (TO, "您的验证码")
    assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_in_production_without_a_server_a_mail_waits_and_nothing_is_written(store, environment):
    for name, value in {"ENVIRONMENT": "production", "PUBLIC_URL": "https://support.example.com"}.items():
        environment.setenv(name, value)
    get_settings.cache_clear()
    queue()

    assert deliver() == 0
    assert (waiting().status, waiting().last_error) == ("waiting", "not_set_up")
    assert not Path("var/mail").exists()


@pytest.mark.parametrize("url", ["localhost:25", "http://localhost", "smtp://"])
def test_an_address_that_is_no_mail_server_is_refused_at_start(url):
    with pytest.raises(ValidationError, match="SMTP_URL must look like"):
        Settings(smtp_url=url, _env_file=None)


def test_in_production_mail_comes_from_an_address_of_ones_own():
    secrets = {name: name[0] * 40 for name in ("secret_key", "rasa_secret", "baggage_api_key")}
    known = {"environment": "production", "public_url": "https://a.example", "smtp_url": "smtps://u:p@mail.example"}

    with pytest.raises(ValidationError, match="MAIL_FROM"):
        Settings(**known, **secrets, _env_file=None)
    assert Settings(**known, **secrets, mail_from="care@a.example", _env_file=None).can_send_mail


def test_a_server_that_hangs_holds_up_no_mail_until_it_is_anothers(postbox, store, monkeypatch):
    monkeypatch.setattr(mail, "MAIL_SECONDS", 0.3)

    async def hang(*_: object) -> None:
        await asyncio.sleep(60)

    monkeypatch.setattr(mail, "_send_by", hang)
    for number in range(5):
        queue(key=f"mail {number}")
    started = time.monotonic()

    assert deliver() == 0

    assert time.monotonic() - started < 2
    with unit_of_work() as session:
        assert set(session.execute(select(Mail.status, Mail.last_error))) == {("waiting", "unreachable")}
