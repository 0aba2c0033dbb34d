"""Who a number speaks of: the indicator phrase, its elided head completed, its lists told apart.

What belongs here: cleaning a subject of what is not part of the phrase, heads (增加值, 零售额, 参保人数), joining an
elided part with an earlier subject, 分别 over several subjects. What does not: measures, statuses, codes.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from sources.language.coding import code_of
from sources.words import word_lists

#: A stated scope, which stays in the phrase and decides the code.
SCOPE: Final = re.compile(r"规模以上|规上|限额以上单位|限额以上|限上")
#: What stands, not what was done: a stock.
STOCK: Final = re.compile(r"现有|拥有|共有|建有|实有|设有|已有|累计达到?|总数|总量")
_HEADS: Final = frozenset(word_lists("language/heads.csv")["quantity"])
_COUNTED: Final = tuple(sorted(word_lists("language/heads.csv")["count"], key=len, reverse=True))
_BARE: Final = frozenset(word_lists("language/heads.csv")["bare"])
_LONGEST_HEAD: Final = max(map(len, _HEADS))
_LEAD: Final = re.compile(
    r"^(?:但是?(?=[^，。]{3})|虽然?(?=略|稍)|虽然|尽管|（\d{1,2}）|[一二三四五六七八九十]{1,3}、[^，。；]{2,16}?(?=全年|年末|初步核算|全[市省区县州]|截至)|\d{1,2}[.、．](?!\d)|了|"
    r"(?:到|至|在|截至|截止到?|自)?(?:(?:19|20)\d\d年)(?:年?末|年?底|全年|来)?(?:\d{1,2}月(?:份|末|底)?)?(?:\d{1,2}日)?|\d{1,2}(?:[-—]\d{1,2})?月(?:份|末|底)?|"
    r"到?“?[一二三四五六七八九十]{1,2}五”?(?:规划|计划)?(?:期间|时期|以来|末|期末)(?:，|：|:)?|\d+年(?:来|间|内|累计|共|年均)?|[一二三四五六七八九十两]+年(?:来|间|内|累计|共|年均)?|"
    r"全年(?:全[市省区县国州])?|年末(?:全[市省区县国州])?|年底|期末|今年|去年|上年|当年|本年|明年|同时|其中|此外|另外|目前|现在|迄今|至此|同期|上半年|下半年|前三季度|第?[一二三四]季度|"
    r"全[市省区县国州盟旗](?!居民消费|性|民|会|域|总|各)(?:的|共|共有|各类)?|[我本][市省区县国州]|"
    r"[一二三四五六七八九]是|年内|预计|力争|争取(?=.{0,4}(?:地区|生产总值|GDP|实现|完成|达到|到|全年|新|全市))|确保|努力|有望|将|要求?(?!素)|拟|再(?!生|就|造)|继续|初步核算|据?初步统计|经初步[^，]{2,4}|据[^，]{2,6}统计|初步测算|预期|计划(?!生育|单列)|规划(?=新增|新建|总)|实现(?!程度|率|度)|完成(?!投资|率|改|交)|达到|共有?|累计(?!开|新|完成|建)|已经?|并(?![网轨购])|且|也|还|而|又|以及|及|和(?!谐|平|解|田|县|顺|龙|静)|与(?!会)|均(?!衡|价|分)|都(?!市|江|昌|匀)|分别|首次|成功|圆满|顺利|超额|提前|按可比价格?(?:计算)?|同比|比上年(?:末|同期)?|较上年(?:末|同期)?|主要是?|抓好|做好|特别是|尤其是|方面|"
    r"左右|以上|以内|以下|使(?!用)|让|基本(?=[完竣]|建(?!设(?:投资|总|规模|项目|单位|战线|支出|拨款|资金|贷款|计划)))|把|将|从(?!业|事|教|医)|由|在(?!学|校|册|建|岗|线|职|站|研|园|编|轨|逃|籍|售|用|训)|的|、|，|:|：|。|；|—|“(?=$)|）|是|有(?!效|色|机|限|线|组|关|偿|害|意|序|毒|形|力|条)|里|中(?=$)|"
    r"(?:全面|积极|大力|加快|稳步|扎实|着力|精心|深入|持续|重点|有序|稳妥|如期|切实|严格|统筹|强力|全力|加强|进一步|高标准|高质量|高效|成功)(?=[推完建实开改创打培引新发落组办安设规支争选抓做帮])(?!实验)|"
    r"(?:推动|促进|带动|保持|促使|稳住|实现了|取得|推进|确保|(?:奋力|力争|全力|努力)?(?:突破|冲刺|冲击))(?=.{0,4}(?:地区生产总值|生产总值|GDP|社会消费品|固定资产|规模以上|规上|一般公共|居民人均|城镇|农村居民|进出口))"
    r")+"
)
_TRAIL: Final = re.compile(
    r"(?:\d+个方面的?|前三季度|[上下]半年|第?[一二三四]季度|的|，|,|、|:|：|。|—|数量|共|已|等|将|其中|分别|年均|累计|总体|全年|基本|也|并(?![网轨购])|且|同比|按|每年|实现|预计|力争|平均(?=$)|年内|“|了|在|至|约|总共|合计|当年|今年|逐[季年月步]|始终|一直|较快|稳定|稳步|持续|有所|明显|大幅|进一步|方面|连续|首次|保持|较上年|比上年)+$"
)
_TRAIL_KEEPS: Final = re.compile(r"(?:户|家|人|总|次|件)?数量$|其中$")
_BRACKETED: Final = re.compile(r"（(?:不含|含|包括|其中|以下|即|下同|简称|未|扣除)[^（）]*）|（[A-Za-z&]+）|［\d+］")
_LIST_BEFORE_DENG: Final = re.compile(
    r"^(?P<verb>(?:推进|推动|实施|建成|完成|启动|开工|建设|打造|引进|落地|新建|创建|培育|支持|举办|出台|新增|获批|加快|设立|承办|抓好|谋划|组织|开展|新开工|建成通车|提速|做好|整治|开通|规划)?)(?P<list>[^，。；]*?)等$"
)
_ACTION: Final = re.compile(
    r"^(?:累计|共|全年|已|成功|首次|新|再|又)?(?P<verb>新建改建|新建改造|新建和改造|新建和改建|改建改造|启动|形成|落实|拉动|整合|关闭|拥有|创办|承接|建立|引入|攻克|腾出|创成|降费|减税|扩招|启用|投用|建设改造|改扩建|植绿|增绿|落地|开工建设|新开工建设|竣工投产|投产|新认证|认证|新投入|完成改造|开展|置换|节约|销号|化债|打掉|抓获|新发展|发展|新评定|新创|新上|上马|新发现|发现|新入选|新入驻|入驻|新入统|入统|升规|新增加|下达|拨付|争取到|新办|新注册|新设|募投|盘活|纾困|新增|新建成|新建|新改扩建|新建改扩建|新改建|改建|扩建|改造提升|改造|新引进|引进|引育|新引育|培育|新培育|新认定|认定|获批|新获批|创建|建成|新开工|开工|竣工|完成|实施|推进|推动|举办|发布|召开|办理|出台|发放|治理|修复|植树|造林|整治|拆除|新登记|新开辟|开通|打造|新打造|建设|新设|新设立|设立|入选|获|获得|投入|争取|新争取|签约|落地|落实|兑现|安置|安排|化解|处置|盘活|清理|消化|腾退|收储|出让|供应|供给|办结|受理|查处|破获|调解|检查|培训|选派|招聘|招引|吸引|吸纳|帮助|帮扶|资助|救助|补贴|惠及|覆盖|服务|接待|减免|减少|减税|免除|筹集|募集|筹措|争取到位|淘汰|关闭|关停|取缔|压减|清退|取消|下放|精简|承接|承办|规范设置|规范|收购|回购|分配|交付|建成交付|新筹建|新立项|新备案|备案|注册|授权|申请|孵化|转化|推广|种植|栽植|铺设|敷设|架设|疏浚|清淤|解决|搬迁|脱贫|带动|支持|促成|提供|销售|出口|生产|储备|策划储备|谋划|谋划实施|拉动|开展|组织|开行|新开行|累计建设|评选|表彰|配备|配建|增设|增加|建有|拥有|共有|现有|设有|配套|新投放|投放|更新|新创建|新命名|命名|争创|新评定|新晋|晋升|新入库|入库|升级|提升|加固|维修|修建|修缮|修订|制定|制修订|编制|审批|审议|化解|退出|退耕|流转|托管|确权|颁发|核发|发行|上市|挂牌|新签约|新签|签订|合作|输送|招收|招录|录用|引导|指导|走访|慰问|排查|整改|督办|采纳|答复|回复|报送)"
)
_ADJECTIVAL: Final = re.compile(
    r"(?:级|类|型|性|口径|以上|以下|城镇|农村|城市|乡村|城乡|国有|民营|私营|外资|国家|省|市|县|本级|区级|男性|女性|新增|规模以上|限额以上|国内|国外|境外|入境|工业|农业|服务业|建筑业)$"
)
_EXAMPLES: Final = re.compile(
    r"(?P<list>[^，。；]*、[^，。；]*?|[^，。；]{8,}?)(?<![均平高中初同对优上特一二三])等(?=[一-鿿])(?!级|于|待|额|量|价|同|教|次|离|因|效)(?P<rest>[^，。；]{3,})$"
)
_INDUSTRIES: Final = re.compile(r"第?一、第?二、第?三次?产业?")
#: 城镇、农村两类居民收入: the count of the list just given.
_SO_MANY: Final = re.compile(r"(?<=[一-鿿])[两三四五](?:类|项|者)(?=[一-鿿])")
_OF_RANK: Final = re.compile(r"(?:新增|建成|创建)?(?:国家|[省市县区部厅州盟镇乡])级(?:及?以上)?")
#: Each kind of link by itself.
_LINKS: Final = tuple(map(re.compile, "、和及与"))
_RATE_OF: Final = re.compile(r"(?:占比|增速|增幅)$")
#: Words that set two parts of one whole against each other; the second alone stands for the whole phrase with it.
_CONTRAST: Final = {"城镇": "农村", "农村": "城镇", "城市": "农村", "乡村": "城镇"}
_PAIRS: Final = {"存贷款": ("存款", "贷款"), "城乡": ("城镇", "农村"), "进出口": ("进口", "出口"), "省市": ("省", "市")}
_SPLIT_LIST: Final = re.compile(r"、|以及|及(?!其|以)|和(?!谐|平|解|田|县|顺|龙|静|家|睦)|与(?!会)")


#: Where a clause comes to what it says of its subject.
_SAYS: Final = re.compile(
    r"均|都|也|已|将|双|首次|历史性|一举|成功|连续|连年|持续|稳步|继续|较快|快速|大幅|稳中|平稳|明显|显著|总体|基本|逐[步年季月]|全线|全面|不断|更[加趋]|进一步|再(?!生|就业|保险)|有(?:所|序|力|望)|在(?![校建册岗园线编售用])"
    r"|突破|[迈跨跃踏]|登上|超过|站上|保持|实现|完成|增[长加势]|提[高升速]|扩大|上[升涨]|下[降滑跌]|[回企]稳|回[升落暖]|降[低至]|止跌|转正|扭转|翻|向好|趋|呈|创|出现|发展|加[快速]|恢复|强劲|活跃|旺盛|繁荣|健康|[位稳]居|[高低快好优]于|由|从(?!业)"
)
_LEAVES_OUT: Final = re.compile(r"扣除|剔除|不含|不包括|不考虑")
_RATE_WORD: Final = re.compile(r"(?<=.{2})(?:增速|增幅|涨幅|降幅)$")
_OWNERS_DEED: Final = re.compile(r"(?:引进|落实|获批?|实现|完成|争取|吸引|利用|发放|收到|业务|集体|年|月)+$")
_ENCLOSED: Final = re.compile(r"（[^（）]*）|“[^“”]*”")


@lru_cache(maxsize=65536)
def clean(raw: str) -> str:
    """A subject as a phrase: words of time, of status and of linking taken off both ends, asides taken out."""
    text = _BRACKETED.sub("", raw) if "（" in raw or "［" in raw else raw
    previous = None
    while text and text != previous:
        previous = text
        text = _LEAD.sub("", text, count=1)
        match = _TRAIL.search(text)
        if match and not _TRAIL_KEEPS.search(text):
            text = text[: match.start()]
    open_quote, close_quote = text.count("“"), text.count("”")
    if open_quote != close_quote:
        text = text.strip("”“") if open_quote + close_quote == 1 else text
    if text.endswith("（"):
        text = text[:-1]
    if text.startswith("）"):
        text = text[1:]
    return text


@lru_cache(maxsize=65536)
def head_of(phrase: str) -> str:
    """The longest quantity head that a phrase ends with: 增加值 of 装备制造业增加值, "" without one."""
    for length in range(min(_LONGEST_HEAD, len(phrase)), 0, -1):
        if phrase[-length:] in _HEADS:
            return phrase[-length:]
    return ""


def has_head(phrase: str) -> bool:
    """Whether a phrase names a quantity by itself."""
    return bool(head_of(phrase)) and head_of(phrase) not in ("数", "比")


def is_action(phrase: str) -> bool:
    """Whether a phrase is a verb of doing and nothing else: 新开工, 累计建成."""
    match = _ACTION.match(phrase)
    return match is not None and match.end() == len(phrase)


def action_of(phrase: str) -> str:
    """The verb of doing that a phrase opens with: 新增, 建成, 办理 …; "" without one."""
    match = _ACTION.match(phrase)
    return match["verb"] if match else ""


def deed_of(phrase: str) -> str:
    """The verb of doing that a phrase opens with, 新 before it kept: 新备案 of 新备案研发机构."""
    match = _ACTION.match(phrase)
    if match is None:
        return ""
    verb = match["verb"]
    return "新" + verb if phrase[: match.start("verb")].endswith("新") else verb


def complete(part: str, whole: str) -> str:
    """A phrase without its head, completed from an earlier one: 汽车类 after 粮油类零售额 is 汽车类零售额."""
    head = "价格" if "消费价格" in whole else head_of(whole)
    if not head or has_head(part):
        return part
    shared = next((n for n in range(len(head) - 1, 1, -1) if part.endswith(head[:n])), 0)
    return part + head[shared:]  # 发明专利授权 after 专利授权量


def contrasted(part: str, whole: str) -> str:
    """A phrase that says only how it differs from an earlier one: 农村 after 城镇人均居住面积; "" where it is no such word."""
    other = _CONTRAST.get(part)
    return part + whole[len(other) :] if other and whole.startswith(other) and len(whole) > len(other) else ""


def bare(phrase: str) -> bool:
    """Whether a phrase is a head alone that needs the thing it is of: 总投资, 增加值, 在校生."""
    return phrase in _BARE


def ends_bare(phrase: str) -> str:
    """The bare head that a phrase ends with (建设总投资 → 总投资), "" without one."""
    for length in range(min(8, len(phrase)), 1, -1):
        if phrase[-length:] in _BARE:
            return phrase[-length:]
    return ""


def without_head(phrase: str) -> str:
    """A phrase's thing without its quantity: 规模以上工业企业 of 规模以上工业企业营业收入."""
    head = max(ends_bare(phrase), head_of(phrase), key=len)
    return phrase[: -len(head)] if head and len(head) < len(phrase) else phrase


