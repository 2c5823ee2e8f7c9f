"""Yes and no: to what the assistant has just offered, or to nothing in particular."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import errand, leave_message
from actions.article_facets import job_buttons
from actions.asking import has_no_reference
from actions.facets import FollowUp
from actions.flight_answers import say
from actions.focus import in_focus
from actions.follow_bag import promise
from actions.human import hand_over
from actions.memory import form_to_complete, last_response, shown_bags
from actions.store import origin_of
from crm import errand_forms, skills

OFFERS_PERSON = frozenset(
    {
        "utter_offer_person",
        "utter_no_article",
        "utter_bag_not_found",
        "utter_bag_problem",
        "utter_booking_not_found",
        "utter_too_many_attempts",
        "utter_not_found_again",
        "utter_flight_not_found",
        "utter_flight_no_day",
    }
)


class ActionAffirm(Action):
    """Take up what was offered last: a person, a message to them, to keep an eye on a bag, a job."""

    def name(self) -> str:
        return "action_affirm"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if last_response(tracker) == "utter_offer_message":
            return await leave_message.offer(dispatcher, tracker)
        if last_response(tracker) in OFFERS_PERSON:
            return hand_over(dispatcher, tracker, reason="requested", response="utter_handing_over")
        if last_response(tracker) == "utter_follow_offer" and (bags := shown_bags(tracker)):
            return await promise(dispatcher, tracker, origin_of(tracker), bags)
        article = in_focus(tracker, "article")
        asked = FollowUp.of(dispatcher, tracker, kind="article", facet="how_to")
        offered = errand_forms.meant(article["intent"], skills.opened_by(article["intent"]), "") if article else None
        if offered and last_response(tracker) == "utter_article":
            return await errand.begin(dispatcher, tracker, offered)
        if article and last_response(tracker) == "utter_article" and (jobs := job_buttons(asked, article["intent"])):
            asked.say("utter_shown_answer", sentence=say("article", "job", asked.language), buttons=jobs)
            return []
        dispatcher.utter_message(response="utter_affirmed")
        return []


class ActionDeny(Action):
    """Go on without what was offered, or with what was corrected: "no, the name is Zhang"."""

    def name(self) -> str:
        return "action_deny"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        if form := form_to_complete(tracker):
            return [FollowupAction(form)]
        if has_no_reference(dispatcher, tracker, anyway=True):
            return []
        dispatcher.utter_message(response="utter_denied")
        return []
