"""Jobs: what must happen at its time even if nobody asks. The times are in the store, so a restart loses none."""

import asyncio
import signal
from collections.abc import Callable
from functools import partial

import structlog

from api import erasures, mail, model_watch, retention
from api.assistant.client import rasa_client, teach
from api.assistant.gateway import LISTEN_EVERY, Gateway, in_store
from api.channels import delivering
from api.http.logs import configure_logs
from api.insights import mailing
from api.pace import Pace
from api.proving import Bot
from api.settings import get_settings
from api.webhooks import calls as webhook_calls
from crm import (
    absence,
    appointment_changes,
    assignment,
    data_requests,
    desk,
    experiment_results,
    leaving,
    live,
    outcomes,
    preferences,
    promises,
    queue,
    retrieval,
    search,
    survey_sending,
    turns,
    verticals,
)
from crm.base import utc_now
from crm.store import close_store, open_store, read_store

# In one round; the next is at hand.
MOST_ASSIGNED = 50

log = structlog.get_logger()


async def answer_forgotten(gateway: Gateway) -> None:
    """Answer messages whose worker died before it was done."""
    found = await in_store(lambda session: turns.unanswered(session, now=utc_now()))
    for conversation_id in found:
        await gateway.answer(conversation_id)


async def teach_passages(gateway: Gateway) -> None:
    """Let the assistant know every sentence of the articles, so that it can say which are like a question."""
    for language in retrieval.LANGUAGES:
        index = await in_store(partial(retrieval.index, language=language))
        if index.passages and await teach(gateway.client, index):
            log.info("passages_taught", language=language, count=len(index.passages))


async def wake_snoozed() -> None:
    """Bring snoozed conversations back when their time has come."""
    await _do(desk.wake_due, "conversations_awake")


async def end_quiet() -> None:
    """End conversations that the assistant has answered and no customer has come back to."""
    await _do(outcomes.end_quiet, "conversations_ended")


async def note_silent() -> None:
    """Write down who is in line for a person and has gone silent."""
    await _do(leaving.note_silent, "customers_silent_in_line")


async def pass_on() -> None:
    """Put back into line whom an agent keeps who is not at the desk any more."""
    await _do(absence.pass_on, "conversations_passed_on")


async def assign() -> None:
    """Give who waits to whoever is there and has room, where the site wants that."""
    await _do(assignment.take_back, "conversations_taken_back")
    given = 0
    while given < MOST_ASSIGNED and await in_store(lambda session: assignment.assign_next(session, now=utc_now())):
        given += 1
    if given:
        log.info("conversations_assigned", count=given)


async def watch_promises() -> None:
    """Warn of what was promised to customers and is not done, mark what is broken, and call supervisors."""
    await _do(promises.watch, "promises_watched")


async def refresh_search() -> None:
    """Take into the search what changed and nobody has searched since."""
    await in_store(search.refresh)


async def notify_closed() -> None:
    """Tell those who are in line that the desk has closed."""
    await _do(queue.notify_closed, "queue_notified_closed")


async def remind_of_appointments() -> None:
    """Remind customers of what they have booked for the next day."""
    await _do(appointment_changes.remind_due, "customers_reminded")


async def ask_surveys() -> None:
    """Ask customers how it was, as the rules of the surveys say, and remind those who have not answered."""
    public_url = get_settings().public_url
    await _do(partial(survey_sending.send_due, public_url=public_url), "surveys_sent")
    await _do(partial(survey_sending.remind_due, public_url=public_url), "surveys_reminded")


async def mail_reports() -> None:
    """Send reports to those of the team who want them by mail."""
    if count := await mailing.send_due():
        log.info("reports_mailed", count=count)


async def greet_birthdays() -> None:
    """Wish a happy birthday to whoever agreed to it."""
    await _do(preferences.greet_due, "birthdays_greeted")


async def forget_expired_preferences() -> None:
    """Delete what customers agreed to have remembered too long ago."""
    await _do(preferences.forget_expired, "preferences_expired")


async def finish_erasures(gateway: Gateway) -> None:
    """Erase what was kept for cases that are closed by now, and what of erased customers is not in the store."""
    await _do(data_requests.finish_erasures, "erasures_finished")
    if settled := await erasures.settle(gateway.client):
        log.info("erasures_settled", count=settled)


async def retire(gateway: Gateway) -> None:
    """Let go what is over its time, as the site's file says."""
    await retention.let_go()
    await retention.settle(gateway.client)


async def watch_model() -> None:
    """Put the model before back, where the one that was just taken does worse."""
    settings = get_settings()
    look = partial(model_watch.look, Bot(settings), public_url=settings.public_url, now=utc_now())
    await asyncio.to_thread(look)


async def weigh_experiments() -> None:
    """See how experiments stand, and stop those that are decided."""
    now = utc_now()
    found = await read_store(lambda session: experiment_results.weighed(session, now=now))
    if found and (count := await in_store(lambda session: experiment_results.keep(session, found, now=now))):
        log.info("experiments_ended", count=count)


async def prune_live() -> None:
    """Forget live events that everybody has seen."""
    await in_store(lambda session: live.prune(session, now=utc_now()))


async def _do(work: Callable[..., int], event: str) -> None:
    """Do what is due now, and log how much it was, if anything."""
    count = await in_store(lambda session: work(session, now=utc_now()))
    if count:
        log.info(event, count=count)


async def run() -> None:
    """Run every job at its pace until the process is told to stop."""
    settings = get_settings()
    configure_logs(settings.log_level, readable=settings.environment == "development")
    open_store(settings.database_url)
    gateway = Gateway(rasa_client(settings))
    pace = Pace()
    pace.add_job(answer_forgotten, seconds=2, args=[gateway])
    pace.add_job(gateway.listen_to_missed, seconds=LISTEN_EVERY.total_seconds())
    pace.add_job(teach_passages, seconds=5, args=[gateway])
    pace.add_job(mail.deliver_due, seconds=2)
    pace.add_job(webhook_calls.make_due, seconds=2)
    pace.add_job(wake_snoozed, seconds=5)
    for job in (job for vertical in verticals.enabled() for job in vertical.jobs):
        pace.add_job(in_store, seconds=job.every.total_seconds(), args=[job.run])
    pace.add_job(delivering.deliver_due, seconds=2)
    pace.add_job(assign, seconds=2)
    pace.add_job(watch_promises, seconds=5)
    pace.add_job(pass_on, seconds=15)
    pace.add_job(refresh_search, seconds=20)
    pace.add_job(notify_closed, seconds=60)
    pace.add_job(end_quiet, seconds=600)
    pace.add_job(note_silent, seconds=60)
    pace.add_job(remind_of_appointments, seconds=60)
    pace.add_job(ask_surveys, seconds=60)
    pace.add_job(mail_reports, seconds=60)
    pace.add_job(greet_birthdays, seconds=600)
    pace.add_job(forget_expired_preferences, seconds=3600)
    pace.add_job(finish_erasures, seconds=10, args=[gateway])
    pace.add_job(retire, seconds=600, args=[gateway])
    pace.add_job(watch_model, seconds=120)
    pace.add_job(weigh_experiments, seconds=300)
    pace.add_job(prune_live, seconds=300)
    log.info("jobs_started")
    await _until_told_to_stop()
    await pace.stop()
    await gateway.close()
    close_store()


async def _until_told_to_stop() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await stop.wait()


if __name__ == "__main__":
    asyncio.run(run())
