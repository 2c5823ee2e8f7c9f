"""Names in answers: picked out of a sentence, never politeness, a refusal or a wish."""

import pytest

from crm.names_said import introduced, name_in, only_introduces


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Ingrid Solheim", "Ingrid Solheim"),
        ("it's just Ingrid Solheim, thanks", "Ingrid Solheim"),
        ("Solheim, please file it now", "Solheim"),
        ("go ahead and log it, Solheim", "Solheim"),
        ("put Ingrid", "Ingrid"),
        ("yes, ingrid solheim", "ingrid solheim"),
        ("Solheim, Ingrid", "Solheim, Ingrid"),
        ("sorry, Solheim not Solheimer", "Solheim"),
        ("Will Young", "Will Young"),
        ("mr okonkwo", "mr okonkwo"),
        ("Jean-Luc O'Brien", "Jean-Luc O'Brien"),
        ("anonymous", "anonymous"),
        ("it's for Ingrid Solheim, mail", "Ingrid Solheim"),
        ("我叫周晓雯", "周晓雯"),
        ("姓名写错了 我叫周晓雯", "周晓雯"),
        ("周晓雯，麻烦快一点", "周晓雯"),
        ("不是周小文，是周晓雯", "周晓雯"),
        ("免贵姓周", "周"),
        ("叫我周先生就行", "周先生"),
        ("周 晓雯", "周晓雯"),
        ("欧阳晓雯", "欧阳晓雯"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("匿名", "匿名"),
        ("김민수", "김민수"),
    ],
)
def test_a_name_is_picked_out_of_what_is_said(said, name):
    assert name_in(said) == name


@pytest.mark.parametrize(
    "said",
    [
        "please",
        "yes please",
        "Yes Please",
        "ok",
        "no",
        "just file it",
        "why do you need my name",
        "I'd rather not say",
        "call me back quickly",
        "not important",
        "好的",
        "可以",
        "不想说",
        "快点登记吧",
        "没有",
        "不对",
        "随便写",
        "为什么要姓名",
        "13800138000",
    ],
)
def test_politeness_a_refusal_and_a_wish_are_no_name(said):
    assert name_in(said) is None


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ring me at 3, ask for Adeyemi", ["Adeyemi"]),
        ("I'm Late for my flight, I'm José Álvarez", ["José Álvarez"]),
        ("my name is tom baker, hurry", ["tom baker"]),
        ("I'm late", []),
        ("this is urgent", []),
        ("我是昨天的乘客，我叫周晓雯", ["周晓雯"]),
        ("到时找李敏，谢谢", ["李敏"]),
        ("请帮我找找", []),
    ],
)
def test_who_introduces_somebody_names_them_anywhere(said, names):
    assert list(introduced(said)) == names


def test_a_clause_that_only_introduces_says_nothing_else():
    assert only_introduces("我姓周")
    assert only_introduces("my name is Ingrid Solheim")
    assert not only_introduces("I'm Ingrid Solheim and the wheel is gone")
    assert not only_introduces("a red bag")
