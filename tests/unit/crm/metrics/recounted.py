"""Metrics counted the long way: conversation by conversation, event by event, in plain Python."""

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

from crm.conversations import Conversation
from crm.events import ConversationEvent
from crm.messages import Message

TURNS = ("turn_answered", "turn_asked_back", "turn_failed")


class Recount:
    """All that metrics say of some conversations, from their rows alone."""

    def __init__(self, session, period):
        self.period = period
        self.talks = [one for one in session.query(Conversation).order_by(Conversation.id) if one.last_visitor_seq > 0]
        self.events = defaultdict(list)
        for event in session.query(ConversationEvent).order_by(ConversationEvent.id):
            self.events[event.conversation_id].append(event)
        self.tones = defaultdict(list)
        for said in session.query(Message).order_by(Message.seq):
            if said.author == "visitor" and said.tone:
                self.tones[said.conversation_id].append(said.tone)

    def of_period(self):
        return [one for one in self.talks if self.period.start <= one.created_at < self.period.end]

    def outcome(self, talk):
        ends = [one for one in self.events[talk.id] if one.name in ("resolved", "abandoned", "reopened")]
        if not ends or ends[-1].name == "reopened":
            return None, None, None
        return ends[-1].data.get("outcome"), ends[-1].at, ends[-1].data.get("abandoned_at")

    def came_back(self, talk):
        _, at, _ = self.outcome(talk)
        return at is not None and any(
            at < other.created_at <= at + timedelta(days=7)
            for other in self.talks
            if other.customer_id == talk.customer_id
            and other.id != talk.id
            and other.topic is not None
            and other.topic == talk.topic
        )

    def number(self, talk, *names, **facts):
        return sum(
            one.name in names and all(one.data.get(key) == value for key, value in facts.items())
            for one in self.events[talk.id]
        )

    def share(self, of, hit):
        """(hits, n) of the conversations of the period."""
        meant = [one for one in self.of_period() if of(one)]
        return sum(bool(hit(one)) for one in meant), len(meant)

    def seconds(self, *names):
        return sorted(
            one.seconds
            for talk in self.of_period()
            for one in self.events[talk.id]
            if one.name in names and one.seconds is not None
        )

    def with_people(self):
        found = []
        for talk in self.of_period():
            moves = [one for one in self.events[talk.id] if one.to_status]
            spans = [
                None if after is None else (after.at - one.at).total_seconds()
                for one, after in zip(moves, [*moves[1:], None], strict=False)
                if one.to_status == "assigned"
            ]
            if spans and None not in spans:
                found.append(sum(spans))
        return sorted(found)

    def shares(self):
        """Every metric that is a share, as (hits, n)."""
        ended = lambda one: self.outcome(one)[0] is not None  # noqa: E731
        how = lambda *outcomes: lambda one: self.outcome(one)[0] in outcomes  # noqa: E731
        alone = lambda *outcomes: lambda one: how(*outcomes)(one) and not self.came_back(one)  # noqa: E731
        some = lambda *names, **facts: lambda one: self.number(one, *names, **facts) > 0  # noqa: E731
        answered = some("turn_answered")
        talked = some(*TURNS)
        promised = lambda kind: some("promise_kept", "promise_broken", promise=kind)  # noqa: E731
        by_assistant = lambda one: alone("confirmed", "assumed")(one) and answered(one)  # noqa: E731
        return {
            "confirmed": self.share(ended, alone("confirmed")),
            "assumed": self.share(ended, alone("assumed")),
            "returned": self.share(ended, lambda one: how("confirmed", "assumed")(one) and self.came_back(one)),
            "handed_over": self.share(ended, how("handed_over")),
            "abandoned": self.share(ended, how("abandoned")),
            "involvement": self.share(ended, answered),
            "resolution": self.share(lambda one: ended(one) and answered(one), by_assistant),
            "automation": self.share(ended, by_assistant),
            "first_contact": self.share(
                ended, lambda one: alone("confirmed", "assumed", "handed_over")(one) and not some("reopened")(one)
            ),
            "reopened": self.share(some("resolved", "abandoned", "reopened"), some("reopened")),
            "left_line": self.share(
                some("queued"), lambda one: some("left_line")(one) or self.outcome(one)[2] == "line"
            ),
            "transferred": self.share(some("taken"), some("transferred")),
            "first_reply_kept": self.share(
                promised("first_reply"), lambda one: not self.number(one, "promise_broken", promise="first_reply")
            ),
            "resolution_kept": self.share(
                promised("resolution"), lambda one: not self.number(one, "promise_broken", promise="resolution")
            ),
            "asked_back": self.share(talked, some("turn_asked_back")),
            "out_of_scope": self.share(talked, some("turn_answered", intent="out_of_scope")),
            "unanswered": self.share(talked, some("question_unanswered")),
            "refused": self.share(some("lookup_done", "lookup_refused"), some("lookup_refused")),
            "failed": self.share(talked, some("turn_failed")),
        }

    def times(self):
        """Every metric that is of times, in ascending order."""
        return {
            "bot_reply": self.seconds("turn_answered", "turn_asked_back"),
            "wait": self.seconds("taken"),
            "first_reply": self.seconds("first_reply"),
            "handle": self.with_people(),
        }

    def score(self, talk):
        """The service score, penalty by penalty."""
        outcome, _, _ = self.outcome(talk)
        if outcome is None:
            return None
        turns = [one for one in self.events[talk.id] if one.name in TURNS]
        repeats = sum(
            one.data.get("intent") is not None
            and one.skill is not None
            and one.data["intent"] == before.data.get("intent")
            for before, one in pairwise(turns)
        )
        waited = max(
            (one.seconds for one in self.events[talk.id] if one.name in ("first_reply", "left_line") and one.seconds),
            default=0,
        )
        tones = self.tones[talk.id]
        upset = bool(tones) and tones[-1] != "calm"
        number = lambda *names: self.number(talk, *names)  # noqa: E731
        lost = [
            40 * (outcome == "abandoned"),
            30 * (outcome != "abandoned" and self.came_back(talk)),
            10 * (outcome == "assumed" and not self.came_back(talk)),
            15 * upset,
            5 * (upset and tones[0] == "calm"),
            min(24, 8 * number("turn_asked_back")),
            min(20, 10 * number("turn_failed")),
            min(16, 8 * number("question_unanswered")),
            min(12, 4 * max(0, number("lookup_refused") - 1)),
            min(18, 6 * repeats),
            min(16, 2 * max(0, len(turns) - 8)),
            min(20, max(0, waited / 60 - 2)),
            min(16, 8 * number("transferred")),
            min(20, 10 * number("reopened")),
        ]
        return max(0.0, 100.0 - sum(lost))
