"""The benchmark of understanding measures what it says, reads what it should, and knows when a result is still true."""

import csv
import json
import shutil
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench import nlu, nlu_data, nlu_race, nlu_report, nlu_runs, nlu_systems, nlu_work
from bench.nlu_data import OUT_OF_SCOPE, Benchmark, Row
from bench.nlu_measure import Answer, best_mcc, calibration_error, quality
from bench.nlu_runs import Run


def sure(guess: str, confidence: float = 1.0) -> Answer:
    return Answer(guess, confidence, confidence, guess)


def write_csv(path: Path, head: list[str], rows: list[list[str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


@pytest.fixture
def banking(tmp_path: Path) -> Path:
    taught = [[f"{intent} {number}", intent] for intent in ("card", "cash") for number in range(30)]
    write_csv(tmp_path / "banking77" / "train.csv", ["text", "category"], taught)
    write_csv(tmp_path / "banking77" / "test.csv", ["text", "category"], [["my card", "card"]])
    return tmp_path


@pytest.fixture
def results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(nlu_runs, "RESULTS", tmp_path / "results")
    (tmp_path / "results").mkdir()
    return tmp_path / "results"


@pytest.fixture
def code(tmp_path: Path) -> Path:
    nlu_systems.freeze(tmp_path / "code")
    return tmp_path / "code"


@pytest.fixture
def run(code: Path) -> Run:
    asked = [Row("where", "where", "en"), Row("在哪", "where", "zh"), Row("where在哪", "where", "mixed")]
    benchmark = Benchmark([Row("where is it", "where")], asked)
    return Run(nlu_systems.OURS, "own", 0, benchmark, {"pipeline": []}, code)


def keep(run: Run, *guesses: str, milliseconds: float = 2.0) -> None:
    train = {"seconds": 9.0, "cpu_seconds": 8.0, "peak_mb": 700.0}
    answers = [[guess, 0.9, 0.9, guess] for guess in guesses]
    ask = {"answers": answers, "ms": [milliseconds] * 4, "cpu_ms": milliseconds, "peak_mb": 500.0}
    (nlu_runs.RESULTS / f"{run.key}.json").write_text(json.dumps({"train": train, "ask": ask}))


class TestQuality:
    def test_counts_what_is_in_scope_without_a_threshold(self):
        truth = ["a", "a", "b", OUT_OF_SCOPE]
        answers = [sure("a", 0.1), sure("b"), sure("b"), sure("a", 0.05)]

        found = quality(truth, answers)

        assert found.accuracy == pytest.approx(2 / 3)
        assert found.macro_f1 == pytest.approx(2 / 3)

    def test_refuses_foreign_messages_that_are_less_likely_than_right_answers(self):
        truth = ["a"] * 20 + [OUT_OF_SCOPE] * 2
        answers = [sure("a", 0.9)] * 20 + [sure("a", 0.1), sure("a", 0.95)]

        found = quality(truth, answers)

        assert found.foreign_recall == 0.5
        assert found.auroc == 0.5

    def test_leaves_out_what_a_set_without_foreign_messages_cannot_tell(self):
        found = quality(["a", "b"], [sure("a"), sure("b")])

        assert (found.auroc, found.foreign_recall, found.mcc) == (None, None, None)

    def test_counts_foreign_messages_where_they_are_taught(self):
        found = quality(["a", OUT_OF_SCOPE], [sure("a"), sure(OUT_OF_SCOPE)], foreign_taught=True)

        assert found.accuracy == 1.0

    def test_finds_the_gap_between_confidence_and_right_answers(self):
        assert calibration_error(np.array([0.8] * 10), np.array([True] * 8 + [False] * 2)) == pytest.approx(0.0)
        assert calibration_error(np.array([1.0] * 10), np.array([True] * 5 + [False] * 5)) == pytest.approx(0.5)

    def test_takes_the_threshold_that_serves_best(self):
        truth = ["a", "b", OUT_OF_SCOPE, OUT_OF_SCOPE]

        assert best_mcc(truth, [sure("a", 0.8), sure("b", 0.9), sure("a", 0.3), sure("b", 0.2)]) == pytest.approx(1.0)


class TestAnswer:
    def test_keeps_the_best_guess_beside_the_decision(self):
        ranking = [{"name": nlu_work.FALLBACK, "confidence": 0.6}, {"name": "a", "confidence": 0.35}]

        assert nlu_work.answer({"intent": ranking[0], "intent_ranking": ranking}) == [
            "a",
            0.35,
            0.35,
            nlu_work.FALLBACK,
        ]

    def test_doubts_that_a_message_is_in_scope_when_it_looks_foreign(self):
        ranking = [{"name": OUT_OF_SCOPE, "confidence": 0.7}, {"name": "a", "confidence": 0.2}]

        assert nlu_work.answer({"intent": ranking[0], "intent_ranking": ranking})[:3] == [OUT_OF_SCOPE, 0.7, 0.2]

    def test_survives_a_message_without_any_guess(self):
        assert nlu_work.answer({"intent": {"name": None}, "intent_ranking": []}) == [None, 0.0, 0.0, None]


class TestData:
    def test_draws_ten_of_each_intent_the_same_way_for_the_same_seed(self, banking):
        first, again, other = (nlu_data.read("banking77-10", banking, seed).train for seed in (0, 0, 1))

        assert first == again != other
        assert [row.intent for row in first] == ["card"] * 10 + ["cash"] * 10

    def test_reads_every_sentence_of_a_full_set(self, banking):
        assert len(nlu_data.read("banking77", banking, 0).train) == 60

    def test_knows_foreign_messages_by_the_name_their_authors_gave(self, tmp_path):
        write_csv(tmp_path / "hint3/train/curekart_train.csv", ["sentence", "label"], [["hi", "HELLO"]])
        write_csv(tmp_path / "hint3/test/curekart_test.csv", ["sentence", "label"], [["xyz", "NO_NODES_DETECTED"]])

        assert nlu_data.read("curekart", tmp_path, 0).test == [Row("xyz", OUT_OF_SCOPE)]

    def test_reads_comments_and_not_words_of_annotated_sentences(self, tmp_path):
        sentence = "# id = 1\n# text-en = stop\n# text = 停\n# intent = alarm/stop\n1\t停\talarm/stop\tO\n\n"
        (tmp_path / "xsid_zh_en").mkdir()
        for part in ("valid", "test"):
            (tmp_path / "xsid_zh_en" / f"zh.{part}.conll").write_text(sentence, encoding="utf-8")

        found = nlu_data.read("xsid-zh", tmp_path, 0)

        assert found == Benchmark([Row("停", "alarm_stop")], [Row("停", "alarm_stop")], "zh")

    def test_asks_our_own_assistant_in_three_languages_about_intents_it_is_taught(self):
        found = nlu_data.read("own", None, 0)

        assert {row.group for row in found.test} == {"en", "zh", "mixed"}
        assert {row.intent for row in found.test} <= {row.intent for row in found.train}

    def test_says_where_every_set_can_be_obtained(self):
        assert {found.folder for found in nlu_data.SETS.values() if not found.own} == set(nlu_data.SOURCES)


class TestSystems:
    def test_takes_the_stock_pipeline_from_rasa_itself(self):
        names = [part["name"] for part in nlu_systems.config(nlu_systems.STOCK, language="en", own=False)["pipeline"]]

        assert names[0] == "WhitespaceTokenizer"
        assert {"DIETClassifier", "ResponseSelector", "FallbackClassifier"} <= set(names)

    @pytest.mark.parametrize(("language", "tokenizer"), [("zh", "JiebaTokenizer"), ("en", "SpacyTokenizer")])
    def test_gives_rasa_a_tokenizer_of_the_language(self, language, tokenizer):
        found = nlu_systems.config(nlu_systems.TOKENIZED, language=language, own=False)
        names = [part["name"] for part in found["pipeline"]]

        assert tokenizer in names and "WhitespaceTokenizer" not in names and found["language"] == language

    def test_leaves_baggage_out_of_foreign_trades(self):
        own, foreign = (
            [part["name"] for part in nlu_systems.config(nlu_systems.OURS, language="zh", own=own)["pipeline"]]
            for own in (True, False)
        )

        assert set(foreign) < set(own)
        ours = [name.split(".")[1] for name in foreign if "." in name]
        assert ours == ["spelling", "tokenizer", "encoder", "classifier"]


class TestRuns:
    def test_keeps_a_result_until_data_configuration_or_code_change(self, run, results):
        keep(run, "where", "where", "where")

        assert run.result
        assert replace(run, config={"pipeline": [{"name": "x"}]}).result is None
        assert replace(run, benchmark=replace(run.benchmark, test=[Row("else", "where")])).result is None

    def test_measures_again_when_our_code_changes(self, run, results, code, tmp_path):
        changed = shutil.copytree(code, tmp_path / "changed")
        (changed / "bot" / "kernel.py").write_text("# another idea")
        stock = replace(run, system=nlu_systems.STOCK)

        assert run.key != replace(run, code=changed).key
        assert stock.key == replace(stock, code=changed).key

    def test_goes_on_where_it_was_interrupted(self, run, results, monkeypatch):
        done = []

        def step(name: str, folder: Path, code: Path) -> dict[str, str]:
            done.append(name)
            assert json.loads((folder / "texts.json").read_text()) == ["where", "在哪", "where在哪"]
            (folder / "model.tar.gz").touch()
            return {}

        monkeypatch.setattr(nlu_runs, "_step", step)
        nlu_runs.perform(run)

        assert done == ["train", "ask"]
        assert run.result == {"train": {}, "ask": {}}
        assert {path.name for path in results.iterdir()} == {f"{run.key}.json", run.model.name}

    def test_does_not_train_what_was_trained(self, run, results):
        folder = results / f"{run.key}.part"
        folder.mkdir()
        (folder / "train.json").write_text('{"seconds": 3}')

        assert nlu_runs._step("train", folder, run.code) == {"seconds": 3}


class TestRace:
    @pytest.fixture
    def racers(self, run, results, monkeypatch):
        """We and stock Rasa, of whom we take a third of the time, or twice it in one moment of ten."""
        monkeypatch.setattr(nlu_race, "RESULTS", results)
        texts = [Row(f"message {number}", "where") for number in range(20)]
        ours = replace(run, benchmark=replace(run.benchmark, test=texts))
        stock = replace(ours, system=nlu_systems.STOCK)
        asked: list[tuple[str, list[str]]] = []

        @contextmanager
        def process(racer):
            yield racer.system

        def ask(system, part):
            asked.append((system, part))
            cost = 9.0 if system == nlu_systems.STOCK else 18.0 if "message 0" in part else 3.0
            return {"ms": [cost] * len(part), "cpu_ms": cost}

        monkeypatch.setattr(nlu_race, "_asked", process)
        monkeypatch.setattr(nlu_race, "_ask", ask)
        return ours, stock, asked

    def test_asks_both_the_same_in_turns_and_forgives_a_bad_moment(self, racers):
        ours, stock, asked = racers
        for model in (ours.model, stock.model):
            model.touch()

        found = nlu_race.race(ours, stock)

        assert found and found["share"] == pytest.approx(1 / 3)
        parts = {system: [part for name, part in asked if name == system] for system in (ours.system, stock.system)}
        assert parts[ours.system] == parts[stock.system] and len(parts[ours.system]) == nlu_race.ROUNDS
        assert len({text for part in parts[ours.system] for text in part}) == len(ours.benchmark.test)
        assert {name for name, _ in asked[::2]} == {ours.system, stock.system}

    def test_is_not_run_again_and_not_without_both_models(self, racers):
        ours, stock, asked = racers
        assert nlu_race.race(ours, stock) is None
        ours.model.touch()
        stock.model.touch()

        assert nlu_race.race(ours, stock, known_only=True) is None
        first = nlu_race.race(ours, stock)
        asked.clear()

        assert nlu_race.race(ours, stock) == first and not asked


class TestReport:
    def test_says_which_aims_are_met(self, run, results):
        stock = replace(run, system=nlu_systems.STOCK)
        keep(run, "where", "else", "where")
        keep(stock, "else", "else", "else")

        found = nlu_report.aims(nlu_report.Found([run, stock], {"own": {"share": 0.2, "ours": [2.0], "other": [10.0]}}))

        assert "| own: ahead by 12 points of (a) and (b) | +66.7 | met |" in found
        assert "| own: at most half of (a)'s time per message | 0.20 | met |" in found
        assert "| own: zh within 3 points of en | -100.0 | **missed** |" in found

    def test_shows_each_language_by_itself(self, run, results):
        keep(run, "where", "else", "where")

        found = nlu_report.tables(nlu_report.Found([run]), None)

        assert "### own en\n" in found and "| 100.0% |" in found
        assert "### own zh\n" in found and "| 0.0% |" in found

    def test_shows_each_file_of_ours_by_itself(self, run, results, monkeypatch):
        monkeypatch.setattr(nlu_data, "own_parts", lambda: {"blind": [Row("where", "where", "en")]})
        keep(run, "where", "else", "else")

        found = nlu_report.tables(nlu_report.Found([run]), None)

        assert "| 100.0% |" in found.partition("### own blind\n")[2].partition("###")[0]

    def test_measures_published_answers_by_the_same_code(self, tmp_path):
        write_csv(tmp_path / "hint3/train/curekart_train.csv", ["sentence", "label"], [["hi", "HELLO"]])
        write_csv(tmp_path / "hint3/test/curekart_test.csv", ["sentence", "label"], [["hello", "HELLO"]])
        head = ["sentence", "label", "predicted_node", "predicted_node_score"]
        write_csv(tmp_path / "hint3/published/luis_curekart.csv", head, [["hello", "HELLO", "HELLO", "0.7"]])

        (line,) = nlu_report._published_lines("curekart", tmp_path)

        assert line.startswith("| luis, published | 1 | 100.0% |")


class TestCommand:
    def test_lets_rasa_train_on_large_sets_only_when_asked(self, monkeypatch, banking, code):
        monkeypatch.setattr("sys.argv", ["nlu", "--datasets", str(banking), "--sets", "banking77"])
        options = nlu._options()

        assert [run.system for run in nlu._planned(options, code)] == [nlu_systems.OURS]
        options.full = True
        assert len(list(nlu._planned(options, code))) == len(nlu_systems.NAMES)

    def test_names_the_source_of_what_is_missing(self, monkeypatch, capsys):
        monkeypatch.setattr("sys.argv", ["nlu", "--datasets", "", "--sets", "own,smp2017"])

        nlu._name_missing(nlu._options())

        assert "DATASETS/smp2017_zh: SMP2017-ECDT" in capsys.readouterr().out

    def test_refuses_a_set_that_it_does_not_know(self, monkeypatch):
        monkeypatch.setattr("sys.argv", ["nlu", "--sets", "unknown"])

        with pytest.raises(SystemExit):
            nlu._options()
