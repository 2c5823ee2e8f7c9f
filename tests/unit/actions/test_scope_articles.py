"""What must not be guessed is answered by its own article, in whichever intent the question lands."""

import pytest

from tests.unit.actions.conftest import put_articles


@pytest.mark.parametrize(
    ("intent", "text", "key"),
    [
        ("bag_special", "the battery of my wheelchair is lithium", "bag_special_mobility"),
        ("bag_restricted", "my wheelchair has lithium batteries, may it come", "bag_special_mobility"),
        ("special_assistance", "我妈的轮椅是锂电池的", "bag_special_mobility"),
        ("special_assistance", "need a wheelchair for my dad", "special_assistance_wheelchair"),
        ("bag_restricted", "spare lithium battery", "bag_restricted_power_bank"),
        ("bag_special", "带骨灰回家", "bag_special_ashes"),
        ("bag_restricted", "an urn with ashes", "bag_special_ashes"),
        ("seat", "what about a car seat for my toddler", "bag_special_car_seat"),
        ("bag_special", "儿童安全座椅", "bag_special_car_seat"),
        ("bag_special", "pram at the gate", "bag_special_pram"),
        ("seat", "a window seat please", "seat"),
        ("bag_transfer", "转机取行李吗", "bag_transfer"),
    ],
)
def test_finds_the_article(act, intent, text, key):
    put_articles()

    turn = act("action_answer_article", text=text, intent=intent)

    assert turn.attached["article"]["key"] == key
