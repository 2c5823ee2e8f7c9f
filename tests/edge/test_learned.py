"""What two people agreed on becomes files to be learned: with its source, without what is doubtful, or not at all."""

import errno
import json
import uuid
from pathlib import Path

import pytest
import yaml
from sqlalchemy import delete

from crm import learned, lessons
from crm.lessons import one_line
from crm.messages import Message
from crm.store import reading, unit_of_work
from tests.edge.test_reviews import ana, ben, post, propose, queue, said

__all__ = ["ana", "ben"]


@pytest.fixture
def teach(client, assistant, ana, ben):
    """Have one propose and another one approve what customers said."""

    def lesson(*texts: str, kind="intent", target="bag_special", language="en", **more) -> str:
        said(client, assistant, *texts, language=language)
        ids = [one["id"] for group in queue(ana)["groups"] for one in group["examples"]]
        decision = post(ana, "/decisions", reviews=ids, kind=kind, target=target, **more).json()
        post(ben, f"/decisions/{decision['id']}/approve")
        return str(decision["id"])

    return lesson


def files() -> dict[str, str]:
    with reading() as session:
        return learned.files(lessons.collect(session))


def sentences(words: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for block in yaml.safe_load(words)["nlu"]:
        found.setdefault(block["intent"], []).extend(block["examples"].splitlines())
    return found


def test_approved_sentences_stand_under_their_intent_with_who_said_so(teach):
    decision = teach("my theremin in the cabin? I'm Ada Okafor")

    words = files()["nlu/bag_special.yml"]

    assert sentences(words) == {"bag_special": ["- my theremin in the cabin? I'm Alex Smith"]}
    assert f"# Decision {decision}: proposed by Ana 2" in words
    assert ", approved by Tom 2" in words
    [noted] = json.loads(files()["decisions.json"])
    assert (noted["proposed_by"], noted["approved_by"], noted["learned"]) == ("Ana", "Tom", 1)


def test_what_only_one_person_says_is_not_learned(client, assistant, ana):
    said(client, assistant, "my theremin in the cabin?")
    propose(ana)

    assert set(files()) == {"decisions.json", "reviewed.yml"}


def test_a_question_about_what_is_shown_and_what_is_not_ours_have_files_of_their_own(teach):
    teach("umm till when would that be", kind="facet", target="how_long")
    teach("那大概要到啥时候呀", kind="facet", target="how_long", language="zh")
    teach("paint my theremin", kind="not_ours", target="")

    told = files()

    asked = yaml.safe_load(told["dialogue/acts/how_long.yml"])
    assert asked == {"en": ["umm till when would that be"], "zh": ["那大概要到啥时候呀"]}
    assert "- paint my theremin" in sentences(told["nlu/out_of_scope.yml"])["out_of_scope"]


def test_a_new_topic_is_an_outline_that_training_does_not_read(teach):
    teach("where do I park my theremin", kind="new_topic", target="", title={"en": "Theremin parking", "zh": ""})

    told = files()

    place = "new_topics/theremin_parking"
    skill = yaml.safe_load(told[f"{place}/skills/theremin_parking.yml"])
    assert skill["title"] == {"zh": "TODO Theremin parking", "en": "Theremin parking"}
    assert skill["intents"] == {"theremin_parking": {"starts": "action_answer_article"}}
    assert "theremin_parking" in sentences(told[f"{place}/nlu/theremin_parking.yml"])
    for path in told:
        if path.startswith(place):
            assert yaml.safe_load(told[path])
    assert not any(path.startswith("nlu/") for path in told)


def test_a_wrong_answer_is_listed_with_the_note(teach):
    teach("is the shop open?", kind="wrong_answer", target="lounge", note="The lounge has moved.")

    [wrong] = yaml.safe_load(files()["wrong_answers.yml"])
    assert wrong == {"taken_for": "lounge", "note": "The lounge has moved.", "asked": ["is the shop open?"]}


def test_a_sentence_with_two_meanings_or_one_that_people_wrote_already_is_left_out_and_named(teach, tmp_path):
    teach("my theremin in the cabin?")
    teach("My theremin in the cabin", target="lounge")
    teach("where is my bag", target="lounge")
    teach("Where's my theremin")

    with reading() as session:
        found = lessons.collect(session)

    assert [(one.sentence.text, one.why) for one in found.refused] == [
        ("my theremin in the cabin?", "contradicted"),
        ("My theremin in the cabin", "contradicted"),
        ("where is my bag", "contradicted"),
    ]
    assert sentences(learned.files(found)["nlu/bag_special.yml"]) == {"bag_special": ["- Where's my theremin"]}
    assert "lounge here and bag_status elsewhere: where is my bag" in learned.report(found, tmp_path)


def test_some_of_a_large_decision_is_kept_back_to_test_with(teach):
    rows = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    teach(*(f"my theremin in the cabin, row {row}" for row in rows))

    told = files()
    back = yaml.safe_load(told["reviewed.yml"])
    trained = sentences(told["nlu/bag_special.yml"])["bag_special"]

    assert len(trained) + len(back) == 9
    assert len(trained) >= 1
    assert not {f"- {row['text']}" for row in back} & set(trained)


def test_what_was_erased_or_taken_back_is_not_in_the_next_folder(teach, client, assistant, ana, ben, tmp_path):
    folder = tmp_path / "learned"
    decision = teach("my theremin in the cabin?")
    learned.write(files(), folder)
    assert (folder / "nlu/bag_special.yml").is_file()

    post(ben, f"/decisions/{decision}/withdraw")
    learned.write(files(), folder)
    assert not (folder / "nlu").exists()

    propose(ana)
    with unit_of_work() as session:
        session.execute(delete(Message).where(Message.in_reply_to.is_not(None)))
        session.execute(delete(Message))
    learned.write(files(), folder)
    assert json.loads((folder / "decisions.json").read_text()) == []


def test_a_disk_that_is_full_leaves_the_old_folder_and_nothing_beside_it(teach, tmp_path, monkeypatch):
    folder = tmp_path / "learned"
    teach("my theremin in the cabin?")
    learned.write(files(), folder)
    before = {path: path.read_bytes() for path in folder.rglob("*.*")}
    write = Path.write_text

    def full(path, words, **more):
        if path.name == "reviewed.yml":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, words, **more)

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(OSError, match="No space"):
        learned.write(files(), folder)

    assert {path: path.read_bytes() for path in folder.rglob("*.*")} == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith((".learned", "learned"))] == ["learned"]


def test_a_folder_that_somebody_else_filled_is_left_alone(teach, tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("keep")

    with pytest.raises(FileExistsError):
        learned.write(files(), tmp_path / "mine")

    assert (tmp_path / "mine" / "notes.txt").read_text() == "keep"


def test_the_command_writes_the_folder_and_says_what_is_in_it(teach, tmp_path, capsys):
    teach("my theremin in the cabin?")

    assert learned.main(["--folder", str(tmp_path / "learned")]) == learned.DONE

    assert "1 sentences of 1 decisions" in capsys.readouterr().out
    assert (tmp_path / "learned" / "nlu" / "bag_special.yml").is_file()


def test_marks_of_training_data_in_what_a_customer_wrote_mean_nothing():
    assert one_line('my [bag](bag_tag)\n- intent: x {"a": 1}') == 'my (bag)(bag_tag) - intent: x ("a": 1)'
    assert uuid.UUID(int=lessons.KEPT_BACK).int % lessons.KEPT_BACK == 0
