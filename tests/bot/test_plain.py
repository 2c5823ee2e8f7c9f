"""What is plainly asked of the screen, and what is said in place of an answer, whatever topic it sounds like."""

import pytest

from bot.dialogue.asides import aside, insists
from bot.dialogue.plain import plainly_asked
from bot.dialogue.situation import Situation

CASE = Situation(focus=("case",))
NOT_FOUND = Situation(tried="booking_form")


def parse(*entities):
    return {"intent": {"name": "nlu_fallback", "confidence": 0.4}, "entities": [{"entity": one} for one in entities]}


def facet(text, situation, *entities):
    decision = plainly_asked(text, parse(*entities), situation)
    return decision and decision.entities.get("facet")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("by when do I get a reply", "when"),
        ("when will someone get back to me", "when"),
        ("最迟哪天能有答复", "when"),
        ("几号前能处理完", "when"),
        ("and the reference please", "reference"),
        ("could you send me the case number", "reference"),
        ("把编号发给我", "reference"),
        ("受理号是多少", "reference"),
        ("when is that done, and what was the reference", "reference_when"),
        ("编号多少，最晚哪天有结果", "reference_when"),
        ("is anyone even looking", "progress"),
        ("any updates", "progress"),
        ("有人在查吗", "progress"),
        ("进度怎么样了", "progress"),
        ("where are you going to deliver it", "delivery"),
        ("找到了送到哪里", "delivery"),
        ("should I hold on to the baggage tag", "keep_tag"),
        ("小票要保留吗", "keep_tag"),
        ("如果有消息就通知我", "notify"),
        ("let me know as soon as anything happens", "notify"),
    ],
)
def test_a_plain_question_is_asked_of_the_case_that_was_filed(text, asked):
    assert facet(text, CASE) == asked


@pytest.mark.parametrize(
    "text",
    ["what's my booking reference", "我的订座编号是多少", "几号给我回电", "when can you ring me", "a new suitcase"],
)
def test_what_names_another_thing_is_no_question_about_the_case(text):
    assert facet(text, CASE) is None


def test_nothing_is_plain_while_something_is_asked_or_another_thing_is_named():
    assert facet("any progress", Situation(focus=("case",), asked="surname")) is None
    assert facet("any progress", CASE, "flight_number") is None
    assert facet("any progress", Situation(focus=("bag",))) is None


@pytest.mark.parametrize(
    "text", ["holler when it reaches the carousel, I need a sandwich", "有情况就喊我，我先坐会儿", "上了转盘叫我一声"]
)
def test_to_be_told_of_the_bag_is_a_wish_about_the_bag(text):
    assert facet(text, Situation(focus=("bag",))) == "notify"


@pytest.mark.parametrize("text", ["text me if anything happens", "shout when it lands", "有消息喊我"])
def test_who_wants_to_be_told_with_nothing_on_the_screen_is_asked_of_what(text):
    decision = plainly_asked(text, parse(), Situation())

    assert decision.entities == {"facet": "notify", "focus_kind": "self"}


@pytest.mark.parametrize(
    "text",
    [
        "what seat do I prefer",
        "do you still know what I eat",
        "你记得我爱坐哪儿不",
        "知道我的忌口吗",
        "我对什么过敏来着",
    ],
)
def test_what_was_saved_can_be_asked_for_with_nothing_on_the_screen(text):
    decision = plainly_asked(text, parse(), Situation())

    assert decision.entities == {"facet": "saved", "focus_kind": "self"}


@pytest.mark.parametrize("text", ["what can i eat on board", "飞机上能吃什么", "what do i need", "记住我爱坐窗边"])
def test_what_asks_for_something_else_is_no_question_for_what_was_saved(text):
    assert facet(text, Situation()) is None


@pytest.mark.parametrize(
    "text",
    ["I don't want to leave my phone", "i dont want to give my email", "can i leave the e-mail out", "不愿意填地址"],
)
def test_who_will_not_answer_a_question_of_the_form_is_heard(text):
    assert facet(text, Situation(focus=("form",))) == "left_out"