def owner_of(phrase: str) -> str:
    """The things that a quantity is of, where a phrase names both: 水库 of 水库蓄水总量, 园区 of 园区引进外资."""
    items = split_list(phrase)
    if len(items) > 1 and bare(items[-1]):
        return phrase[: phrase.rindex(items[-1]) - 1]
    head = head_of(phrase)
    if head == "率":
        head = phrase[-3:]  # 项目销号率
    if len(head) < 2 or counted(phrase):
        return phrase
    owner = _OWNERS_DEED.sub("", phrase.removesuffix(max(ends_bare(phrase), head, key=len)))
    return owner if len(owner) > 1 else phrase


def adjectival(phrase: str) -> bool:
    """Whether a phrase only qualifies a noun that stands elsewhere: 国家级, 城镇, 其他."""
    return _ADJECTIVAL.search(phrase) is not None and len(phrase) <= 8


def of_rank(phrase: str) -> bool:
    """Whether a phrase is the rank alone of a noun that stands elsewhere: 省级, 国家级."""
    return _OF_RANK.fullmatch(phrase) is not None


def before_deng(text: str) -> str:
    """Examples listed before 等 are taken out, a verb before them stays: 推进德惠新河、秦口河等 → 推进."""
    match = _LIST_BEFORE_DENG.match(text)
    return match["verb"] if match else text


