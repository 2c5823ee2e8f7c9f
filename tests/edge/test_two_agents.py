"""Two agents, a customer, the assistant and the clock, in any order: no illegal state, nothing lost or doubled, one who
speaks."""

import shutil
import uuid
from collections import Counter
from datetime import timedelta
from itertools import pairwise

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from crm import (
    absence,
    clocks,
    conversations,
    customers,
    desk,
    events,
    inbound,
    invariants,
    macros,
    messages,
    outcomes,
    promises,
    turns,
)
from crm.agents import Agent
from crm.base import new_id, utc_now
from crm.canned_replies import CannedReply, Resolve
from crm.clocks import Clock
from crm.conversations import LEGAL_MOVES, SERVED, Status
from crm.errors import ServiceloopError
from crm.events import Name
from crm.messages import Author
from crm.site import Words
from crm.store import close_store, open_store, reading, unit_of_work
from crm.turns import Answer, Reply, Turn

WHO = st.sampled_from(["mei", "tom"])
CLOSING = CannedReply(
    title=Words(zh="结束", en="Close"), text=Words(zh="再见", en="Bye"), actions=(Resolve(do="resolve"),)
)


class TwoAgents(RuleBasedStateMachine):
    """What each may do at any moment, against a store of its own; every step is one transaction, as in the product."""

    template: object
    path: object

    def __init__(self) -> None:
        super().__init__()
        shutil.copy(self.template, self.path)
        open_store(f"sqlite:///{self.path}")
        with unit_of_work() as session:
            found = {agent.name.lower(): agent.id for agent in session.scalars(select(Agent))}
            customer = customers.create_customer(session, language="en")
            talk = conversations.start_conversation(session, customer=customer, site="demo", language="en")
            self.customer_id, self.talk = customer.id, talk.id
        self.agents = {name: found[name] for name in ("mei", "tom")}
        # What was accepted, by the author and the words: each must be there once, whatever comes.
        self.accepted: Counter[tuple[str, str]] = Counter()
        self.turn: Turn | None = None
        self.last: tuple[uuid.UUID, str] | None = None
        self.last_reply: tuple[str, uuid.UUID, str] | None = None
        self.number = 0
        # The furthest that a job has looked into the time to come.
        self.ahead = timedelta(0)

    def teardown(self) -> None:
        close_store()

    @initialize()
    def begin(self) -> None:
        self._write(new_id(), "hello")

    # The customer

    @rule()
    def write(self) -> None:
        self._write(new_id(), self._words("customer"))

    @rule()
    def send_again(self) -> None:
        """A line that was lost: the same message comes once more."""
        if self.last:
            client_id, words = self.last
            self._receive(client_id, words)

    @rule()
    def leave_the_line(self) -> None:
        with unit_of_work() as session:
            offered = messages.offered_buttons(session, self.talk)
        if messages.LEAVE_QUEUE in offered:
            self._receive(new_id(), "never mind", payload=messages.LEAVE_QUEUE, counted=False)

    # The assistant

    @precondition(lambda self: self.turn is None)
    @rule()
    def think(self) -> None:
        """The assistant takes up a message; people may do anything before it is done."""
        with unit_of_work() as session:
            self.turn = turns.claim(session, self.talk)

    @precondition(lambda self: self.turn is not None)
    @rule(how=st.sampled_from(["answer", "call a person", "fail"]))
    def speak(self, how: str) -> None:
        turn, self.turn = self.turn, None
        words = self._words("assistant")
        wanted = "requested" if how == "call a person" else None
        answer = (
            None if how == "fail" else Answer(replies=[Reply(words)], intent="greet", confidence=0.9, hand_over=wanted)
        )
        with unit_of_work() as session:
            before = conversations.get(session, self.talk).status
            said = turns.finish(session, turn, None if how == "fail" else answer)
        spoke = [one for one in said if one.author == Author.BOT]
        # Whoever has no right to speak is not heard.
        assert before in SERVED or spoke == []

    @precondition(lambda self: self.turn is not None)
    @rule()
    def die(self) -> None:
        """The worker is killed; its lease runs out."""
        self.turn = None
        with unit_of_work() as session:
            conversation = conversations.lock(session, self.talk)
            if conversation.turn_until is not None:
                conversation.turn_until = utc_now() - timedelta(seconds=1)

    # The agents

    @rule(who=WHO)
    def take(self, who: str) -> None:
        self._do(who, "take")

    @rule(who=WHO)
    def reply(self, who: str) -> None:
        self._reply(who, new_id(), self._words(who))

    @rule()
    def reply_again(self) -> None:
        if self.last_reply:
            who, client_id, words = self.last_reply
            self._do(who, "reply", client_id=client_id, text=words)

    @rule(who=WHO)
    def note(self, who: str) -> None:
        self._do(who, "note", client_id=new_id(), text=self._words(who))

    @rule(who=WHO, to=st.sampled_from(["mei", "tom", None]))
    def transfer(self, who: str, to: str | None) -> None:
        with reading() as session:
            colleague = session.get_one(Agent, self.agents[to]) if to else None
        self._do(who, "transfer", to=colleague)

    @rule(who=WHO, what=st.sampled_from(["give_back", "resolve", "reopen"]))
    def move(self, who: str, what: str) -> None:
        self._do(who, what)

    @rule(who=WHO, hours=st.integers(1, 5))
    def snooze(self, who: str, hours: int) -> None:
        self._do(who, "snooze", until=utc_now() + timedelta(hours=hours))

    @rule(who=WHO)
    def close_by_macro(self, who: str) -> None:
        words, client_id = self._words(who), new_id()
        try:
            with unit_of_work() as session:
                agent = session.get_one(Agent, self.agents[who])
                macros.perform(
                    session, CLOSING, conversation_id=self.talk, agent=agent, client_id=client_id, text=words
                )
        except ServiceloopError:
            return
        self.accepted["agent", words] += 1

    # The clock

    @rule(job=st.sampled_from(["wake", "watch", "pass on", "end quiet"]), hours=st.sampled_from([0, 1, 6, 100]))
    def time_passes(self, job: str, hours: int) -> None:
        self.ahead = max(self.ahead, timedelta(hours=hours))
        now = utc_now() + timedelta(hours=hours)
        jobs = {
            "wake": desk.wake_due,
            "watch": promises.watch,
            "pass on": absence.pass_on,
            "end quiet": outcomes.end_quiet,
        }
        with unit_of_work() as session:
            jobs[job](session, now=now)

    # What holds whatever happens

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        with reading() as session:
            said = messages.after(session, conversation_id=self.talk, public_only=False)
        assert [message.seq for message in said] == list(range(1, len(said) + 1))
        authors = {Author.VISITOR: "visitor", Author.AGENT: "agent"}
        heard = Counter((authors[one.author], one.body) for one in said if one.author in authors and one.public)
        assert {key: heard[key] for key in self.accepted} == dict(self.accepted)

    @invariant()
    def only_legal_moves_were_made(self) -> None:
        with reading() as session:
            status = conversations.get(session, self.talk).status
            path = events.statuses(events.of(session, self.talk))
        assert all(Status(to) in LEGAL_MOVES[Status(origin)] for origin, to in pairwise(path))
        assert path[-1] == status

    @invariant()
    def who_speaks_is_one(self) -> None:
        """The assistant or one agent: never both, and never nobody while somebody is named."""
        with reading() as session:
            conversation = conversations.get(session, self.talk)
        assigned = conversation.status in (Status.ASSIGNED, Status.SNOOZED)
        assert assigned or conversation.assignee_id is None or conversation.status == Status.RESOLVED
        assert conversation.status != Status.ASSIGNED or conversation.assignee_id in self.agents.values()
        assert conversation.turn_token is None or conversation.status in SERVED

    @invariant()
    def clocks_stand_as_the_conversation_stands(self) -> None:
        with reading() as session:
            conversation = conversations.get(session, self.talk)
            running = Counter(clock.kind for clock in clocks.of(session, [self.talk]))
            every = list(session.scalars(select(Clock)))
            kept = [one for one in events.of(session, self.talk) if one.name == Name.PROMISE_KEPT]
        assert max(running.values(), default=0) <= 1
        if conversation.status in (Status.BOT, Status.RESOLVED):
            assert not running
        if conversation.status == Status.QUEUED:
            assert {"first_reply", "next_reply"} & running.keys()
        assert len(kept) == sum(clock.kept is True for clock in every)
        assert all(clock.broken_at is None or clock.kept is not True for clock in every)

    @invariant()
    def every_promise_about_the_store_holds(self) -> None:
        with reading() as session:
            assert [sentence for _, sentence in invariants.broken(session, now=utc_now() + self.ahead)] == []

    def _words(self, whose: str) -> str:
        self.number += 1
        return f"{whose} says {self.number}"

    def _write(self, client_id: uuid.UUID, words: str) -> None:
        self.last = (client_id, words)
        self._receive(client_id, words)
        self.accepted["visitor", words] = 1

    def _receive(self, client_id: uuid.UUID, words: str, *, payload: str | None = None, counted: bool = True) -> None:
        with unit_of_work() as session:
            received = inbound.receive(
                session,
                customer_id=self.customer_id,
                conversation_id=self.talk,
                client_id=client_id,
                text=words,
                payload=payload,
            )
        assert received.conversation.id == self.talk
        if counted:
            assert received.message.body == words

    def _reply(self, who: str, client_id: uuid.UUID, words: str) -> None:
        if not self._do(who, "reply", client_id=client_id, text=words):
            return
        self.last_reply = (who, client_id, words)
        self.accepted["agent", words] = 1
        with reading() as session:
            conversation = conversations.get(session, self.talk)
        assert (conversation.status, conversation.assignee_id) == (Status.ASSIGNED, self.agents[who])

    def _do(self, who: str, what: str, **more: object) -> bool:
        """Whether it was possible; where it was not, nothing has happened, which the invariants see."""
        try:
            with unit_of_work() as session:
                agent = session.get_one(Agent, self.agents[who])
                getattr(desk, what)(session, conversation_id=self.talk, agent=agent, **more)
        except ServiceloopError as error:
            assert error.status in (409, 422)
            return False
        return True


def test_two_agents_a_customer_the_assistant_and_the_clock(environment, template, tmp_path):
    machine = type("Machine", (TwoAgents,), {"template": template, "path": tmp_path / "two.db"})

    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=15,
            stateful_step_count=25,
            deadline=None,
            # A step is a transaction: making a failure smaller takes minutes, and what was done is in it anyway.
            phases=[Phase.explicit, Phase.reuse, Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