def test_a_seat_that_is_named_belongs_into_the_form_for_seats_alone():
    seats, other = (Situation(focus=("form",), about=name) for name in ("seat_request", "bag_report"))

    assert plainly_asked("no form thanks, 14C", parse(), seats).intent == "seat"
    assert plainly_asked("no form thanks, 14C", parse(), other) is None


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("why do you want my phone number", "why_asked"),
        ("what's it for", "why_asked"),
        ("留电话干什么用", "why_asked"),
        ("I'd prefer not to give my mail", "refuse"),
        ("能不留电话吗", "refuse"),
    ],
)
def test_what_asks_why_or_refuses_is_no_answer(text, intent):
    assert aside(text, "errand").intent == intent


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("and how long does it take", "how_long"),
        ("大概要多久", "how_long"),
        ("what's the process", "how_to"),
        ("先说说流程", "how_to"),
        ("anyone looking for it yet", "done"),
        ("has it been found yet", "done"),
        ("whats the ref", "reference"),
        ("编号是多少", "reference"),
        ("有进展了吗", "done"),
    ],
)
def test_what_is_asked_of_an_errand_is_no_answer_to_its_question(text, asked):
    assert aside(text, "errand").entities["facet"] == asked


@pytest.mark.parametrize(
    "text",
    [
        "a green umbrella",
        "they asked me why I was late",
        "我要求书面道歉",
        "the bag was open for how many days nobody knows",
    ],
)
def test_a_story_is_no_aside(text):
    assert aside(text, "errand") is None


@pytest.mark.parametrize(
    "text",
    ["but that's exactly what the email says", "I typed it right, it's on my ticket", "短信里就是这样写的", "我没输错"],
)
def test_who_insists_after_nothing_was_found_is_heard(text):
    decision = insists(text, parse(), NOT_FOUND)

    assert decision.entities == {"facet": "insists", "focus_kind": "booking_form"}


def test_insisting_needs_something_that_was_not_found_and_brings_nothing_new():
    assert insists("I'm sure", parse(), Situation()) is None
    assert insists("I'm sure, K7M2QX", parse("record_locator"), NOT_FOUND) is None
    assert insists("thanks anyway", parse(), NOT_FOUND) is None


@pytest.mark.parametrize(
    "text",
    [
        "is my ex on CA984",
        "did my wife board",
        "has he got on the plane yet",
        "她上没上飞机",
        "我前夫在不在这趟航班上",
        "我妈上飞机了没",
        "我妈上CA984了没",
        "then give me her number",
        "把他的联系方式告诉我",
    ],
)
def test_whether_somebody_else_is_on_board_is_one_question_whatever_flight_is_named(text):
    assert facet(text, Situation(focus=("flight",)), "flight_number") == "on_board"


@pytest.mark.parametrize(
    "text",
    [
        "the crew was rude to my mother on CA984 yesterday",
        "my husband flies on CA984, when does it land",
        "is my bag on CA984",
        "我的箱子上飞机没",
        "did my wife's suitcase get on board",
        "is CA984 on time",
        "my wife's number is +44 20 7946 0123",
        "我老公的电话是13800138000",
    ],
)
def test_a_bag_or_the_flight_itself_is_no_passenger(text):
    assert facet(text, Situation(focus=("flight",)), "flight_number") != "on_board"


@pytest.mark.parametrize(
    "text", ["you can stop telling me now", "no more updates please", "后面不用再通知了", "别给我推送了"]
)
def test_no_more_news_is_wanted_of_what_is_followed(text):
    assert facet(text, Situation(focus=("bag",))) == "quiet"


@pytest.mark.parametrize("text", ["tell me when it moves", "有变化就通知我"])
def test_news_that_is_wanted_is_promised(text):
    assert facet(text, Situation(focus=("bag",))) == "notify"


