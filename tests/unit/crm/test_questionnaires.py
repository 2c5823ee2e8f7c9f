"""What a questionnaire's file may say, and what it is told when it cannot be used."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from crm import questionnaires
from crm.questionnaire_items import Number
from crm.questionnaires import Questionnaire, QuestionnaireInvalid

WORDS = {"zh": "好吗？", "en": "Good?"}
ENDS = {1: {"zh": "不好", "en": "No"}, 5: {"zh": "好", "en": "Yes"}}
SCALE = {"type": "scale", "text": WORDS, "from": 1, "to": 5, "labels": ENDS}
TEXT = {"type": "text", "text": WORDS}
CHOICE = {"type": "choice", "text": WORDS, "options": {"fine": WORDS, "poor": WORDS}}
DIMENSIONS = ("tangibles", "reliability", "responsiveness", "assurance", "empathy")


def written(tmp_path, questions, **more):
    path = tmp_path / "ours.yml"
    told = {"name": WORDS, "title": WORDS, "method": "none", "questions": questions, **more}
    path.write_text(yaml.safe_dump(told, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("questions", "more", "told"),
    [
        ({"good": SCALE | {"text": {"zh": "好吗？"}}}, {}, "question good: text.en: Field required"),
        ({"good": SCALE | {"type": "stars"}}, {}, "question good: Input tag 'stars'"),
        ({"good": SCALE | {"colour": "red"}}, {}, "question good: colour: Extra inputs are not permitted"),
        ({"good": SCALE | {"labels": {1: WORDS}}}, {}, "question good: labels name no end 5"),
        ({"good": SCALE | {"labels": ENDS | {6: WORDS}}}, {}, "question good: labels name what is not on the scale: 6"),
        ({"why": TEXT | {"when": {"question": "good", "below": 3}}}, {}, "question why: `when` names good, which"),
        (
            {"why": TEXT | {"when": {"question": "good", "below": 3}}, "good": SCALE},
            {},
            "question why: `when` names good, which is not asked before it",
        ),
        (
            {"how": TEXT, "why": TEXT | {"when": {"question": "how", "below": 3}}},
            {},
            "question why: `when` names how, which is not answered with a number",
        ),
        (
            {"how": CHOICE, "why": TEXT | {"when": {"question": "how", "chosen": "great"}}},
            {},
            "question why: `when` names great, which how does not offer",
        ),
        (
            {"good": SCALE, "why": TEXT | {"when": {"question": "good", "below": 3, "above": 1}}},
            {},
            "question why: when: `when` needs exactly one of below, above and chosen",
        ),
        ({"good": SCALE}, {"score": "grand"}, "question grand: no number is asked under this name"),
        ({"good": SCALE}, {"comment": "good"}, "question good: no text is asked under this name"),
        ({"good": SCALE}, {"recover": {"below": 3}}, "recover needs a score"),
        ({}, {}, "questions: Dictionary should have at least 1 item"),
    ],
)
def test_says_which_question_of_which_file_cannot_be_used_and_why(tmp_path, questions, more, told):
    path = written(tmp_path, questions, **more)

    with pytest.raises(QuestionnaireInvalid) as refused:
        questionnaires.read(path)

    assert str(path) in str(refused.value)
    assert told in str(refused.value)


def test_a_broken_file_is_named(tmp_path):
    path = tmp_path / "broken.yml"
    path.write_text("questions: [", encoding="utf-8")

    with pytest.raises(QuestionnaireInvalid, match=r"broken\.yml cannot be read"):
        questionnaires.read(path)


def test_a_wording_is_read_again_as_it_was_kept():
    for name, form in questionnaires.questionnaires().items():
        again = Questionnaire.model_validate(form.as_json())

        assert (again, again.version) == (form, form.version), name


def test_another_wording_is_another_version(tmp_path):
    before = questionnaires.read(written(tmp_path, {"good": SCALE})).version

    after = questionnaires.read(written(tmp_path, {"good": SCALE | {"text": WORDS | {"en": "Well?"}}})).version

    assert before != after


def test_servqual_asks_twice_for_22_lines_of_five_dimensions_and_divides_100_points_among_these():
    form = questionnaires.get("servqual")

    for part in ("expectation", "perception"):
        asked = [item.dimension for key, item in form.items.items() if key.startswith(f"{part}.")]
        assert [asked.count(dimension) for dimension in DIMENSIONS] == [4, 5, 4, 4, 5]
    assert [item.dimension for key, item in form.items.items() if key.startswith("weights.")] == list(DIMENSIONS)
    assert questionnaires.get("servperf").questions["perception"].lines == form.questions["perception"].lines


def test_the_pulse_asks_one_line_of_each_dimension():
    items = questionnaires.get("servqual_pulse").items.values()

    assert [item.dimension for item in items if isinstance(item.kept, Number)] == list(DIMENSIONS)


def test_kano_asks_of_every_feature_with_it_without_it_and_how_much_it_matters():
    form = questionnaires.get("kano")
    features = {item.dimension for item in form.items.values() if item.dimension}

    for feature in features:
        assert {f"{feature}.functional", f"{feature}.dysfunctional", f"{feature}_importance"} <= form.items.keys()
        assert len(form.questions[feature].labels) == 5


@given(score=st.one_of(st.none(), st.integers(0, 10)))
def test_only_who_would_not_recommend_is_asked_for_the_reason(score):
    form = questionnaires.get("nps")

    shown = form.shown({"recommendation": score})

    assert ("reason" in shown) == (score is not None and score <= 6)


@given(st.data())
def test_what_is_missing_is_what_is_asked_must_be_answered_and_is_not(data):
    form = questionnaires.get(data.draw(st.sampled_from(sorted(questionnaires.questionnaires()))))
    must = form.missing({}, frozenset())
    answered = frozenset(data.draw(st.sets(st.sampled_from(sorted(must)))))

    missing = form.missing({}, answered)

    assert set(missing) == set(must) - answered
    assert not form.missing({}, frozenset(must))
