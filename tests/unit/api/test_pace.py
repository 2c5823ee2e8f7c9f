"""Jobs keep their pace, whatever happens to the clock on the wall or to one of them."""

import asyncio

import pytest

from api.pace import Pace
from crm import base


def run(job, *, times: int, beside=None, seconds: float = 0.01) -> None:
    """Until the job has been begun so often."""

    async def paced() -> None:
        pace, enough = Pace(), asyncio.Event()
        begun = []

        async def counted() -> None:
            begun.append(1)
            if len(begun) >= times:
                enough.set()
            await job()

        pace.add_job(counted, seconds=seconds)
        if beside:
            pace.add_job(beside, seconds=seconds)
        async with asyncio.timeout(5):
            await enough.wait()
        await pace.stop()

    asyncio.run(paced())


async def nothing() -> None:
    return


def test_a_job_is_done_again_and_again_while_the_clock_is_set_back(monkeypatch):
    hours = iter(range(1000))
    monkeypatch.setattr("time.time", lambda: -3600.0 * next(hours))

    run(nothing, times=5)

    assert base.utc_now()


def test_a_job_that_fails_is_tried_again_and_keeps_no_other_from_its_turn(capsys):
    async def fails() -> None:
        raise LookupError("zhang@example.com")

    run(nothing, times=3, beside=fails)
    run(fails, times=3)

    logged = capsys.readouterr().out
    assert "job_failed" in logged
    assert "zhang@" not in logged


def test_a_job_that_takes_long_is_not_begun_a_second_time():
    at_once = []

    async def slow() -> None:
        at_once.append(1)
        assert len(at_once) == 1
        await asyncio.sleep(0.05)
        at_once.pop()

    run(slow, times=3, seconds=0.001)


def test_what_is_under_way_is_broken_off_at_the_end():
    async def stopped() -> None:
        pace, begun = Pace(), asyncio.Event()

        async def endless() -> None:
            begun.set()
            await asyncio.Event().wait()

        pace.add_job(endless, seconds=0.001)
        await begun.wait()
        async with asyncio.timeout(1):
            await pace.stop()

    asyncio.run(stopped())


@pytest.mark.parametrize("seconds", [0.001])
def test_arguments_come_along(seconds):
    async def told() -> list[str]:
        pace, said = Pace(), []
        done = asyncio.Event()

        async def job(word: str) -> None:
            said.append(word)
            done.set()

        pace.add_job(job, seconds=seconds, args=["hello"])
        await done.wait()
        await pace.stop()
        return said

    assert asyncio.run(told())[0] == "hello"
