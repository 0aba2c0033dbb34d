"""The indicator phrase of a numeral: found before or after it, taken over, completed, told apart.

What belongs here: who a number speaks of, given its clause as `measures` read it. What does not: the value, the status,
the period. Each rule that can decide a phrase has a name, "subject.before" and so on, that the ledger shows.
"""

from __future__ import annotations

import re
from typing import Final

from sources.language import after, subjects, topics
from sources.language.carry import Carry
from sources.language.clauses import clause_before, is_range
from sources.language.coding import code_of
from sources.language.measures import Tail, is_tail_word, leads_on
from sources.language.quantity import Quantity
from sources.language.wording import PLACES
from sources.words import word_lists

_SHARE: Final = re.compile(
    r"^(?:约|均|分别|已)?占(?!地(?![区方])|道|用|有率|优)(?P<of>.*?)(?:的?(?:比重|比例|份额|比率|比))?$"
)
#: A share whose noun is left out: 民营企业占98%, 服务业增加值占生产总值57%.
_BARE_SHARE: Final = re.compile(
    r"(?P<owner>[^占]{2})占(?!补|用|道|地面|比|优)(?P<of>(?:[^占]{2,18}(?<!率|比|重|例|额))?)$"
)
_CONTRIBUTED: Final = re.compile(r"(?:对[^，。]{2,14}?)?的?贡献率$")
_CONTRIBUTION: Final = re.compile(r"^(?:对|拉动|带动|贡献)")
_LEVEL_PREFIX: Final = re.compile(r"^(?:国家|省|市|县|区|部|地市|厅|校)*级?(?:及)?(?:以上)?(?:重点)?")
_THEN: Final = re.compile(r".*(?<![合兼])并(?![购网举轨列存发肩行联入])")
_NAMED_ASIDE: Final = re.compile(r"（(?P<name>[^（）]{3,20})）$")
#: Quantities that a stated scope (规模以上, 限额以上) goes on to govern in the same sentence, and those that never have one.
_SCOPED: Final = re.compile(r"增加值|营业收入|利润|零售额|主营业务|产值$")
_UNSCOPED: Final = re.compile(r"规模以上|规上|限额以上|限上|社会消费品|^(?:全部|第|农|服务业增加值|高新)")
#: Verbs of doing that, alone before a numeral, speak of the thing named last: 重点项目901个，竣工425个.
_DEEDS: Final = frozenset(word_lists("language/heads.csv")["deed"])
#: What the regional product is the sum of, named without 增加值.
_SECTORS: Final = frozenset(
    (
        "一产",
        "二产",
        "三产",
        "第一产业",
        "第二产业",
        "第三产业",
        "农业",
        "工业",
        "建筑业",
        "服务业",
        "农林牧渔业",
        "金融业",
        "房地产业",
    )
)
_DEED_LAST: Final = re.compile(rf"(?:{'|'.join(sorted(_DEEDS, key=len, reverse=True))})$")
_BASE_OF_SHARE: Final = re.compile(r"占|对(?=[^，]{0,8}(?:贡献|增长))")
_OBJECT: Final = re.compile(
    r"^(?:提高|降低|扩大|增加|完善|健全|压缩|缩短|加大|增强|提升|优化|减少)(?P<object>.{2,20})$"
)
_PLACE: Final = re.compile(r"[一-鿿]{1,5}(?:[市县区州盟旗省直]|地区|自治[州县旗])")
#: Quantities that stand by themselves, unless what was named last is a thing that has them: 实施项目58个，投资31亿元.
_OF_THINGS: Final = {
    "投资": re.compile(r"(?:项目|工程)$"),
    "人口": re.compile(r"面积$"),
    "营收": re.compile(r"..$"),
    "收入": re.compile(r"(?:企业|产业|园区|集团|合作社)$"),
}
#: Bare heads that a quantity itself has: 生产总值总量, 外资规模.
_OF_QUANTITY: Final = frozenset(("总量", "规模", "水平", "数量", "总额", "增量", "人均"))
_COUNTERS: Final = frozenset(("个", "家", "项", "条", "处", "所", "座"))
_SELF_STANDING: Final = re.compile(r"(?:率|比|度|投资|贷款|价格|出口|进口)$")

#: Longest phrase that is handed on: beyond it an enumeration without end would grow with every item.
_LONGEST: Final = 80


