"""The words right before and after a numeral → measure, sign, bound, growth base; and what is left: the subject.

What belongs here: reading a clause from its numeral leftwards, word by word, with the word lists of `verbs.csv`; bound
words on either side. What does not: who the subject is when it is elided, statuses, periods.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from sources.language import plans, prices
from sources.language.quantity import Quantity
from sources.model import Bound, Measure
from sources.words import word_lists

_LISTS: Final = word_lists("language/verbs.csv")
#: Word that may stand between a subject and its numeral → its class.
_TAIL: Final[dict[str, str]] = {}
for _class in ("adverb", "about", "upper", "lower", "reach", "fall", "rise", "falling_rate", "rising_rate"):
    for _word in _LISTS[_class]:
        _TAIL.setdefault(_word, _class)
_LONGEST: Final = max(map(len, _TAIL))

#: A tail word that is really the end of a longer noun: (word, what may not stand before it).
_PART_OF_NOUN: Final[dict[str, re.Pattern[str]]] = {
    word: re.compile(rf"(?:{before})$")
    for word, before in {
        "节支": "增收",
        "增": "新|倍",
        "折": "打|曲|转|周|波",
        "增加": "新",
        "高": "提|新|最",
        "多": "许|众|更",
        "少": "减|至|多",
        "减": "核",
        "有": "国|所|私|公|民|含|特|没|稀|具|占|专|自|共",
        "在": "现|存|所|实|潜|内",
        "是": "特别|但|就|于|还|都|要|特别",
        "为": "作|成|行|认|人|列|定|确|视|名",
        "至": "甚|乃",
        "到": "得|达|感|做|受",
        "由": "自|理",
        "从": "服",
        "计": "统|设|审|合|会|生|累|共|总",
        "居": "民|新|定|安|宜|群|移|旧|新社",
        "列": "系|班|序|陈",
        "排": "减|安|彩",
        "增长率": "自然",
        "降": "升|下",
        "涨": "上",
        "改善": "生态",
        "共": "公",
        "破": "突|攻",
        "过": "超|通|经|不|越",
        "近": "就|附|临|邻|将",
        "约": "公|集|节|预|条|签|履|制",
        "实现": "未",
        "翻": "推",
        "年平均": "[两三四五六七八九十0-9]",
        "年均": "[两三四五六七八九十0-9]",
        "可": "许|认|即",
        "慢": "放",
        "快": "加",
        "低": "降|最",
        "保留": "有",
        "拓展": "市场",
        "完成": "未",
        "仅": "不",
        "就": "成|造|高|迁|早|将|也",
        "只": "船|不|一|首|每|多|几|两",
        "则": "原|规|细|守|法|准|否",
        "却": "忘|冷|退|了",
        "竟": "毕|究",
        "要": "主|重|需|必|纲|概|摘|简|首|紧|想|只|不",
        "排名": "综合",
        "提升": "能力",
        "增效": "提质",
    }.items()
} | {word: re.compile("[人户亩]$") for word in _TAIL if word.startswith("均")}
_BASE: Final = re.compile(
    r"(?:"
    r"(?:比|较|同|与|高于|低于|超)?(?P<prior>上年同期|去年同期|上一年度?|前一年|上年末|上年底|去年末|去年底|上年|去年|上年度|前年|同期|上年同月|往年)(?:相比|的?(?:实际|预计|计划|预算|决算|执行|完成)(?:完成|规定|执行)?数)?"
    r"|(?:比|较|与)(?P<other>年初|(?:19|20)\d\d年(?:同期|末|底|年末)?|(?:“?[一二三四五六七八九十]{1,2}五”?|第[一二三四五六七八九十]{1,2}个五年计划)(?:末期?|期末|时期|期间|初期?)?|上个?[月季]度?|(?:\d+|[一二三四五六七八九十]{1,3})年前的?|上个五年|前?五年|前四年|前[两二三四五六0-9]年|上[一]?届|改革前|建市(?:初|时)|同期|目标|基准年)(?:相比|实际(?:完成)?数?|时|平均值?|均值|的?(?:预计|计划|预算|决算|执行)(?:完成|规定)?数?)?"
    r"|同口径|按?可比口径|剔除[^，。]{1,12}后|扣除[^，。]{1,10}(?:因素|后)|同比|环比|按[^，。；]{1,8}(?:价格?|口径)(?:计算|计)?|可比价(?:格)?"
    r")的?,?，?$"
)
_YEAR_TAIL: Final = re.compile(
    rf"(?:{plans.NAME}(?:规划|计划)?(?:期?末|时期末?|期间|初期?|之初)的?|(?:在|截至)?(?P<year>(?:19|20)\d\d)年(?:年?末|年?底|全年|前后|左右)?的?|(?:\d+|[一二三四五六七八九十两]+)年(?:来|间|内|共|总)?(?:累计|年均|平均|共|总体)?|每年|全年|这一年|年内|当年|年底前?|年末|年底|今年|期末|目前|期间|一年|平均每年|累计|现在|[当本今]年)$"
)
#: 由每亩每年10元提高到: what the amount is paid for, between the verb and the number.
_PER_HEAD: Final = re.compile(
    r"(?:(?<=[由从到至为])|(?<=提高)|(?<=增加))(?:(?:每[人亩户年月生床天吨]){1,2}(?:每?[年月])?|[月年]?人均)$"
)
_OVER_ELSEWHERE: Final = re.compile(
    r"(?:分别|均|都)?(?P<verb>高于|高出|低于|快于|高|低|快|慢于|好于|优于|超出|超|领先于?|多于)(?P<where>(?:全国|全省|全区|全市|全州|全县|省|市|国家|同期|年度|全年|年初|预期|目标|计划|省定|国定|上级|控制|约束|中东部|东部|中部|西部|城镇|农村|经济增速|GDP增速|地区|省均|全国全省|发达|世界|周边|我省|我市|规上|沿海|下达|考核|规划|[一二三四五六七八九十]五)[^，。；、\d]{0,12}?(?:[、和与及](?:全国|全省|全区|全市|全州|省|市|[东中西]部|周边)[^，。；、\d]{0,6}?)*)(?:平均水平|平均值|平均|水平|平均增速|增速|目标)?(?:分别|约|近|均)?$"
)
#: 比上年末新增N is a change; 是脱贫标准的N倍 keeps the subject before 是.
_NEWLY: Final = re.compile(
    r"(?:比|较)(?:上年|年初|去年|上年末|去年末|上年同期)(?:[^，。提升加缩减放增]{0,3})(?P<verb>新增|(?<![提升最加缩减放增])[多少高低快慢])$"
)
#: 恢复到2019年的75%: the year compared with, not the year of the figure.
_SHARE_OF_YEAR: Final = re.compile(r"(?:恢复[到至]|相当于|达到?)(?P<base>(?:19|20)\d\d年)(?:同期|水平|末|底)*的$")
_TIMES: Final = re.compile(r"(?:是|为|相当于|等于|达到?)[^，。；、]{1,16}的$")
#: 高于存款余额3.3个百分点: any other figure may be the one compared with.
_OVER_OTHER: Final = re.compile(
    r"(?P<verb>高于|低于|快于|慢于)(?P<where>[^，。；、\d]{2,14}?)(?:增速|增幅|平均水平)?(?:分别|约|近|均)?$"
)
_ASIDE: Final = re.compile(r"（[^（）\d]{0,8}）$")
_PLAN: Final = re.compile(
    r"(?:完成|占(?=年|全年|计划|目标|任务)|达到?|实现|为|超)(?:了)?(?P<of>(?:全年|年度|年初|省|市|国家|上级|下达|预算|区|县|原|总|调整|变动|人大|五年|预期|总体|既定|政府|奋斗|考核|规划|投资|本年|“?[一二三四五六七八九十]{1,2}五”?)?[^，。；、\d]{0,14}?(?:计划|目标|任务|预算|目标任务|任务数|计划数|预算数|年初预算|目标数|进度|年计划|预期))(?:的|之)?(?:比例)?(?:分别)?(?:为|达到?)?$"
)
_AFTER: Final = re.compile(
    r"(?:[个%元人户家])?(?P<word>以上|以下|以内|之内|左右|上下|及以上|以里|之上|之多|开外|内(?=[，。；、）]|$))"
)


_GROWTH_AFTER: Final = re.compile(
    r"(?:以上|左右|以内)?的?(?:较快|高速|中高速|高位|快速|平稳|稳定|合理|正|年均|平均|年)*的?(?:(?:增长|增速|增幅|涨幅|增长率|增长速度)(?=[，。；、）和]|$|的|高|快|低)|速度(?:递增|增长|提高|推进))"
)
_KEEPS: Final = re.compile(r"(?:连续[^，。]{1,4}年)?(?:保持了?|实现了?|取得|达到)?(?:以|按照?)?$")


@dataclass(slots=True)
class Tail:
    """What stands between a subject and its numeral."""

    subject: str  # what is left of the clause, words of this room taken off
    measure: str | None  # None: the unit decides
    sign: int
    bound: str | None
    base: str | None = None
    based: bool = False  # the base stands right before the number: 比1952年的827亿元增长68%
    distributes: bool = False  # 分别
    joint: bool = False  # 均, 都
    average: bool = False  # 年均
    reached: bool = False  # a verb of reaching: the number is a level at a date
    done: bool = False  # the verb is 完成 or 实现, which may govern a noun after the number as well
    fell: bool = False
    rose: bool = False
    origin: bool = False  # 由 / 从: the value before
    elsewhere: str = ""  # 高于全国: the comparison
    plan: bool = False
    plan_of: str = ""  # the plan's name: 年度投资计划
    rate_reached: bool = False
    rate: bool = False  # 增速, 涨幅: a noun says that the number is a rate of growth
    verb: str = ""  # the verb of rising or falling
    year: str | None = None  # a year said right before the numeral: 由2015年的, 2020年达到


def read_tail(clause: str, q: Quantity) -> Tail:
    """Read a clause (the text up to the numeral) from its end. Sources of the words: `verbs.csv`."""
    tail = Tail("", None, 1, None)
    text = _ASIDE.sub("", clause.rstrip("-") if q.negative else clause)
    if q.kind == "percent" and text in ("目标的", "计划的", "任务的", "年度目标的", "年度计划的"):
        tail.plan, tail.plan_of = True, text.removesuffix("的")  # 是700亿元目标的115.2%
        return tail
    if text[-1:] in "增多少高低快慢" and (match := _NEWLY.search(text)):
        tail.fell = match["verb"] in "少低慢"
        tail.rose, tail.verb = not tail.fell, match["verb"]
        text = text[: match.start("verb")]
    elif q.noun == "倍" and (match := _TIMES.search(text)):
        text, tail.reached = text[: match.start()], True
    if q.kind == "percent" and (match := _SHARE_OF_YEAR.search(text)):
        text, tail.reached, tail.base = text[: match.start()], True, match["base"]
    if "点" not in q.noun and q.kind != "count" and (match := _PLAN.search(text)):  # 完成改革任务870项: tasks counted
        tail.plan = True
        tail.plan_of = match["of"]
        tail.distributes = "分别" in match.group() or text[: match.start()].endswith("分别")
        text = text[: match.start()].removesuffix("分别")
    elif (_compares(q) and (match := _OVER_ELSEWHERE.search(text))) or (
        "点" in q.noun and (match := _OVER_OTHER.search(text))
    ):
        tail.elsewhere = match["verb"] + match["where"]
        tail.sign = -1 if match["verb"] in ("低于", "低", "慢于") else 1
        tail.distributes = "分别" in match.group()
        tail.subject = _strip_words(text[: match.start()], tail)
        return tail
    tail.subject = _strip_words(text, tail)
    if q.kind == "percent" and text.endswith("完成") and tail.subject and not tail.subject.endswith("率"):
        tail.plan, tail.plan_of = True, "计划"
    return tail


def _compares(q: Quantity) -> bool:
    """Whether a quantity can be a distance to another place's figure."""
    return "点" in q.noun or q.noun == "位" or q.kind in ("money", "multiple", "percent")


