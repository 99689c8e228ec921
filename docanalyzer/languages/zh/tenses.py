"""Whether wording speaks of what is to come or of what is done."""

from __future__ import annotations

import re

_PAST = (
    (re.compile(r"已(?!知)|取得(?!实效|突破|新)|超额|提前完成|位居|居全国|全国第|世界第|全球第|全省第|名列|荣获|获评|获批|入选|同比|较上年|比上年|创历史|累计完成|圆满|较快增长|明显好转|初具规模|历史性|首次突破|连续[一二三四五六七八九十\d]+年|得到了?|发生了|成功创建|蝉联|率先完成|走在全国前列|不断优化|明显提高|日益|达标(?!率)"), 1.5),
    (re.compile(r"(?:完成|实现|达到|提高|下降|降低|增长|减少|建成|建立|形成|超过|推动|获得|新增|改善|提升|增加|实施|落实)了"), 2.0),
    (re.compile(r"(?:明显|显著|大幅|持续|稳步|有效|有力|基本|初步|全面|不断|逐步|顺利|深入)(?:增强|改善|提升|提高|下降|好转|遏制|控制|解决|建立|形成|扩大|优化|完成|壮大|向好|加强|减少|巩固|落实|推进|实施)(?!.{0,3}(?:目标|工程))"), 0.7),
)
_FUTURE = (
    (re.compile(r"力争|争取|确保|拟|预期|目标是|主要目标|将(?!近)|要(?=[^求素点])|计划(?=新|到|实施|完成|建|推)|努力|到\d{4}年，|坚决|进一步"), 1.2),
    (re.compile(r"(?:^|[，。；：])\s?(?:大力|积极|加快|深入|全面|持续|有序|稳步|扎实|统筹|着力|强化|严格|科学|深化|健全)?(?:推进|实施|开展|建立|完善|加强|推动|构建|打造|提升|优化|健全|强化|支持|鼓励|引导|加大|发展|推广|培育|落实|探索|组织|加快|严控|严禁|推行|促进|深化|制定|支持|抓好|办好|做好|稳定|用好)"), 0.6),
)


def tense(text: str, start: int, end: int) -> float:
    """How much the wording of a stretch speaks for the future (above 0) or for results (below 0)."""
    score = 0.0
    for pattern, weight in _FUTURE:
        score += weight * min(3, len(pattern.findall(text, start, end)))
    for pattern, weight in _PAST:
        score -= weight * min(3, len(pattern.findall(text, start, end)))
    return score