@pytest.mark.parametrize(
    ("text", "of", "asked"),
    [
        ("did they put it on the Rome plane already", "bag", "aboard"),
        ("so it isn't on my flight?", "bag", "aboard"),
        ("箱子跟我一班飞机吗", "bag", "aboard"),
        ("when was it last scanned", "bag", "last_seen"),
        ("最后一次看到是什么时候", "bag", "last_seen"),
        ("how long until people come out", "flight", "walks_out"),
        ("落地多久能出来", "flight", "walks_out"),
        ("is there any other flight later today", "flight", "other"),
        ("还有没有晚一点的航班", "flight", "other"),
        ("do I call the police", "form", "police"),
        ("要不要报警", "case", "police"),
        ("will I lose the money if I took the meal voucher", "right", "voucher_beside"),
        ("拿了餐券还能要赔偿吗", "right", "voucher_beside"),
        ("who do I claim that from", "right", "how_to"),
        ("这钱我跟谁要", "right", "how_to"),
        ("is that for each bag", "right", "per_bag"),
        ("按件算吗", "right", "per_bag"),
        ("can it be posted to me", "case", "get_back"),
        ("能寄给我吗", "case", "get_back"),
        ("I forgot to mention the strap is red", "case", "remark"),
        ("忘了说，带子是红色的", "case", "remark"),
        ("withdraw the complaint please", "case", "withdraw"),
        ("我不投诉了", "case", "withdraw"),
        ("stop the erasure, I changed my mind", "case", "withdraw"),
        ("先别删了", "case", "withdraw"),
        ("what do I do with that number", "case", "reference_for"),
        ("编号有什么用", "case", "reference_for"),
        ("who can I talk to about my case", "case", "speak_to"),
        ("具体找谁谈", "case", "speak_to"),
        ("漏了写颜色，是深绿的", "case", "remark"),
        ("抬头写错了，应该是有限责任公司", "case", "remark"),
        ("any news yet?", "flight", "news"),
        ("现在呢", "bag", "news"),
        ("do I have to be worried", "bag", "normal"),
        ("要紧吗", "flight", "normal"),
        ("so it's gone?", "bag", "lost"),
        ("是不是弄丢了", "bag", "lost"),
        ("will it be checked all the way through", "bag", "through"),
        ("中间要不要自己取出来", "bag", "through"),
        ("what's the connecting flight number", "bag", "onward"),
        ("转机那班是多少", "bag", "onward"),
        ("is it a long walk", "flight", "how_far"),
        ("要走多远", "booking", "how_far"),
        ("are those local times", "flight", "local_time"),
        ("那是当地时间还是北京时间", "booking", "local_time"),
        ("what's going on?", "flight", "why"),
        ("咋回事啊", "flight", "why"),
        ("is it non-stop", "flight", "direct"),
        ("中间要转机吗", "booking", "direct"),
        ("how many passengers are on it", "booking", "passengers"),
        ("就我一个人吗", "booking", "passengers"),
        ("read me the booking code once more", "booking", "reference"),
        ("订座号再念一遍", "booking", "reference"),
        ("nothing was changed, right?", "booking", "untouched"),
        ("我的座位没变吧", "booking", "untouched"),
        ("the airport screen shows another time", "flight", "screens"),
        ("大屏上写的不一样", "flight", "screens"),
        ("so what's the new departure time", "flight", "when"),
        ("给个准话行不行", "flight", "again_late"),
        ("when shall I come to pick him up", "flight", "walks_out"),
        ("几点去接机", "flight", "walks_out"),
        ("is it halved then", "right", "reduced"),
        ("只晚一个小时到，还赔那么多吗", "right", "reduced"),
        ("does that come by itself", "right", "automatic"),
        ("要自己申请吗", "right", "automatic"),
        ("my husband flew too", "right", "each_person"),
        ("票退了还赔不赔", "right", "refund_beside"),
        ("do I get the full value", "right", "declared"),
        ("within how many days is that", "form", "too_late"),
        ("现在登记还来得及吗", "form", "too_late"),
        ("whose fault was it", "flight", "why"),
        ("怪谁啊", "flight", "why"),
        ("中途会停吗", "flight", "direct"),
        ("没给我退掉吧", "booking", "untouched"),
        ("please call my office phone instead", "case", "contact_wrong"),
        ("那我还得走啊，接下来怎么安排", "right", "goes_on_how"),
        ("can I buy some clothes and you pay", "bag", "care"),
        ("我先买件外套你们报吗", "bag", "care"),
        ("who thought that was clever", "bag", "why"),
        ("谁拿的主意", "bag", "why"),
        ("who came up with that rule", "right", "why"),
        ("这是谁定的", "right", "why"),
        ("whose counter is that", "form", "where"),
        ("worst-case, what then", "flight", "missed"),
        ("最坏的打算呢", "flight", "missed"),
        ("which aircraft is it", "booking", "detail"),
        ("是大飞机还是小飞机，什么机型", "flight", "detail"),
        ("will they let me back in", "bag", "detail"),
        ("where does the money end up", "article", "refund_to"),
        ("款会退到哪", "article", "refund_to"),
        ("what allergy have you noted for me", "article", "saved"),
        ("我过敏你们记的是啥", "article", "saved"),
        ("oh and she's deaf in one ear", "case", "remark"),
        ("对了，里面还有个药盒", "case", "remark"),
        ("眼下呢", "case", "progress"),
        ("眼下呢", "bag", "news"),
        ("no sign of rain here, it's sunny", "right", "why"),
        ("一万多的相机够赔吗", "right", "declared"),
        ("不服，还有谁管", "right", "never"),
        ("can I go home now", "case", "may_leave"),
        ("I've got a train at six", "bag", "may_leave"),
        ("do we have to stay around for it", "form", "may_leave"),
        ("等不及了，可以先走吗", "bag", "may_leave"),
        ("高铁快开了，能走吗", "case", "may_leave"),
        ("put in there that she is 80", "case", "remark"),
        ("一并写上，还有一把伞", "case", "remark"),
        ("what was my number again", "case", "reference"),
        ("邮箱写岔了", "case", "contact_wrong"),
        ("who else is travelling with me", "booking", "passengers"),
        ("除了我还有谁", "booking", "passengers"),
        ("we were four", "right", "each_person"),
        ("我们一共三个人", "right", "each_person"),
        ("I'm not sleeping on the floor", "right", "care"),
        ("不想睡机场", "right", "care"),
        ("what else goes there tonight", "flight", "other"),
        ("还有哪班能去", "flight", "other"),
        ("在哪个口接她合适", "flight", "walks_out"),
        ("can somebody bring it to me", "case", "delivery"),
        ("how long do you keep it", "case", "keep"),
        ("能保管几天", "case", "keep"),
        ("since when is it there", "bag", "last_seen"),
        ("放在那儿有多久了", "bag", "last_seen"),
        ("and which plane did it come on", "bag", "flight"),
        ("是跟哪一趟飞机来的", "bag", "flight"),
        ("are you quite sure about that", "bag", "how_sure"),
        ("你能保证吗", "bag", "how_sure"),
        ("suppose it misses the connection", "bag", "if_missed"),
        ("万一没赶上转机怎么办", "bag", "if_missed"),
        ("does it go on another plane after that", "bag", "onward"),
        ("still the same gate?", "flight", "gate"),
        ("登机口有没有换", "flight", "gate"),
        ("so you can't promise", "flight", "again_late"),
        ("what was the original time", "flight", "planned"),
        ("原来是几点的呢", "flight", "planned"),
        ("where is the plane now", "flight", "incoming"),
        ("前序航班到了没", "flight", "incoming"),
        ("要不要坐摆渡车", "flight", "bus"),
        ("how will you let me know", "case", "how_told"),
        ("有结果用什么方式通知我", "case", "how_told"),
        ("add: the crew never came back", "case", "remark"),
        ("补充一句：餐也没有了", "case", "remark"),
        ("write to me, but please don't call", "case", "remark"),
        ("发邮件就好，别打电话", "case", "remark"),
        ("what if I'd passed the deadline", "form", "deadline_missed"),
        ("要是过了期限怎么办", "form", "deadline_missed"),
        ("if it had been late, are the days the same?", "form", "both_deadlines"),
        ("网上说是21天", "form", "both_deadlines"),
        ("how much is that in yuan", "form", "in_money"),
        ("换成人民币是多少", "case", "in_money"),
        ("so nothing at all then", "right", "nothing_then"),
        ("那就是一分钱都没有呗", "right", "nothing_then"),
        ("there are four of us", "right", "each_person"),
        ("什么情况下不赔", "right", "exceptions"),
        ("and my handbag?", "fee", "cabin"),
        ("双肩包算吗", "fee", "cabin"),
        ("why didn't it work before", "bag", "not_before"),
        ("刚才怎么查不到", "booking", "not_before"),
        ("do I have to fetch it in between", "bag", "through"),
        ("leaving what time", "flight", "when"),
        ("landing when?", "flight", "arrival"),
        ("so it's not lost then", "bag", "lost"),
        ("那就是没丢吧", "bag", "lost"),
        ("who can I phone about it", "bag", "who"),
        ("and if it isn't?", "bag", "if_missed"),
        ("could someone run it round to my flat", "bag", "delivery"),
        ("我们商量了，先不改了", "booking", "untouched"),
        ("leave it as it is", "flight", "untouched"),
        ("do the kids count", "right", "each_person"),
        ("says who?", "right", "why"),
        ("me again, any news?", "case", "progress"),
        ("how much would I get back", "booking", "how_much"),
        ("能退回多少钱", "booking", "how_much"),
        ("must I accept the voucher", "right", "voucher_must"),
        ("其实就晚了两个小时", "right", "under_three"),
        ("who do I ask for when I'm at the airport", "case", "airport_who"),
        ("到机场该找谁", "case", "airport_who"),
        ("最晚几号得交给你们", "form", "too_late"),
    ],
)
def test_what_is_plainly_asked_of_each_thing_has_an_answer_of_its_own(text, of, asked):
    assert facet(text, Situation(focus=(of,))) == asked


