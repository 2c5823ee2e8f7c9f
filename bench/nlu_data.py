"""The data sets of the benchmark of understanding: what is taught, what is asked, and where each can be obtained."""

import csv
import json
import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

ROOT = Path(__file__).resolve().parent.parent
# The technical name under which every system's answer "I do not know" and every foreign message is kept.
OUT_OF_SCOPE = "out_of_scope"
SHOTS = 10
_HAN = re.compile("[\u3400-\u9fff]")
_XSID = re.compile(r"^# (text|intent)(?: =|:) ?(.*)$", re.MULTILINE)


class Row(NamedTuple):
    """One message. `group` parts a test set, by language for instance."""

    text: str
    intent: str
    group: str = ""


@dataclass(frozen=True)
class Benchmark:
    """What is taught and what is asked. `language` chooses the tokenizer of those systems that know one language."""

    train: list[Row]
    test: list[Row]
    language: str = "en"


@dataclass(frozen=True)
class DataSet:
    """How to read one data set, and which rules hold for it."""

    folder: str
    read: Callable[[Path, int], Benchmark]
    # Each seed draws other training sentences.
    sampled: bool = False
    # A stock Rasa needs hours for it.
    heavy: bool = False

    @property
    def own(self) -> bool:
        """Whether it is ours: these sentences are the assistant's own trade."""
        return not self.folder


# Nothing of it is part of this project; the folder is an argument. Beside each: repository, licence, what is read.
SOURCES = {
    "hint3": "https://github.com/hellohaptik/HINT3, dataset/v1 as train/ and test/, preds/ as published/ (ODbL, DbCL)",
    "clinc150": "https://github.com/clinc/oos-eval, data/data_full.json (CC BY 3.0)",
    "banking77": "https://github.com/PolyAI-LDN/task-specific-datasets, banking_data/*.csv (CC BY 4.0)",
    "hwu64_10shot": "https://github.com/jianguoz/Few-Shot-Intent-Detection, Datasets/HWU64/train_10 and test; the data "
    "are those of https://github.com/xliuhw/NLU-Evaluation-Data (CC BY 4.0)",
    "xsid_zh_en": "https://github.com/mainlp/xsid, data/xSID-0.7/{zh,en}.{valid,test}.conll (CC BY-SA 4.0)",
    "smp2017_zh": "SMP2017-ECDT task 1, https://arxiv.org/abs/1709.10217 and https://github.com/NOXITONG/"
    "SMP2017-ECDT-task1 (opened for research); smp2017_ecdt_task1.tsv has the columns split, label, text",
}


def _hint3(domain: str) -> Callable[[Path, int], Benchmark]:
    def read(folder: Path, seed: int) -> Benchmark:
        train, test = (_csv(folder / part / f"{domain}_{part}.csv", "sentence", "label") for part in ("train", "test"))
        return Benchmark(train, [_foreign(row, "NO_NODES_DETECTED") for row in test])

    return read


def _clinc(shots: int) -> Callable[[Path, int], Benchmark]:
    def read(folder: Path, seed: int) -> Benchmark:
        parts: dict[str, Any] = json.loads((folder / "data_full.json").read_text(encoding="utf-8"))
        rows = {part: [Row(text, intent) for text, intent in found] for part, found in parts.items()}
        # The hundred foreign sentences that may be taught are not: no system here is told what it will not know.
        test = rows["test"] + [_foreign(row, "oos") for row in rows["oos_test"]]
        return Benchmark(_few(rows["train"], shots, seed), test)

    return read


def _banking(shots: int) -> Callable[[Path, int], Benchmark]:
    def read(folder: Path, seed: int) -> Benchmark:
        train, test = (_csv(folder / f"{part}.csv", "text", "category") for part in ("train", "test"))
        return Benchmark(_few(train, shots, seed), test)

    return read


def _hwu(folder: Path, seed: int) -> Benchmark:
    parts = []
    for part in ("train_10", "test"):
        texts, labels = (
            (folder / part / name).read_text(encoding="utf-8").splitlines() for name in ("seq.in", "label")
        )
        parts.append([Row(text, label) for text, label in zip(texts, labels, strict=True)])
    train, test = parts
    return Benchmark(train, test)


def _xsid(language: str) -> Callable[[Path, int], Benchmark]:
    def read(folder: Path, seed: int) -> Benchmark:
        parts = []
        for part in ("valid", "test"):
            found = _XSID.findall((folder / f"{language}.{part}.conll").read_text(encoding="utf-8"))
            parts.append([Row(text[1], intent[1]) for text, intent in zip(found[::2], found[1::2], strict=True)])
        train, test = parts
        return Benchmark(train, test, language)

    return read


