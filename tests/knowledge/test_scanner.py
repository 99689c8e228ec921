from docanalyzer.knowledge.scanner import TermScanner


def test_the_longest_term_wins():
    scanner = TermScanner([("河北", "a"), ("河北省", "b")])
    assert scanner.scan("在河北省和河北") == [(1, 4, "b"), (5, 7, "a")]


def test_words_are_whole():
    scanner = TermScanner([("cap", 1), ("act", 2)], words=True)
    assert scanner.scan("the cap on capacity is a fact; act") == [(4, 7, 1), (31, 34, 2)]


def test_a_shorter_term_stands_where_the_longer_ends_inside_a_word():
    scanner = TermScanner([("shall", "require"), ("shall not", "prohibit"), ("s", "letter")], words=True)
    assert scanner.scan("they shall notify") == [(5, 10, "require")]
    assert scanner.scan("they shall not") == [(5, 14, "prohibit")]


def test_no_terms():
    assert TermScanner[str]([]).scan("text") == []