def _strip_words(text: str, tail: Tail) -> str:
    """Take tail words off the end of `text`, noting in `tail` what they say; returns the rest."""
    arrived, whole = False, len(text)
    while text:
        size = len(text)
        for length in range(min(_LONGEST, size), 0, -1):
            word = text[-length:]
            kind = _TAIL.get(word)
            if kind is None:
                continue
            guard = _PART_OF_NOUN.get(word)
            if guard is not None and guard.search(text, max(0, size - length - 3), size - length):
                continue
            if arrived and kind in ("rise", "fall"):
                kind = "reach"  # 削减为95项, 提升至36名: the words end in what is reached
            _note(word, kind, tail)
            arrived = word in ("为", "至", "到")
            text = text[:-length]
            break
        else:
            if match := _BASE.search(text):
                said = match["other"] or match["prior"] or match.group()
                if tail.base is None and prices.stated(said) is None:
                    tail.base = said.rstrip("，,")
                    tail.based = (
                        match.group()[0] in "比较同与" and match.group().endswith("的") and match.end() == whole
                    )
                text = text[: match.start()]
            elif match := _PER_HEAD.search(text):
                text = text[: match.start()]
            elif match := _YEAR_TAIL.search(text):
                word = match.group()
                if tail.year is None:
                    tail.year = match["year"]
                    if first := plans.first_year(match):
                        tail.year = str(first + 4) if "末" in word else tail.year
                        tail.year = f"{first}-{first + 4}" if word.endswith("期间的") else tail.year
                if "均" in word:
                    tail.average = True
                if match.start() == 0 and len(word) == len(text) and not word.endswith("的"):
                    text = ""
                else:
                    text = text[: match.start()]
            else:
                return text
    return text


