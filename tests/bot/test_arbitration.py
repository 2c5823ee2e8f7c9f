"""What a message is taken for, by what it says and by where the conversation stands."""

from dataclasses import replace

import pytest

from bot import verticals
from bot.dialogue import arbitration, asked_on, below, in_view, parsed, waiting
from bot.dialogue.arbitration import decide
from bot.dialogue.short_forms import examples_in_view
from bot.dialogue.situation import Situation
from bot.dialogue.topic import topic_words
from bot.likeness import Nearness

NOTHING = Situation()
BAG = Situation(focus=("bag",))
FLIGHT = Situation(focus=("flight",))
BOOKING = Situation(focus=("booking",))
FORM = Situation(focus=("form",))
ASKED = Situation(asked="surname", form="bag_status_form", questioned=True)
WAITING = Situation(waiting=True)


def heard(act=None, intent="nlu_fallback", confidence=0.5, entities=()):
    return {
        "act": {"name": act or "none", "confidence": 0.9},
        "intent": {"name": intent, "confidence": confidence},
        "entities": [{"entity": entity, "value": "x"} for entity in entities],
    }


def taken_for(text, situation, **what):
    decision = decide(text, heard(**what), situation)
    return decision and (decision.intent, decision.entities.get("facet"), decision.entities.get("focus_kind"))


@pytest.mark.parametrize(
    ("text", "act", "intent", "situation", "kind"),
    [
        ("which belt is it", "belt", "bag_missing", BAG, "bag"),
        ("几号转盘", "belt", "bag_missing", BAG, "bag"),
        ("and how long does that take?", "how_long", "refund_status", BAG, "bag"),
        ("那要等多久啊", "how_long", "flight_status", BAG, "bag"),
        ("how come", "why", "bot_challenge", FLIGHT, "flight"),
        ("怎么会这样", "why", "complaint", FLIGHT, "flight"),
        ("when do we land", "when", "flight_status", FLIGHT, "flight"),
        ("would I get any money for it", "money", "bag_expense", FLIGHT, "flight"),
        ("is my flight home on time?", "return_leg", "flight_status", BOOKING, "booking"),
        ("回程那班呢", "return_leg", "flight_status", BOOKING, "booking"),
        ("在几号转盘取啊", "belt", "bag_missing", BAG, "bag"),
        ("行李从哪个口出来", "belt", "bag_transfer", BAG, "bag"),
        ("what would it cost to change it", "how_much", "rebook", BOOKING, "booking"),
        ("what happens after I send it", "what_next", "bag_report_status", FORM, "form"),
        ("提交之后呢", "what_next", "cancel", FORM, "form"),
        ("要是一直找不到呢", "never", "bag_report_status", FORM, "form"),
    ],
)
def test_takes_a_question_without_a_topic_of_its_own_for_one_about_what_is_shown(text, act, intent, situation, kind):
    assert taken_for(text, situation, act=act, intent=intent, confidence=0.8) == ("follow_up", act, kind)


@pytest.mark.parametrize(
    ("text", "act", "intent"),
    [
        ("how much is a third suitcase with skis", "how_much", "bag_excess_fee"),
        ("滑雪板托运多少钱", "how_much", "bag_special"),
        ("when does the lounge open", "when", "lounge"),
        ("where can I buy insurance", "where", "out_of_scope"),
    ],
)
def test_leaves_a_question_with_a_topic_of_its_own_to_the_classifier(text, act, intent):
    assert taken_for(text, BAG, act=act, intent=intent, confidence=0.8) is None


def test_does_not_guess_what_how_much_is_asked_of_when_nothing_is_shown():
    assert taken_for("how much is it?", NOTHING, act="how_much", intent="bag_excess_fee")[0] == "nlu_fallback"


@pytest.mark.parametrize(
    ("text", "act", "entity"),
    [("and tomorrow?", None, "date"), ("后天呢", None, "date"), ("and to Rome?", None, "city")],
)
def test_takes_another_day_or_place_for_the_last_question_with_one_thing_replaced(text, act, entity):
    facet = "other_day" if entity == "date" else "same_for"

    entities = [{"entity": entity, "value": "x", "start": len(text) - 5, "end": len(text) - 1}]
    decision = decide(text, {**heard(act), "entities": entities}, FLIGHT)

    assert (decision.intent, decision.entities["facet"]) == ("follow_up", facet)


def test_a_new_tag_is_a_new_question():
    assert taken_for("where is it", BAG, act="where", intent="bag_status", entities=["bag_tag"]) is None


