"""One sentence's candidate observations → readings: subject, measure, value, unit, bound, status, period, code.

What belongs here: walking a sentence from numeral to numeral, and what an elided clause takes over from the one before.
What does not: patterns of the single questions (their own modules answer those).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from sources.language import scope, subjects
from sources.language.coding import code_of, unit_class
from sources.language.measures import Tail, bound_after, is_tail_word, measure_of, read_tail
from sources.language.names import Verdict
from sources.language.numerals import Quantity
from sources.language.parts import Clock, Part
from sources.model import Bound, Disposition, Measure, Status

_SENTENCE: Final = re.compile(r"[。！？]+[”）]*")
_LINK: Final = re.compile(r"(?:、|和|及|与|以及|，|；|或|,|/)?")
_LIST_LINK: Final = re.compile(r"(?:、|和|及|与|以及|/|，和)$")
_RANGE_LINK: Final = re.compile(r"(?:-|~|—|——|至|到|－)$")
_DELIMITER: Final = re.compile(r"[，。；、:！？（）,\n［]")
_RIGHT_VERB: Final = re.compile(
    r"完成投资|累计完成投资|完成|实现|增加|新增|达到?|带动|覆盖|提供|占|总投资|计划总投资|投资|投入|惠及|减少|平均|共|安置|吸纳|服务|创造|产值|年产值|涉及|受益|总面积|面积|获得?|发放|接待|建成|升至|跃升|提升|提高|增长|下降|开工|投产|累计"
)
_SHARE: Final = re.compile(r"^(?:约|均|分别|已)?占(?!地|道|用|有率|优)(?P<of>.*?)(?:的?(?:比重|比例|份额|比率|比))?$")
_CONTRIBUTION: Final = re.compile(r"^(?:对|拉动|带动|贡献)")
_STRUCTURE: Final = re.compile(r"(?:结构|构成|比例|比重|之比|比)$")
_SCOPE: Final = re.compile(r"规模以上|规上|限额以上单位|限额以上|限上")
_SPLIT_VIEW: Final = re.compile(r"^(?:分[^，]{1,8}看|从[^，]{1,10}看|按[^，]{1,10}分|其中)")
_LEVEL_PREFIX: Final = re.compile(r"^(?:国家|省|市|县|区|部|地市|厅|校)*级?(?:及)?(?:以上)?(?:重点)?")
_PERSON_END: Final = re.compile(r"(?:人员|学生|教师|医师|护士|专家|人才|职工|群众|人口|居民|老人|儿童|劳动力|干部|队员|农民|工匠|党员|旅客|游客|志愿者|教职工|在校生|毕业生|大学生|生|员|者|师|工|士|人)$")
_SUFFIX: Final[dict[str, str]] = {
    "人": "人数", "人次": "人次", "户": "户数", "户次": "户次", "次": "次数", "场": "场次", "场次": "场次", "辆次": "辆次", "件": "数", "口": "数",
    "亩": "面积", "平方米": "面积", "平方公里": "面积", "公顷": "面积", "公里": "长度", "米": "长度", "千米": "长度",
}  # fmt: skip
_INDUSTRY_STRUCTURE: Final = ("第一产业", "第二产业", "第三产业")


_RANKING: Final = re.compile(
    r"(?:成为|[位排]?列|排名?在?|位居|居|排在|位于|升至|跃居|跃升至|上升至|均|保持|稳居|名列|进入|跻身|综合)*(?:连续[^，。]{1,5}年)?(?:保持|居|位居|排名?|位列|列|稳居)?"
    r"(?:全国|全省|全区|全市|全球|世界|国内|亚洲|省内|西部|东部|中部|东北|西北|西南|华东|华南|华北|北方|南方|沿海|同类|副省级|省直)?(?:同类|城市|地级市|设区市|各市|市州|省会|[0-9]+个|排名|主要|省份|各省)*(?:城市)?(?:中|里)?(?:的)?(?:排名|排|位列|位居|居|列)?$"
)
_THEN: Final = re.compile(r".*(?<![合兼])并(?![购网举轨列存发肩行联入])")
_NAMED_ASIDE: Final = re.compile(r"（(?P<name>[^（）]{3,20})）$")
_THING: Final = re.compile(
    r"(?P<thing>[^，。；]{2,14}?)(?:发展|增长|生产|保持|运行|持续|稳步|稳中|不断|较快|快速|加快|平稳|进一步|明显|总体|逐步|支撑|增势|实现|取得|得到|全面|大幅|稳定)[^，。；]*$"
)
_PREDICATE: Final = re.compile(
    r"(?:立起|入选|上榜|获得|获评|获批|建成|开工|投产|竣工|落户|完成|通过|实现|列入|纳入|被|成功|全部|加快|顺利|投入|启动|正式|进入|成为|荣获|达到|已|实施|扎实|引领|有序|相继|陆续)"
)
_YEARS_LONG: Final = re.compile(
    r"(?<![\d连续前第近提前满每])(?P<years>[三四五六七八十]|\d{1,2})年(?:来|间)?(?=累计|年均|平均|增|共|提[高升]|[下减]|接近|翻|总|分别|净|新|完成|建|引|实施|培育|发放|投入|$)"
)
_FLOW: Final = re.compile(r"新增|累计|建成|完成|减少|落实|投入|拉动|实施|发放|争取|引进|整合|关闭|淘汰|获得?|入选|投产|开工|竣工|荣获|招引|流转|改造|治理|新建|销售")
_STOCK: Final = re.compile(r"现有|拥有|共有|建有|实有|设有|已有|累计达到?|总数|总量")
_COUNTERS: Final = frozenset(("个", "家", "项", "条", "处", "所", "座"))
_SELF_STANDING: Final = re.compile(r"(?:率|比|度|投资|贷款|价格|出口|进口)$")
_LEADING_CHANGE: Final = re.compile(r"^(?P<verb>压缩|压减|减少|降低|缩短|提高|提升|节约|精简|削减|调高|上调|下调|调增|降)(?![^，]{0,2}(?:到|至))(?P<what>.{2,})$")
_RISING: Final = ("提高", "提升", "调高", "上调", "调增")
_YEARS_WORDS: Final = {"三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "十": 10}


def _clauses_before(text: str, at: int) -> str:
    """The clause before the one that ends at `at`."""
    low = max(0, at - 60)
    window = text[low:at]
    cut = window.rfind("，")
    if cut < 0:
        return ""
    before = window[:cut]
    edge = max(before.rfind("，"), before.rfind("。"), before.rfind("；"))
    return before[edge + 1 :]


@dataclass(slots=True)
class Reading:
    """The reading of one observation, or (`disposition` set) what it turned out to be instead."""

    indicator: str = ""
    code: str | None = None
    measure: str = Measure.LEVEL
    value: float = 0.0
    unit: str = ""
    bound: str = Bound.EQ
    status: str = Status.ACTUAL
    period: str | None = None
    base: str | None = None
    force: str | None = None
    rule: str = ""
    disposition: str | None = None


@dataclass(slots=True)
class Carry:
    """What later numerals of a paragraph may take over."""

    subject: str = ""  # the last subject said in full
    code: str | None = None
    kind: str = ""  # the last quantity's unit kind
    noun: str = ""  # and measure word
    listed: list[str] = field(default_factory=list)  # the subjects of the last 分别
    share: str = ""  # the last phrase of a share: 制造业投资占固定资产投资比重
    flow: bool = False  # the last phrase is of something done, not of something standing
    recent: list[str] = field(default_factory=list)  # subjects of this sentence, in order
    parent: str = ""  # what 其中 splits
    verb: str = ""  # the verb of doing that governs a list
    scope: str = ""  # 规模以上 …
    status: str | None = None  # of the last clause
    right: bool = False  # the last phrase stood after its numeral
    left: str = ""  # and the words before that numeral
    origin: bool = False
    measure: str = ""  # of the last reading
    period: str | None = None


def sentences(text: str, quantities: list[Quantity]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches that hold quantities: (start, end, first quantity, last + 1)."""
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    start = 0
    index = 0
    for end in ends:
        first = index
        while index < len(quantities) and quantities[index].start < end:
            index += 1
        if index > first:
            yield start, end, first, index
        start = end


