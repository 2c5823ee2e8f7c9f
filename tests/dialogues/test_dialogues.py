"""Every scripted customer reaches their goal, hears what was promised, and reads nothing that was not."""

import pytest

from bench.dialogue_player import Customer, customers, play

CUSTOMERS = list(customers())


@pytest.mark.parametrize("customer", CUSTOMERS, ids=lambda customer: customer.name)
def test_reaches_the_goal(customer: Customer, product: tuple[str, str]) -> None:
    played = play(customer, *product)

    assert not played.broken, "\n".join([customer.goal, *played.broken, *played.transcript])


def test_every_customer_has_a_name_and_a_goal_of_their_own() -> None:
    for told in ([customer.name for customer in CUSTOMERS], [customer.goal for customer in CUSTOMERS]):
        assert len(set(told)) == len(told)


def test_both_languages_have_their_say() -> None:
    spoken = [customer.language for customer in CUSTOMERS]

    assert min(spoken.count("zh"), spoken.count("en")) >= len(spoken) // 3