@pytest.mark.parametrize("act", ["lack", "refuse", "why_asked", "where_is_it"])
def test_hears_why_a_question_is_not_answered(act):
    assert taken_for("whatever is said", ASKED, act=act)[0] == act


def test_an_answer_is_an_answer_whatever_it_sounds_like():
    assert taken_for("I only have H3V6YP", ASKED, act="lack", entities=["record_locator"]) is None


def test_nothing_is_lacking_when_nothing_was_asked():
    assert taken_for("I don't have it", NOTHING, act="lack") is None


@pytest.mark.parametrize(
    ("text", "act", "intent"),
    [
        ("how much longer", "how_long", "wait_question"),
        ("anyone?", "anyone_there", "wait_question"),
        ("还要多久", "how_long", "wait_question"),
        ("forget it, I'll ask the bot", "leave_line", "leave_line"),
    ],
)
def test_hears_whoever_waits_for_a_person(text, act, intent):
    assert taken_for(text, WAITING, act=act)[0] == intent


@pytest.mark.parametrize("intent", ["human", "greet"])
def test_in_line_whoever_calls_again_wants_to_know_whether_somebody_comes(intent):
    assert taken_for("人呢", WAITING, act="none", intent=intent, entities=["language"])[0] == "wait_question"
    assert taken_for("人呢", NOTHING, act="none", intent=intent, entities=["language"]) is None


@pytest.mark.parametrize("entity", ["email", "phone"])
def test_in_line_an_address_is_how_to_be_reached(entity):
    assert taken_for("whatever is said", WAITING, act="none", entities=[entity, "language"])[0] == "leave_contact"
    assert taken_for("whatever is said", NOTHING, act="none", entities=[entity]) is None
    assert taken_for("whatever is said", WAITING, act="none", entities=[entity, "bag_tag"]) is None


def test_in_line_what_is_cancelled_is_the_waiting():
    assert taken_for("never mind", WAITING, act="none", intent="cancel")[0] == "leave_line"
    assert taken_for("never mind", NOTHING, act="none", intent="cancel") is None
    asked = replace(ASKED, waiting=True)
    assert taken_for("never mind", asked, act="none", intent="cancel") is None


def test_what_is_named_goes_before_what_was_merely_shown_last():
    shown = Situation(focus=("article", "bag"))

    assert taken_for("when does the suitcase arrive", shown, act="when")[2] == "bag"


def test_a_bag_brings_its_flight_into_view():
    assert taken_for("when does the flight land", BAG, act="when", intent="flight_status")[2] == "flight"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("so what happens now", []),
        ("那我该怎么办", []),
        ("how do I take my parrot", ["parrot"]),
        ("鹦鹉怎么带", ["鹦鹉", "带"]),
    ],
)
def test_knows_the_words_that_bring_a_topic(text, left):
    assert topic_words(text, [], "bag", "how_to") == left


def test_a_flight_named_is_what_is_asked_about():
    assert taken_for("is it on time", NOTHING, act="normal", intent="flight_status", entities=["flight_number"]) is None


@pytest.mark.parametrize(("situation", "intent"), [(ASKED, "stuck"), (BAG, "stuck"), (NOTHING, None)])
def test_whoever_is_in_the_middle_of_nothing_is_not_stuck(situation, intent):
    found = taken_for("so what can I do", situation, act="stuck")

    assert (found and found[0]) == intent


ARTICLE, FORM, RIGHT = Situation(focus=("article",)), Situation(focus=("form", "booking")), Situation(focus=("right",))


@pytest.mark.parametrize(
    ("text", "act", "intent", "situation", "kind"),
    [
        ("how much extra would that come to", "how_much", "bag_excess_fee", FORM, "form"),
        ("那得花多少银子", "how_much", "bag_excess_fee", FORM, "form"),
        ("two of them?", "both", "affirm", ARTICLE, "article"),
        ("who brings it", "who", "human", ARTICLE, "article"),
    ],
)
def test_what_points_at_the_screen_goes_before_a_topic_that_was_guessed(text, act, intent, situation, kind):
    assert taken_for(text, situation, act=act, intent=intent, confidence=0.95) == ("follow_up", act, kind)


