"""How a denial is said in English and Chinese, and what only looks like one.

Each cue comes with what stands in its place to read what is denied: "I don't want a refund" denies "I want a refund".
"""

import re

# No message without one of these is looked at any further.
POSSIBLE = re.compile(
    r"n['’]t\b|\b(?:is|was|are|were|has|have|do|does|did|would)nt\b"
    r"|\b(?:not?|nor|never|without|nothing|forget|skip|stop|instead of|rather|other than)\b"
    r"|\banything (?:but|except)\b|\bin (?:place|lieu) of\b|[不别没未非勿甭]|免了|无[需须]|除了|算了",
    re.I,
)

# What can be wished for, by its names.
_BESIDE = (
    r"(?:(?:an?|any|the|my|your|some|full|formal|to|for|me|us|with|asking|looking|requesting|going|about|get|getting"
    r"|having|being|new|travel|talking|speaking|calling|live|real|such|more|another|online|hotel|meal)\s+)*"
)
_WISH = (
    rf"{_BESIDE}(?:refund|reimburse|money|voucher|rebook|reschedul|rerout|chang|transfer|escalat|agent|human|person"
    r"|people|operator|representative|colleague|staff|somebody|someone|cancel|check|seat|upgrade|compensat|claim"
    r"|complain|appointment|call[- ]?back|deliver|hotel|meal|food|wheelchair|invoice|receipt|visa|miles|points|report"
    r"|status|allowance|track|talk|speak|chat|contact|delet|damag|missing|lost|delay|theft|payout|cash)"
)
_PERSON = r"(?:agent|human|person|people|operator|representative|colleague|staff)"
WISH_ZH = (
    r"(?:退款|退票|退钱|退机票|改签|改期|改票|[换改](?:个)?(?:航班|日期|座)|转人工|转接|转(?:给)?客服|人工|真人|客服|取消|值机|选座"
    r"|座位|索赔|赔|补偿|投诉|预约|回电|[送派寄]|配送|酒店|住宿|餐|轮椅|发票|行程单|报销|积分|里程|登记|申报|报失|挂失|报案|查|代金券"
    r"|签证|注销|删|行李额|超重|升舱|找人|破损|丢失|少东西)"
)
# What is bad: to deny it is to say that all is well.
_TROUBLE = (
    r"(?:lost|missing|damaged|broken|stolen|delayed|late|cancell?ed|torn|cracked|wet|robbed|taken|gone|misplaced"
    r"|mishandled|overbooked|diverted|smashed|dented|ripped|scratched|ruined|split|pilfered|lose|break)\b"
)
_TROUBLE_ZH = (
    r"(?:弄丢|丢|遗失|损坏|弄坏|损毁|坏|破|裂|缺|短少|少(?!于)|被偷|失窃|被盗|偷|盗|延误|晚点|取消|迟到|摔|压坏|受损|受潮"
    r"|弄湿|湿|超售|变形|断)"
)
_DAY = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|march|april|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|today|tomorrow|tonight)"
)
_VALUE = (
    rf"(?:(?:(?:the|on|at|for|from|to)\s+)*(?:{_DAY}|\d[\d:.]*|[a-z]{{2}}\s?\d{{2,4}}|[a-z]\d\s?\d{{2,4}}"
    r"|\d[a-z]\s?\d{2,4})|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|[今明后昨]天|[\d一二三四五六七八九十]+[月号日点])"
)

