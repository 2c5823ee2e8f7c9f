"""How a denial is said in English and Chinese, and what only looks like one.

Each cue comes with what stands in its place to read what is denied: "I don't want a refund" denies "I want a refund".
"""

import re

# No message without one of these is looked at any further.
POSSIBLE = re.compile(
    r"n['’]?t\b|\b(?:not?|nor|never|without|nothing|forget|skip|stop|anything (?:but|except)|other than|in (?:place|lieu) of"
    r"|instead of|rather)\b|[不别没非勿甭免]|除了|算了",
    re.I,
)
# What can be wished for, by its names.
_WISH = (
    r"(?:(?:a |an |any |the |my |your |some |full |to |for |me |with |asking |looking |requesting |going |about |get |getting "
    r"|having |being |new |travel |talking |speaking |calling |live |real |such |more |another |online |hotel |meal )*"
    r"(?:refund|reimburse|money|voucher|rebook|rescheduled?|rerout|chang|transfer|escalat|agent|human|person|people|operator"
    r"|representative|colleague|staff|somebody|someone|cancel|check|seat|upgrade|compensat|claim|complain|appointment"
    r"|call[- ]?back|deliver|hotel|meal|food|wheelchair|invoice|receipt|visa|miles|points|report|status|allowance|tracking"
    r"|talk|speak|chat|contact|delet|damag|missing|lost|delay|theft|payout|cash))"
)
_WISH_ZH = (
    r"(?:退款|退票|退钱|退机票|改签|改期|改票|换(?:个)?(?:航班|日期|座)|改(?:航班|日期)|转人工|转接|转(?:给)?客服|人工|真人|客服|取消|值机|选座|座位"
    r"|赔偿|赔钱|赔|索赔|补偿|投诉|预约|回电|送货|派送|配送|寄|送|酒店|住宿|餐|轮椅|发票|行程单|报销|积分|里程|登记|申报|报失|挂失|查|代金券"
    r"|签证|注销|删|行李额|超重|报案|升舱|里程|找人|破损|丢失|少东西)"
)
TROUBLE = (
    r"(?:lost|missing|damaged|broken|stolen|delayed|late|cancell?ed|torn|cracked|wet|robbed|taken|gone|misplaced|mishandled"
    r"|overbooked|diverted|smashed|dented|ripped|scratched|ruined|split|pilfered)\b"
)
_TROUBLE_ZH = r"(?:弄丢|丢|遗失|损坏|弄坏|损毁|坏|破|裂|缺|短少|少(?!于)|被偷|失窃|被盗|偷|盗|延误|晚点|取消|迟到|摔|压坏|受损|受潮|弄湿|湿|超售|变形|断)"
_VALUE = (
    r"(?:(?:the |on |at |for |from |to )*(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|jan(?:uary)?|feb(?:ruary)?|march|april"
    r"|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|today|tomorrow|tonight|\d[\d:.]*"
    r"|[a-z]{2}\s?\d{2,4}|[a-z]\d\s?\d{2,4}|\d[a-z]\s?\d{2,4})"
    r"|(?:下|这|本)?(?:周|星期|礼拜)[一二三四五六日天]|[今明后昨]天|[\d一二三四五六七八九十]+[月号日点])"
)
# Looks negative and is none: questions of the kind "A or not A", set phrases, and what is the matter itself.
NO_NEGATION = re.compile(
    r"([\u4e00-\u9fff])[不没](?:有)?\1|不好意思|不要紧|不用说|不要脸|不是吧|不得不|不[仅光但只止]|差不多|了不起|对不起"
    r"|要不(?:是|然)?(?![要用])|[可就]不是(?!.{1,8}是)|别(?=[的人处家名针墅扭致国号])|[特分区级性类识告离派个各辨]别|(?<![\u4e00-\u9fff])非(?=[常要])"
    r"|(?<=[是行好对以要能])不(?=[,，\s。?？!！]|$)|不是(?:说|已经|应该|故意|很|太|有|可以|本人|我的|我买|就)"
    r"|\bwhy\s+(?:(?:do|does|did|is|are|was|were|has|have|ca|wo|would|should|could)n['’]?t|\w+\s+(?:\w+\s+)?not|not)\b"
    r"|(?<!\w)(?:ca|could|wo|would|do|does|did|is|are|was|were|have|has|should)n['’]?t\s+"
    r"(?:i|we|it|they|there|that|this|he|she|my|the)\b|\b(?:can|wo|would|did|do|have|are|could|should)n?['’]?t you\b"
    r"|\bno (?:problem|worries|doubt|matter|idea|way|wonder|rush|hurry|longer than)\b"
    r"|\bnot (?:only|just|sure|at all|to mention|yet|bad|really sure|quite sure)\b"
    r"|\b(?:or|if|whether or|hope|think|course|maybe|probably) not\b"
    r"|\bdo(?:n['’]?t| not) (?:worry|mind|know|think|understand|see|get me wrong|have|remember|believe|suppose|forget|hesitate)\b"
    r"|\bcan['’]?t wait\b",
    re.I,
)
# What follows these is a fear, a limit or a taste, or gives up what was booked: a wish in itself.
_ITSELF = (
    r"(?:to\s+)?(?:pay|wait|miss|lose|be\b|get (?:lost|stuck|charged)|stand|risk|know|tell|say\b|give|share|sell|hear|explain"
    r"|repeat|sit\b|keep|spend|travel\b|fly\b|go\b|it\b|that\b|this\b|them\b|you to|any (?:trouble|more|of)|continue|do\b|carry on"
    r"|(?:a|an|the|this|my|that|to (?:talk|speak|chat) (?:to|with) (?:a|an|the)?)?\s*(?:middle|window|aisle|back|exit|bot\b|robot"
    r"|machine|chatbot|ai\b|ticket\b|flight|trip|booking\b|stopover|layover|connection))"
)
_ITSELF_ZH = (
    r"(?:再?等|多花|花|付|错过|误|告诉|透露|提供|坐|中间|靠|飞|去|走|弄|填|办了|继续|问|动|这个|那个|了|吧|啊|的|急|骗|再?[跟和与]?(?:你们?)?(?:这)?(?:个)?机器|ai|bot"
    r"|催|吃|辣|香菜|[猪牛羊]肉|耽误|忘|担心|着急|生气|[跟和]你|这张|那张|航班|行程|机票|票|让我|逗|闹|忽悠|敷衍|重复|废话|老是?|总是?|一直|光|随便|这么|那么|太"
    r"|经停|转机|中转|你管|说|发(?!票)|打)"
)
_WANT = (
    r"(?:want(?:ed|ing)?|need(?:ed|ing)?|wish|require|care (?:for|about)|looking|look|ask(?:ed|ing)?|request(?:ed|ing)?"
    r"|fancy|intend(?:ing)?|plan(?:ning)?|interested in|after|trying|try|calling|here|like(?= to)|claiming(?= for)|writing)"
)
_SOFTLY = r"(?:really |actually |even |just |necessarily |currently |ever )*"