@pytest.mark.parametrize(
    ("text", "act", "intent", "situation"),
    [
        ("how much would that be with a pram", "how_much", "bag_special", FORM),
        ("那我能改到大后天吗", "other_day", "rebook", ARTICLE),
        ("I want my money back", "money", "refund", ARTICLE),
        ("who can I talk to, a person please", "who", "human", ARTICLE),
    ],
)
def test_a_wish_or_a_topic_of_ours_stands_beside_what_points(text, act, intent, situation):
    assert taken_for(text, situation, act=act, intent=intent, confidence=0.95) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("saw it when I opened the case at home", "bag_status"),
        ("刚才还在机场，没出大厅", "bag_missing"),
        ("it was a gift from my aunt", "nlu_fallback"),
    ],
)
def test_what_is_told_under_an_open_form_belongs_into_it(text, intent):
    assert taken_for(text, FORM, intent=intent, confidence=0.7) == ("follow_up", "told", "form")


@pytest.mark.parametrize(
    ("text", "intent", "confidence"),
    [
        ("where is my bag?", "bag_status", 0.8),
        ("it isn't broken", "bag_damaged", 0.8),
        ("我的行李一直没到", "bag_missing", 0.99),
        ("talk to a person", "human", 0.9),
    ],
)
def test_a_question_a_denial_and_a_plain_topic_are_no_part_of_the_story(text, intent, confidence):
    assert taken_for(text, FORM, intent=intent, confidence=confidence) is None


def test_a_weak_guess_under_an_article_is_looked_for_there_first():
    assert taken_for("and in the loo", ARTICLE, intent="bag_status", confidence=0.4) == ("nlu_fallback", None, None)
    assert taken_for("and in the loo", ARTICLE, intent="bag_status", confidence=0.7) is None
    assert taken_for("and in the loo", BAG, intent="bag_status", confidence=0.4) is None


def test_what_is_hardly_out_of_scope_under_an_article_is_looked_for_there_whatever_act_it_sounds_like():
    beyond = {"act": "lack", "intent": "out_of_scope"}
    text = "could someone iron my shirt there"

    assert taken_for(text, ARTICLE, **beyond, confidence=0.45) == ("nlu_fallback", None, None)
    assert taken_for(text, ARTICLE, **beyond, confidence=0.97) is None


def test_nobody_asks_a_form_for_the_way():
    both = Situation(focus=("form", "bag"))

    assert taken_for("where do I go", both, act="where") == ("follow_up", "where", "bag")
    assert taken_for("how long", both, act="how_long") == ("follow_up", "how_long", "form")


def test_asked_what_there_is_to_choose_from_it_is_about_the_screen():
    assert taken_for("what are my options", ARTICLE, act="stuck", intent="capabilities") == ("stuck", None, None)
    assert taken_for("what can you do", ARTICLE, act="stuck", intent="capabilities") is None
    assert taken_for("what are my options", NOTHING, act="stuck", intent="capabilities") is None


def test_nobody_waited_for_how_long_you_take_is_about_the_screen():
    assert taken_for("你们多久答复", ARTICLE, act="how_long_wait", intent="bot_challenge") == (
        "follow_up",
        "how_long",
        "article",
    )


@pytest.mark.parametrize(("entities", "intent"), [(("language",), "wait_question"), (("language", "bag_tag"), None)])
def test_calling_again_in_line_asks_whether_somebody_comes_unless_something_is_given(entities, intent):
    decision = decide("agent please", heard(intent="human", confidence=1.0, entities=entities), WAITING)

    assert (decision and decision.intent) == intent


@pytest.mark.parametrize(
    ("text", "act", "situation", "why"),
    [
        ("when does it arrive", "when", BAG, {"reason": "follow_up", "act": "when", "thing": "bag"}),
        ("how much is it?", "how_much", NOTHING, {"reason": "nothing_shown", "act": "how_much"}),
        ("I'm Zhang, I don't have 0784123456", "lack", ASKED, {"reason": "to_the_question", "act": "lack"}),
        ("say it again", "again", BAG, {"reason": "said_anywhere", "act": "again"}),
        ("anyone?", "anyone_there", WAITING, {"reason": "while_waiting", "act": "anyone_there"}),
    ],
)
def test_says_why_in_names_of_ours_and_no_word_of_the_customers(text, act, situation, why):
    assert decide(text, heard(act), situation).why == why


def test_every_act_that_counts_has_examples():
    counts = {*parsed.FACETS, *in_view.REPAIRS, *arbitration.ANYWHERE, *waiting.WAITING}

    # Some are only said below a thing that is shown.
    below = {act for said in examples_in_view().values() for act in said} - {"detail"}
    assert counts == {path.stem for path in verticals.files("dialogue/acts")} - {"none"} | below - {"none"}