@pytest.mark.parametrize(
    "text",
    ["not that address, from Friday we're at the Ritz", "换了家酒店", "搬到另一家酒店去了", "I'm switching hotels"],
)
def test_another_address_is_where_a_reported_bag_goes_instead(text):
    assert plainly_asked(text, parse(), CASE).intent == "bag_delivery_change"


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("I want that on the record: three hours, one desk", "complaint"),
        ("这事要记录在案", "complaint"),
        ("delete what I typed just now", "privacy_request"),
        ("把刚才那条消息删掉", "privacy_request"),
        ("I typed my card number in here by mistake, sorry", "privacy_request"),
        ("不小心把身份证号发出来了", "privacy_request"),
        ("we have been kept on the plane for two hours now, may we get out", "disruption_care"),
        ("机舱里坐了两个多小时了，还不让下", "disruption_care"),
        (
            "my suitcase came three days late, and I paid for checking that case: do I get the money back?",
            "law_question",
        ),
    ],
)
def test_what_shall_be_kept_or_wiped_is_a_wish_whatever_is_on_the_screen(text, wish):
    assert plainly_asked(text, parse(), Situation()).intent == wish


@pytest.mark.parametrize("text", ["put it on record: my suitcase is cracked", "don't delete what I wrote"])
def test_what_is_reported_or_kept_is_none_of_these(text):
    assert plainly_asked(text, parse(), Situation()) is None


