"""The site's own file: what it says is read, and what is wrong in it is said in words."""

from pathlib import Path

import pytest
import yaml

from crm import content
from crm.site import DATA, SiteInvalid, read, site

GOOD = {
    "name": {"zh": "灯笼航空", "en": "Lantern Air"},
    "languages": ["zh", "en"],
    "time_zone": "Asia/Shanghai",
    "opening_hours": {"mon": ["09:00-12:00", "13:00-18:00"], "sat": ["10:00-24:00"]},
    "terms": {"zh": "https://example.com/zh/terms", "en": "https://example.com/terms"},
    "verticals": ["airline"],
    "skills_off": ["loyalty"],
}


def written(folder: Path, said: object) -> Path:
    path = folder / "site.yml"
    path.write_text(yaml.safe_dump(said, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture
def another_site(tmp_path, monkeypatch):
    """Make what is given the site of this process."""

    def set_up(said: object) -> Path:
        monkeypatch.setenv("SITE", str(written(tmp_path, said)))
        forget()
        return tmp_path

    yield set_up
    forget()


def forget() -> None:
    site.cache_clear()
    content.folders.cache_clear()


def test_a_good_file_is_read(tmp_path):
    found = read(written(tmp_path, GOOD))

    assert (found.name.en, found.languages, found.zone.key) == ("Lantern Air", ("zh", "en"), "Asia/Shanghai")
    assert found.opening_hours["mon"] == ("09:00-12:00", "13:00-18:00")
    assert (str(found.terms.en), found.verticals) == ("https://example.com/terms", ("airline",))
    assert found.skills_off == {"loyalty"}


def test_the_file_that_ships_is_a_good_one():
    assert read(DATA / "site.yml").verticals == ("airline",)


def test_little_needs_to_be_said(tmp_path):
    little = {key: GOOD[key] for key in ("name", "languages", "time_zone")}

    found = read(written(tmp_path, little))

    assert (found.verticals, found.skills_off, found.terms, found.opening_hours) == ((), frozenset(), None, {})


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": {"zh": "灯笼航空"}}, "name.en: Field required"),
        ({"languages": ["fr"]}, "languages.0: Input should be 'zh' or 'en'"),
        ({"languages": []}, "languages:"),
        ({"languages": ["zh", "zh"]}, "languages names something twice"),
        ({"time_zone": "Shanghai"}, "time_zone: no such time zone; names look like Asia/Shanghai"),
        ({"opening_hours": {"mon": ["9-18"]}}, 'opening_hours.mon.0: write hours as "09:00-18:00"'),
        ({"opening_hours": {"mon": ["18:00-09:00"]}}, 'opening_hours.mon.0: write hours as "09:00-18:00"'),
        ({"opening_hours": {"mon": ["09:00-12:00", "11:30-18:00"]}}, "opening_hours.mon: hours of one day overlap"),
        ({"hours_on": {"Christmas": []}}, "hours_on.Christmas"),
        ({"hours_on": {"2026-12-24": ["9-14"]}}, 'hours_on.2026-12-24.0: write hours as "09:00-18:00"'),
        ({"opening_hours": {"monday": ["09:00-18:00"]}}, "opening_hours.monday"),
        ({"terms": {"zh": "terms", "en": "https://example.com"}}, "terms.zh: Input should be a valid URL"),
        ({"verticals": ["hotel_on_the_moon"]}, "verticals: no folder of that name: hotel_on_the_moon"),
        ({"verticals": ["../airline"]}, "verticals.0: String should match pattern"),
        ({"verticals": ["core"]}, "core is always on"),
        ({"verticals": ["airline", "airline"]}, "verticals names something twice"),
        ({"colour": "red"}, "colour: Extra inputs are not permitted"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, wrong, said):
    path = written(tmp_path, GOOD | wrong)

    with pytest.raises(SiteInvalid) as refused:
        read(path)

    assert said in str(refused.value)
    assert str(path) in str(refused.value)


def test_a_file_that_is_missing_or_no_yaml_is_named(tmp_path):
    (tmp_path / "site.yml").write_text("name: [", encoding="utf-8")

    for path in (tmp_path / "site.yml", tmp_path / "gone.yml"):
        with pytest.raises(SiteInvalid, match=f"{path} cannot be read"):
            read(path)


def test_a_vertical_beside_the_sites_file_adds_to_the_core_and_has_the_last_word(another_site):
    folder = another_site({**GOOD, "verticals": ["toy"]})
    (folder / "toy" / "texts").mkdir(parents=True)
    (folder / "toy" / "texts" / "gateway.yml").write_text('greeting: {zh: "甲", en: "A"}\n', encoding="utf-8")

    said = content.merged("texts", "gateway.yml")

    assert (said["greeting"]["en"], said["reopened"]["en"]) == ("A", "Conversation reopened.")
    assert content.file("texts", "gateway.yml") == folder / "toy" / "texts" / "gateway.yml"
    with pytest.raises(FileNotFoundError, match=r"No places/cities\.csv in the verticals that are on: core, toy"):
        content.file("places", "cities.csv")


def test_only_the_verticals_that_are_on_are_read(another_site):
    another_site({**GOOD, "verticals": []})

    assert [path.stem for path in content.files("forms")] == [
        "call_back",
        "complaint",
        "leave_message",
        "privacy_request",
    ]
    assert {path.stem for path in content.files("knowledge")} >= {"opening_hours", "complaint"}
    assert "bag_status" not in {path.stem for path in content.files("knowledge")}