class SentenceReader:
    """Reads the sentences of one paragraph in order."""

    def __init__(self, text: str, part: Part, clock: Clock, place: tuple[str, ...] = ()) -> None:
        self.text = text
        self.part = part
        self.place = place
        self.verdicts: list[Verdict | None] = []
        self.clock = clock
        self.carry = Carry()
        self._preliminary = False
        self._splits = False

    def read(
        self, start: int, end: int, quantities: list[Quantity], verdicts: list[Verdict | None]
    ) -> list[Reading | None]:
        """The readings of one sentence's quantities; None where a verdict stands already."""
        out: list[Reading | None] = [None] * len(quantities)
        if all(verdict is not None for verdict in verdicts):
            return out
        sentence = self.text[start:end]
        self.clock.hear(sentence, start)
        carry = self.carry
        self.verdicts = verdicts
        carry.recent = []
        carry.share = ""
        self.part = self.part.hear(sentence)
        first = next(i for i, verdict in enumerate(verdicts) if verdict is None)
        opening = self.text[start : quantities[first].start]
        continues = _SPLIT_VIEW.match(subjects.clean(opening[:14]) or opening) is not None or opening.startswith("其中")
        self._splits = continues
        self._preliminary = scope.preliminary(opening) or (self._preliminary and continues)
        if not continues:
            carry.parent = ""
            carry.scope = ""
            carry.verb = ""
            carry.listed = []
        if match := _SCOPE.search(opening):
            carry.scope = match.group()
        carry.status = None
        carry.origin = False
        index = 0
        stop = start
        while index < len(quantities):
            if verdicts[index] is not None:
                index += 1
                continue
            run = self._run(quantities, verdicts, index, end)
            chain = self._chain(quantities, index)
            if chain >= 3:
                self._read_structure(start, stop, quantities[index : index + chain], out, index)
                index += chain
                stop = bound_after(self.text, quantities[index - 1].stop)[1]
            else:
                stop = self._read_run(start, end, stop, quantities, index, run, out)
                index += run
        return out

    # --- runs: numerals that share a clause ------------------------------------------------------------------
    def _run(self, quantities: list[Quantity], verdicts: list[Verdict | None], index: int, end: int) -> int:
        """How many quantities from `index` on are only parted by 、 or 和: 8.7%、31.5%和32.3%."""
        count = 1
        while index + count < len(quantities) and verdicts[index + count] is None:
            left, right = quantities[index + count - 1], quantities[index + count]
            gap = self.text[bound_after(self.text, left.stop)[1] : right.start]
            if not (_LIST_LINK.match(gap) or _RANGE_LINK.match(gap)) or right.chinese or left.chinese:
                break
            count += 1
        return count

    def _chain(self, quantities: list[Quantity], index: int) -> int:
        """How many quantities from `index` on are joined by colons: 9.0:44.9:46.1."""
        count = 1
        while index + count < len(quantities):
            left, right = quantities[index + count - 1], quantities[index + count]
            if self.text[left.stop : right.start] != ":":
                break
            count += 1
        return count

    # --- one run -----------------------------------------------------------------------------------------------
    def _read_run(
        self, start: int, end: int, stop: int, quantities: list[Quantity], index: int, run: int, out: list[Reading | None]
    ) -> int:
        """Read the run of quantities from `index` on; returns where the next clause may begin."""
        text, carry = self.text, self.carry
        members = quantities[index : index + run]
        for left, right in zip(reversed(members[:-1]), reversed(members[1:]), strict=True):
            if right.unit and (not left.unit or (left.kind == "" and right.unit.endswith(left.unit))):
                left.unit, left.noun, left.kind = right.unit, right.noun, right.kind
        head = members[0]
        clause_start, linked = self._clause_start(start, stop, head.start)
        clause = text[clause_start : head.start]
        if "其中" in clause[:4] or text[max(start, clause_start - 3) : clause_start] in ("其中，", "其中:") or clause.startswith("（其中"):
            carry.parent = carry.parent or carry.subject
        if head.noun in ("位", "名", "") and clause.endswith("第"):
            head.kind = "rank"
        elif head.noun in ("位", "名") and clause.endswith("前") or head.chinese and head.kind == "rank" and clause.endswith("前"):
            head.kind = "rank"
            clause = clause.removesuffix("前") + "不超过"
        if head.kind == "rank":
            among = clause.endswith("不超过")
            clause = _RANKING.sub("", clause.removesuffix("第").removesuffix("不超过")) + ("不超过" if among else "")
        if head.noun == "番" and "翻" in clause:
            clause = clause[: clause.rfind("翻")]
        elif head.chinese and clause.endswith("百分之"):
            clause = clause[:-3]
        tail = read_tail(clause, head)
        if not (tail.rose or tail.fell or tail.reached or tail.plan):
            self._lead_change(clause, head, tail)
        lead = text[max(start, clause_start - 24) : clause_start]
        after_stop = bound_after(text, members[-1].stop)
        right, follows, consumed = self._right(after_stop[1], quantities, index + run, end)
        following = (right, follows)
        phrases, rule = self._phrases(tail, head, members, following, linked, after_stop[0] is not None)
        ranged = self._ranged(members)
        status = self._status(clause, lead, rule, start, head.start)
        carry.status = status
        for offset, q in enumerate(members):
            phrase = phrases[offset] if offset < len(phrases) else phrases[-1]
            measure, value = measure_of(q, tail)
            if tail.rate and tail.rate_reached and len(phrases) > 1 and phrase.endswith("率"):
                measure = Measure.LEVEL  # 失业率、价格指数涨幅分别控制在: the last one alone is a growth
            if measure == Measure.LEVEL and q.noun == "位" and re.search(r"(?:排名|位次|名次|排位)$", phrase):
                measure = Measure.RANK
            elif measure == Measure.CHANGE and "点" in q.noun and re.search(r"(?:拉动|带动|贡献|影响)", clause):
                measure = Measure.LEVEL
                phrase = phrase if phrase.endswith(("增长", "上涨")) else phrase + "增长"
            bound = self._bound(q, tail, offset, ranged, members)
            unit = "位" if measure == Measure.RANK else q.unit
            own = self._compared(phrase, tail)
            if tail.plan and not subjects.has_head(phrase) and not code_of(phrase):
                own = f"{phrase}{tail.plan_of}完成比例"
            code = None if tail.elsewhere or (tail.joint and _joint(phrase)) else self._code(phrase, measure, q)
            period = self._period(q, tail, measure, phrase, clause, status, start)
            if rule == "subject.after" and measure == Measure.CHANGE and "点" not in q.noun:
                measure, value = Measure.LEVEL, abs(value)  # 提升743个村供水设施: a count of what was done
            if tail.elsewhere and rule == "subject.elided" and carry.period:
                period = carry.period
            out[index + offset] = Reading(
                indicator=self._named(own, q, measure, clause),
                code=code if measure != Measure.RANK else None,
                measure=measure,
                value=value,
                unit=unit,
                bound=bound,
                status=status,
                period=period,
                base="年均" if tail.average and measure == Measure.GROWTH else tail.base,
                force=scope.force(lead + clause) if status == Status.TARGET else None,
                rule=rule,
            )
        if not tail.elsewhere:
            last = out[index + run - 1]
            assert last is not None
            carry.measure, carry.period = last.measure, last.period
        carry.kind, carry.noun = members[-1].kind, members[-1].noun
        carry.origin = tail.origin
        if rule == "subject.after" and not follows:
            return consumed
        return after_stop[1]

    def _lead_change(self, clause: str, head: Quantity, tail: Tail) -> None:
        """压缩审批时间50%, 调高低保85元: the verb of change stands before its object."""
        match = _LEADING_CHANGE.match(subjects.clean(tail.subject))
        if match is None:
            return
        if head.kind == "percent" or (head.kind == "money" and match["verb"] in ("调高", "上调", "下调", "调增")):
            tail.rose = match["verb"] in _RISING
            tail.fell = not tail.rose
            tail.subject = match["what"]

    def _clause_start(self, start: int, stop: int, at: int) -> tuple[int, bool]:
        """Where the clause of a numeral begins, and whether a list link ties it to the numeral before."""
        text = self.text
        low = max(start, stop)
        opened = text.rfind("（", low, at)
        if opened >= 0 and text.find("）", opened, at) < 0:
            return opened + 1, False
        cut = low - 1
        for mark in "，；:,！":
            found = text.rfind(mark, low, at)
            while found >= 0:
                close = text.find("）", found, at)
                opening = text.rfind("（", low, found) if close >= 0 else -1
                if close >= 0 and opening >= 0 and text.find("）", opening, found) < 0:
                    found = text.rfind(mark, low, opening)
                    continue
                break
            cut = max(cut, found)
        begin = cut + 1
        if stop > start and begin == stop:
            match = _LINK.match(text, begin, at)
            if match and match.end() > begin:
                return match.end(), True
            if text[begin : begin + 1] == "）":
                return begin + 1, False
        return begin, False

    def _right(self, stop: int, quantities: list[Quantity], index: int, end: int) -> tuple[str, bool, int]:
        """The text after a numeral up to the next mark or numeral, whether a numeral follows, and where it ends."""
        text = self.text
        while index < len(quantities) and self.verdicts[index] is not None:
            index += 1
        if index < len(quantities) and quantities[index].start == stop and quantities[index].kind != "rank":
            # 8条120公里幸福河湖: two numbers of one noun
            right, follows, high = self._right(bound_after(text, quantities[index].stop)[1], quantities, index + 1, end)
            return right, follows, stop
        if index < len(quantities) and text[stop : quantities[index].start] == "的" and quantities[index].kind == "count":
            # 总投资4400亿元的700个重点项目: the noun stands after the second number
            right, _, _ = self._right(bound_after(text, quantities[index].stop)[1], quantities, index + 1, end)
            return "的" + right, False, stop + 1
        match = _DELIMITER.search(text, stop, end)
        high = match.start() if match else end
        while match and match.group() == "、" and high - stop < 24 and text[stop:high] and not text[high + 1 : high + 2].isdigit():
            # 、 inside the noun after the numeral (10个省、市级重点项目)
            match = _DELIMITER.search(text, high + 1, end)
            high = match.start() if match else end
        while match and match.group() == "（" and high > stop:
            close = text.find("）", high, end)
            if close < 0 or any(high < q.start < close for q in quantities[index : index + 3]):
                break
            match = _DELIMITER.search(text, close + 1, end)
            high = match.start() if match else end
        follows = False
        if index < len(quantities) and quantities[index].start < high:
            high = quantities[index].start
            follows = True
        right = text[stop:high]
        if follows and right.endswith(("和", "及", "与", "、", "，")):
            return right[:-1], False, high - 1
        return right, follows, high

    # --- phrases -----------------------------------------------------------------------------------------------
    def _phrases(
        self, tail: Tail, head: Quantity, members: list[Quantity], following: tuple[str, bool], linked: bool, bounded: bool
    ) -> tuple[list[str], str]:
        """The indicator phrase of each member of a run, and the rule that found it."""
        carry = self.carry
        raw = tail.subject
        own = subjects.clean(raw)
        if "并" in own and (match := _THEN.search(own)):
            own = own[match.end() :]
        if own.endswith("）") and (match := _NAMED_ASIDE.search(own)) and code_of(match["name"]):
            own = match["name"]
        for name in self.place:
            if own.startswith(name) and len(own) > len(name) + 1:
                own = own[len(name) :]
                break
        own = subjects.without_examples(own)
        if raw.endswith("等") or own.endswith("等"):
            own = subjects.clean(subjects.before_deng(raw.strip("，、") if raw.endswith("等") else own))
        right, follows = following
        count = len(members)
        distributed = count >= 2 and not self._ranged(members)
        if distributed or tail.distributes:
            if own and (tail.distributes or distributed):
                own = subjects.open_pairs(own, count)
                items = subjects.split_subjects(own, count)
                if len(items) == count:
                    items = [self._finish(item, head) for item in items]
                    self._remember(items[-1], items)
                    return items, "subject.distributed"
            if not own and len(carry.listed) == count:
                return carry.listed, "subject.distributed_again"
            if (not own or own in ("增速", "增幅")) and len(carry.recent) >= count > 1 and (tail.distributes or tail.rose or tail.fell or tail.plan):
                items = carry.recent[-count:]
                return items, "subject.distributed_back"
        phrase, rule = self._phrase(tail, own, head, right, follows, linked, bounded)
        return [phrase], rule

    def _phrase(
        self, tail: Tail, own: str, head: Quantity, right: str, follows: bool, linked: bool, bounded: bool
    ) -> tuple[str, str]:
        carry = self.carry
        share = _SHARE.match(own)
        if share and share["of"]:
            base = carry.subject
            phrase = base + "占" + share["of"].strip("的") + "比重"
            carry.share = phrase
            return phrase, "subject.share"
        if own in ("占", "占比", "比重", "占比重", "所占比重", "占比率") and carry.subject:
            carry.share = carry.subject + "占比"
            return carry.share, "subject.share"
        if own and _CONTRIBUTION.match(own) and ("贡献" in own or "拉动" in own) and carry.subject and not linked:
            return carry.subject + own, "subject.contribution"
        if self._stands_right(own, head, right, tail, bounded):
            phrase = self._right_phrase(own or tail.verb, right, follows)
            if phrase:
                carry.right = True
                self._remember(phrase, None)
                return phrase, "subject.after"
        carry.right = False
        if not own:
            if carry.share and ("点" in head.noun or carry.origin):
                return carry.share, "subject.elided"
            if tail.reached and carry.subject.endswith("新增"):
                return carry.subject.removesuffix("新增"), "subject.elided"
            return (carry.subject or subjects.clean(right)), "subject.elided"
        carry.share = ""
        phrase = own
        if subjects.bare(own):
            thing = subjects.without_head(carry.subject) if carry.recent else self._thing_before(head.start)
            if own.startswith(("实有", "累计", "总户")):
                thing = thing.removeprefix(subjects.action_of(thing))
            phrase = thing + own
        elif linked and subjects.action_of(own) == own and carry.subject and not right:
            phrase = subjects.clean(carry.subject.removeprefix(carry.verb)) + own
        if linked and not subjects.action_of(own) and carry.verb and not (tail.rose or tail.fell) and not subjects.has_head(own):
            phrase = carry.verb + own
        phrase = self._finish(phrase, head)
        self._remember(phrase, None, linked=linked)
        return phrase, "subject.before"

    def _thing_before(self, at: int) -> str:
        """The thing that the clause before speaks of: 工业新兴产业发展迅速，增加值增长…"""
        clause = _clauses_before(self.text, at)
        match = _THING.match(clause)
        return subjects.clean(match["thing"]) if match else ""

    def _stands_right(self, own: str, head: Quantity, right: str, tail: Tail, bounded: bool) -> bool:
        """Whether the noun that a numeral counts stands after it: 119个重点项目."""
        if not right or head.chinese or head.kind == "rank":
            return False
        if is_tail_word(right):
            return False
        if right[0] == "的" and subjects.ends_bare(own) and len(right) > 2:
            return True
        if right[0] == "的":
            return not (subjects.has_head(own) or tail.rose or tail.fell) or head.kind == "count"
        if head.kind in ("count", "") and head.unit and not (tail.plan or tail.elsewhere):
            return True
        bare = not own or subjects.action_of(own) == own
        if head.kind in ("percent", "multiple") or "点" in head.noun:
            return bounded and head.kind == "percent" and len(own) <= 4 and not (tail.rose or tail.fell or tail.reached or tail.plan or subjects.has_head(own))
        return bare and not carry_reached(tail)

    def _right_phrase(self, own: str, right: str, follows: bool) -> str:
        noun = right.removeprefix("的")
        carry = self.carry
        if right[0] == "的" and subjects.ends_bare(own):
            own = subjects.ends_bare(own)
            return subjects.clean(_PREDICATE.split(noun)[0]) + own
        if follows:
            verbs = list(_RIGHT_VERB.finditer(noun))
            cut = next((m.start() for m in verbs if m.start() > 1), None)
            noun = noun[:cut] if cut else noun
        noun = subjects.clean(noun)
        if len(noun) > 26 and (match := _PREDICATE.search(noun)) and match.start() > 3:
            noun = noun[: match.start()]
        if not own and carry.right and carry.left:
            own = carry.left
        carry.left = own if subjects.action_of(own) == own else ""
        if carry.right and own and len(own) > 6:
            # the words since the last numeral belong to its own noun: keep what follows the last link
            pieces = re.split(r"[和及与并、]", own)
            own = pieces[-1]
        return own + noun

    def _split_of(self, phrase: str) -> str:
        """A part of a narrower whole keeps the whole's name: 其中 after 民营经济增加值."""
        parent = self.carry.parent
        if parent.endswith("增加值") and phrase.startswith("第") and code_of(phrase) and not code_of(parent):
            return parent.removesuffix("增加值") + phrase
        return phrase

    def _finish(self, phrase: str, head: Quantity) -> str:
        """Complete an elided phrase: its head from the last subject, its scope from the sentence."""
        carry = self.carry
        whole = carry.parent or carry.subject
        if carry.parent:
            phrase = self._split_of(phrase)
        percent = head.kind in ("percent", "multiple") or "点" in head.noun
        if whole and not subjects.has_head(phrase) and not code_of(phrase) and not subjects.action_of(phrase):
            same_unit = head.noun != "" and head.noun == carry.noun and head.noun not in _COUNTERS
            if subjects.has_head(whole):
                split = carry.parent or self._splits
                if ((percent and not carry.right) or (same_unit and (split or head.kind != "money"))) and not _SELF_STANDING.search(phrase):
                    phrase = subjects.complete(phrase, whole)
            elif subjects.adjectival(phrase) and (carry.parent or percent):
                noun = _LEVEL_PREFIX.sub("", whole)
                phrase = phrase + noun if noun else phrase
        if carry.scope and not _SCOPE.search(phrase) and re.search(r"增加值|营业收入|利润|零售额|主营业务|产值|产量$", phrase):
            if phrase != carry.subject and "社会消费品" not in phrase and not phrase.startswith(("全部", "第", "农", "服务业增加值", "高新")):
                phrase = carry.scope + phrase
        return phrase

    def _remember(self, phrase: str, items: list[str] | None, *, linked: bool = False) -> None:
        carry = self.carry
        verb = subjects.action_of(phrase)
        if not (linked or carry.parent) or verb:
            carry.flow = bool(verb)
        carry.subject = phrase
        carry.code = None
        if items is not None:
            carry.listed = items
            carry.recent.extend(items)
        else:
            carry.recent.append(phrase)
            carry.listed = []
        if not linked or verb:
            carry.verb = verb
        if match := _SCOPE.search(phrase):
            carry.scope = match.group()

    def _compared(self, phrase: str, tail: Tail) -> str:
        """The phrase of a comparison with another place: 进出口增速高于全国幅度, 森林覆盖率高于全国幅度."""
        if not tail.elsewhere:
            return phrase
        of_growth = self.carry.measure == Measure.GROWTH and not phrase.endswith(("增速", "增幅"))
        return f"{phrase}{'增速' if of_growth else ''}{tail.elsewhere}幅度"

    def _named(self, phrase: str, q: Quantity, measure: str, clause: str) -> str:
        """The phrase with the noun that says what is counted: 文化馆 → 文化馆数."""
        if measure == Measure.RANK or q.kind in ("percent", "multiple", "temperature") or "点" in q.noun:
            return phrase
        if subjects.has_head(phrase) or not phrase or phrase.endswith(("数", "量", "率")):
            return phrase
        if q.noun in ("人", "名") and _PERSON_END.search(phrase):
            return phrase + "数"
        suffix = _SUFFIX.get(q.noun)
        if suffix is not None:
            if suffix in ("面积", "长度") and not subjects.action_of(phrase):
                return phrase
            return phrase + suffix
        if q.kind == "count":
            return phrase + "数"
        return phrase

    # --- fields ------------------------------------------------------------------------------------------------
    def _ranged(self, members: list[Quantity]) -> bool:
        return len(members) == 2 and _RANGE_LINK.match(self.text[members[0].stop : members[1].start]) is not None

    def _bound(self, q: Quantity, tail: Tail, offset: int, ranged: bool, members: list[Quantity]) -> str:
        if ranged:
            return Bound.GE if offset == 0 else Bound.LE
        after, _ = bound_after(self.text, q.stop)
        if after is None and q.loose:
            return Bound.GE
        if after is None and len(members) > 1:
            after, _ = bound_after(self.text, members[-1].stop) if q is members[-1] else (None, 0)
        return after or tail.bound or Bound.EQ

    def _status(self, clause: str, lead: str, rule: str, start: int, at: int) -> str:
        words = clause
        in_plan = self.part.name == "plan"
        if scope.revised(words):
            return Status.REVISED
        if in_plan:
            return Status.ACTUAL if scope.standing(words) else Status.TARGET
        if self._preliminary:
            return Status.PRELIMINARY
        if scope.estimated(words) or (not self.carry.recent and scope.estimated(lead)):
            return Status.ESTIMATE
        if rule == "subject.elided" and self.carry.status == Status.ESTIMATE:
            return Status.ESTIMATE
        return Status.ACTUAL

    def _period(
        self, q: Quantity, tail: Tail, measure: str, phrase: str, clause: str, status: str, start: int
    ) -> str | None:
        part = self.part
        said = tail.year or self.clock.at(q.start - start)
        if part.name == "review" and part.year and (match := _YEARS_LONG.search(clause)):
            years = _YEARS_WORDS.get(match["years"]) or int(match["years"])
            if 2 <= years <= 20 and not (said and "-" in said):
                return f"{part.year - years + 1}-{part.year}"
        if part.five_years and not (said and "-" not in said and said != str(part.year)):
            if part.name == "review":
                if tail.origin:
                    return said if said and len(said) == 4 else str(part.first - 1)
                if said and "-" not in said:
                    return said
                if measure in (Measure.GROWTH, Measure.CHANGE) and tail.base not in ("上年", "去年", "同比"):
                    return part.span
                if measure == Measure.RANK:
                    return str(part.last)
                if tail.average or "每年" in clause or ("累计" in clause and not tail.reached):
                    return part.span
                if not tail.reached and not _STOCK.search(clause) and (
                    self.carry.flow or _FLOW.search(clause) or _FLOW.search(phrase)
                ):
                    return part.span
                return str(part.last)
            if part.name == "plan":
                if said:
                    return said
                if tail.average or measure == Measure.GROWTH:
                    return part.span
                return str(part.last)
        if said:
            return said
        if part.year is None:
            return None
        if status == Status.ACTUAL and part.name == "plan":
            return str(part.year - 1)
        if tail.origin and measure == Measure.LEVEL:
            return str(part.year - 1)
        return str(part.year)

    def _code(self, phrase: str, measure: str, q: Quantity) -> str | None:
        code = code_of(phrase)
        if code is None:
            return None
        if measure == Measure.LEVEL and q.kind == "percent" and unit_class(code) in ("CNY", "USD", "PERSON", "ENTERPRISE", "CNY_PER_PERSON", "TONNE"):
            return None
        if measure == Measure.LEVEL and q.kind in ("count", "time") and unit_class(code) in ("CNY", "USD", "CNY_PER_PERSON", "PERCENT") and code not in ("BEDS",):
            return None
        return code

    def _read_structure(
        self, start: int, stop: int, members: list[Quantity], out: list[Reading | None], index: int
    ) -> None:
        """三次产业结构为 9.0:44.9:46.1: three shares of one whole."""
        text = self.text
        clause_start, _ = self._clause_start(start, stop, members[0].start)
        clause = text[clause_start : members[0].start]
        tail = read_tail(clause, members[0])
        if not tail.subject and index:
            previous = next((r for r in reversed(out[:index]) if r is not None and r.rule == "subject.structure"), None)
            clause = clause if previous is None else "三次产业结构" + clause
        parts = _INDUSTRY_STRUCTURE[: len(members)] if len(members) == 3 else tuple(f"第{i + 1}项" for i in range(len(members)))
        if "投资" in clause:
            names = [f"{part}投资占固定资产投资比重" for part in parts]
        elif "就业" in clause or "从业" in clause:
            names = [f"{part}就业人员占全部就业人员比重" for part in parts]
        elif "产业" in clause or "产" in clause or "经济结构" in clause or len(members) == 3:
            names = [f"{part}增加值占地区生产总值比重" for part in parts]
        else:
            names = [subjects.clean(tail.subject) + part for part in parts]
        status = self._status(clause, "", "", start, members[0].start)
        if status == Status.PRELIMINARY:
            status = Status.ACTUAL
        for offset, (q, name) in enumerate(zip(members, names, strict=True)):
            out[index + offset] = Reading(
                indicator=name,
                measure=Measure.LEVEL,
                value=q.value,
                unit="%",
                status=status,
                period=self._period(q, tail, Measure.LEVEL, name, clause, status, start),
                rule="subject.structure",
            )


def carry_reached(tail: Tail) -> bool:
    """Whether the clause has a verb of reaching, so that its number is of what came before."""
    return tail.reached


def _joint(phrase: str) -> bool:
    return "、" in phrase or "和" in phrase