def test_a_plain_form_needs_no_words_told_apart():
    plain = {"act": {"name": "notify", "confidence": 1.0, "by": "rule"}, "entities": []}
    parse = {**plain, "intent": {"name": "privacy_request", "confidence": 0.67}}

    assert decide("keep me posted", parse, BAG).entities == {"facet": "notify", "focus_kind": "bag"}


def test_a_wish_for_the_way_back_is_no_question_about_it():
    wish = {"act": "return_leg", "intent": "rebook", "confidence": 0.8}

    assert taken_for("move my return two days later", BOOKING, **wish) is None


def test_a_reference_speaks_of_nothing_that_is_shown():
    article = Situation(focus=("article",))

    assert taken_for("K7M2QX", article, act="reference", entities=("record_locator",)) is None


@pytest.mark.parametrize("text", ["forget it, you do it", "算了，你来吧"])
def test_who_gives_up_while_waiting_leaves_the_line(text):
    assert taken_for(text, WAITING, intent="cancel", confidence=1.0) == ("leave_line", None, None)
    assert taken_for(text, Situation(waiting=True, asked="surname"), intent="cancel", confidence=1.0) is None


PAGE = Situation(focus=("article",), article="bag_restricted_power_bank")


@pytest.fixture
def near(monkeypatch):
    """Have every question be so near to the article in view."""

    class Articles:
        def nearness(self, *_asked):
            return self.answer

        def knows_of(self, *_asked):
            return True

    articles = Articles()
    monkeypatch.setattr(asked_on, "corpora", lambda: articles)

    def set_to(likeness, leads, names_another=False):
        articles.answer = Nearness(likeness, leads, names_another)

    articles.answer = None
    return set_to


@pytest.fixture
def below_bags(monkeypatch):
    """Have every question be so near to what is asked below bags, and to nothing else that is on the screen."""

    class Articles:
        def nearness(self, _language, key, _text):
            return self.answer if key == "below_bag" else None

    articles = Articles()
    monkeypatch.setattr(below, "corpora", lambda: articles)

    def set_to(likeness, leads):
        articles.answer = Nearness(likeness, leads, names_another=False)

    return set_to


def test_what_is_like_a_question_below_every_bag_is_asked_of_the_bag_whatever_it_sounds_like(below_bags):
    below_bags(14.0, 2.0)

    asked = taken_for("my knees are bad, does it wait for me", BAG, intent="special_assistance", confidence=0.8)

    assert asked == ("follow_up", "detail", "bag")


@pytest.mark.parametrize(
    ("nearness", "situation", "what"),
    [
        ((9.0, 2.0), BAG, {}),
        ((14.0, -1.0), BAG, {}),
        ((14.0, 2.0), FLIGHT, {}),
        ((14.0, 2.0), Situation(focus=("bag",), asked="surname"), {}),
        ((14.0, 2.0), BAG, {"entities": ("flight_number",)}),
    ],
)
def test_what_is_less_like_it_or_belongs_elsewhere_is_not(nearness, situation, what, below_bags):
    below_bags(*nearness)

    assert taken_for("does it wait for me", situation, intent="special_assistance", confidence=0.8, **what) != (
        "follow_up",
        "detail",
        "bag",
    )


@pytest.mark.parametrize("text", ["I meant in the hold", "我是说托运的"])
def test_what_was_asked_before_is_said_more_clearly_of_the_page_on_the_screen(text, near):
    near(0.0, -9.0)

    assert taken_for(text, PAGE, act="wrong", intent="bag_status", confidence=0.95) == (
        "follow_up",
        "detail",
        "article",
    )


@pytest.mark.parametrize("text", ["why so many questions", "问来问去的烦死了"])
def test_who_sighs_over_questions_is_told_what_they_are_for(text):
    assert taken_for(text, ASKED, intent="bag_status", confidence=0.8) == ("why_asked", None, None)


@pytest.mark.parametrize("text", ["so that's it?", "就这样了吗？"])
def test_who_cannot_answer_and_asks_whether_that_was_all_is_shown_another_way(text):
    assert taken_for(text, ASKED, intent="affirm", confidence=0.8) == ("lack", None, None)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("do I lose my place if I go and get coffee", "wait_question"),
        ("我去趟洗手间，位置给我留着吗", "wait_question"),
        ("could they e-mail me instead", "leave_contact"),
        ("让他们打电话给我行吗", "leave_contact"),
    ],
)
def test_in_line_the_place_and_other_ways_to_be_reached_are_heard(text, asked):
    assert taken_for(text, WAITING, intent="seat", confidence=0.9)[0] == asked