_AUX = r"(?:ca|could|wo|would|do|does|did|is|are|was|were|have|has|should)"
# Questions of the kind "A or not A", set phrases, and what is the matter itself.
NO_NEGATION = re.compile(
    r"([\u4e00-\u9fff]{1,4})[不没](?:有)?\1|不好意思|不要紧|不用说|不要脸|不是吧|不得不|不[仅光但只止]|差不多|了不起|对不起"
    r"|要不(?:是|然)?(?![要用])|[可就]不是(?!.{1,8}是)|别(?=[的人处家名针墅扭致国号])|[特分区级性类识告离派个各辨]别"
    r"|(?<=[是行好对以要能])不(?=[,，\s。?？!！]|$)|不是(?:说|已经|应该|故意|很|太|有|可以|本人|我的|我买|就)"
    rf"|\bwhy\s+(?:{_AUX}n['’]?t|\w+\s+(?:\w+\s+)?not|not)\b"
    rf"|(?<!\w){_AUX}n['’]?t\s+(?:you|i|we|it|they|there|that|this|he|she|my|the)\b"
    r"|\bno (?:problem|worries|doubt|matter|idea|way|wonder|rush|hurry|longer than)\b"
    r"|\bnot (?:only|just|sure|at all|to mention|yet|bad|(?:really|quite) sure)\b"
    r"|\b(?:or|if|whether or|hope|think|course|maybe|probably) not\b"
    r"|\bdo(?:n['’]?t| not) (?:worry|mind|know|think|understand|see|get me wrong|have(?! to)|remember|believe|suppose"
    r"|forget|hesitate)\b|\bcan['’]?t wait\b",
    re.I,
)
# What is not wanted in itself: a fear, a limit, a taste, the assistant, or what was booked is given up.
_ITSELF = (
    r"(?:to\s+)?(?:check(?:ing)? (?:it|them|this|that|my|the|in my|in the)\b"
    r"|pay|wait|miss|lose|be\b(?!\s+(?:transferr|refund|reimburs|rebook|connect|contact|cancel)\w*)"
    r"|get (?:lost|stuck|charged)|stand|risk|know|tell|say\b|give|share|sell|hear"
    r"|explain|repeat|sit\b|keep|spend|travel\b|fly\b|go\b|(?:it|that|this|them)\b|you to|any (?:trouble|more|of)"
    r"|continue|do\b|carry on|(?:(?:talk|speak|chat|talking|speaking|chatting) (?:to|with) )?(?:(?:an?|the|this|my|that"
    r")\s+)?(?:middle|window|aisle|back|exit|bots?\b|robot|machine|chatbot|ai\b|tickets?\b|flight|trip|booking\b"
    r"|stopover|layover|connection))"
)
_ITSELF_ZH = (
    r"(?:托运|再?等|多花|花|付|错过|误|告诉|透露|提供|坐|中间|靠|飞|去|走|弄|填|办了|继续|问|动|这个|那个|了|吧|啊|的|急|骗"
    r"|[^,，]{0,5}?(?:机器|ai\b|ai(?=[\u4e00-\u9fff])|bot|自动)|按|催|吃|辣|香菜|[猪牛羊]肉|耽误|忘|担心|着急|生气|[跟和]你|[这那]张|航班"
    r"|行程|机票|票|让我|管|逗|闹|忽悠|敷衍|重复|废话|老是?|总是?|一直|光|随便|这么|那么|太|经停|转机|中转|你管|说|发(?!票)|打)"
)
_WANT = (
    r"(?:want(?:ed|ing)?|need(?:ed|ing)?|wish|requir(?:e|ing)|care (?:for|about)|looking|look|ask(?:ed|ing)?"
    r"|request(?:ed|ing)?"
    r"|fancy|intend(?:ing)?|plan(?:ning)?|interested in|after|trying|try|calling|here (?=to|for)|like(?= to)"
    r"|claiming(?= for)|writing)"
)
_NOT = r"(?:(?:do|did|would|wo|am|is|are|does|was)(?:n['’]?t| not)|['’](?:m|re) not|\bnever|\bno longer)"
_SOFTLY = r"(?:(?:really|actually|even|just|necessarily|currently|ever|simply|be)\s+)*"
_BEGINS = r"^\W*(?:(?:and|so|but|or|please|pls|kindly|just|ok|yes|no|well|hi|hello|said|i said)\W+)*"
# Commands that are no wishes of ours to name: "don't keep me waiting".
_NO_COMMAND = (
    r"(?:want|need|wish|like|care|have(?! to)|know|see|get\b|feel|submit|bother|stop|give up|let|make me|be\b|ask|tell"
    r"|work|charge|take|lose|say|call|keep|share|sell|store|save|use|record|send me (?:ads|adverts|marketing|e-?mails))"
)
_DO_ZH = r"退票|退款|改签|转人工|取消|投诉|索赔|预约"

