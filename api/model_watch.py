"""The watch over a model that was just taken: where its live rates are worse, the one before is put back."""

from datetime import datetime

import structlog

from api import proving
from api.proving import BEFORE, IN_USE, Workshop
from crm import model_switches
from crm.model_switches import ModelSwitch, SwitchState
from crm.store import reading, unit_of_work

log = structlog.get_logger()


def look(workshop: Workshop, *, public_url: str, now: datetime) -> bool:
    """Look at the live rates, and go back if they are worse; whether the assistant was given the model before.

    May be broken off anywhere and done again: what is to be undone stays noted until the assistant has the other model.
    """
    with reading() as session:
        switch = model_switches.unsettled(session)
        rates = model_switches.rates_of(session, switch, now=now) if switch else []
    if switch is None:
        return False
    with unit_of_work() as session:
        switch = model_switches.judge(session, switch.id, rates, now=now)
    if switch.state != SwitchState.GOING_BACK:
        return False
    if not _put_back(switch):
        with unit_of_work() as session:
            model_switches.supersede(session, switch.id, now=now)
        return False
    if not _served(workshop, switch):
        log.error("model_not_put_back", model=switch.before)
        return False
    with unit_of_work() as session:
        model_switches.went_back(session, switch.id, public_url=public_url, now=now)
    log.warning("model_went_back", model=switch.model, before=switch.before)
    return True


def _served(workshop: Workshop, switch: ModelSwitch) -> bool:
    if workshop.serve(switch.before):
        return True
    # Its archive may be gone, where several others were trained since: asked anything, it is trained anew.
    folder = IN_USE if any(IN_USE.iterdir()) else None
    workshop.ask(folder, [])
    return workshop.serve(workshop.name(folder))


def _put_back(switch: ModelSwitch) -> bool:
    """Let what was learned before be what is learned; False where something else is learned by now."""
    taught = proving.taught_by(IN_USE)
    if taught == switch.taught and proving.taught_by(BEFORE) == switch.taught_before:
        proving.install(BEFORE)
        return True
    return taught == switch.taught_before