@pytest.mark.parametrize("text", ["if I put 3 kilos into the small one", "少带一件呢", "拿出2公斤呢", "and one less?"])
def test_what_is_repacked_is_asked_of_the_fee(text):
    assert facet(text, Situation(focus=("fee",))) == "same_for"


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("which flight is it on", "bag"),
        ("how long until the bags come out", "flight"),
        ("can I add a bag to my booking", "case"),
        ("forget it, bye", "case"),
        ("drop the booking", "case"),
        ("怎么撤回投诉", "case"),
    ],
)
def test_what_only_sounds_like_it_is_left_to_the_others(text, of):
    assert facet(text, Situation(focus=(of,))) not in ("aboard", "walks_out", "remark", "withdraw")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("CZ3099 until when can I check in", "check_in"),
        ("CZ3099几点停止值机", "check_in"),
        ("what time does CZ3099 board", "boarding"),
        ("CZ3099什么时候登机", "boarding"),
    ],
)
def test_a_flight_that_is_named_is_asked_about_before_it_was_shown(text, asked):
    assert facet(text, Situation(), "flight_number") == asked
    assert facet(text.replace("CZ3099", ""), Situation()) is None


def test_a_flight_that_is_named_beside_a_booking_is_no_bare_question():
    assert facet("CZ3099 K7M2QX until when can I check in", Situation(), "flight_number", "record_locator") is None


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("you say ask them and they tell me to ask you", "passed_around"),
        ("他们让我找你们，你们又叫我找他们", "passed_around"),
        ("I'm a police officer, who was on it", "official"),
        ("我是律师，请提供名单", "official"),
        ("who sits in 14C", "on_board"),
        ("32K坐的是谁", "on_board"),
        ("is there a man called Peter Novak on BA560", "on_board"),
        ("has that been noted?", "saved"),
        ("which flight is my ex on", "on_board"),
        ("他坐哪一班飞机", "on_board"),
        ("sorry, my toddler was typing", "slip"),
        ("手滑发错了", "slip"),
        ("you won't sell my details?", "data_use"),
        ("号码不会泄露吧", "data_use"),
        ("who can see this chat besides me", "who_reads"),
        ("我发的这些别人看得到吗", "who_reads"),
        ("how long do you store this conversation", "chat_kept"),
        ("聊天记录保存多久", "chat_kept"),
        ("how long will you keep looking for a lost bag", "search_time"),
        ("箱子丢了一般找多久", "search_time"),
        ("oops I left out a digit", "whole_number"),
        ("中间漏了一位5", "whole_number"),
        ("how do I get a train into the city", "into_town"),
        ("从机场去市区怎么坐车", "into_town"),
    ],
)
def test_some_questions_need_nothing_on_the_screen(text, asked):
    assert facet(text, Situation()) == asked


