"""Full-text search: words of two characters, stems, phrases, snippets that stand in the text."""

import pytest

from docanalyzer.library.search import phrases
from docanalyzer.linguistics import search_spans, search_tokens
from tests.library.making import BEIJING, CEMENT, ENGLISH, STEEL, put


def test_tokens_are_pairs_and_stems():
    assert search_tokens("能源转型") == ["能", "能源", "源", "源转", "转", "转型", "型"]
    assert search_tokens("Reducing emissions") == ["reduc", "emiss"]
    assert search_tokens("China’s CO2，2025年") == ["china", "co2", "2025", "年"]


def test_script_width_and_case_do_not_matter():
    assert search_tokens("鋼鐵") == search_tokens("钢铁")
    assert search_tokens("ＰＭ２．５") == search_tokens("pm2.5")
    assert search_tokens("EMISSION") == search_tokens("emissions")


def test_tokens_know_their_place():
    text = "China’s 能源 policies"
    assert [text[a:b] for a, b, _ in search_spans(text)] == ["China", "能", "能源", "源", "policies"]


def test_a_run_without_end_is_cut():
    assert max(map(len, search_tokens("a" * 5000))) <= 100


def test_a_chinese_word_is_a_phrase_of_pairs():
    assert phrases("能源") == [("能源",)]
    assert phrases("能") == [("能",)]
    assert phrases("能源转型") == [("能源", "源", "源转", "转", "转型")]
    assert phrases('"clean air" PM2.5') == [("clean", "air"), ("pm2", "5")]
    assert phrases("emission emissions") == [("emiss",)]
    assert phrases("。 — …") == []


@pytest.fixture
def ids(library):
    texts = {"steel": STEEL, "cement": CEMENT, "beijing": BEIJING, "english": ENGLISH}
    return {put(library, text, f"{name}.txt"): name for name, text in texts.items()}


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("能耗", {"steel", "cement"}),
        ("钢铁", {"steel"}),
        ("鋼鐵企業", {"steel"}),
        ("铁钢", set()),
        ("产", {"steel", "cement"}),
        ("水泥 节能", {"cement"}),
        ("水泥 唐山", set()),
        ("北京市可再生", {"beijing"}),
        ("reduction", {"english"}),
        ("reporting states", {"english"}),
        ('"report reductions"', {"english"}),
        ('"reductions report"', set()),
        ("cement.txt", {"cement"}),
        ("55%", {"english"}),
        ("NOT cut OR", set()),
        ("'\"*():^-", set()),
        ("cut') OR ('1", set()),
        ("", set()),
    ],
)
def test_words_find_documents(library, ids, words, found):
    page = library.search(words)
    assert {ids[hit.document.id] for hit in page.items} == found
    assert page.total == len(found)


@pytest.mark.parametrize("words", ["能耗", "钢铁企业", "member states", "emission", "钢"])
def test_snippets_stand_in_the_text_with_the_words_marked(library, ids, words):
    assert ids
    for hit in library.search(words).items:
        text = library.analysis(hit.document.id).document.text
        assert hit.snippets
        for snippet in hit.snippets:
            assert text[snippet.offset : snippet.offset + len(snippet.text)] == snippet.text
            assert snippet.marks
            for start, end in snippet.marks:
                marked = search_tokens(snippet.text[start:end])
                assert any(set(phrase) <= set(marked) for phrase in phrases(words))


def test_a_title_is_found_without_a_snippet_where_the_text_has_it_not(library):
    put(library, "没有数字\n", "special-name.txt")
    (hit,) = library.search("special").items
    assert hit.snippets == ()


def test_long_texts_are_found_to_their_end_and_snippets_stay_short(library):
    filler = "环境保护工作继续推进" * 3000
    text = f"{filler}特定词语{filler}\n" + "clean words everywhere " * 3000 + "uniqueword\n"
    put(library, text)
    for words, place in (("特定词语", len(filler)), ("uniqueword", text.index("uniqueword"))):
        (hit,) = library.search(words).items
        (snippet,) = hit.snippets
        assert snippet.offset + snippet.marks[0][0] == place
        assert len(snippet.text) < 200
    (hit,) = library.search("环境保护").items
    assert len(hit.snippets) == 3


def test_words_far_apart_in_a_text_still_find_it(library):
    put(library, "开头词汇\n" + "中间的内容。\n" * 2000 + "结尾词汇\n")
    (hit,) = library.search("开头 结尾").items
    assert [snippet.text[a:b] for snippet in hit.snippets for a, b in snippet.marks] == ["开头", "结尾"]


def test_words_together_come_before_words_apart(library):
    apart = put(library, "节水\n" + "内容。\n" * 1500 + "灌溉\n" + "节水。\n" * 20)
    together = put(library, "节水灌溉\n")
    assert [hit.document.id for hit in library.search("节水 灌溉").items] == [together, apart]


def test_pages_of_hits(library):
    for number in range(5):
        put(library, f"节水灌溉第{number}号\n")
    first, last = library.search("节水", size=2), library.search("节水", page=3, size=2)
    assert (first.total, len(first.items), len(last.items)) == (5, 2, 1)
    assert not {h.document.id for h in first.items} & {h.document.id for h in last.items}