CUES = tuple(
    (re.compile(pattern, re.I), affirmed)
    for pattern, affirmed in (
        # I don't want a refund · I'm not asking for one · we never wanted one
        (
            rf"\b(?:(?:do|did|would|wo|am|is|are|does|was)(?:n['’]?t| not)|['’]m not|['’]re not|never|no longer|didnt|dont)\s+{_SOFTLY}"
            rf"{_WANT}(?: for| about)?(?: you| anybody| anyone)?(?: to)?\s+(?!{_ITSELF})",
            " want ",
        ),
        (rf"\bnot {_SOFTLY}(?:looking|asking|trying|here|interested in|after)(?: for| to)?\s+(?!{_ITSELF})", "I want "),
        (rf"(?:['’]d|\bwould)\s+(?:really |much )?rather not\s+(?!{_ITSELF})", " want to "),
        (
            r"\b(?:there(?:['’]s| is)\s+)?no (?:need|reason|wish|desire|intention) (?:for you |whatever )?(?:for|to|of)\s+(?!worry)",
            "please ",
        ),
        (r"\byou (?:do(?:n['’]?t| not)|need(?:n['’]?t| not)|dont) (?:need to|have to)?\s*", "please "),
        # don't transfer me · can you not transfer me · stop transferring me
        (
            r"(?:^|(?<=[\s,;.!]))(?<!\bi )(?<!\bwe )(?<!they )(?:please |pls |kindly |just )*(?:do not|don['’]?t|dont|never)\s+"
            r"(?:you dare |just |please |ever |yet )*(?!want|need|wish|like|care|have|know|see|get\b|feel|submit|bother|stop|give up"
            r"|let|make me|be\b|ask|tell|work|want|charge|take|lose|say|call|keep|share|sell|send me (?:ads|adverts|marketing|emails))",
            "please ",
        ),
        (r"\b(?:can|could|would|will) you (?:please )?not\s+", "please "),
        (r"\bstop (?=(?:transferr|connect|refund|cancel|rebook|chang|escalat)\w*ing)", ""),
        # rather than a refund · anything but a refund · never mind the refund · without a refund
        (r"\b(?:rather than|instead of|in (?:place|lieu) of|anything (?:but|except)|other than)\s+", "I want "),
        (rf"\b(?:forget(?: about)?|skip|never mind|leave aside)\s+(?=(?:that )?{_WISH})", "I want "),
        (
            r"\bwithout\s+(?=(?:a |an |any |the |being |getting |having |talking to |speaking to |calling )*(?:refund|compensation"
            r"|agent|human|person|people|operator|representative|colleague|transfer|cancel|rebook|complain))",
            "I want ",
        ),
        # not a refund · no refund
        (rf"(?:^|(?<=[\s,;.]))(?<!\bis )(?<!\bam )(?:not|nor|no)\s+(?={_WISH})", "I want "),
        # it isn't lost · not lost · nothing is missing · no damage
        (
            rf"(?:n['’]?t|\s+not|\s+never)\s+{_SOFTLY}(?:been |got |get |a |so much |quite )*(?=(?:{TROUBLE}|lose\b|break\b))",
            " ",
        ),
        (rf"(?:^|(?<=[\s,;]))not {_SOFTLY}(?={TROUBLE})", "it is "),
        (rf"\bnothing(?=(?:['’]s|\s+(?:is|was|has been|seems|got|went|looks))\s+(?:\w+ )?{TROUBLE})", "something"),
        (r"\b(?:no|not a|not any)\s+(?=(?:damage|scratch|dent|theft|loss|delay)\w*\b)", "there is "),
        # not Monday
        (rf"(?:^|(?<=[\s,;]))not\s+(?={_VALUE})", ""),
        (r"(?:is(?:n['’]t| not)|['’]s not)\s+(?=about\b)", "is "),
        # 不要退款 · 别转人工
        (
            rf"(?:不是(?:要|想|来|找)|没(?:有)?(?:想|打算)(?:要|过)?|没说要?|没(?:有)?要求|不(?:要|想|用|需要|必|须|打算|准备|愿意|希望)(?:要|你们|你|给我|帮我|去)*"
            rf"|无需|无须|甭|勿|免了?)(?!{_ITSELF_ZH})(?=[^\s,，。!！])",
            "我要",
        ),
        (rf"别(?:给我|帮我|把我|急着|着急|再给我|再|去)?(?!{_ITSELF_ZH})(?=[^\s,，。!！])", "请"),
        (rf"(?:[先我就那并也]|暂时)不(?:给我|帮我)?(?=[退改转赔]|{_WISH_ZH})", "我要"),
        (r"(?<![么啥都还给肯让能])不(?=(?:退票|退款|退|改签|改|转人工|转|取消|投诉|索赔|预约)了)", "我要"),
        (r"(?<![么啥都还给肯让能是])不(?=(?:退票|退款|改签|转人工|取消|投诉|索赔|预约)(?!的|不))", "我要"),
        # 退款不要了 · 赔偿就算了
        (
            rf"(?<=[款票签工偿赔诉约店住券妻票椅送送])(?:就|也|都|我|这个)*(?:不要|不用|不必|不需要|免|算)了?(?:吧|啦)?(?=$|[^\u4e00-\u9fff])",
            "",
        ),
        (rf"除了(?=(?:要|想)?{_WISH_ZH}.{{0,6}}都)", "我要"),
        (r"而(?:不是|非)", "我要"),
        # 没丢 · 不是破损
        (
            rf"(?<![还怎么咋])(?:并?没(?:有|被)?|并?未|并?不是|并非|不算|不存在)(?:被|任何|什么|说|行李|箱子|航班)*(?={_TROUBLE_ZH})",
            "",
        ),
        (rf"(?:不是|并非)(?=(?:{_VALUE}|(?:要|想|来)?{_WISH_ZH}))", "我要"),
        (r"不是(?=.{1,12}(?:而是|[,，]\s*(?:我)?(?:是|就是)))", ""),
    )
)
# Here begins what is wanted instead.
ANEW = re.compile(
    r"(?:\b(?:but|instead(?! of)|just|only|simply|rather(?! than| not)|"
    r"(?:and |so )?(?:i|we)(?: just| only)? (?:want|need|would|will|am|have|wish)\b|(?:i|we)['’](?:d|m|ve|ll|re)\b"
    r"|(?:it|they|that|the \w+)(?: is| was| are| were| has| have|['’]s)\b|please|can (?:you|i|we)|could (?:you|i|we)|put (?:me|us)"
    r"|move (?:me|us|it)|get (?:me|us)|give (?:me|us)|tell (?:me|us)|show (?:me|us)|find (?:me|us)|book (?:me|us)|rebook|send"
    r"|let['’]?s|switch|make it)\b)"
    r"|而是|只是|(?:我)?只(?:想|要|需|求|是)|(?:我)?就(?:想|要|是)|但(?:是)?|不过|可是|直接|(?:请|帮我|给我|告诉我|你(?:就|直接|来|回答|告诉|帮))"
    r"|我(?:要|想)|(?:改签|改期|换航班|换个\S{1,4}|退款|退票)(?=就(?:行|好|可以)|即可|吧)",
    re.I,
)
MARKER = re.compile(r"\W*(?:(?:but|instead|rather)\b|而是|但是?|不过|可是)[\s,，]*", re.I)
# Here begins what is not, after what is: "rebook, not refund".
TAIL = re.compile(
    r"\b(?:rather than|instead of|in (?:place|lieu) of|without|other than|anything (?:but|except))\b"
    r"|(?<!\bis )(?<!\bam )(?<!are )(?<!was )(?<!were )(?<!do )(?<!did )(?<!does )(?<!has )(?<!have )(?<!had )(?<!can )(?<!will )"
    r"(?<!would )(?<!could )(?<!should )(?<!rather )(?<!you )(?<!please )(?<!'m )(?<!'s )(?<!’m )(?<!'re )(?<=\s)(?:and )?not(?=\s)"
    rf"|\b(?:i|we)(?=\s+(?:do|did|am|would)(?:n['’]?t| not)\s+{_WANT})|(?<=\w\s)(?:please )?don['’]?t\b(?<!i don't)(?<!we don't)"
    r"|而不是|而非|(?:我)?(?:不是|不要|不用|不想|不需要|先别|别|先不)",
    re.I,
)
# A stretch that says enough to stand before "not …": something is asked, wished or named in it.
STANDS = re.compile(
    rf"\b(?:want|need|like|please|can|could|change|rebook|refund|move|book|give|put|get|fly|cancel|is|was|it['’]s)\b|{_WISH_ZH}"
    rf"|{_VALUE}|[要想请帮改换退转是]",
    re.I,
)
