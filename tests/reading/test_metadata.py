"""Title, number, date and issuers from the head and the tail of a text."""

import pytest

from docanalyzer.core.document import Metadata
from docanalyzer.reading import read_bytes
from docanalyzer.reading.metadata import find_metadata

NOTICE = """某某市人民政府办公厅
关于印发某某市节水行动
实施方案的通知
某政办发[2022] 18 号
各县（市、区）人民政府，市政府各部门：
《某某市节水行动实施方案》已经市政府同意，现印发给你们，请认真贯彻执行。
某某市人民政府办公厅
2022年3月4日
某某市节水行动实施方案
为贯彻落实2019年4月15日印发的有关文件要求，制定本方案。到2025年，用水量下降16%。
"""


def test_a_notice_with_a_title_over_three_lines():
    assert find_metadata(NOTICE) == Metadata(
        title="某某市人民政府办公厅关于印发某某市节水行动实施方案的通知",
        issued_on="2022-03-04",
        issuers=("某某市人民政府办公厅",),
        number="某政办发〔2022〕18号",
    )


def test_several_issuers_at_the_end():
    signature = "生态环境部\n国家发展和改革委员会  水利部\n二〇二二年六月十日\n"
    found = find_metadata("关于加快节水的意见\n各地区：\n要加强管理。\n" + signature)
    assert found.issuers == ("生态环境部", "国家发展和改革委员会", "水利部")
    assert found.issued_on == "2022-06-10"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("（2018年3月5日）", "2018-03-05"),
        ("——2021年3月5日在某某市第十三届人民代表大会第四次会议上", "2021-03-05"),
        ("（2020年12月26日某某市第十三届人民代表大会常务委员会通过）", "2020-12-26"),
        ("二〇二一年十二月", "2021-12-01"),
        ("成文日期：2018年06月27日", "2018-06-27"),
        ("发布日期：2018-06-28 10:30", "2018-06-28"),
    ],
)
def test_dates_at_the_head(line, day):
    assert find_metadata(f"某某市政府工作报告\n{line}\n各位代表：\n现在，我向大会报告工作。\n").issued_on == day


@pytest.mark.parametrize(
    "sentence",
    ["到2025年12月31日，用水量下降16%。", "2021年3月5日召开的会议审议通过了该方案。", "比2020年6月30日下降三成。"],
)
def test_dates_in_the_prose_date_nothing(sentence):
    assert find_metadata(f"某某市节水行动方案\n{sentence}\n" * 3).issued_on is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Brussels, 12.12.2023\n\nCOM(2023) 999 final\n\nCOMMUNICATION ON WATER SAVING\n\nText follows here.",
            Metadata("COMMUNICATION ON WATER SAVING", "2023-12-12", (), "COM(2023) 999 final"),
        ),
        (
            "REGULATION (EU) 2030/999 OF THE COUNCIL\nof 17 April 2030\non the saving of water\n(recast)\nHaving",
            Metadata(
                "REGULATION (EU) 2030/999 OF THE COUNCIL of 17 April 2030 on the saving of water",
                "2030-04-17", (), "(EU) 2030/999",
            ),
        ),
        (
            "National Water Roadmap\nMinistry of Water and Land\nJuly 2011\nWe aim to cut losses by 2020.\n",
            Metadata("National Water Roadmap", "2011-07-01", ("Ministry of Water and Land",), None),
        ),
    ],
)  # fmt: skip
def test_english_heads(text, expected):
    assert find_metadata(text) == expected


def test_english_dates_of_targets_date_nothing():
    assert find_metadata("Water Roadmap\nTargets to be met by July 2030\nLosses fall by 9%.\n").issued_on is None


@pytest.mark.parametrize("text", ["", "\n", "。", "18%", "2022年13月45日", "（", "《》", "a" * 10_000])
def test_nothing_to_find_is_no_error(text):
    assert find_metadata(text).issued_on is None


def test_what_the_caller_knows_overrules_field_by_field():
    document = read_bytes(NOTICE.encode(), "a.txt", metadata=Metadata(title="别名", issuers=("甲", "乙")))
    assert document.metadata == Metadata("别名", "2022-03-04", ("甲", "乙"), "某政办发〔2022〕18号")
    assert document.text == NOTICE
