"""English names of areas: pinyin of the name and the English word for the kind of place; run by `areas_build` alone.

What belongs here: how a Chinese area name is written in English. What does not: codes, history. `pypinyin` knows the
readings of names whose characters have several (重庆, 六安); it is asked when the vocabulary is built, never later.
"""

from __future__ import annotations

import importlib
import re
from typing import Final

#: Names that English writes in a way of its own.
_CUSTOMARY: Final = {
    "全国": "China",
    "西沙、南沙、中沙群岛": "Xisha, Nansha and Zhongsha Islands",
    "内蒙古自治区": "Inner Mongolia Autonomous Region",
    "广西壮族自治区": "Guangxi Zhuang Autonomous Region",
    "西藏自治区": "Tibet Autonomous Region",
    "宁夏回族自治区": "Ningxia Hui Autonomous Region",
    "新疆维吾尔自治区": "Xinjiang Uygur Autonomous Region",
    "陕西省": "Shaanxi Province",
    "香港特别行政区": "Hong Kong Special Administrative Region",
    "澳门特别行政区": "Macao Special Administrative Region",
    "呼和浩特市": "Hohhot City",
    "包头市": "Baotou City",
    "呼伦贝尔市": "Hulunbuir City",
    "鄂尔多斯市": "Ordos City",
    "乌鲁木齐市": "Urumqi City",
    "拉萨市": "Lhasa City",
    "哈尔滨市": "Harbin City",
    "齐齐哈尔市": "Qiqihar City",
    "喀什地区": "Kashgar Prefecture",
    "和田地区": "Hotan Prefecture",
    "克拉玛依市": "Karamay City",
    "吐鲁番市": "Turpan City",
    "阿克苏地区": "Aksu Prefecture",
    "阿勒泰地区": "Altay Prefecture",
}
#: Readings that a dictionary of words does not give for a place.
_READINGS: Final = {
    "重庆": "Chongqing", "六安": "Lu'an", "六合": "Luhe", "蚌埠": "Bengbu", "厦门": "Xiamen", "长治": "Changzhi", "长春": "Changchun",
    "长沙": "Changsha", "长宁": "Changning", "长乐": "Changle", "长安": "Chang'an", "长海": "Changhai", "长白": "Changbai", "长汀": "Changting",
    "长清": "Changqing", "长子": "Zhangzi", "长葛": "Changge", "长丰": "Changfeng", "长阳": "Changyang", "长寿": "Changshou", "长兴": "Changxing",
    "长岛": "Changdao", "长垣": "Changyuan", "长武": "Changwu", "长顺": "Changshun", "长泰": "Changtai", "长岭": "Changling", "长洲": "Changzhou",
    "乐山": "Leshan", "乐清": "Yueqing", "乐亭": "Laoting", "乐陵": "Leling", "乐东": "Ledong", "朝阳": "Chaoyang", "大城": "Daicheng",
    "洪洞": "Hongtong", "繁峙": "Fanshi", "井陉": "Jingxing", "蔚县": "Yuxian", "莘县": "Shenxian", "歙县": "Shexian", "黟县": "Yixian", "尉犁": "Yuli",
    "尉氏": "Weishi", "浚县": "Xunxian", "单县": "Shanxian", "筠连": "Junlian", "犍为": "Qianwei", "台州": "Taizhou", "天台": "Tiantai",
    "丽水": "Lishui", "铅山": "Yanshan", "番禺": "Panyu", "东阿": "Dong'e", "阿城": "Acheng", "华县": "Huaxian", "巴音郭楞": "Bayingolin",
    "锡林郭勒": "Xilingol", "兴安": "Xing'an", "阿拉善": "Alxa", "乌兰察布": "Ulanqab", "巴彦淖尔": "Bayannur", "大埔": "Dabu", "穆棱": "Muling",
    "百色": "Baise", "林芝": "Nyingchi", "日喀则": "Xigaze", "昌都": "Qamdo", "山南": "Shannan", "那曲": "Nagqu", "阿里": "Ngari",
    "朝天": "Chaotian", "涡阳": "Guoyang", "亳州": "Bozhou", "中牟": "Zhongmu", "泌阳": "Biyang", "渑池": "Mianchi", "柏乡": "Baixiang",
    "兴县": "Xingxian", "曾都": "Zengdu", "监利": "Jianli", "郧西": "Yunxi", "红花岗": "Honghuagang", "会泽": "Huize",
    "会同": "Huitong", "都匀": "Duyun", "都江堰": "Dujiangyan", "都昌": "Duchang", "成都": "Chengdu", "新都": "Xindu", "行唐": "Xingtang",
    "丰都": "Fengdu", "鄂托克": "Otog", "奈曼": "Naiman", "额敏": "Emin",
}  # fmt: skip
_PEOPLES: Final = {
    "蒙古族": "Mongol", "回族": "Hui", "藏族": "Tibetan", "维吾尔族": "Uygur", "苗族": "Miao", "彝族": "Yi", "壮族": "Zhuang", "布依族": "Bouyei",
    "朝鲜族": "Korean", "满族": "Manchu", "侗族": "Dong", "瑶族": "Yao", "白族": "Bai", "土家族": "Tujia", "哈尼族": "Hani", "哈萨克族": "Kazak",
    "傣族": "Dai", "黎族": "Li", "傈僳族": "Lisu", "佤族": "Va", "畲族": "She", "拉祜族": "Lahu", "水族": "Sui", "东乡族": "Dongxiang",
    "纳西族": "Naxi", "景颇族": "Jingpo", "柯尔克孜族": "Kirgiz", "土族": "Tu", "达斡尔族": "Daur", "仫佬族": "Mulao", "羌族": "Qiang",
    "布朗族": "Blang", "撒拉族": "Salar", "毛南族": "Maonan", "仡佬族": "Gelao", "锡伯族": "Xibe", "普米族": "Pumi", "塔吉克族": "Tajik",
    "怒族": "Nu", "鄂温克族": "Ewenki", "保安族": "Bonan", "裕固族": "Yugur", "独龙族": "Derung", "鄂伦春族": "Oroqen", "各族": "Multi-Ethnic",
    "哈萨克": "Kazak", "蒙古": "Mongol", "柯尔克孜": "Kirgiz", "塔吉克": "Tajik", "锡伯": "Xibe", "维吾尔": "Uygur", "回": "Hui",
}  # fmt: skip
#: The ends of names, longest first, and the English word for that kind of place.
_KINDS: Final = (
    ("特别行政区", "Special Administrative Region"), ("自治区", "Autonomous Region"), ("自治州", "Autonomous Prefecture"),
    ("自治县", "Autonomous County"), ("自治旗", "Autonomous Banner"), ("左翼", "Left Wing"), ("地区", "Prefecture"), ("林区", "Forestry District"),
    ("特区", "Special District"), ("矿区", "Mining District"), ("新区", "New Area"), ("省", "Province"), ("市", "City"), ("州", "Prefecture"),
    ("盟", "League"), ("县", "County"), ("区", "District"), ("旗", "Banner"), ("镇", "Town"), ("岛", "Island"),
)  # fmt: skip
_PEOPLE: Final = re.compile("|".join(sorted(_PEOPLES, key=len, reverse=True)))


