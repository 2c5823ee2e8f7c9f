"""Chinese and English are equal: a text that exists in one language alone fails here."""

import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent.parent
HAN = re.compile(r"[\u4e00-\u9fff]")
YAML_FILES = sorted(
    path
    for name in ("texts", "forms", "surveys", "knowledge", "skills", "cases", "replies")
    for path in (ROOT / "data").glob(f"*/{name}/*.yml")
)
RESPONSE_FILES = sorted((ROOT / "data").glob("*/responses/*.yml"))


def pairs(node: Any, place: str = "") -> list[tuple[str, dict[str, Any]]]:
    """Every mapping that has a text in at least one of the two languages."""
    if isinstance(node, dict):
        found = [(place, node)] if {"zh", "en"} & set(node) else []
        return found + [pair for key, value in node.items() for pair in pairs(value, f"{place}/{key}")]
    if isinstance(node, list):
        return [pair for index, value in enumerate(node) for pair in pairs(value, f"{place}/{index}")]
    return []


def placeholders(text: str) -> set[str]:
    """The facts a text names. English writes months as words, so that {month_name} is {month}."""
    return {name.removesuffix("_name") for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("path", YAML_FILES, ids=lambda path: path.name)
def test_every_text_exists_in_both_languages(path):
    found = pairs(yaml.safe_load(path.read_text(encoding="utf-8")))

    assert found
    for place, texts in found:
        assert {"zh", "en"} <= set(texts), f"{path.name}{place} lacks a language"
        if isinstance(texts["zh"], str):
            assert bool(texts["zh"].strip()) == bool(texts["en"].strip()), f"{path.name}{place} is empty in one"
            assert placeholders(texts["zh"]) == placeholders(texts["en"]), f"{path.name}{place} names other facts"


@pytest.mark.parametrize("path", RESPONSE_FILES, ids=lambda path: path.name)
def test_every_answer_of_the_assistant_has_one_variation_in_each_language(path):
    responses = yaml.safe_load(path.read_text(encoding="utf-8"))["responses"]

    for name, variations in responses.items():
        by_language = {
            next(c["value"] for c in variation["condition"] if c["name"] == "language"): variation["text"]
            for variation in variations
        }
        assert set(by_language) == {"zh", "en"}, f"{name} lacks a language"
        assert len(variations) == 2, f"{name} has more than one variation in a language"
        assert placeholders(by_language["zh"]) == placeholders(by_language["en"]), f"{name} names other facts"


@pytest.mark.parametrize("path", sorted((ROOT / "data").glob("*/knowledge/*.yml")), ids=lambda path: path.stem)
def test_an_article_gives_the_same_figures_in_both_languages(path):
    article = yaml.safe_load(path.read_text(encoding="utf-8"))

    for said in [article["body"], *(one["answer"] for one in article.get("follow_ups", ()))]:
        figures = {lang: set(re.findall(r"\d[\d.,]*\d", said[lang])) for lang in ("zh", "en")}

        assert HAN.search(said["zh"])
        assert not HAN.search(re.sub(r"[（(][^)）]*[)）]|“[^”]*”|「[^」]*」", "", said["en"]))
        assert figures["zh"] == figures["en"], said["en"]
