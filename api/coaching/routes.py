"""Scorecards: picked and rated by supervisors, seen by the agents they are about."""

import uuid

from fastapi import APIRouter

from api.coaching.schemas import (
    CoachingReportOut,
    CriteriaOut,
    OwnScorecardsOut,
    PickedOut,
    PickIn,
    RatingIn,
    ScorecardOut,
    ScorecardsOut,
    ShareIn,
)
from api.http.dependencies import ActingAgent, Cursor, DbSession, Limit, ReadSession, SignedInDep, SupervisorDep
from crm import agents, coaching
from crm.base import utc_now
from crm.insights import coaching as reports

router = APIRouter(prefix="/v1/desk", tags=["coaching"])

_SHOWN = 50


@router.get("/insights/coaching", response_model=CoachingReportOut)
def read_coaching(session: ReadSession, _: SupervisorDep) -> reports.Report:
    """How far two raters agree, by criterion, and what each agent does well, of the last half year."""
    return reports.report(session, now=utc_now())


@router.get("/coaching/criteria", response_model=CriteriaOut)
def list_criteria(_: SupervisorDep) -> CriteriaOut:
    """What conversations are rated by."""
    return CriteriaOut.now()


@router.get("/coaching", response_model=ScorecardsOut)
def list_scorecards(
    session: ReadSession, agent: SupervisorDep, cursor: Cursor = None, limit: Limit = _SHOWN
) -> ScorecardsOut:
    """What was picked, newest first. `cursor` is the `next` of the page before."""
    found = coaching.listed(session, cursor=cursor, limit=limit)
    return ScorecardsOut(scorecards=[ScorecardOut.of(one, agent, named=True) for one in found.items], next=found.next)


@router.post("/coaching", response_model=PickedOut)
def pick_conversations(body: PickIn, session: DbSession, _: SupervisorDep) -> PickedOut:
    """Pick closed conversations of each agent by chance, none twice; how many there were to be had."""
    return PickedOut(picked=coaching.pick(session, per_agent=body.per_agent, days=body.days, now=utc_now()))


@router.get("/coaching/own", response_model=OwnScorecardsOut)
def list_own_scorecards(session: ReadSession, proof: SignedInDep) -> OwnScorecardsOut:
    """How your own service was rated once two have, without their names; and the team's good examples."""
    own = coaching.own(session, proof.agent.id, limit=_SHOWN)
    return OwnScorecardsOut(
        criteria=CriteriaOut.now().criteria,
        own=[ScorecardOut.of(one, proof.agent, named=False) for one in own],
        examples=[ScorecardOut.of(one, proof.agent, named=False) for one in coaching.examples(session, limit=_SHOWN)],
    )


@router.put("/coaching/{scorecard_id}/rating", response_model=ScorecardOut)
def rate_conversation(
    scorecard_id: uuid.UUID, body: RatingIn, session: DbSession, agent: SupervisorDep
) -> ScorecardOut:
    """Rate a conversation, or change your rating until the second is in. 403 for your own service, 409 where two have
    rated it."""
    by = agents.get(session, agent.id)
    card = coaching.rate(session, scorecard_id, by=by, scores=body.scores, note=body.note)
    return ScorecardOut.of(card, by, named=True)


@router.put("/coaching/{scorecard_id}/shared", response_model=ScorecardOut)
def share_example(scorecard_id: uuid.UUID, body: ShareIn, session: DbSession, agent: SupervisorDep) -> ScorecardOut:
    """Show it to the team as a good example, or no longer. 409 before its agent has seen the ratings."""
    return ScorecardOut.of(coaching.share(session, scorecard_id, shared=body.shared, now=utc_now()), agent, named=True)


@router.post("/coaching/{scorecard_id}/seen", response_model=ScorecardOut)
def see_scorecard(scorecard_id: uuid.UUID, session: DbSession, agent: ActingAgent) -> ScorecardOut:
    """Note that you have seen how you were rated. 404 for another's."""
    card = coaching.see(session, scorecard_id, agent=agent, now=utc_now())
    return ScorecardOut.of(card, agent, named=False)
