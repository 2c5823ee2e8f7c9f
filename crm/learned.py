"""`python -m crm.learned`: what two people agreed on, as files that are learned beside those that people write.

The folder is written anew each time, whole or not at all: what was erased or taken back since is not in it any more.
"""

import argparse
import json
import re
import shutil
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.exc import SQLAlchemyError

from crm import lessons, skills
from crm.decisions import DecisionKind
from crm.lessons import TAUGHT, Found, Lesson, Refused, Sentence
from crm.store import StoreSettings, close_store, open_store, reading

# Not where training looks by itself: nothing is served before it is proven (bot/proving.py).
FOLDER = Path("var/learned")
MARK = "# Written by `python -m crm.learned`; changes here are lost. What is to stay belongs into the files beside."
DONE, NO_STORE, NO_ROOM, NOT_OURS = 0, 3, 4, 5
Files = dict[str, str]


def files(found: Found) -> Files:
    """What is written, by its place in the folder."""
    told: Files = {"decisions.json": _decisions(found.lessons)}
    for kind, place in ((TAUGHT, _nlu_file), ((DecisionKind.FACET,), _act_file)):
        together: defaultdict[str, list[Lesson]] = defaultdict(list)
        for one in found.lessons:
            if one.decision.kind in kind and one.learned():
                together[place(one)].append(one)
        write = _nlu if kind is TAUGHT else _act
        told |= {path: write(some) for path, some in sorted(together.items())}
    back = [(one, said) for one in found.lessons for said in one.sentences if said.kept_back]
    told["reviewed.yml"] = _kept_back(back)
    for one in found.lessons:
        if one.decision.kind == DecisionKind.NEW_TOPIC:
            told |= outline(one)
    if wrong := [one for one in found.lessons if one.decision.kind == DecisionKind.WRONG_ANSWER]:
        told["wrong_answers.yml"] = _wrong(wrong)
    return told


def write(told: Mapping[str, str], folder: Path) -> None:
    """Put a new folder in the place of the old one. Raises OSError: the old one then stays as it was.

    Raises FileExistsError for a folder that this command has not written.
    """
    if folder.exists() and any(folder.iterdir()) and not (folder / "decisions.json").is_file():
        raise FileExistsError(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".learned-") as beside:
        new, old = Path(beside) / "new", Path(beside) / "old"
        for name, words in told.items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(words, encoding="utf-8")
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def outline(lesson: Lesson) -> Files:
    """A skill that answers with an article, as a set of files to be reviewed; training does not read them there."""
    name, title = name_of(lesson), {**_in_both(lesson.decision.title)}
    place, source = f"new_topics/{name}", _source(lesson)
    words = json.dumps(title, ensure_ascii=False)
    return {
        f"{place}/skills/{name}.yml": (
            f"{source}title: {words}\ntopic: {words}\nstage: pre\n"
            f"intents:\n  {name}:\n    starts: action_answer_article\n"
        ),
        f"{place}/nlu/{name}.yml": f'version: "3.1"\nnlu:\n{source}{_block(name, lesson.sentences)}',
        f"{place}/domain.yml": f'version: "3.1"\n{source}intents:\n  - {name}\n',
        f"{place}/rules/{name}.yml": (
            f'version: "3.1"\nrules:\n{source}  - rule: answer {name}\n    steps:\n'
            f"      - intent: {name}\n      - action: action_answer_article\n"
        ),
    }


