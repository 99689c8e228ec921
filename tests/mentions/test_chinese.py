"""Names over the line ends of a text with hard breaks."""

import pytest

from docanalyzer.core.mention import Mention
from docanalyzer.linguistics import views
from docanalyzer.mentions.chinese import unwrap
from docanalyzer.mentions.industries import find_industries
from docanalyzer.mentions.regions import find_regions

LONG = "这一行足够长所以它的末尾只是排版的末尾而不是句子的末尾"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{LONG}水\n泥", f"{LONG}水泥"),
        (f"{LONG}、\n水泥\n{LONG}\n钢", f"{LONG}、水泥\n{LONG}钢"),
        ("短标题\n正文", "短标题\n正文"),
        (f"{LONG}。\n下一段", f"{LONG}。\n下一段"),
        (f"{LONG}\n", f"{LONG}\n"),
        (f"{LONG}\n\n下一段", f"{LONG}\n\n下一段"),
        ("", ""),
    ],
)
def test_unwrap(text, expected):
    assert unwrap(text).text == expected


def test_restore_gives_the_places_of_the_text_as_it_was():
    text = f"{LONG}河\n北省，{LONG}与山\n东省和江苏省。"
    wrapped = unwrap(text)
    for name in ("河北省", "山东省", "江苏省", "与"):
        start = wrapped.text.index(name)
        (mention,) = wrapped.restore([Mention(start, start + len(name), None, "")])
        assert text[mention.start : mention.end].replace("\n", "") == name


def test_finders_read_over_line_ends():
    text = f"{LONG}河\n北省的钢铁、水\n泥和电\n力行业。\n{LONG}先进\n制造业在江\n苏"
    (view,) = views(text)
    assert [text[m.start : m.end] for m in find_regions(view)] == ["河\n北省"]
    assert [text[m.start : m.end] for m in find_industries(view)] == ["钢铁", "先进\n制造业"]