def without_examples(phrase: str) -> str:
    """A long list of examples before 等 is taken out of a phrase: 风电、太阳能、生物质等新能源发电量."""
    verb = action_of(phrase)
    match = _EXAMPLES.match(phrase.removeprefix(verb))
    return verb + match["rest"] if match and len(match["list"]) >= 6 else phrase


def examples_of(phrase: str, count: int) -> list[str]:
    """The examples before 等 as subjects of their own, where there is a number for each: A、B等产品产量分别."""
    match = _EXAMPLES.match(phrase)
    items = [item for item in split_list(match["list"]) if item] if match else []
    if match is None or count < 2 or len(items) != count:
        return []
    return [item + head_of(match["rest"]) for item in items]


def open_pairs(phrase: str, count: int) -> str:
    """Words that name two things at once, told apart where two numbers follow: 存贷款余额, 城乡居民收入."""
    phrase = phrase.replace("存、贷款", "存贷款")
    if count == 3 and (match := _INDUSTRIES.search(phrase)):
        before, after = phrase[: match.start()], phrase[match.end() :]
        return "、".join(f"{before}第{which}产业{after}" for which in "一二三")
    named, apart, verb = phrase.partition("分别")
    if apart and verb:
        return open_pairs(named, count) + apart + verb
    if count == 2 and "、" not in phrase and "和" not in phrase:
        for joint, (first, second) in _PAIRS.items():
            if joint in phrase:
                return phrase.replace(joint, first) + "、" + phrase.replace(joint, second)
    return phrase