def name_of(lesson: Lesson) -> str:
    """The name of a new topic: its English title as an identifier, else one that tells it from all others."""
    plain = unicodedata.normalize("NFKD", lesson.decision.title.get("en", "")).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    taken = skills.intents()
    return name if name[:1].isalpha() and name not in taken else f"topic_{lesson.decision.id.hex[-8:]}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the folder and say what is in it; the exit code is 3 without a store, 4 without room,
    5 for a folder of others.
    """
    parser = argparse.ArgumentParser(prog="python -m crm.learned", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where to write; var/learned if not named")
    folder = parser.parse_args(arguments).folder
    try:
        open_store(StoreSettings().database_url)
        with reading() as session:
            found = lessons.collect(session)
            write(files(found), folder)
            print(report(found, folder))
    except SQLAlchemyError as error:
        print(f"The store failed ({type(error).__name__}). Is it set up? `make run` does so.", file=sys.stderr)
        return NO_STORE
    except FileExistsError:
        print(f"{folder} holds files that this command has not written. Nothing was changed.", file=sys.stderr)
        return NOT_OURS
    except OSError as error:
        print(f"{folder} could not be written ({error.strerror}). It is as it was before.", file=sys.stderr)
        return NO_ROOM
    finally:
        close_store()
    return DONE


def report(found: Found, folder: Path) -> str:
    """What was written and what was left out, in sentences."""
    learned = sum(len(one.learned()) for one in found.lessons)
    back = sum(said.kept_back for one in found.lessons for said in one.sentences)
    lines = [f"{folder}: {learned} sentences of {len(found.lessons)} decisions, {back} kept back to test with."]
    return "\n".join([*lines, *(_left_out(one) for one in found.refused)])


def _left_out(one: Refused) -> str:
    if one.why == "known":
        return f"Left out, learned already: {one.sentence.text}"
    return f"Left out, {one.lesson.target} here and {one.other} elsewhere: {one.sentence.text}"


def _nlu_file(lesson: Lesson) -> str:
    return f"nlu/{lesson.target}.yml"


def _act_file(lesson: Lesson) -> str:
    return f"dialogue/acts/{lesson.target}.yml"


def _nlu(some: Iterable[Lesson]) -> str:
    blocks = "".join(_source(one) + _block(one.target, one.learned()) for one in some)
    return f'{MARK}\nversion: "3.1"\nnlu:\n{blocks}'


def _block(intent: str, sentences: Iterable[Sentence]) -> str:
    lines = "".join(f"    - {one.text}\n" for one in sentences)
    return f"- intent: {intent}\n  examples: |\n{lines}"


def _act(some: Sequence[Lesson]) -> str:
    told = f"{MARK}\n{''.join(map(_source, some))}"
    for language in ("en", "zh"):
        lines = [one.text for lesson in some for one in lesson.learned() if one.language == language]
        told += f"{language}:\n" + "".join(f"  - {_quoted(line)}\n" for line in lines) if lines else ""
    return told


def _kept_back(back: Sequence[tuple[Lesson, Sentence]]) -> str:
    rows = [
        {"intent": lesson.target, "language": said.language, "text": said.text}
        for lesson, said in back
        if lesson.decision.kind in TAUGHT
    ]
    return f"{MARK}\n" + ("".join(f"- {_quoted(row)}\n" for row in rows) or "[]\n")


def _wrong(some: Iterable[Lesson]) -> str:
    rows = [
        {"taken_for": one.target, "note": one.decision.note, "asked": [said.text for said in one.sentences]}
        for one in some
    ]
    return f"{MARK}\n" + yaml.safe_dump(rows, allow_unicode=True, sort_keys=False)


def _decisions(some: Iterable[Lesson]) -> str:
    rows = [_provenance(one) for one in some]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _provenance(lesson: Lesson) -> dict[str, Any]:
    one = lesson.decision
    return {
        "decision": str(one.id),
        "kind": one.kind,
        "target": one.target,
        "title": one.title,
        "proposed_by": one.proposed_by.name,
        "proposed_at": one.proposed_at.isoformat(timespec="seconds"),
        "approved_by": one.approved_by.name if one.approved_by else "",
        "approved_at": one.approved_at.isoformat(timespec="seconds") if one.approved_at else "",
        "learned": len(lesson.learned()),
        "kept_back": sum(said.kept_back for said in lesson.sentences),
    }


def _source(lesson: Lesson) -> str:
    """Where sentences come from, as a comment."""
    one = lesson.decision
    second = f", approved by {one.approved_by.name} {one.approved_at:%Y-%m-%d}" if one.approved_by else ""
    first = f"proposed by {lessons.one_line(one.proposed_by.name)} {one.proposed_at:%Y-%m-%d}"
    return f"# Decision {one.id}: {first}{second}\n"


def _in_both(title: Mapping[str, str]) -> dict[str, str]:
    """A title in both languages; what is missing is said to be."""
    known = next(iter(title.values()), "")
    return {language: title.get(language) or f"TODO {known}" for language in ("zh", "en")}


def _quoted(value: Any) -> str:
    """As YAML, which JSON is a part of."""
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