def english(name: str) -> str:
    """济南市 → Jinan City, 黔东南苗族侗族自治州 → Qiandongnan Miao and Dong Autonomous Prefecture."""
    if name in _CUSTOMARY:
        return _CUSTOMARY[name]
    end, kind = next(((end, kind) for end, kind in _KINDS if name.endswith(end)), ("", ""))
    stem = name.removesuffix(end)
    peoples: list[str] = []
    if kind.startswith("Autonomous"):
        while found := next((people for people in _PEOPLE.findall(stem) if stem.endswith(people)), ""):
            peoples.insert(0, _PEOPLES[found])
            stem = stem.removesuffix(found)
    # a stem of one character is written together with the kind's own reading: 郊区 is Jiaoqu District
    spoken = pinyin(name if len(stem) < 2 and name not in _READINGS else stem, name)
    joined = " and ".join([", ".join(peoples[:-1]), peoples[-1]] if len(peoples) > 1 else peoples)
    return " ".join(filter(None, (spoken, joined, kind)))


def pinyin(stem: str, name: str = "") -> str:
    """Syllables written together, an apostrophe before one that begins with a vowel: 西安 → Xi'an, 六安 → Lu'an."""
    if known := _READINGS.get(name) or _READINGS.get(stem):
        return known
    # a tool of the hand-run build, not among the project's own libraries: pip install pypinyin
    syllables = importlib.import_module("pypinyin").lazy_pinyin(stem)
    written = "".join(f"'{one}" if at and one[:1] in "aoe" else one for at, one in enumerate(syllables))
    return written[:1].upper() + written[1:]
