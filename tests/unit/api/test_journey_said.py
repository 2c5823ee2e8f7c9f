"""Bottlenecks in words: what is said, in both languages, and never more than is known."""

import re

import pytest

from api.journeys.said import length, sentence
from crm import texts
from crm.insights.bottlenecks import Bottleneck
from crm.insights.steps import Step
from crm.statistics.shifts import Shift

LINE = Step("queue", "opening_hours", "queueing")


def told(shift=None, real=None, *, step=LINE, against_before=True):
    one = Bottleneck(step, 214, 31.2, 80.0, 6600.4, 6600.4, shift, real)
    return sentence(one, against_before=against_before)


def test_a_sentence_has_the_step_the_customers_their_time_and_the_change():
    said = told(Shift(22.3, 31.2, 0.0001), real=True)

    assert said.en == (
        "Waiting in line for a person (Opening hours): 214 customers waited 31 min on median, 6,600 customer-minutes; "
        "+40% on the period before, more than chance."
    )
    assert said.zh == (
        "排队等人工（营业时间）：214 位客户，等待时间中位数 31 分钟，合计 6,600 客户分钟；较上期 +40%，并非偶然。"
    )


@pytest.mark.parametrize(
    ("shift", "real", "en", "zh"),
    [
        (Shift(35.0, 31.2, 0.4), False, "−11% on the period before, which may be chance", "较上期 −11%，可能只是偶然"),
        (Shift(31.2, 31.2, 0.9), False, "±0% on the period before, which may be chance", "较上期 ±0%，可能只是偶然"),
        (Shift(20.0, 31.2, None), None, "on too few days to tell from chance", "天数太少，无法判断是否偶然"),
        (Shift(0.0, 31.2, 0.001), True, "next to nothing in the period before", "上期几乎不用等"),
        (None, None, "nothing to compare with in the period before", "上期没有可比的数据"),
    ],
)
def test_chance_and_what_cannot_be_told_are_said(shift, real, en, zh):
    said = told(shift, real)

    assert en in said.en
    assert zh in said.zh


def test_another_period_is_not_called_the_one_before():
    said = told(Shift(20.0, 31.2, 0.4), real=False, against_before=False)

    assert "the period compared with" in said.en
    assert "对比期" in said.zh


def test_a_step_about_nothing_in_particular_is_named_too():
    assert told(step=Step("skill", None, "work")).en.startswith(
        "Talking with the assistant (No topic): 214 customers took"
    )


@pytest.mark.parametrize(
    ("minutes", "en", "zh"),
    [
        (0.75, "45 s", "45 秒"),
        (4.07, "4.1 min", "4.1 分钟"),
        (31.2, "31 min", "31 分钟"),
        (210, "3.5 h", "3.5 小时"),
        (6048, "4.2 days", "4.2 天"),
    ],
)
def test_lengths_read_as_people_say_them(minutes, en, zh):
    assert (length(minutes, "en"), length(minutes, "zh")) == (en, zh)


def test_both_languages_say_the_same_of_everything():
    def leaves(part):
        return [part] if "zh" in part else [leaf for each in part.values() for leaf in leaves(each)]

    for words in leaves(texts.load("journeys")):
        assert set(words) == {"zh", "en"}
        assert sorted(re.findall(r"{\w+}", words["zh"])) == sorted(re.findall(r"{\w+}", words["en"]))
