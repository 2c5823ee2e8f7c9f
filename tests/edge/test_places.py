"""Finding an airport while one types."""

import pytest


def codes(client, q: str, language: str = "en") -> list[str]:
    found = client.get("/v1/places", params={"q": q, "language": language}).json()["places"]
    return [place["code"] for place in found]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("lhr", "LHR"),
        ("PEK", "PEK"),
        ("heath", "LHR"),
        ("浦东", "PVG"),
        ("sao p", "GRU"),
        ("São P", "GRU"),
        ("san", "SAN"),
    ],
)
def test_a_code_or_the_beginning_of_a_name_finds_an_airport(client, typed, first):
    assert codes(client, typed)[0] == first


def test_a_city_finds_all_its_airports_in_either_language(client):
    assert codes(client, "北京", "zh") == ["PEK", "PKX"]
    assert {"LHR", "LGW", "STN"} <= set(codes(client, "London"))


def test_places_are_named_in_the_language_asked_for(client):
    [chinese] = client.get("/v1/places", params={"q": "LHR", "language": "zh"}).json()["places"]
    [english] = client.get("/v1/places", params={"q": "LHR", "language": "en"}).json()["places"]

    assert chinese == {"code": "LHR", "name": "伦敦希思罗机场", "city": "伦敦", "country": "GB"}
    assert (english["city"], english["country"]) == ("London", "GB")


@pytest.mark.parametrize("typed", ["", "   ", "zzzz", "%", "' OR 1=1"])
def test_nothing_sensible_finds_nothing(client, typed):
    assert codes(client, typed) == []


def test_no_more_than_eight_are_shown(client):
    assert len(codes(client, "a")) == 8
    assert client.get("/v1/places", params={"q": "x" * 61}).status_code == 422
