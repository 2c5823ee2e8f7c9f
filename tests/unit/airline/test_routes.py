"""From where to where: what sentences name, in both languages."""

import pytest

from airline.routes import Route, airports_called, name_of, read_route

BEIJING, LONDON = {"PEK", "PKX"}, {"LHR", "LGW"}


@pytest.mark.parametrize(
    "text",
    [
        "flight from Beijing to London tomorrow",
        "明天北京飞伦敦的航班",
        "北京到伦敦",
        "查一下从北京去伦敦的航班",
        "Beijing London tomorrow",
        "to London from Beijing",
        "the Beijing - London one",
        "請問北京飛倫敦",
        "BJS to LON",
    ],
)
def test_reads_both_ends(text):
    route = read_route(text)

    assert route.complete
    assert route.origin == BEIJING
    assert route.destination >= LONDON


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("PEK-LHR", {"PEK"}, {"LHR"}),
        ("pek to lhr please", {"PEK"}, {"LHR"}),
        ("London Heathrow to JFK", {"LHR"}, {"JFK"}),
        ("上海浦东到伦敦希思罗", {"PVG"}, {"LHR"}),
        ("从北京首都机场到上海虹桥", {"PEK"}, {"SHA"}),
        ("when does the plane from Xi'an get in", {"XIY"}, set()),
        ("我妈从哈尔滨过来", {"HRB"}, set()),
        ("今天飞三亚那班正常吗", set(), {"SYX"}),
        ("is the 7pm to Guangzhou still going", set(), {"CAN"}),
        ("落地北京几点", set(), BEIJING),
        ("flight to Nice", set(), {"NCE"}),
    ],
)
def test_reads_ends_by_city_airport_nickname_and_code(text, origin, destination):
    route = read_route(text)

    assert (route.origin, route.destination) == (origin, destination)


@pytest.mark.parametrize(
    "text", ["", "Nice, thanks", "CAN YOU TELL ME THE STATUS", "my flight is late", "航班晚点了吗"]
)
def test_takes_nothing_else_for_a_place(text):
    assert read_route(text) == Route()


@pytest.mark.parametrize("text", ["北京到了吗", "London", "is Beijing all right"])
def test_a_place_without_a_role_is_somewhere(text):
    route = read_route(text)

    assert route.somewhere and not (route.origin or route.destination)


def test_what_was_said_before_is_completed():
    to_london = read_route("flight to London")

    assert read_route("Beijing").filled_from(to_london) == read_route("Beijing to London")
    assert read_route("from Beijing").filled_from(to_london) == read_route("Beijing to London")
    assert read_route("伦敦").filled_from(read_route("北京")).complete
    assert not read_route("").filled_from(to_london).complete


def test_airports_and_cities_have_names():
    assert name_of(airports_called("Beijing"), "zh") == "北京"
    assert name_of(airports_called("伦敦"), "en") == "London"
    assert name_of(airports_called("lhr") or frozenset({"LHR"}), "zh") == "伦敦希思罗机场"
    assert airports_called("nowhere") == frozenset()