def _note(word: str, kind: str, tail: Tail) -> None:
    if word.startswith("年均"):
        tail.average = True  # 年均增速 too
    if kind == "adverb":
        if "分别" in word:
            tail.distributes = True
        if word in ("均", "都", "均为", "平均"):
            tail.joint = True
        if word in ("年均", "年平均", "平均每年", "每年平均"):
            tail.average = True
        if word in ("同比", "环比") and tail.base is None:
            tail.base = word
    elif kind == "about":
        tail.bound = tail.bound or Bound.APPROX
    elif kind == "upper":
        tail.bound = tail.bound or Bound.LE
    elif kind == "lower":
        tail.bound = tail.bound or Bound.GE
    elif kind == "reach":
        if word in ("由", "从"):
            tail.origin = True
        elif not (tail.rose or tail.fell):
            tail.done = word in ("完成", "实现") and (tail.done or not tail.reached)
            tail.reached = True
        if "均" in word:
            tail.joint = True
    elif kind in ("rise", "rising_rate"):
        if not tail.fell:
            tail.rose = True
        tail.verb = tail.verb or (word if kind == "rise" else "")
        if kind == "rising_rate":
            tail.rate = True
            tail.rate_reached = tail.reached
            tail.reached = False
    elif kind in ("fall", "falling_rate"):
        tail.fell = True
        tail.rose = False
        tail.verb = word if kind == "fall" else ""
        if kind == "falling_rate":
            tail.rate = True
            tail.reached = False


