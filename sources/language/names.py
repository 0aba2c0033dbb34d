"""Numerals that are no observation: times, list numbers, digits inside names, thresholds inside other terms.

What belongs here: one numeral and its neighbourhood → a disposition and the rule that decided it, or None: a candidate
observation. What does not: subjects, status, periods. Rules are tried in order, the first that applies decides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from sources.language.quantity import Quantity

Verdict = tuple[str, str]  # disposition, rule

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
_WIDER: Final = re.compile(
    r"(?:全国|全省|全球|世界|国家|全区|我省|我国)(?:首批|仅有?的?|第[一二三四]批|共|的|其他|其余)?$"
)
_WIDER_AFTER: Final = re.compile(
    r"[^，。；、\d]{0,14}?(?:第(?=\d|[一二三四五六七八九十])|中(?:排|位|列|名|，|的|居)|之[一列]|排名|[市县区省](?:中|之)|试点(?:城|市|县|地|省|区|之)|示范城市|实验区|试验区|城市)"
)
_SENTENCE_EDGE: Final = "。！？；:\n"
_FIGURE: Final = re.compile(
    r"(?:(?<![代报列外])表|(?<![地蓝版宏企意])图|附件|附图|附表|专栏|续表|(?<![关])注释?|脚注|页|第?［|专题)$"
)
_ROAD_NAME: Final = re.compile(
    r"号(?!文?召|称|数)|路(?!公交|径)|街区|街坊|国道|省道|县道|乡道|线(?!上|下|城|以|、[^\d])|大道|高速|高铁|专线|地块|工区|中学|小学|医院|团场|矿|井|厂房|楼|栋|单元|室|型(?!产)|代(?!表|言|理|办)|版|式(?!样)|街(?!道)|标段|期(?:工程|项目)|分公司|机组|泊位|航班|热线|平台|卫星|火箭|台风|洞|坝|桥|隧道|墩|馆|展位|指南"
)
_ROAD_LEFT: Final = re.compile(
    r"(?:国道|省道|县道|高速|编号|地块|系列|型号|车次|航班|电话|热线|邮编|总第|[GSXYCZDKT])$"
)
_TERM_AFTER: Final = re.compile(
    r"(?:以上|以下|及以上|及以下|以外)(?:的|（含[^）]*）)?(?=[一-鿿“（\d])(?!的?(?:增长|增速|速度|提高|降幅|下降|贡献|占|为|和|与|及|并|且|或|；|，)|完成|其中|同时|左右)"
)
#: Classifiers that count the noun after them: 10个以上农业园区 is a count, 500人以上赛事 is a threshold.
_COUNTERS: Final = frozenset(("个", "家", "项", "条", "座", "所", "处", "件", "场", "支", "宗", "种", "倍"))
_EXCEED: Final = re.compile(r"(?:超过?|过|逾|突破|满|近|达到?)$")
_TERM_EXCEEDED: Final = re.compile(
    r"元?(?:企业|县|省份|园区|集群|镇|乡镇|项目|产业|村|街道|城市|考验)|的(?:企业|县|镇|乡镇|村|项目|产业|园区|天数)"
)
#: A capacity that names a project (某厂45万吨涤纶项目), unless a verb makes it the thing done (新增45万吨生产能力).
_PROJECT: Final = re.compile(r"[一-鿿（）]{1,16}?(?:项目|工程|生产线|机组|装置|电站|电厂|电场|变电站|输变电|锅炉)")
_PRODUCES: Final = re.compile(
    r"(?:新增|形成|完成|实现|达到?|为|共|处理|生产|供应|储备|收储|增加|减少|淘汰|总|约|近|超|过|突破|推广|消纳|接入|建成|累计)$"
)
_PLANT: Final = re.compile(r"的[^，。；、的]{0,10}(?:企业|厂|矿|电站|项目|装置|生产线|基地)")
_TERM_OF_SIZE: Final = re.compile(r"(?:级|元)?(?:以上)?(?:企业|产业|县|园区|集群|项目|镇|乡镇|俱乐部|强县|规模)")
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
_COUNT_AFTER_LIST: Final = re.compile(
    r"(?:(?:两|三|四|五|六|七|八|九|大)?(?:类|大类|方面|种|市|县|区|省|镇|乡|地|国|州|盟|旗|领域|行业|个方面|个领域|个行业))"
)
_DURATION_NAME: Final = re.compile(
    r"[^，。；、\d“”]{0,8}?(?:圈|热线|自助|服务(?!业|量|收入|时)|值班|值守|营业|制度|不打烊|响应|待命|经济圈|直达|通达|通勤|高铁圈)"
)
_DURATION_SUBJECT: Final = re.compile(
    r"(?:时间|时限|时长|周期|期限|工期|寿命|年限|工时|年龄|间隔|环节|天数|日数|日照|停电|无霜期|假期?|耗时|用时|缩短|压缩|压减|减少|提速|延长|提前|缩减|[达为]到?|内)"
)
_SETTLED: Final = re.compile(r"(?:以)?内(?:办结|完成审批|审批|办理完|完成办理)")
_LEGAL: Final = re.compile(r"第$")
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
            or self._time(q, before, after, quantities, index)
            or self._enumerator(q, before, after)
            or self._quoted(q)
            or self._name(q, before, after, quantities, index)
            or self._context(q, before, after)
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
        if right == "/" and after[1:2].isdigit() and q.end - q.start <= 2 and not left.isdigit():
            return ("context", "context.fraction")
        if left == "/" and before[-2:-1].isdigit() and right not in "年月日" and not before[-4:].isdigit():
            return ("context", "context.fraction")
        if left in ("#", "_", "№"):
            return ("name", "name.code")
        return None

    # --- times ----------------------------------------------------------------------------------------------
    def _time(self, q: Quantity, before: str, after: str, quantities: list[Quantity], index: int) -> Verdict | None:
        if q.noun in ("年", "年度", "年底", "年末"):
            if q.value >= 1900 and q.value == int(q.value):
                return ("time", "time.year")
            if re.search(r"年限|寿命|学制|工龄", self.text[max(0, q.start - 16) : q.start]) and not before.endswith(
                "近"
            ):
                return None
            if q.unit[:1] in "万亿千百":
                return ("context", "context.age")
            return ("time", "time.years")
        if after.startswith("世纪海上"):
            return ("name", "name.route")
        if after.startswith("世纪") or (q.noun in ("月", "月底", "月末", "日") and not q.unit.startswith("万")):
            return ("time", "time.date")
        if after[:2] in ("月份", "年代", "时许", "时整") or (
            after[:1] == "时" and after[1:2] in "，。至-（开" and q.value <= 24
        ):
            return ("time", "time.date")
        whole = q.value == int(q.value)
        year = whole and 1900 <= q.value <= 2100 and q.end - q.start == 4
        if year and not q.unit:
            if after[:1] in "-—~至到、和.／/" and re.match(r"[-—~至到、和./]{1,2}(?:\d{2,4}年?|今|[一二三])", after):
                return ("time", "time.year")
            if before[-1:] in "-—~至到./" and re.search(r"\d{1,4}[-—~至到./]{1,2}$", before):
                return ("time", "time.year")
            if (
                after[:1] == "财年"
                or before.endswith(("截至", "截止", "自从"))
                or (before[-1:] == "（" and after[:1] == "）")
            ):
                return ("time", "time.year")
            if re.match(r"[-/.]\d{1,2}[-/.]\d", after):
                return ("time", "time.date")
        if not q.unit or q.noun in ("年", "月", "日"):
            if re.search(r"(?:19|20)\d\d[-/.](?:\d{1,2}[-/.])?$", before) and q.value <= 31:
                return ("time", "time.date")
            if re.match(r"[-—~至到]{1,2}\d{1,2}(?:年|月|日|季度)", after) or re.match(r"、\d{1,2}[月日]", after):
                return ("time", "time.date")
            if (
                re.match(r":[0-5]\d(?![\d.:%])", after)
                and q.value <= 24
                and not re.search(r"[为比构例是达至到]$", before)
            ):
                return ("time", "time.clock")
            if re.match(r":\d\d(?!\d)", after) and re.search(r"[上下午晨晚点时]$|日$", before):
                return ("time", "time.clock")
            if re.search(r"(?:[月日时午晨晚点]|^|[，。；、至（-])\d{1,2}:$", before) and q.end - q.start == 2:
                return ("time", "time.clock")
            if index and re.match(r"[、-]$", before[-1:]) and after[:1] in "年":
                return ("time", "time.year")
        if q.kind == "time" and q.noun not in ("岁", "周岁", "年级"):
            return self._duration(q, before, after)
        return None

    def _duration(self, q: Quantity, before: str, after: str) -> Verdict | None:
        tail = self.text[q.stop : q.stop + 14]
        if q.noun in ("小时", "分钟", "秒", "天", "日", "周", "个小时", "工作日", "个工作日") and _DURATION_NAME.match(
            tail
        ):
            return ("name", "name.duration")
        clause = _clause_before(self.text, q.start)
        if re.search(r"(?:历时|用时|仅用|耗时)$", before) and q.noun in ("个月", "天", "小时", "分钟", "年"):
            return None
        if q.noun in ("个月", "季度", "个季度", "月", "周", "星期", "个星期", "年度", "学年", "年级"):
            if _DURATION_SUBJECT.search(clause) and tail[:1] in "，。；、）以" and not clause.endswith("连续"):
                return None
            return ("time", "time.duration")
        if q.noun in ("天", "小时", "分钟", "秒", "个小时", "工作日", "个工作日", "日历天", "学时", "课时") or not tail:
            if "连续" in clause[-4:]:
                return ("time", "time.duration")
            if q.noun in ("天",) or _SETTLED.match(tail) or _DURATION_SUBJECT.search(clause):
                if tail[:1] == "内" and tail[1:2] not in "，。；、）" and not _SETTLED.match(tail):
                    return ("context", "context.duration")
                return None
            if (
                len(clause) >= 4
                and (not tail or tail[0] in "，。；、）" or tail[:2] in ("以内", "左右"))
                and q.noun != "日历天"
            ):
                return None
            return ("context", "context.duration")
        return ("time", "time.duration")

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
        if before.endswith(("省道", "国道", "县道")):
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
        if q.noun in ("条", "项") and _MEASURES_TITLE.search(_clause_before(text, q.start)):
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
            and re.search(r"(?:出台|制定|推出|印发|落实)", _clause_before(text, q.start))
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

    # --- thresholds and ratios ------------------------------------------------------------------------------
    def _context(self, q: Quantity, before: str, after: str) -> Verdict | None:
        text = self.text
        tail = text[q.stop : q.stop + 16]
        left = before[-1:]
        if (
            left == ":"
            and q.value in (1, 100)
            and not q.unit
            and re.search(r"\d:$", before)
            and not before.endswith("::")
        ):
            return ("context", "context.ratio")
        if (
            q.value in (100, 1)
            and not q.unit
            and re.search(r"(?:上年|年|上月|同期|基期|全国|总分)(?:价格)?(?:同期)?(?:=|为|是|等于)$", before)
        ):
            return ("context", "context.index_base")
        if q.unit and _EXCEED.search(before) and re.match(r"的\d", tail):
            return ("context", "context.threshold")
        if before.endswith("（折"):
            return ("context", "context.conversion")
        if q.unit in ("亿", "万", "百亿", "千亿", "百万", "千万") and _TERM_OF_SIZE.match(tail):
            return ("context", "context.threshold")
        if after[:1] == "大" and not q.unit and re.match(r"大[一-鿿]{2}", after):
            return ("context", "context.grand")
        if (
            q.kind in ("mass", "energy", "volume")
            and not _PRODUCES.search(before)
            and (q.noun == "千伏" or _PROJECT.match(tail))
            and tail[:1] not in "，。；、）以左的"
        ):
            return ("name", "name.capacity")
        if before.endswith("年产") and q.unit and (tail[:1] not in "，。；、）以左的" or _PLANT.match(tail)):
            return ("context", "context.capacity")
        if q.noun in ("届", "次", "季度") and before.endswith("连续"):
            return ("context", "context.running")
        if q.unit and tail[:1] == "级" and q.noun != "级":
            return ("context", "context.grade")
        if q.noun in ("周岁", "岁", "周年", "年级") and (
            re.match(r"(?:及)?以[上下][一-鿿]", tail) or not _reading_left(text, q.start)
        ):
            return ("name", "name.anniversary") if q.noun == "周年" else ("context", "context.age")
        if after.startswith("兑") or tail.startswith("兑"):
            return ("context", "context.rate")
        if left == "每" or (
            q.value == 10 and q.unit == "万人" and tail[:1] not in "，。；、）以左" and q.end - q.start == 2
        ):
            return ("context", "context.denominator")
        if (
            not self.national
            and q.noun in ("个", "家", "座", "所", "项", "")
            and _WIDER.search(before)
            and _WIDER_AFTER.match(tail)
        ):
            return ("context", "context.wider")
        # 受众500人以上赛事: a threshold inside a term, unless a verb carries the number (增长5%以上的…)
        if (
            q.unit
            and q.kind != "percent"
            and q.noun not in _COUNTERS
            and _TERM_AFTER.match(tail)
            and (
                not re.search(r"(?:增长|下降|提高|达到?|达|突破|减少|增加|实现|完成|为)$", before)
                or re.match(r"以[上下]的?(?:企业|项目|人口|地区|村|县|\d)", tail)
            )
        ):
            return ("context", "context.threshold")
        if q.unit and _EXCEED.search(before) and _TERM_EXCEEDED.match(tail):
            return ("context", "context.threshold")
        if q.noun == "个" and tail.startswith("方面") and not q.loose:
            return ("context", "context.aspects")  # 从10个方面: how a text is divided
        if _listed_count(text, q):
            return ("context", "context.listed")
        return None


def _clause_before(text: str, at: int) -> str:
    """The text from the last clause mark to `at`, at most 40 characters."""
    low = max(0, at - 40)
    part = text[low:at]
    cut = max(part.rfind("，"), part.rfind("。"), part.rfind("；"), part.rfind("！"), part.rfind("？"))
    return part[cut + 1 :]


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


def _reading_left(text: str, at: int) -> bool:
    """Whether the words before an age or anniversary say that it is a reading (人均预期寿命80.5岁)."""
    return (
        re.search(
            r"(?:(?:寿命|年龄)[^，。；]{0,12}|(?:[达为至到]|提高|增至|期望)[^，。；]{0,4})$", text[max(0, at - 18) : at]
        )
        is not None
    )


def _listed_count(text: str, q: Quantity) -> bool:
    """Counts of things just listed: 原油、大豆、铝矿砂3类, A、B、C等3类."""
    tail = text[q.end : q.end + 5]
    if q.noun in ("家", "个", "市", "县") and q.value >= 2:
        names = _clause_before(text, q.start).split("、")
        if len(names) == q.value and all(1 < len(name) <= 3 for name in names):
            return True
    if q.unit and q.noun not in ("类", "种", "个", "市", "县", "区", "省", "项", "家", "大类"):
        return False
    if not (
        q.noun in ("类", "种", "大类")
        or _COUNT_AFTER_LIST.match(tail)
        or _COUNT_AFTER_LIST.match(text[q.stop : q.stop + 4])
    ):
        return False
    clause = _clause_before(text, q.start)
    listed = clause.rstrip("等")
    if not listed or "、" not in listed:
        return False
    return listed.count("、") + 1 + len(re.findall(r"[和及与]", listed.rsplit("、", 1)[1])) == q.value
