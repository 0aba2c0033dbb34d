"""Numerals that measure nothing of the place: thresholds inside terms, bases of ratios, ages, counts of things just listed.

What belongs here: one numeral and its neighbourhood → context, or the capacity that names a project. What does not: names
and list numbers (`names`), times (`times`).
"""

from __future__ import annotations

import re
from typing import Final

from sources.language.quantity import Quantity
from sources.language.verdicts import Verdict, clause_ahead

_WIDER: Final = re.compile(
    r"(?:全国|全省|全球|世界|长三角|珠三角|[东中西]部地区|国家|全区|我省|我国)(?:首批|仅有?的?|第[一二三四]批|共|的|其他|其余)?$"
)
#: 在受测的261个城市中位居第7位: among how many a rank holds.
_RANKED_AMONG: Final = re.compile(
    r"[^，。；、\d]{0,12}?(?:中|里)的?(?:继续|综合)?(?:排名?|位居|位列|名列|列|居|排在|保持|稳居)在?[^，。；、\d]{0,3}(?:第|前)"
)
_WIDER_AFTER: Final = re.compile(
    r"[^，。；、\d]{0,14}?(?:第(?=\d|[一二三四五六七八九十])|中(?:排|位|列|名|，|的|居)|之[一列]|排名|[市县区省](?:中|之)|试点(?:城|市|县|地|省|区|之)|示范城市|实验区|试验区|城市)"
)
_TERM_AFTER: Final = re.compile(
    r"(?:以上|以下|及以上|及以下|以外)(?:的|（含[^）]*）)?(?=[一-鿿“（\d])(?!的?(?:增长|增速|速度|提高|降幅|下降|贡献|占|为|和|与|及|并|且|或|；|，)|完成|其中|同时|左右)"
)
#: Classifiers that count the noun after them: 10个以上农业园区 is a count, 500人以上赛事 is a threshold.
_COUNTERS: Final = frozenset(("个", "家", "项", "条", "座", "所", "处", "件", "场", "支", "宗", "种", "倍"))
_EXCEED: Final = re.compile(r"(?:超过?|过|逾|突破|满|近|达到?)$")
_TERM_EXCEEDED: Final = re.compile(
    r"元?(?:企业|县|省份|园区|集群|镇|乡镇|项目|产业|村|街道|城市|考验)|元?、\d+[个家户](?:年?产值)?超过?\d|的(?:企业|县|镇|乡镇|村|项目|产业|园区|天数)"
)
#: A capacity that names a project (某厂45万吨涤纶项目), unless a verb makes it the thing done (新增45万吨生产能力).
_PROJECT: Final = re.compile(r"[一-鿿（）]{1,16}?(?:项目|工程|生产线|机组|装置|电站|电厂|电场|变电站|输变电|锅炉)")
#: One of several projects named by their size (60万吨催化裂解、北仑钢铁厂、30万吨乙烯等项目), in a clause that pushes projects on.
_IN_A_LIST: Final = re.compile(r"[一-鿿]{2,14}(?:、|和)[^，。；]{2,60}(?:项目|工程|生产线)")
_PUSHED: Final = re.compile(r"(?:抓好|推进|加快|推动|促进|启动|做好|支持|争取|谋划|确保|落实|引进|跟踪|实施|建设)")
#: Before a size that says what a plant can do.
_CAPACITY: Final = ("年产", "日产", "日处理", "年处理", "年加工", "日加工", "年出栏", "年屠宰")
_PRODUCES: Final = re.compile(
    r"(?:新增|形成|完成|实现|达到?|为|共|处理|生产|供应|储备|收储|增加|减少|淘汰|总|约|近|超|过|突破|推广|消纳|接入|建成|累计)$"
)
_PLANT: Final = re.compile(r"的[^，。；、的]{0,10}(?:企业|厂|矿|电站|项目|装置|生产线|基地)")
_TERM_OF_SIZE: Final = re.compile(r"(?:级|元)?(?:以上)?(?:企业|产业|县|园区|集群|项目|镇|乡镇|俱乐部|强县|规模)")
_COUNT_AFTER_LIST: Final = re.compile(
    r"(?:(?:两|三|四|五|六|七|八|九|大)?(?:类|大类|方面|种|市|县|区|省|镇|乡|地|国|州|盟|旗|领域|行业|个方面|个领域|个行业))"
)


def context_verdict(text: str, q: Quantity, before: str, after: str, *, national: bool) -> Verdict | None:
    """The verdict of a threshold, a ratio's base, an age, a count of things just listed; None for any other numeral."""
    tail = text[q.stop : q.stop + 16]
    left = before[-1:]
    if left == ":" and q.value in (1, 100) and not q.unit and re.search(r"\d:$", before) and not before.endswith("::"):
        return ("context", "context.ratio")
    if (
        q.value in (100, 1)
        and not q.unit
        and re.search(r"(?:上年|年|上月|同期|基期|全国|总分)(?:价格)?(?:同期)?(?:=|为|是|等于)$", before)
    ):
        return ("context", "context.index_base")
    if tail.startswith("时速") or before.endswith("时速"):
        return ("name", "name.capacity")
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
    if (
        (q.kind in ("mass", "energy", "volume") or q.noun in ("头", "只", "羽"))
        and re.search(r"[一-鿿、]$", before)
        and not _PRODUCES.search(before)
        and _IN_A_LIST.match(text, q.stop)
        and _PUSHED.search(clause_ahead(text, q.start))
    ):
        return ("name", "name.capacity")
    if before.endswith(_CAPACITY) and q.unit and (tail[:1] not in "，。；、）以左的" or _PLANT.match(tail)):
        return ("context", "context.capacity")
    if q.noun in ("届", "次", "季度") and before.endswith("连续"):
        return ("context", "context.running")
    if q.unit and tail[:1] == "级" and q.noun != "级":
        return ("context", "context.grade")
    if not q.unit and re.match(r"[-—~至]{1,2}\d{1,3}(?:周)?岁", after):
        return ("context", "context.age")  # 0—6岁儿童
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
        not national
        and q.noun in ("个", "家", "座", "所", "项", "")
        and _WIDER.search(before)
        and _WIDER_AFTER.match(tail)
    ):
        return ("context", "context.wider")
    if q.noun in ("个", "家", "座", "所") and _RANKED_AMONG.match(text, q.stop):
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
        names = clause_ahead(text, q.start).split("、")
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
    clause = clause_ahead(text, q.start)
    listed = clause.rstrip("等")
    if not listed or "、" not in listed:
        return False
    return listed.count("、") + 1 + len(re.findall(r"[和及与]", listed.rsplit("、", 1)[1])) == q.value
