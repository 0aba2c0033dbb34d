"""Hints of a web site between the paragraphs of a page: print, share, sizes of type, position.

What belongs here: telling such a short text from a line of the document. What does not: walking the page (`formats.html`).
"""

from __future__ import annotations

import re
from typing import Final

_CHROME: Final = re.compile(
    r"(?:【|\[|\()?\s*(?:打印(?:本页)?|关闭(?:窗口|本页)?|返回顶部|返回首页|分享(?:到|至)?|收藏|字体|字号|上一篇|下一篇|上一条|下一条|扫一扫|手机版"
    r"|无障碍|网站地图|联系我们|设为首页|加入收藏|当前位置|您(?:现在)?(?:的|所在)位置|责任编辑|点击数?|浏览次数|阅读次数|附件下载|相关(?:链接|文档|稿件|阅读)"
    r"|微信|微博|QQ空间|朗读|语音播报|选择区域|图片\d*$|版权所有|主办单位|承办单位|网站标识码|(?:京|湘|豫|鲁|苏|新|桂|滇|赣|闽|皖|辽|黑|晋)ICP备|公网安备)"
)
#: The sizes of type that a page offers stand alone; 小麦粉 begins with one of them.
_SIZES: Final = re.compile(r"[\s大中小\[\]【】（）()|/:：]+")
_MOST_CHROME: Final = 60


def is_hint(text: str) -> bool:
    """Whether a short text is a hint of the site: no sentence, and begins as hints do."""
    if len(text) > _MOST_CHROME or "。" in text:
        return False
    return _SIZES.fullmatch(text) is not None or _CHROME.match(text) is not None
