"""Whatever the report on service tells has a name, and a definition one click away."""

from pathlib import Path

import pytest

from crm import texts
from crm.conversations import Outcome
from crm.metrics.catalogue import METRICS
from crm.metrics.penalties import PENALTIES

PAGE = Path(__file__).parents[4] / "web" / "src" / "insights" / "reports" / "service" / "text"


def test_every_metric_has_a_name_and_a_definition_and_no_other_does():
    said = texts.load("metrics")

    assert said["metrics"].keys() == {one.slug for one in METRICS}
    assert all(one.keys() == {"label", "definition"} for one in said["metrics"].values())
    assert {one.part for one in METRICS} == said["parts"].keys()
    assert {one.unit for one in METRICS} == said["units"].keys()
    assert set(Outcome) == said["outcomes"].keys()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_penalty_is_said_as_a_reason_and_in_the_formula(language):
    page = (PAGE / f"{language}.ts").read_text(encoding="utf-8")

    assert texts.load("metrics")["reasons"].keys() == {one.slug for one in PENALTIES}
    for one in PENALTIES:
        assert f"    {one.slug}: " in page, one.slug
