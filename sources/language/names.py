"""Numerals that are no observation: digits inside names, list numbers; asks for times and thresholds in turn.

What belongs here: one numeral and its neighbourhood → a disposition and the rule that decided it, or None: a candidate
observation. What does not: subjects, status, periods. Rules are tried in order, the first that applies decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from sources.language.quantity import Quantity
from sources.language.thresholds import context_verdict
from sources.language.times import time_verdict
from sources.language.verdicts import Verdict, clause_ahead

_QUOTED: Final = re.compile(
    r"“[^“”]{0,60}”|‘[^‘’]{0,60}’|「[^」]{0,60}」|『[^』]{0,60}』|\"[^\"]{1,30}\"|《[^》]{0,120}》"
)
_ADDRESS: Final = re.compile(
    r"https?[:：]//[^\s）)」》，。；、\u4e00-\u9fff]+|www\.[\w./-]+|[\w.-]+@[\w.-]+|!?［[^［］]{0,80}］（[^（）]{0,300}）|\$[^$\n]{1,200}\$|<[^<>\n]{1,300}>"
)
_LATIN: Final = re.compile(r"[A-Za-zΑ-ωⅠ-Ⅻ]")
_LETTER_CHAIN: Final = re.compile(r"[A-Za-z](?:-?\d+)*-$")
_CHINESE: Final = re.compile(r"[一-鿿]")
_LINKING: Final = "达为至到是约比长降高升近超过和与及占少加"
_VERSION: Final = re.compile(
    r"(?:工业|信息化|制造|智造|农业|版|医疗|政务|服务|改革|平台|计划|经济|行动|物流|商业|城市|大脑)$"
)
_SENTENCE_EDGE: Final = "。！？；:\n"
_FIGURE: Final = re.compile(
    r"(?:(?<![代报列外])表|(?<![地蓝版宏企意])图|附件|附图|附表|专栏|续表|(?<![关])注释?|脚注|页|第?［|专题)$"
)
_ROAD_NAME: Final = re.compile(
    r"号(?!文?召|称|数)|路(?!公交|径)|街区|街坊|国道|省道|县道|乡道|线(?!上|下|城|以|、[^\d])|大道|高速|高铁|专线|地块|工区|中学|小学|医院|团场|矿|井|厂房|楼|栋|单元|室|型(?!产)|代(?!表|言|理|办)|版|式(?!样)|街(?!道)|标段|期(?:工程|项目)|分公司|机组|泊位|航班|热线|平台|卫星|火箭|台风|洞|坝|桥|隧道|墩|馆|展位|指南"
)
_ROADS_LISTED: Final = re.compile(r"[省国县]道\d{2,3}(?:[、和及]\d{2,3})*[、和及]$")
_ROAD_LEFT: Final = re.compile(
    r"(?:国道|省道|县道|高速|编号|地块|系列|型号|车次|航班|电话|热线|邮编|总第|[GSXYCZDKT])$"
)
_MEASURES_TITLE: Final = re.compile(
    r"(?:出台|制定|推出|印发|落实|实施|发布|颁布|研究|提出|贯彻|细化|形成|落地)[^，。；]{0,24}$"
)
_TITLE_NOUN: Final = re.compile(
    r"(?:[^，。；、\d]{0,10}?)(?:措施|政策|意见|举措|规定|办法|红线|禁令|铁规|要求|硬措施|真招|干货|条例|新政|细则)"
)
_QUOTED_LIMIT: Final = re.compile(r"(?:最多|不超过|至少|不少于|最长|低于|不低于)[\d.]+[^\d]{1,4}$")
_POLICY: Final = re.compile(
    r"(?:消费|房地产|楼市|增长|经济|工业|科技|金融|惠企|纾困|人才|文旅|投资|创新|改革|营商环境|企业|就业|外贸)$"
)
_LEGAL: Final = re.compile(r"第$")
#: 党的十四届三中全会
_PLENARY: Final = re.compile(r"[一二三四五六七]中全会|全会|人大|人民代表|全国人|常委")
_SESSION_FROM: Final = re.compile(r"第\d+[-—~至到、和]{1,2}第?$")
_SESSION_SPAN: Final = re.compile(r"[-—~至到、和]{1,2}第?\d+(?:届|批|次|期|轮)")
_SESSION: Final = re.compile(
    r"批|次(?!产业)|轮|届|期|代|条|款|章|节|号|中学|小学|医院|师|方|期|季|站|枪|场|个|人民|版|卷|部|分|行|页|师|团|艘|颗|条线|例|年|类(?!推)|阶段|步|集"
)


class Classifier:
    """Decides the dispositions of one paragraph's numerals; cheap to build, one per paragraph."""

    def __init__(self, text: str, *, national: bool = False) -> None:
        self.text = text
        self.national = national
        self.quotes = [m.span() for m in _QUOTED.finditer(text)] if any(c in text for c in '“‘「『"《') else []
        self.addresses = [m.span() for m in _ADDRESS.finditer(text)] if any(c in text for c in "@/［$<") else []
        self._quote_starts = [start for start, _ in self.quotes]
        self._address_starts = [start for start, _ in self.addresses]

    def verdict(self, quantities: list[Quantity], index: int) -> Verdict | None:
        """The disposition of `quantities[index]`, or None when it is a candidate observation."""
        q = quantities[index]
        text = self.text
        if q.chinese:
            return None
        if self.addresses:
            at = bisect_right(self._address_starts, q.start) - 1
            if at >= 0 and q.start < self.addresses[at][1]:
                return ("name", "name.address")
        if q.end - q.start > 20:
            return ("name", "name.code")
        before = text[max(0, q.start - 12) : q.start]
        after = text[q.end : q.end + 14]
        return (
            self._name_by_neighbours(q, before, after)
            or time_verdict(text, q, before, after, quantities, index)
            or self._enumerator(q, before, after)
            or self._quoted(q)
            or self._name(q, before, after, quantities, index)
            or context_verdict(text, q, before, after, national=self.national)
        )

    # --- digits glued to letters and plus signs -------------------------------------------------------------
    def _name_by_neighbours(self, q: Quantity, before: str, after: str) -> Verdict | None:
        left, right = before[-1:], after[:1]
        if right == "+" or left == "+":
            return ("name", "name.plus")
        if left and _LATIN.match(left) and not (left in "xX" and before[-2:-1].isdigit()):
            return ("name", "name.letter")
        if right and _LATIN.match(right) and q.noun[:1] != right and q.kind not in ("energy", "data", "count"):
            return ("name", "name.letter")
        if left == "-" and _LETTER_CHAIN.search(before):
            return ("name", "name.letter")
        if not q.unit and _names_version(self.text[q.start : q.end], before, right):
            return ("name", "name.version")
        if left in ("×", "*", "x", "X") or right in ("×", "*") or (right in ("x", "X") and after[1:2].isdigit()):
            return ("name", "name.product")
        if (
            right == "/"
            and after[1:2].isdigit()
            and not after.startswith("/10万")
            and q.end - q.start <= 2
            and not left.isdigit()
        ):
            return ("context", "context.fraction")
        if left == "/" and before[-2:-1].isdigit() and right not in "年月日" and not before[-4:].isdigit():
            return ("context", "context.fraction")
        if left in ("#", "_", "№"):
            return ("name", "name.code")
        return None

    # --- list numbers ---------------------------------------------------------------------------------------
    def _enumerator(self, q: Quantity, before: str, after: str) -> Verdict | None:
        left, right = before[-1:], after[:1]
        if (left == "［" and right == "］") or before.endswith("［^") or (left == "【" and right == "】"):
            return ("enumerator", "enumerator.note")
        if left == "（" and right == "）" and q.value < 100 and q.value == int(q.value):
            return ("enumerator", "enumerator.list")
        edge = (
            q.start == 0
            or left in _SENTENCE_EDGE
            or (left == "（" and (q.start == 1 or before[-2:-1] in _SENTENCE_EDGE))
        )
        if edge and q.value < 100 and q.value == int(q.value) and right in ".、）":
            rest = self.text[q.end + 1 : q.end + 8]
            listed = right == "、" and re.match(r"\d+(?:号|路)", rest)
            if not listed and not (right == "." and rest[:1].isdigit() and not re.match(r"(?:19|20)\d\d年", rest)):
                return ("enumerator", "enumerator.list")
        if q.start == 0 and not q.unit and q.value < 100 and right and re.match(r"[一-鿿]", right):
            return ("enumerator", "enumerator.list")
        if not q.unit or q.noun in ("页", "级") or right in ".:":
            if _FIGURE.search(before):
                return ("enumerator", "enumerator.figure")
            if re.match(r"页", after) and re.search(r"第$", before):
                return ("enumerator", "enumerator.page")
        if re.search(r"(?:表|图|附件|专栏)\d{1,2}[-.]$", before) and not q.unit:
            return ("enumerator", "enumerator.figure")
        return None

    # --- names ----------------------------------------------------------------------------------------------
    def _quoted(self, q: Quantity) -> Verdict | None:
        if not self.quotes:
            return None
        at = bisect_right(self._quote_starts, q.start) - 1
        if at < 0 or self.quotes[at][1] <= q.start:
            return None
        start, end = self.quotes[at]
        inner = self.text[start + 1 : end - 1]
        if _QUOTED_LIMIT.match(inner):
            return None
        if self.text[start] != "《" and len(inner) > 24 and re.search(r"[增下][长降]|达到|[%亿]", inner):
            return None
        if (
            self.text[start] != "《"
            and q.unit
            and q.end - start > 2
            and re.search(r"%$|亿元$", q.unit)
            and len(inner) > 12
        ):
            return None
        return ("name", "name.quoted")

    def _name(self, q: Quantity, before: str, after: str, quantities: list[Quantity], index: int) -> Verdict | None:
        text = self.text
        tail = text[q.stop : q.stop + 14]
        if _LEGAL.search(before):
            if q.noun in ("位", "名") or (not q.unit and re.match(r"[，。；、）]|$", after)):
                return None  # a rank
            if _SESSION.match(after) or q.unit:
                return ("name", "name.ordinal")
        if q.noun == "届" and _PLENARY.match(tail):
            return ("name", "name.ordinal")
        if (_SESSION_SPAN.match(after) and _LEGAL.search(before)) or (
            q.noun in ("届", "批", "次", "期", "轮") and _SESSION_FROM.search(before)
        ):
            return ("name", "name.ordinal")  # 第13—17届
        if before.endswith(("省道", "国道", "县道")) or (not q.unit and _ROADS_LISTED.search(before)):
            return ("name", "name.numbered")
        if (
            not q.unit
            and re.match(r"[一-鿿]{1,4}(?:线|路|至)", after)
            and re.search(r"[线路]、$|道[^，。]{0,12}、$", before)
        ):
            return ("name", "name.numbered")
        if not q.unit or q.noun in ("级", "期", "部", "号", "站", "井", "线", "门", "路", "道", "区", "层", "代", "团"):
            here = after if not q.unit else text[q.stop - len(q.noun) : q.stop + 6]
            if _ROAD_NAME.match(here):
                return ("name", "name.numbered")
            if _ROAD_LEFT.search(before) and not q.unit:
                return ("name", "name.numbered")
            chained = re.match(r"(?:[、和及与/-]\d+)+(?:号|路|国道|省道|线|A级|G)", after)
            if chained and not q.unit:
                return ("name", "name.numbered")
        if after.startswith(("强", "佳")) and not q.unit.startswith(("亿", "万")):
            return ("name", "name.top")
        if q.noun in ("条", "项") and _MEASURES_TITLE.search(clause_ahead(text, q.start)):
            title = _TITLE_NOUN.match(tail)
            if q.noun == "条" and not q.loose and title and not re.search(r"[）》”]", title.group()):
                return ("name", "name.measures")
        if (
            q.noun == "条"
            and tail[:1] in "，。；、"
            and re.search(r"(?:出台|落实|实施|推出)[^，。；]{0,8}$", before)
            and _POLICY.search(before)
        ):
            return ("name", "name.measures")
        if (q.noun == "条" and tail[:1] in "”》") or (
            q.noun == "条"
            and before.endswith(("政策", "措施", "意见", "举措", "新政", "纾困"))
            and re.search(r"(?:出台|制定|推出|印发|落实)", clause_ahead(text, q.start))
        ):
            return ("name", "name.measures")
        if (
            q.noun == "级"
            and q.end - q.start <= 3
            and (not re.match(r"[，。；、]", tail) or "." in text[q.start : q.end])
        ):
            return ("name", "name.grade")
        if not q.unit and not q.loose:
            if q.value >= 1900 and q.value <= 2100 and q.end - q.start == 4 and re.match(r"[一-鿿“]", after):
                return ("name", "name.year")
            if (
                q.end - q.start >= 5
                and "." not in text[q.start : q.end]
                and "," not in text[q.start : q.end]
                and re.match(r"[一-鿿“]", after)
            ):
                return ("name", "name.code")
        return None


def _names_version(digits: str, before: str, right: str) -> bool:
    """工业4.0, 服务业开放2.0任务: a number with one decimal that counts nothing, inside a name."""
    if "." not in digits or right in "，。；、%‰":
        return False
    return _VERSION.search(before) is not None or (
        digits.endswith(".0")
        and len(digits) == 3
        and _CHINESE.match(right) is not None
        and _CHINESE.match(before[-1:]) is not None
        and before[-1:] not in _LINKING
    )
