"""The JSON of experiments, put together."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from api.experiments.schemas import ExperimentOut, ExperimentsOut, SubjectOut, SubjectsOut
from crm import article_list, experiment_results, experiment_subjects, experiments
from crm.experiment_subjects import SubjectKind
from crm.experiments import Experiment
from crm.site import Words

# So many of the newest are told of.
_EXPERIMENTS = 100


def listed(session: Session) -> ExperimentsOut:
    """The experiments, running or over."""
    return ExperimentsOut(
        experiments=[one(session, found) for found in experiments.latest(session, limit=_EXPERIMENTS)]
    )


def one(session: Session, experiment: Experiment) -> ExperimentOut:
    """An experiment and how it stands."""
    result = experiment.result or {"pairs": 0, "old": 0.0, "new": 0.0, "low": -1.0, "high": 1.0}
    old, new = _both(session, experiment)
    title = {language: experiment_results.name_of(session, experiment, language) for language in ("zh", "en")}
    return ExperimentOut(
        id=experiment.id,
        kind=experiment.kind,
        subject=experiment.subject,
        title=_words(title),
        old=old,
        new=new,
        outcome=experiment.outcome,
        state=experiment.state,
        said=_words(experiment_results.said(session, experiment)),
        pairs=result["pairs"],
        old_mean=result["old"],
        new_mean=result["new"],
        low=result["low"],
        high=result["high"],
        started_by=experiment.started_by.name,
        started_at=experiment.started_at,
        stopped_by=experiment.stopped_by.name if experiment.stopped_by else None,
        ended_at=experiment.ended_at,
    )


def subjects(session: Session) -> SubjectsOut:
    """What can be tried."""
    wordings = [
        SubjectOut(kind=SubjectKind.WORDING, name=one.name, words=_words(one.words))
        for one in experiment_subjects.responses().values()
        if one.fixed is None
    ]
    articles = [
        SubjectOut(kind=SubjectKind.ARTICLE, name=one.key, words=_words(one.titles))
        for one in experiment_subjects.articles(session)
    ]
    return SubjectsOut(subjects=[*wordings, *articles])


def _both(session: Session, experiment: Experiment) -> tuple[Words, Words]:
    if experiment.kind == SubjectKind.ARTICLE:
        keys = (experiment.subject, experiment.variant["key"])
        titles = article_list.titles(session, keys)
        old, new = (_words(titles.get(key, {"zh": key, "en": key})) for key in keys)
        return old, new
    response = experiment_subjects.responses().get(experiment.subject)
    return _words(response.words if response else experiment.variant), _words(experiment.variant)


def _words(said: Mapping[str, str]) -> Words:
    return Words(zh=said["zh"].strip(), en=said["en"].strip())