_PATTERNS = (
    # I don't want a refund · I'm not asking for one · we never wanted one
    (rf"{_NOT}\s+{_SOFTLY}{_WANT}(?: for| about)?(?: you| anybody| anyone)?(?: to)?\s+(?!{_ITSELF})", " want "),
    (
        rf"\bnot {_SOFTLY}(?:looking|asking|trying|here (?=to|for)|interested in|after)(?: for| to)?\s+(?!{_ITSELF})",
        "I want ",
    ),
    (r"(?<=['’]m) not (?=(?:claim|complain|request|cancel|chang|rebook|check|apply|demand)\w*ing)", " "),
    (r"(?<=\bam) not (?=(?:claim|complain|request|cancel|chang|rebook|check|apply|demand)\w*ing)", " "),
    (r"\bcouldn['’]?t care less about\s+", " want "),
    (rf"(?:['’]d|\bwould)\s+(?:really |much )?rather not\s+(?!{_ITSELF})", " want to "),
    (r"\b(?:there(?:['’]s| is)\s+)?no (?:need|reason|wish|desire|intention) (?:for you )?(?:for|to|of)\s+", "please "),
    (r"\byou (?:do(?:n['’]?t| not) (?:need|have) to|needn['’]?t|need not)\s+", "please "),
    # don't transfer me · can you not transfer me · stop transferring me
    (
        rf"{_BEGINS}(?:do not|don['’]?t)\s+(?:(?:you dare|just|please|ever|yet)\s+)*(?!{_NO_COMMAND})",
        "I want to ",
    ),
    (r"\b(?:can|could|would|will) you (?:please )?not\s+", "I want to "),
    (r"\bstop (?=(?:transferr|connect|refund|cancel|rebook|chang|escalat)\w*ing)", ""),
    # rather than a refund · anything but a refund · never mind the refund · without a refund
    (r"\b(?:rather than|instead of|in (?:place|lieu) of|anything (?:but|except)|other than)\s+", "I want "),
    (rf"\b(?:forget(?: about)?|skip|never mind|leave aside)\s+(?=(?:that )?{_WISH})", "I want "),
    (
        rf"\bwithout\s+(?:\w+ing (?:(?:me|us) )?(?:(?:to|with|by) )?)?(?={_BESIDE}"
        rf"(?:{_PERSON}|refund|compensation|transfer|cancel|rebook|complain))",
        "I want ",
    ),
    # not a refund · no refund · this is not a complaint
    (rf"{_BEGINS}(?:not|nor|no)\s+(?={_WISH})", "I want "),
    (
        rf"(?<=\b(?:it|at)['’]s) not (?=about\b|{_WISH})|(?<=\bis) not (?=about\b|{_WISH})"
        rf"|(?<=\bis)n['’]?t (?=about\b|(?:a|an|for) {_WISH})",
        " ",
    ),
    # it isn't lost · not lost · nothing is missing · no damage
    (
        rf"(?:n['’]t|(?<=[esd])nt|\s+not|\s+never)\s+{_SOFTLY}(?:(?:been|got|get|a|so much|quite)\s+)*(?={_TROUBLE})",
        " ",
    ),
    (rf"{_BEGINS}not {_SOFTLY}(?={_TROUBLE})", "it is "),
    (rf"\bnothing(?=(?:['’]s|\s+(?:is|was|has been|seems|got|went|looks))\s+(?:\w+ )?{_TROUBLE})", "something"),
    (r"\b(?:no|not an?|not any)\s+(?=(?:damage|scratch|dent|theft|loss|delay)\w*\b)", "there is "),
    # not Monday
    (rf"{_BEGINS}not\s+(?={_VALUE})", ""),
    # 不要退款 · 不是来退款的 · 没打算退款
    (
        r"(?:不是(?:要|想|来|找|在?问(?!题|过|了)|查)|没(?:有)?(?:想|打算|要|说)(?:要|过)?|不(?:要|想|用|需要|必|须|打算|准备|愿意|希望)"
        rf"(?:要|你们|你|给我|帮我|去)*|无需|无须|甭|勿|免了)(?!{_ITSELF_ZH})(?=[^\s,，。!！])",
        "我要",
    ),
    # 别转人工 · 先不转
    (rf"别(?:给我|帮我|把我|急着|着急|再给我|再|去)*(?!{_ITSELF_ZH})(?=[^\s,，。!！])", "我要"),
    (rf"(?:[先我就那并也]|暂时)不(?:给我|帮我)?(?=[退改转赔]|{WISH_ZH})", "我要"),
    (rf"(?<![么啥都还给肯让能])不(?=(?:{_DO_ZH}|退|改|转人工|转)了)", "我要"),
    (rf"(?<![么啥都还给肯让能是])不(?=(?:{_DO_ZH})(?!的|不))", "我要"),
    # 不改期，也不退，就选个座
    (rf"^\W*(?:我)?(?:也|都|又|并)?不(?:是)?(?=(?:{_DO_ZH}|改期|退|改|换|转)(?!是|对|的|掉|出|成|好|到))", "我要"),
    # 退款不要了 · 赔偿就算了
    (
        r"(?<=[款票签工偿赔诉约店住券椅送机座位保])(?:就|也|都|我|这个)*(?:不要|不用|不必|不需要|免了|算|(?:先)?(?:不用|不|别)管)了?(?:吧|啦)?"
        r"(?=$|[^\u4e00-\u9fff])",
        "我要",
    ),
    # 充电宝不带了。那剃须刀呢？
    (r"(?<=[^\W我您你就也都先那])(?:就|也|都|先|我)*不(?:带|买|托运|要)了(?=$|[^\u4e00-\u9fff])", "我要"),
    (rf"除了(?=(?:要|想)?{WISH_ZH}.{{0,6}}都)", "我要"),
    (rf"与其(?=(?:给我|帮我|[要想])*{WISH_ZH})", "我要"),
    (r"而(?:不是|非)", "我要"),
    # 没丢 · 不是破损
    (
        r"(?<![还怎么咋])(?:并?没(?:有|被)?|并?未|并?不是|并非|不算|不存在)(?:被|任何|什么|说|行李|箱子|航班)*"
        rf"(?={_TROUBLE_ZH})",
        "",
    ),
    (rf"(?:不是|并非)(?=(?:要|想|来)?{WISH_ZH})", "我要"),
    (rf"(?:不是|并非)(?={_VALUE})", ""),
)
CUES = tuple((re.compile(pattern, re.I), affirmed) for pattern, affirmed in _PATTERNS)
# A denial of anything at all, where the half that counts follows: "不是行李没到，是把手坏了", "not late but gone".
OPPOSED = re.compile(r"不是|\bnot\b", re.I)
OPPOSITE = re.compile(r"[\s,，;；]*(?:(?:我|它)?(?:而是|就是|是|\bbut\b)|我(?:要|想|来)?(?:问|查)(?!题))", re.I)

