"""Builds sources/vocabulary/areas.csv from a table of GB/T 2260 codes with history.

What belongs here: the one conversion, run by hand when a newer table of codes appears. What does not: lookups.

    pip install pypinyin
    python -m sources.areas_build area-codes.csv sources/vocabulary/areas.csv

The table (public domain, CC0) has a row a code and period of validity: 代码, 一级行政区, 二级行政区, 名称, 级别, 状态, 启用时间,
变更/弃用时间, 新代码. Its first year is 1981, which therefore means "1981 or before". Years are calendar years at whose end
the state holds, so an area is valid from `valid_from` to `valid_to`, the end year exclusive.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Final, NamedTuple

from sources.area_names import english

COLUMNS: Final = (
    "ref_area",
    "name",
    "full_name",
    "short_name",
    "name_en",
    "level",
    "parent",
    "valid_from",
    "valid_to",
    "successor",
)
_LEVELS: Final = {"省级": "province", "地级": "prefecture", "县级": "county"}
_DIRECT: Final = "直辖"  # governed by the province itself
_PEOPLES: Final = (
    "蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 水族"
    " 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族"
    " 德昂族 保安族 裕固族 京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族 各族 哈萨克 蒙古 柯尔克孜 塔吉克 锡伯 维吾尔 回"
)
_AUTONOMOUS: Final = re.compile(
    rf"(?:{'|'.join(sorted(_PEOPLES.split(), key=len, reverse=True))})+自治(?:区|州|县|旗)$"
)
_SUFFIX: Final = re.compile(r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|林区|特区|矿区|省|市|州|盟|县|区|旗)$")
_CODE: Final = re.compile(r"(\d{6})(?:\[(\d{4})\])?")


class Row(NamedTuple):
    code: str
    province: str
    prefecture: str
    name: str
    level: str
    start: str
    end: str
    new: str


def short(name: str, level: str) -> str:
    """济南市 → 济南, 黔东南苗族侗族自治州 → 黔东南, 内蒙古自治区 → 内蒙古. At least two characters stay."""
    bare = _AUTONOMOUS.sub("", name)
    if bare == name or len(bare) < 2:
        bare = _SUFFIX.sub("", name)
    return bare if len(bare) >= 2 else name


def build(source: Path, target: Path) -> int:
    """Write the vocabulary; returns its number of rows."""
    with source.open(encoding="utf-8-sig", newline="") as handle:
        rows = [
            Row(
                line["代码"],
                line["一级行政区"],
                line["二级行政区"],
                line["名称"],
                line["级别"],
                line["启用时间"],
                line["变更/弃用时间"],
                line["新代码"],
            )
            for line in csv.DictReader(handle)
        ]
    provinces = {row.name: row.code for row in rows if row.level == "省级"}
    prefectures: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.level == "地级":
            prefectures[row.province, row.name].append(row)
    lines = [("000000", "全国", "全国", "全国", english("全国"), "nation", "", "1949", "", "")]
    for row in sorted(rows, key=lambda row: (row.code, row.start)):
        parent = _parent(row, provinces, prefectures)
        full = row.name
        if row.level == "县级":
            full = (row.province if row.prefecture in ("", _DIRECT) else row.prefecture) + row.name
        successor = ";".join(_successors(row) or _heirs(row, rows))
        lines.append(
            (
                row.code,
                row.name,
                full,
                short(row.name, row.level),
                english(row.name),
                _LEVELS[row.level],
                parent,
                row.start,
                row.end,
                successor,
            )
        )
    with target.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(lines)
    return len(lines)


def _parent(row: Row, provinces: dict[str, str], prefectures: dict[tuple[str, str], list[Row]]) -> str:
    if row.level == "省级":
        return "000000"
    if row.level == "地级" or row.prefecture in ("", _DIRECT):
        return provinces[row.province]
    named = prefectures[row.province, row.prefecture]
    overlapping = [
        found for found in named if found.start < (row.end or "9999") and row.start < (found.end or "9999")
    ] or named
    # A county keeps its code's first four digits from its prefecture.
    return next((found.code for found in overlapping if found.code[:4] == row.code[:4]), overlapping[0].code)


def _successors(row: Row) -> list[str]:
    """The codes that took over when this one ended; transfers of parts in other years are left out."""
    if not row.end:
        return []
    return [code for code, year in _CODE.findall(row.new) if not year or year == row.end]


def _heirs(row: Row, rows: list[Row]) -> list[str]:
    """Who took over an ended prefecture, which the table does not say.

    In this order: the next holder of its code, the prefecture or province that bears its name from that year, the place
    where most of its counties of the last year went.
    """
    if row.level != "地级" or not row.end:
        return []
    if any(other.code == row.code and other.start == row.end for other in rows):
        return [row.code]
    bare = short(row.name, row.level)
    upper = [other for other in rows if other.level != "县级" and _stands(other, row.end)]
    named = [
        other.code
        for other in upper
        if short(other.name, other.level) == bare and (other.province == row.province or other.level == "省级")
    ]
    if named:
        return named[:1]
    votes: Counter[str] = Counter()
    for county in rows:
        if (county.province, county.prefecture, county.level) == (
            row.province,
            row.name,
            "县级",
        ) and county.end == row.end:
            for heir in _then(county, rows):
                votes[heir] += 1
    return [votes.most_common(1)[0][0]] if votes else []


def _then(county: Row, rows: list[Row]) -> set[str]:
    """The prefectures, or provinces, in which a county's successors lay when it ended.

    Where none of them stood yet (Hainan: its prefecture ended in the table of 1987, its province begins in that of 1988)
    the year after counts.
    """
    for year in (county.end, str(int(county.end) + 1)):
        found: set[str] = set()
        for code in _successors(county):
            for other in rows:
                if other.code != code or not _stands(other, year):
                    continue
                names = (other.province,) if other.prefecture in ("", _DIRECT) else (other.prefecture,)
                found.update(
                    row.code
                    for row in rows
                    if row.level != "县级"
                    and row.name in names
                    and row.province == other.province
                    and _stands(row, year)
                )
        if found:
            return found
    return set()


def _stands(row: Row, year: str) -> bool:
    return row.start <= year < (row.end or "9999")


if __name__ == "__main__":
    print(build(Path(sys.argv[1]), Path(sys.argv[2])), "areas")
