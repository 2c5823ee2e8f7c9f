"""The documentation keeps up with the code: settings, errors, moves, shortcuts, files, functions and commands."""

import importlib
import json
import re
from functools import reduce
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

import airline.errors
from airline.vertical import AirlineSettings
from api.http import errors
from api.settings import Settings
from crm.conversations import LEGAL_MOVES
from crm.errors import ServiceloopError
from hotel.stays import HotelSettings

ROOT = Path(__file__).parent.parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("README.md")])
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
NAMED = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
# What is built, or made at run time, is not there in a fresh clone.
MADE = ("var/", "models/", "web/dist", "web/node_modules", ".venv/", "bot/.venv/")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def prose(path: Path) -> str:
    """A page without its code blocks, which may show files that are yet to be written."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def table(text: str, heading: str) -> list[list[str]]:
    """The cells of the first table whose first column has this heading, backticks removed."""
    lines = text.splitlines()
    start = next(index for index, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip().replace("`", "") for cell in line.strip("|").split("|")])
    return rows


def written(default: Any) -> str:
    if isinstance(default, SecretStr):
        return "–"
    return default if isinstance(default, str) else json.dumps(default)


def subclasses(error: type[ServiceloopError]) -> set[type[ServiceloopError]]:
    return {error}.union(*(subclasses(child) for child in error.__subclasses__()))


def anchors(path: Path) -> set[str]:
    """The names that GitHub gives to a page's headings."""
    headings = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def names_a_file(name: str) -> bool:
    """Whether a name in backticks means a file or a folder of ours: it begins with one that is there."""
    if name.startswith(MADE) or not re.fullmatch(r"[\w.*-]+(?:/[\w.*-]+)*/?", name):
        return False
    if "/" in name:
        return (ROOT / name.partition("/")[0]).exists()
    return bool(re.fullmatch(r"[\w-]+\.(?:py|ya?ml|toml|ini|md|lock)", name)) or name in ("Makefile", "Procfile")


def resolve(dotted: str) -> object:
    """The module, function or class that a dotted name means. Raises AttributeError when it means nothing."""
    parts = dotted.split(".")
    depth = max(n for n in range(1, len(parts) + 1) if is_module(".".join(parts[:n])))
    return reduce(getattr, parts[depth:], importlib.import_module(".".join(parts[:depth])))


def is_module(dotted: str) -> bool:
    path = ROOT / dotted.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


def test_every_setting_is_documented_with_its_default():
    documented = {row[0]: row[1] for row in table(page("operating.md"), "setting")}

    known = {**HotelSettings.model_fields, **Settings.model_fields, **AirlineSettings.model_fields}
    fields = {name: field.get_default(call_default_factory=True) for name, field in known.items()}

    assert documented == {name.upper(): written(default) for name, default in fields.items()}


def test_every_error_is_documented_with_its_status():
    documented = {row[0]: row[1] for row in table(page("errors.md"), "code")}

    assert airline.errors  # its errors are subclasses too
    raised = {error.code: str(error.status) for error in subclasses(ServiceloopError)}
    of_the_framework = {code: str(status) for status, code in errors._HTTP_CODES.items()}
    assert documented == raised | of_the_framework | {"http_error": "any"}


def test_every_code_written_out_in_the_handlers_is_documented():
    documented = {row[0] for row in table(page("errors.md"), "code")}

    source = (ROOT / "api" / "http" / "errors.py").read_text(encoding="utf-8")
    assert set(re.findall(r'(?:error_body\(|status_code, )"([a-z_]+)"', source)) <= documented


def test_every_error_of_the_assistants_channel_is_documented():
    section = page("errors.md").partition("## Between app and assistant")[2]

    source = (ROOT / "bot" / "channel.py").read_text(encoding="utf-8")
    answered = {(code, status) for status, code in re.findall(r'_error\((\d+), "(\w+)"', source)}
    assert {(row[0], row[1]) for row in table(section, "code")} == answered