class PhraseReader:
    """Finds the phrases of one paragraph's numerals, in order, keeping what later ones may take over in `carry`."""

    def __init__(self, text: str, place: tuple[str, ...], carry: Carry) -> None:
        self.text = text
        self.place = place
        self.carry = carry
        self.since = 0  # where the numeral read before ends
        self.splits = False  # the sentence splits what the one before it said: 其中, 分产业看

    def read(
        self,
        tail: Tail,
        head: Quantity,
        members: list[Quantity],
        following: tuple[str, bool],
        linked: bool,
        bounded: bool,
    ) -> tuple[list[str], str]:
        """The indicator phrase of each member of a run, and the rule that found it."""
        carry = self.carry
        if medal := after.medal(self.text, head):
            return [medal], "subject.after"
        raw = tail.subject
        own = self._cleaned(raw)
        listed = subjects.examples_of(own, len(members)) if tail.distributes else []
        if listed:
            self._remember(listed[-1], listed)
            return listed, "subject.distributed"
        own = subjects.without_examples(own)
        if raw.endswith("等") or own.endswith("等"):
            own = subjects.clean(subjects.before_deng(raw.strip("，、") if raw.endswith("等") else own))
        right, follows = following
        count = len(members)
        distributed = count >= 2 and not is_range(self.text, members)
        of_places = count >= 2 and len(PLACES.split(tail.elsewhere)) == count  # 高于全国、全省0.3和0.2个百分点
        if (distributed or tail.distributes) and not of_places:
            if own and len(carry.bases) == count and (_CONTRIBUTION.match(own) or _SHARE.match(own)):
                return [base + own for base in carry.bases], "subject.distributed_again"
            if own and count > 1:
                own = subjects.open_pairs(own, count)
                items = subjects.split_subjects(own, count)
                if len(items) == count:
                    if carry.recent and all(subjects.bare(item) for item in items):
                        thing = subjects.without_head(carry.subject)
                        items = [thing + item for item in items]
                    items = [self._finish(item, head) for item in items]
                    carry.bases = [_BASE_OF_SHARE.split(item, maxsplit=1)[0] for item in items]
                    self._remember(items[-1], items)
                    return items, "subject.distributed"
            items = subjects.split_subjects(own) if own else carry.listed
            if tail.distributes and count == 1 and len(items) > 1:
                # 分别增长4.8%、下降7.1%: each number has its own verb
                self._remember(items[0], None)
                carry.queue = items[1:]
                return items[:1], "subject.distributed"
            if not own and count > 1 and not carry.recent:
                items = subjects.split_subjects(subjects.clean(clause_before(self.text, head.start)), count)
                if len(items) == count:
                    self._remember(items[-1], items)
                    return items, "subject.distributed_before"
            if not own and count > 1 and (said := topics.spoken_of(self.text, head.start, self.since, self.place)):
                items = subjects.split_subjects(subjects.open_pairs(said, count), count)
                if len(items) == count:
                    self._remember(items[-1], items)
                    return items, "subject.distributed_before"
            if not own and len(carry.listed) == count:
                return carry.listed, "subject.distributed_again"
            if (
                (not own or own in ("增速", "增幅"))
                and not carry.origin  # 由每月140元分别提高到1000元和800元: what is reached is of the same subject
                and len(carry.recent) >= count > 1
                and (tail.distributes or tail.rose or tail.fell or tail.plan)
            ):
                items = carry.recent[-count:]
                return items, "subject.distributed_back"
        phrase, rule = self._phrase(tail, own, head, right, follows, linked, bounded)
        if distributed and carry.recent and carry.recent[-1] == phrase:
            carry.recent.extend([phrase] * (count - 1))  # 牛羊出栏分别为5万头和8万只，增长5%和8%
        return [phrase], rule

    def _cleaned(self, raw: str) -> str:
        """The words left before a numeral as a phrase of this place: without its name, a deed before it, a plan's words."""
        own = subjects.clean(raw.lstrip("-—"))
        if own.startswith("安排") and code_of(own.removeprefix("安排")):
            own = own.removeprefix("安排")  # 今年安排固定资产投资2380亿元: a plan's word
        if "并" in own and (match := _THEN.search(own)):
            own = own[match.end() :]
        if own.endswith("）") and (match := _NAMED_ASIDE.search(own)) and code_of(match["name"]):
            own = match["name"]
        for name in self.place:
            if own.startswith(name) and len(own) > len(name) + 1 and own[len(name)] not in "湾港岛河江湖山新区":
                own = own[len(name) :]
                break
        return own

    def _share(self, tail: Tail, own: str, head: Quantity, right: str, linked: bool) -> tuple[str, str] | None:
        """A share of the last subject, or what it contributes: 占生产总值比重, 拉动经济增长; None for any other phrase."""
        carry = self.carry
        share = _SHARE.match(own)
        if share and share["of"]:
            carry.share = carry.subject + "占" + share["of"].strip("的") + "比重"
            return carry.share, "subject.share"
        if own in ("占", "占比", "比重", "占比重", "所占比重", "占比率") and carry.subject:
            carry.share = carry.subject + "占比"
            return carry.share, "subject.share"
        if own and _CONTRIBUTION.match(own) and ("贡献" in own or "拉动" in own) and carry.subject and not linked:
            return _CONTRIBUTED.sub("", carry.subject) + own, "subject.contribution"
        if own and head.kind == "percent" and right.startswith("用于") and not (tail.rose or tail.fell):
            self._remember(own + right, None)  # 财政支出的75%用于民生
            return own + right, "subject.after"
        return None

    def _phrase(
        self, tail: Tail, own: str, head: Quantity, right: str, follows: bool, linked: bool, bounded: bool
    ) -> tuple[str, str]:
        carry = self.carry
        if share := self._share(tail, own, head, right, linked):
            return share
        if after.stands(own, head, right, tail, bounded=bounded):
            deed = own or tail.verb or ("完成" if tail.done and head.kind != "percent" else "")
            phrase = after.phrase(deed, head, right, follows, carry)
            if phrase:
                carry.right = True
                self._remember(phrase, None)
                return phrase, "subject.after"
        carry.right = False
        if not own and carry.queue and linked:
            phrase = carry.queue.pop(0)
            self._remember(phrase, None)
            return phrase, "subject.distributed"
        carry.queue = []
        if not own:
            return self._taken_over(tail, head, right)
        carry.share = ""
        phrase = own
        if own == "人均":
            phrase = own + carry.subject if carry.recent else own
        elif subjects.bare(own):
            thing = subjects.without_head(carry.subject) if carry.recent else topics.thing(self.text, head.start)
            if thing == subjects.head_of(thing) and own not in _OF_QUANTITY:
                thing = ""  # 利税5亿元，利润2亿元: the one is no thing that the other is of
            if tail.subject.startswith(("全市", "全省", "全县", "全区", "全州")):
                thing = ""
            if own.startswith(("实有", "累计", "总", subjects.action_of(thing) or "\n")) or code_of(
                thing.removeprefix(subjects.action_of(thing)) + own
            ):
                thing = thing.removeprefix(subjects.action_of(thing))
            phrase = thing if own == "总量" and code_of(thing) else thing + own
        elif carry.recent and (of := _OF_THINGS.get(own)) and of.search(carry.subject) and not code_of(carry.subject):
            phrase = subjects.without_head(carry.subject) + own
        elif own in _DEEDS and carry.recent and not right:
            thing = subjects.without_head(carry.subject.removeprefix(subjects.action_of(carry.subject)))
            phrase = subjects.clean(_DEED_LAST.sub("", thing) or thing) + own
        if (
            linked
            and not subjects.action_of(own)
            and carry.verb
            and not (tail.rose or tail.fell)
            and not subjects.has_head(own)
        ):
            phrase = carry.verb + own
        if (head.kind == "percent" or "点" in head.noun) and (match := _BARE_SHARE.search(phrase)):
            phrase = phrase[: match.end("owner")] + ("占" + match["of"] + "比重" if match["of"] else "占比")
        phrase = self._finish(phrase, head, started=tail.origin)
        self._remember(phrase, None, linked=linked)
        return phrase, "subject.before"

    def _taken_over(self, tail: Tail, head: Quantity, right: str) -> tuple[str, str]:
        """The phrase of a clause that has no words of its own: from a clause before, else the last subject."""
        carry = self.carry
        if carry.share and ("点" in head.noun or carry.origin):
            return carry.share, "subject.elided"
        if tail.reached and carry.subject.endswith("新增"):
            return carry.subject.removesuffix("新增"), "subject.elided"
        if tail.reached and subjects.action_of(carry.subject) in ("新增", "净增", "新登记", "新发展", "新培育"):
            # 新增15件，累计达到112件: what is reached is the stock
            return carry.subject.partition(subjects.action_of(carry.subject))[2], "subject.elided"
        if said := topics.spoken_of(self.text, head.start, self.since, self.place):
            self._remember(said, None)
            return said, "subject.clause_before"
        found = None if carry.recent else _OBJECT.match(subjects.clean(clause_before(self.text, head.start)))
        if found is not None and subjects.has_head(found["object"]):
            self._remember(found["object"], None)
            return found["object"], "subject.clause_before"
        if (topic := self._topic(head.start)) and not (carry.parent or self.splits):
            self._remember(topic, None)
            return topic, "subject.clause_before"
        noun = "" if is_tail_word(right) or leads_on(right) else subjects.clean(right)
        return (carry.subject or noun), "subject.elided"

    def _topic(self, at: int) -> str:
        """The topic that a clause before names; of a share without owner, the share of the last subject."""
        topic = topics.named(self.text, at, self.since, self.place)
        if (share := _SHARE.match(topic)) and share["of"]:
            return f"{self.carry.subject}占{share['of'].strip('的')}比重" if self.carry.subject else ""
        return topic

    def _split_of(self, phrase: str) -> str:
        """A part of a narrower whole keeps the whole's name: 其中 after 民营经济增加值."""
        parent = self.carry.parent
        if "进出口" in parent and phrase.startswith(("出口", "进口")) and code_of(parent) != "TRADE":
            return parent[: parent.index("进出口")] + phrase
        if parent.endswith("增加值") and phrase.startswith("第") and code_of(phrase) and not code_of(parent):
            return parent.removesuffix("增加值") + phrase
        return phrase

    def _finish(self, phrase: str, head: Quantity, *, started: bool = False) -> str:
        """Complete an elided phrase: its head from the last subject, its scope from the sentence."""
        carry = self.carry
        whole = carry.parent or carry.subject
        if carry.parent:
            phrase = self._split_of(phrase)
        if phrase in _SECTORS and code_of(whole) == "GRP":
            return phrase + "增加值"  # 生产总值增长6%，其中一产增长4%
        percent = head.kind in ("percent", "multiple") or "点" in head.noun
        if percent and not (carry.recent or carry.parent or self.splits or subjects.has_head(phrase)):
            whole = topics.spoken_of(
                self.text, head.start, self.since, self.place
            )  # 产品产量大幅增长，集成电路增长19.2%; nothing from the sentence before
            if "、" in whole or len(subjects.head_of(whole)) < 2:
                whole = ""
        if carry.parent and not subjects.action_of(phrase) and head.kind == "count" and head.noun == carry.noun:
            deed = subjects.deed_of(carry.parent)
            if deed.startswith("新"):
                return deed + phrase  # 新增标准115项，其中国家标准59项
        if whole and not subjects.has_head(phrase) and not code_of(phrase) and not subjects.action_of(phrase):
            if opposite := subjects.contrasted(phrase, whole):
                return opposite
            same_unit = head.noun != "" and head.noun == carry.noun and head.noun not in _COUNTERS
            if subjects.has_head(whole):
                split = carry.parent or self.splits
                if (
                    (percent and not carry.right and (split or not subjects.counted(phrase)))
                    or (same_unit and (split or started))
                ) and not _SELF_STANDING.search(phrase):
                    phrase = subjects.complete(phrase, whole)
            elif carry.parent and head.noun == carry.noun and _PLACE.fullmatch(phrase):
                return phrase + whole  # 新增就业8万人，其中东山县2万人
            elif (
                subjects.adjectival(phrase)
                and (carry.parent or percent or (subjects.of_rank(phrase) and head.noun == carry.noun))
                and not subjects.adjectival(whole[-8:])
            ):
                noun = _LEVEL_PREFIX.sub("", whole.removeprefix(subjects.deed_of(whole)))
                phrase = phrase + noun if noun else phrase
        scoped = carry.scope and phrase != carry.subject and _SCOPED.search(phrase)
        return carry.scope + phrase if scoped and not _UNSCOPED.search(phrase) else phrase

    def _remember(self, phrase: str, items: list[str] | None, *, linked: bool = False) -> None:
        carry = self.carry
        verb = subjects.deed_of(phrase)
        if not (linked or carry.parent) or verb:
            carry.flow = bool(verb) and subjects.STOCK.match(verb) is None
        carry.subject = phrase if len(phrase) <= _LONGEST else phrase[-_LONGEST:]
        if items is not None:
            carry.listed = items
            carry.recent.extend(items)
        else:
            carry.recent.append(phrase)
            carry.listed = []
        if not linked or verb:
            carry.verb = verb
        if match := subjects.SCOPE.search(phrase):
            carry.scope = match.group()