def test_a_flight_that_is_named_is_no_reference_that_is_asked_for():
    asked = taken_for("is it off, its number is CZ3108", NOTHING, act="reference", entities=("flight_number",))

    assert asked is None or asked[1] != "reference"


@pytest.mark.parametrize(("text", "intent"), [("那能带几个", "bag_allowance"), ("放托运箱里行不行", "bag_restricted")])
def test_a_question_near_to_the_page_in_view_is_asked_of_it_whatever_it_sounds_like(text, intent, near):
    near(9.0, -1.0)

    assert taken_for(text, PAGE, intent=intent, confidence=0.97) == ("follow_up", "detail", "article")
    assert taken_for(text, NOTHING, intent=intent, confidence=0.97) is None


@pytest.mark.parametrize("nearness", [(3.0, 1.0), (9.0, -8.0), (9.0, -1.0, True)])
def test_a_question_nearer_to_another_page_is_left_to_the_classifier(nearness, near):
    near(*nearness)

    assert taken_for("can I bring my cat", PAGE, intent="bag_special", confidence=0.97) is None


def test_a_question_without_a_topic_is_asked_of_the_page_before_it_is_near_to_any(near):
    assert taken_for("does it cost extra", PAGE, intent="bag_excess_fee", confidence=0.97)[2] == "article"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("I want my money back", {"intent": "refund"}),
        ("my case came out with a broken wheel", {"intent": "bag_damaged"}),
        ("is CA856 on time", {"intent": "flight_status", "entities": ["flight_number"]}),
        ("ok thanks", {"intent": "thank"}),
        ("can I complain about that", {"intent": "complaint"}),
    ],
)
def test_under_a_page_a_wish_a_story_and_a_flight_are_what_they_are(text, what, near):
    near(9.0, 2.0)

    assert taken_for(text, PAGE, confidence=0.97, **what) is None


def test_whoever_asks_for_somebody_of_ours_is_asked_of_the_page_only_where_it_says_so_first(near):
    near(9.0, -1.0)
    assert taken_for("is there someone", PAGE, intent="human", confidence=0.97) is None

    near(9.0, 1.0)
    assert taken_for("do I need to tell someone first", PAGE, intent="human", confidence=0.97)[0] == "follow_up"


REPORTING = Situation(focus=("form",), article="bag_damaged")
REFUNDED = Situation(asked="booking_reference", form="booking_form", questioned=True, article="refund")


def test_under_a_form_a_question_is_asked_of_the_page_that_explains_it(near):
    near(9.0, 1.0)

    assert taken_for("do I need a receipt", REPORTING, intent="invoice", confidence=0.97)[2] == "article"
    assert taken_for("how long", REPORTING, act="how_long")[2] == "form"
    assert taken_for("it was a gift from my aunt", REPORTING)[1] == "told"


def test_how_long_a_wish_takes_is_asked_of_the_wish_while_more_is_needed_for_it(near):
    near(0.0, 0.0)

    assert taken_for("how long does that take?", REFUNDED, act="how_long") == ("follow_up", "how_long", "article")
    assert taken_for("how long", replace(REFUNDED, article=None), act="how_long") is None
    assert taken_for("K7M2QX", REFUNDED, act="how_long", entities=["record_locator"]) is None


def test_a_kind_of_thing_is_shown_by_the_wish_that_names_one():
    assert arbitration.shown_by("flight_status", {"flight_number"}) == "flight"
    assert arbitration.shown_by("flight_status", {"date"}) is None


@pytest.mark.parametrize(("text", "taken"), [("算了还是退了吧", None), ("退票要多少钱", "follow_up")])
def test_who_changes_their_mind_under_a_form_wants_the_other_thing(text, taken, near):
    near(9.0, 2.0)
    found = taken_for(text, replace(REPORTING, article="rebook"), intent="refund", confidence=0.97)

    assert (found and found[0]) == taken


def test_a_question_put_in_the_midst_of_a_message_is_asked_of_the_page(near):
    near(9.0, 2.0)

    text = "shes only 3 kilos cant she sit with me"
    found = taken_for(text, PAGE, intent="seat", confidence=0.8, entities=["weight"])

    assert found == ("follow_up", "detail", "article")