def test_the_table_of_moves_is_the_one_in_the_code():
    documented = [(row[0], row[1]) for row in table(page("architecture.md"), "from")]

    assert sorted(documented) == sorted((origin, to) for origin, targets in LEGAL_MOVES.items() for to in targets)


@pytest.mark.parametrize("language", ["English", "中文"])
def test_agents_are_told_every_shortcut(language):
    section = page("agents.md").partition(f"\n## {language}\n")[2].partition("\n## ")[0]
    heading = "keys" if language == "English" else "按键"

    declared = [*ROOT.glob("web/src/desk/sections/*/*.ts"), ROOT / "web/src/desk/shortcuts/groups.ts"]
    shown = {key for path in declared for key in re.findall(r'\bkeys: "([^"]+)"', path.read_text(encoding="utf-8"))}
    assert {row[0] for row in table(section, heading)} == shown


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_lead_somewhere(path):
    for link in LINK.findall(prose(path)):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, anchor = link.partition("#")
        file = (path.parent / target).resolve() if target else path
        assert file.exists(), f"{path.name}: {link}"
        if anchor and file.suffix == ".md":
            assert anchor in anchors(file), f"{path.name}: {link}"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_files_named_exist(path):
    named = {name for name in NAMED.findall(prose(path)) if names_a_file(name)}

    assert [name for name in sorted(named) if not any(ROOT.glob(name.rstrip("/")))] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_functions_named_exist(path):
    for name in NAMED.findall(prose(path)):
        if re.fullmatch(r"(?:crm|airline|hotel|api)(?:\.\w+)+", name):
            assert resolve(name), name


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_commands_named_exist(path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))

    text = path.read_text(encoding="utf-8")
    shown = "\n".join(FENCE.findall(text))
    named = set(re.findall(r"`make ([a-z-]+)`", text)) | set(re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE))
    assert named <= targets


def walked() -> list[tuple[str, list[list[str]]]]:
    """(heading, rows) of each table in docs/where-things-go.md, backticks kept in the last cell."""
    parts = re.split(r"^## ", page("where-things-go.md"), flags=re.MULTILINE)[1:]
    return [
        (part.splitlines()[0], re.findall(r"^\| `([^`]+)` \| `([^`]+)` \| (.+) \|$", part, re.MULTILINE))
        for part in parts
    ]


def fits(pattern: str, example: str, chosen: dict[str, str]) -> bool:
    """Whether `example` has the shape of `pattern`, with the names chosen before; those chosen here are added."""
    shape = re.sub(
        r"<(\w+)>", r"(?P<\1>[\\w-]+(?:/[\\w-]+)*)", re.escape(pattern).replace(r"\<", "<").replace(r"\>", ">")
    )
    found = re.fullmatch(shape, example)
    return found is not None and all(
        chosen.setdefault(name, value) == value for name, value in found.groupdict().items()
    )


def test_there_is_an_example_of_everything_that_is_added_often():
    assert [heading for heading, _ in walked()] == [
        "A skill", "A kind of case", "A type of question", "An errand", "A kind of appointment",
        "Something to remember", "A questionnaire", "A section of the desk", "A page", "A report", "A metric", "A job",
        "A channel", "A vertical",
    ]  # fmt: skip


@pytest.mark.parametrize(("heading", "rows"), walked(), ids=lambda value: value if isinstance(value, str) else "")
def test_the_examples_of_what_goes_where_are_there(heading, rows):
    chosen: dict[str, str] = {}

    assert len(rows) >= 4
    for pattern, example, holds in rows:
        assert fits(pattern, example, chosen), f"{example} is no {pattern} where {chosen}"
        content = (ROOT / example).read_text(encoding="utf-8")
        if place := re.match(r"`([^`]+)`", holds):
            assert place[1] in content, f"{example} has no {place[1]}"