def grows_after(text: str, stop: int, q: Quantity, tail: Tail) -> None:
    """Note a growth that is named after its number: 保持8%以上的增长, 以8%的速度递增."""
    if q.kind != "percent" or tail.rose or tail.fell or tail.plan or tail.elsewhere or "点" in q.noun:
        return
    if _GROWTH_AFTER.match(text, stop):
        tail.rose, tail.reached, tail.done = True, False, False
        tail.subject = _KEEPS.sub("", tail.subject)


def is_tail_word(word: str) -> bool:
    """Whether a word only links a subject to its numeral (增至, 达到, 下降)."""
    return word in _TAIL


def leads_on(words: str) -> bool:
    """Whether words after a numeral lead from a starting value to what is reached (增加到2020年的, 提高至): no noun of its own."""
    return any(words[:n] in _TAIL and words[n - 1] in "到至为" for n in range(2, min(_LONGEST, len(words)) + 1))


def bound_after(text: str, stop: int) -> tuple[str | None, int]:
    """The bound word after a unit and where it ends: (None, stop) without one."""
    match = _AFTER.match(text, stop)
    if match is None:
        return None, stop
    word = match["word"]
    if word in ("左右", "上下"):
        return Bound.APPROX, match.end()
    if word in ("以上", "及以上", "之上", "之多", "开外"):
        return Bound.GE, match.end()
    return Bound.LE, match.end()


def measure_of(q: Quantity, tail: Tail) -> tuple[str, float]:
    """Measure and signed value of a quantity whose clause was read as `tail`."""
    if q.kind == "rank":
        return Measure.RANK, q.value
    if q.noun == "番":
        return Measure.GROWTH, q.value
    if tail.plan and q.kind in ("percent", "multiple") and "点" not in q.noun:
        return Measure.PLAN_COMPLETION, q.value
    sign = -1.0 if q.negative else 1.0
    if tail.elsewhere:
        return Measure.CHANGE, tail.sign * q.value
    if "点" in q.noun:
        if tail.reached and not (tail.rose or tail.fell):
            return Measure.LEVEL, sign * q.value
        return Measure.CHANGE, -q.value if tail.fell else sign * q.value
    if tail.reached and not (tail.rose or tail.fell):
        return Measure.LEVEL, sign * q.value
    if tail.rose or tail.fell:
        signed = -q.value if tail.fell else sign * q.value
        return (Measure.GROWTH if q.kind in ("percent", "multiple") else Measure.CHANGE), signed
    return Measure.LEVEL, sign * q.value
