"""The desk can name and draw all that the server records: whatever the code writes down is in the catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.desk.catalogue import catalogue
from crm import case_kinds, questions
from crm.conversations import Outcome

ROOT = Path(__file__).parents[3]
WEB = ROOT / "web" / "src"
SOURCES = [path for package in ("crm", "airline", "actions", "api") for path in sorted((ROOT / package).rglob("*.py"))]
PICTURES = re.compile(r"const PICTURES: Record<string, string> = \{(.*?)\};", re.DOTALL)
RECORDERS = {"record", "_record"}
HANDERS_OVER = {"hand_over", "renew"}


def calls(names: set[str]) -> Iterator[tuple[ast.FunctionDef | ast.AsyncFunctionDef, ast.Call]]:
    """Calls of these functions, each with the function that it stands in."""
    for path in SOURCES:
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and getattr(call.func, "attr", getattr(call.func, "id", "")) in names:
                        yield function, call


def strings(value: ast.AST) -> set[str]:
    """What an expression may come to, where it is written out."""
    if isinstance(value, ast.IfExp):
        return strings(value.body) | strings(value.orelse)
    return {value.value} if isinstance(value, ast.Constant) and isinstance(value.value, str) else set()


def given(names: set[str], argument: str) -> set[str]:
    """What is handed to these functions under a name: written there, or put into a variable beside it."""
    found = set()
    for function, call in calls(names):
        for keyword in call.keywords:
            if keyword.arg != argument:
                continue
            found |= strings(keyword.value)
            if isinstance(keyword.value, ast.Name):
                for line in ast.walk(function):
                    if isinstance(line, ast.Assign) and getattr(line.targets[0], "id", "") == keyword.value.id:
                        found |= strings(line.value)
    return found


def drawn(path: str) -> set[str]:
    """The names for which a file of the pages has a picture."""
    found = PICTURES.search((WEB / path).read_text(encoding="utf-8"))
    assert found, path
    return set(re.findall(r"(\w+):", found[1]))


def known(part: str) -> set[str]:
    return {one.name for one in getattr(catalogue(), part)}


def test_everything_that_the_assistant_is_recorded_to_have_done_has_a_name():
    done = given(RECORDERS, "kind")

    assert len(done) > 10
    assert done <= known("interactions")


def test_every_reason_for_calling_a_person_has_a_name():
    reasons = given(HANDERS_OVER, "reason") | {"safety"}

    assert {"requested", "not_understood"} <= reasons
    assert reasons <= known("reasons")


def test_every_way_in_which_a_conversation_ends_has_a_name():
    assert known("outcomes") == set(Outcome)


def test_every_form_and_every_kind_of_case_has_a_name():
    assert known("forms") == set(questions.names())
    assert known("case_kinds") == case_kinds.kinds().keys()


@pytest.mark.parametrize(
    ("part", "path"),
    [
        ("case_kinds", "kit/message/casePictures.ts"),
        ("interactions", "desk/sections/conversations/sidebar/interactionPicture.ts"),
        ("channels", "desk/ui/ChannelMark.tsx"),
        ("feeds", "desk/sections/quarantine/QuarantineRow.tsx"),
    ],
)
def test_the_pages_have_a_picture_for_each_name_that_the_server_gives(part, path):
    assert {one.icon for one in getattr(catalogue(), part)} <= drawn(path)


def test_the_pages_have_a_drawing_for_each_answer_that_is_easier_seen_than_read():
    fields = [asked for name in questions.names() for asked in questions.definition(name).fields.values()]
    drawings = (WEB / "kit/form/pictures.ts").read_text(encoding="utf-8").split("DRAWINGS: ")[1]
    patterns = re.search(r"PATTERNS = \[(.*?)\]", (WEB / "kit/form/Swatch.tsx").read_text(encoding="utf-8"))

    icons = {option.icon for asked in fields for option in asked.options if option.icon}
    assert patterns
    assert icons <= {*re.findall(r"^  (\w+):", drawings, re.MULTILINE), *re.findall(r'"(\w+)"', patterns[1])}


def test_nothing_is_named_a_second_time_in_the_pages():
    named = known("forms") | known("reasons") | known("interactions") | known("case_kinds") | known("deadlines")
    # One word alone may mean many things.
    listed = re.compile(rf"^\s*(?:{'|'.join(sorted(name for name in named if '_' in name))}):", re.MULTILINE)
    others = re.compile(r"\.test\.|[Pp]ictures?\.ts|schema\.ts")
    pages = [path for path in WEB.rglob("*.ts*") if not others.search(path.name)]

    assert [str(path) for path in pages if listed.search(path.read_text(encoding="utf-8"))] == []