def _smp(folder: Path, seed: int) -> Benchmark:
    parts: dict[str, list[Row]] = {"train": [], "develop": [], "test": []}
    for line in (folder / "smp2017_ecdt_task1.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        split, label, text = line.split("\t", 2)
        parts[split].append(Row(text, label))
    return Benchmark(parts["train"], parts["test"], "zh")


def _own(shots: int) -> Callable[[Path, int], Benchmark]:
    def read(folder: Path, seed: int) -> Benchmark:
        taught, asked = _own_rows()
        # As many of each language: an assistant for two starts with both.
        parts = [[row for row in taught if bool(_HAN.search(row.text)) is chinese] for chinese in (False, True)]
        return Benchmark([row for part in parts for row in _few(part, shots, seed)], asked, "zh")

    return read


def _own_rows() -> tuple[list[Row], list[Row]]:
    taught = []
    for path in sorted((ROOT / "data").glob("*/nlu/*.yml"), key=lambda path: path.name):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
            lines = (line.removeprefix("- ").strip() for line in entry["examples"].splitlines())
            taught += [Row(line, entry["intent"]) for line in lines if line]
    return taught, [row for rows in own_parts().values() for row in rows]


@lru_cache(maxsize=1)
def own_parts() -> dict[str, list[Row]]:
    """What is asked of our own, by file: the last name in "heldout_blind.yml" and its sentences."""
    parts = {}
    for path in sorted((ROOT / "tests" / "nlu").glob("heldout_*.yml")):
        entries = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = [Row(str(entry["text"]), entry["intent"], entry["language"]) for entry in entries]
        parts[path.stem.removeprefix("heldout_")] = rows
    return parts


HINT3 = ("curekart", "powerplay11", "sofmattress")
SETS = {
    "own": DataSet("", _own(0), heavy=True),
    "own-10": DataSet("", _own(SHOTS), sampled=True),
    **{domain: DataSet("hint3", _hint3(domain)) for domain in HINT3},
    "hwu64-10": DataSet("hwu64_10shot", _hwu),
    "banking77-10": DataSet("banking77", _banking(SHOTS), sampled=True),
    "clinc150-10": DataSet("clinc150", _clinc(SHOTS), sampled=True),
    "xsid-en": DataSet("xsid_zh_en", _xsid("en")),
    "xsid-zh": DataSet("xsid_zh_en", _xsid("zh")),
    "smp2017": DataSet("smp2017_zh", _smp),
    "banking77": DataSet("banking77", _banking(0), heavy=True),
    "clinc150": DataSet("clinc150", _clinc(0), heavy=True),
}


def read(name: str, folder: Path | None, seed: int) -> Benchmark:
    """The data set `name` from the folder that holds all of them."""
    found = SETS[name].read((folder or ROOT) / SETS[name].folder, seed)
    return Benchmark([_plain(row) for row in found.train], [_plain(row) for row in found.test], found.language)


def available(name: str, folder: Path | None) -> bool:
    """Whether there is something to read."""
    return SETS[name].own or bool(folder and (folder / SETS[name].folder).is_dir())


def published(domain: str, folder: Path) -> dict[str, list[tuple[str, float]]]:
    """{service: (answer, confidence) per test row} as the authors of HINT3 published them."""
    found = {}
    for path in sorted((folder / "hint3" / "published").glob(f"*_{domain}.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        answers = [(row["predicted_node"], float(row["predicted_node_score"])) for row in rows]
        found[path.stem.removesuffix(f"_{domain}")] = answers
    return found


def _csv(path: Path, text: str, intent: str) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(row[text], row[intent]) for row in csv.DictReader(file)]


def _few(rows: list[Row], shots: int, seed: int) -> list[Row]:
    """`shots` rows of each intent, drawn anew for each seed; all rows when `shots` is 0."""
    if not shots:
        return rows
    chance = random.Random(seed)
    intents = sorted({row.intent for row in rows})
    return [row for intent in intents for row in chance.sample([r for r in rows if r.intent == intent], shots)]


def _foreign(row: Row, label: str) -> Row:
    return row._replace(intent=OUT_OF_SCOPE) if row.intent == label else row


def _plain(row: Row) -> Row:
    """Rasa reads "a/b" as an intent with a response."""
    return row._replace(intent=row.intent.replace("/", "_"))
