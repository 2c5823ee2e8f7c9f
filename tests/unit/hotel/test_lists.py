"""The hotel's own data keep the lists that every vertical keeps: intents, rules, forms, slots, articles, cases."""

from tests.unit.vertical_site import lists_agree


def test_the_hotels_data_agree_with_its_skills():
    code, said = lists_agree("hotel")

    assert code == 0, said