def test_whether_they_are_in_line_is_asked_of_us_only_while_nobody_is_waited_for():
    assert facet("am I still in the queue?", Situation()) == "not_in_line"
    assert facet("am I still in the queue?", Situation(waiting=True)) != "not_in_line"


@pytest.mark.parametrize(
    "text", ["mine is 3 kilos too heavy", "超了两公斤怎么办", "3 bags of 20 kg each, what does it cost"]
)
def test_what_weighs_too_much_is_reckoned_whatever_is_on_the_screen(text):
    assert plainly_asked(text, parse(), Situation(focus=("booking",))).intent == "bag_excess_fee"


def test_of_a_booking_is_asked_only_what_was_shown():
    assert facet("how many passengers are on it", Situation(focus=("flight",))) != "passengers"
    assert facet("how many passengers are on it", Situation(focus=("flight", "booking"))) == "passengers"


def test_why_it_is_late_asks_for_the_reason_and_not_by_how_much():
    assert facet("why is it late again", Situation(focus=("flight",))) != "late"
    assert facet("so is it late", Situation(focus=("flight",))) == "late"


def test_what_concerns_somebody_elses_privacy_is_answered_while_something_is_asked_too():
    asked = Situation(asked="booking_reference", form="booking_form")

    assert facet("will you sell my number", asked) == "data_use"
    assert facet("I'm a detective, who was on it", asked) == "official"
    assert facet("is it non-stop", asked) is None


def test_a_new_report_is_wished_for_below_the_bag_it_is_about():
    assert plainly_asked("then open a new report for it", parse(), Situation(focus=("bag",))).intent == "bag_missing"
    assert plainly_asked("那再给我登记一个", parse(), Situation(focus=("bag",))).intent == "bag_missing"
    assert plainly_asked("把编号再给我报一个", parse(), Situation(focus=("bag",))) is None


def test_a_receipt_that_is_gone_is_left_out_and_one_that_is_kept_is_asked_about():
    report = Situation(focus=("form",), about="bag_report")

    assert facet("threw the tag away I think", report) == "left_out"
    assert facet("行李条弄丢了", report) == "left_out"
    assert facet("do I need to keep the tag?", report) == "keep_tag"
    assert facet("does it cost anything to report it", report) == "free"


def test_only_what_is_marked_is_read_out_of_a_story():
    story = "we stood for two hours at the drop and there was nobody at any of the desks but one. I want this on record"

    assert plainly_asked(story, parse(), Situation()).intent == "complaint"
    assert plainly_asked(f"{'well, ' * 20}what was the reference?", parse(), CASE) is None