# Here begins what is wanted instead.
_ME = r"(?:put|move|get|give|tell|show|find|book|let|make|bring|send) (?:me|us|it)"
ANEW = re.compile(
    r"\b(?:but|instead(?! of)|just|only|simply|rather(?! than| not)|please|(?:can|could) (?:you|i|we)|let['’]?s|switch"
    rf"|rebook|(?:and |so )?(?:i|we)(?: just| only)? (?:want|need|would|will|am|have|wish)|(?:i|we)['’](?:d|m|ve|ll|re)"
    rf"|(?:it|they|that|the \w+)(?: is| was| are| were| has| have|['’]s)|{_ME})\b"
    r"|而是|(?:还|倒)?不如|宁[可愿]|只是|我?只(?:想|要|需|求|是)|我?就(?:想|要|是)|但(?:是)?|不过|可是|直接|请|帮我|给我|告诉我|你(?:就|直接|来|回答|告诉|帮)"
    r"|我(?:要|想)|(?:改签|改期|换航班|换个\S{1,4}|退款|退票)(?=就(?:行|好|可以)|即可|吧)",
    re.I,
)
MARKER = re.compile(r"\W*(?:(?:but|instead|rather)\b|而是|但是?|不过|可是)[\s,，]*", re.I)
# What is said for emphasis beside a denial, and wants nothing.
EMPHASIS = re.compile(
    r"(?:whatever you do|(?:as|like) i (?:said|told you)|i repeat|(?:look|listen)(?: here)?"
    r"|for (?:god|heaven|goodness)(?:['’]?s)? sake|我(?:再)?(?:说|讲|强调)(?:一遍|过了)?|听(?:好|清楚)了?|拜托)了?",
    re.I,
)
# Here begins what is not, after what is: "rebook, not refund".
TAIL = re.compile(
    r"\b(?:rather than|instead of|in (?:place|lieu) of|without|other than|anything (?:but|except))\b"
    r"|(?<=\s)(?:and )?not(?=\s)"
    rf"|\b(?:i|we)(?=\s*(?:(?:do|did|am|would)(?:n['’]?t| not)|['’]m not)\s+{_WANT})"
    r"|(?<=\w\s)(?:please )?(?:don['’]?t|do not)\b|\b(?:even |al)?though\b"
    r"|而不是|而非|(?:里面|东西|里头)(?:倒是|倒|一样|也)?没(?:有)?(?=少|丢|坏)"
    r"|我?(?:不是|(?:先|暂时)?(?:不要|不用|不想|不需要|别)|先不|不(?=退|改签|转人工))",
    re.I,
)
# What makes a "not" part of its own clause: "it is not", "I do not".
OWN = re.compile(
    r"(?:\b(?:is|am|are|was|were|be|do|did|does|has|have|had|can|will|would|could|should|may|might|must|rather|you|please"
    r"|i|we|they|said|still)|['’](?:m|s|re))\s+$",
    re.I,
)
# A stretch that says enough to stand before "not …": something is asked, wished or named in it.
STANDS = re.compile(
    rf"\b(?:want|need|like|please|can|could|change|rebook\w*|refund|move|book|give|put|get|fly|cancel|is|was|it['’]s)\b"
    rf"|{WISH_ZH}|{_VALUE}|{_TROUBLE}|{_TROUBLE_ZH}|[要想请帮改换退转是]",
    re.I,
)
# The verb alone after what it is done to: "酒店不用安排了" is one clause.
VERB_ALONE = re.compile(
    r"(?:再|帮我|给我)?(?:安排|预约|取消|处理|改|换|开|办|送|转|查|选|退|寄|派|找|接|赔|补)?(?:了|吧|啦)*\s*$"
)