def counted(phrase: str) -> str:
    """The countable noun that a phrase ends with: 案件 of 治安案件."""
    return next((noun for noun in _COUNTED if phrase.endswith(noun) and len(phrase) > len(noun)), "")


def spoken_of(clause: str) -> str:
    """The quantity that a clause without numerals says something of: 财政收入 of 财政收入突破千亿元大关; "" for none."""
    if _LEAVES_OUT.search(clause):
        return ""
    for opener in _SAYS.finditer(clause, 2):
        what = _RATE_WORD.sub("", clean(clause[: opener.start()]))
        if what and not (bare(what) or what.startswith("占")) and (code_of(what) or has_head(what)):
            return what
    return ""


def split_list(text: str, links: re.Pattern[str] = _SPLIT_LIST) -> list[str]:
    """The items of a list whose links are `links`, "" where nothing stands beside a link; what brackets or quotation marks enclose is not taken apart: 县（市、区）."""
    masked = _ENCLOSED.sub(lambda match: "\0" * len(match.group()), text) if "（" in text or "“" in text else text
    items, start = [], 0
    for link in links.finditer(masked):
        items.append(text[start : link.start()])
        start = link.end()
    return [*items, text[start:]]


def split_subjects(text: str, count: int = 0) -> list[str]:
    """The subjects that 分别 hands numbers to, each completed with the common beginning and the common head."""
    before, _, verb = text.partition("分别")
    if verb:
        return [item + verb for item in split_subjects(before, count)]
    text = _SO_MANY.sub("", text)
    items = [item for item in split_list(text) if item]
    if count and len(items) != count:
        # two kinds of links, one of them inside a name: prefer the split whose first item stands by itself
        ways = [way for link in _LINKS if len(way := split_list(text, link)) == count]
        named = [way for way in ways if has_head(way[0]) or counted(way[0]) or way[0] in _HEADS]
        items = (named or ways or [items])[0]
    if len(items) < 2:
        return items
    last = items[-1]
    head = head_of(last) or counted(last)
    if head == "率" and len(last) > 4:
        head = last[-3:]  # 新品种、新技术推广率: no rate is a 率 alone
    if "占" in last and (base := head_of(last[: last.index("占")])):
        head = base + last[last.index("占") :]
    # the head that items share is the longest known one; an item that has a head of its own keeps it
    out: list[str] = []
    if ranked := _OF_RANK.match(last):  # 国家级、省级龙头企业: the noun stands at the last one alone
        items = [item + last[ranked.end() :] if _OF_RANK.fullmatch(item) else item for item in items]
    if last.endswith("余额"):
        items = [item + "余额" if item.endswith(("存款", "贷款")) else item for item in items]
    for item in items[:-1]:
        if opposite := contrasted(item, last):
            out.append(opposite)  # 城镇、农村低保标准
            continue
        whole = has_head(item) or code_of(item) or not head or item.endswith(head)
        out.append(item if whole else item.removesuffix("居民" if head.startswith("居民") else "\n") + head)
    first_head = head_of(items[0])
    if first_head and last == head and not code_of(last) and len(items[0]) > len(first_head):
        # 生产安全事故起数和死亡人数: the beginning is shared too
        last = items[0][: -len(first_head)] + last
    out.append(last)
    if (rate := _RATE_OF.search(last)) and not any(_RATE_OF.search(item) for item in out[:-1]):
        out[:-1] = [item + rate.group() for item in out[:-1]]  # 装机容量、发电量占比: both are shares
    return out
