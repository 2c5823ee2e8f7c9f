"""From where to where, as it becomes known sentence by sentence."""

from airline.places.routes import Route, name_of

BEIJING, LONDON, ROME = frozenset({"PEK", "PKX"}), frozenset({"LHR", "LGW"}), frozenset({"FCO"})


def test_places_take_the_end_that_their_role_says():
    route = Route.of([(LONDON, "destination"), (BEIJING, "origin"), (ROME, None)])

    assert route == Route(BEIJING, LONDON)
    assert route.complete


def test_a_place_without_a_role_is_somewhere():
    assert Route.of([(LONDON, None), (ROME, None)]) == Route(somewhere=LONDON)
    assert Route.of([]) == Route()


def test_what_was_said_before_is_completed():
    to_london = Route(destination=LONDON)

    assert Route(somewhere=BEIJING).filled_from(to_london) == Route(BEIJING, LONDON)
    assert Route(origin=BEIJING).filled_from(to_london) == Route(BEIJING, LONDON)
    assert Route(somewhere=LONDON).filled_from(Route(somewhere=BEIJING)).complete
    assert not Route().filled_from(to_london).complete


def test_airports_and_cities_have_names():
    assert name_of(BEIJING, "zh") == "北京"
    assert name_of(LONDON, "en") == "London"
    assert name_of(frozenset({"LHR"}), "zh") == "伦敦希思罗机场"
    assert name_of(frozenset(), "en") == ""
