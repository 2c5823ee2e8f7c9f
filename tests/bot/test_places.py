"""Airports and cities in sentences, with their roles, in both languages; and words that only look like them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.place_names import airport_codes, known
from bot.places import PlaceExtractor, is_route, only_places, places

BEIJING, LONDON = "PEK PKX", "LCY LGW LHR LTN SEN STN"


def ends(text):
    """(origin, destination) as the sentence names them."""
    found = places(text)
    return tuple(next((one.value for one in found if one.role == end), None) for end in ("origin", "destination"))


def named(text):
    return [(one.entity, one.value, text[one.start : one.end]) for one in places(text)]


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
        "北京往返伦敦",
        "any flights between Beijing and London",
        "BJS to LON",
        "ｂｊｓ to ＬＯＮ",
    ],
)
def test_reads_both_ends(text):
    assert ends(text) == (BEIJING, LONDON)
    assert is_route(places(text))


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("PEK-LHR", "PEK", "LHR"),
        ("ＰＥＫ到ＬＨＲ", "PEK", "LHR"),
        ("pek to lhr please", "PEK", "LHR"),
        ("from CAN to PEK", "CAN", "PEK"),
        ("London Heathrow to JFK", "LHR", "JFK"),
        ("上海浦东到伦敦希思罗", "PVG", "LHR"),
        ("从北京首都机场到上海虹桥", "PEK", "SHA"),
        ("杭州萧山机场到白云机场", "HGH", "CAN"),
        ("when does the plane from Xi'an get in", "XIY", None),
        ("when does the plane from Xi’an get in", "XIY", None),
        ("我妈从哈尔滨过来", "HRB", None),
        ("剛落地桃園", None, "TPE"),
        ("今天飞三亚那班正常吗", None, "SYX"),
        ("is the 7pm to Guangzhou still going", None, "CAN"),
        ("落地北京几点", None, BEIJING),
        ("flight to Nice", None, "NCE"),
        ("fly to nice", None, "NCE"),
        ("fly to OPO", None, "OPO"),
        ("晚上海口飞北京", "HAK", BEIJING),
    ],
)
def test_reads_ends_by_city_airport_nickname_and_code(text, origin, destination):
    assert ends(text) == (origin, destination)


@pytest.mark.parametrize("text", ["北京到了吗", "London", "is Beijing all right", "my bag is in London"])
def test_a_place_without_a_role_has_none(text):
    (found,) = places(text)

    assert found.role is None
    assert "role" not in found.as_entity


@pytest.mark.parametrize(
    ("text", "origin", "destination"),
    [
        ("flight to London via Dubai", None, LONDON),
        ("经上海转去首尔", None, "GMP ICN"),
        ("forward it to Chicago, not Rome", None, "MDW ORD"),
        ("我人在大阪，行李到东京", None, "HND NRT"),
    ],
)
def test_where_somebody_only_is_or_changes_is_no_end_of_the_route(text, origin, destination):
    assert ends(text) == (origin, destination)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("北京机场", [("city", BEIJING, "北京机场")]),
        ("Munich Airport", [("airport", "MUC", "Munich Airport")]),
        ("慕尼黑", [("city", "MUC", "慕尼黑")]),
        ("London (LHR)", [("airport", "LHR", "London (LHR")]),
        ("in Newark", [("city", "EWR", "Newark")]),
        ("ＬＨＲ", [("airport", "LHR", "ＬＨＲ")]),
        ("飛\u200b臺北", [("city", "TPE TSA", "臺北")]),
        ("İ London", [("city", LONDON, "London")]),
    ],
)
def test_an_entity_is_a_city_or_an_airport_as_written(text, expected):
    assert named(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Nice, thanks",
        "CAN YOU TELL ME THE STATUS",
        "MY DAD SAW THE BAG, IT WAS IN THE SEA",
        "WHAT HAPPENED TO THE BAG I LOST",
        "I HAVE TO ADD A BAG",
        "can I bring cologne",
        "I want to split the payment",
        "change it from male to female",
        "call me at 3 pm IST",
        "found a TSA note, suitcase MIA",
        "refund it to USD",
        "Singapore Airlines",
        "is Manchester United playing",
        "my flight is late",
        "航班晚点了吗",
        "晚上海航的航班",
        "我的东西安检没收了",
        "海关西侧",
        "很大兴趣",
        "大厦门口",
        "北京时间八点",
        "厦门航空",
        "南京西路1515号",
        "the Montreal Convention",
        "按蒙特利尔公约赔多少",
        "机上有汉堡吗",
    ],
)
def test_takes_nothing_else_for_a_place(text):
    assert places(text) == []


@pytest.mark.parametrize(("text", "bare"), [("Beijing", True), ("to London", True), ("从北京", True), ("倫敦吧", True)])
def test_a_place_by_itself_is_an_answer(text, bare):
    assert only_places(text, places(text)) is bare


@pytest.mark.parametrize("text", ["my bag is in London", "北京的行李", "hello", ""])
def test_a_sentence_about_a_place_is_none(text):
    assert not only_places(text, places(text))


def test_leaves_what_others_have_found():
    text = "LHR BA 12345 and Ms London flew to Rome"
    message = Message(
        {"text": text, "entities": [{"entity": "file_reference", "value": "LHRBA12345", "start": 0, "end": 12}]}
    )

    PlaceExtractor().process([message])

    found = message.get("entities")[1:]
    assert [(one["entity"], one["value"], one["role"]) for one in found] == [("city", "CIA FCO", "destination")]


@given(st.text(alphabet="北京飞到伦敦上海航去从LHRpek nicetoİ-,市机场ＰＥＫ", max_size=40))
def test_places_stand_where_they_say_and_never_overlap(text):
    found = places(text)

    assert all(text[one.start : one.end].strip() for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_table_says_which_airports_every_name_means():
    assert all(place.airports and place.kind in {"airport", "city"} for place in known().values())
    assert all(place.kind == "city" for place in known().values() if len(place.airports) > 1)
    assert {code for place in known().values() for code in place.airports} <= airport_codes()


@pytest.mark.parametrize("text", ["when will it be in LA", "eta in la?", "到LA几点"])
def test_two_letters_stand_for_a_city_where_somebody_goes(text):
    (found,) = places(text)

    assert (found.entity, found.value) == ("city", "LAX")


@pytest.mark.parametrize("text", ["where is it la", "la valise", "THIS IS LA LA LAND OK", "my bag is black, sh"])
def test_two_letters_of_another_word_are_none(text):
    assert places(text) == []
