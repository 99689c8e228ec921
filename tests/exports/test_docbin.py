import spacy
from spacy.tokens import DocBin

from docanalyzer.exports.marks import LABELS, annotate
from tests.exports.odd import samples, written

GROUPS = {"number": "numbers", "slot": "slots", "provision": "provisions", "deadline": "deadlines", "name": "names"}


def loaded(analyses=None):
    return list(DocBin().from_bytes(written("docbin", analyses)).get_docs(spacy.blank("zh").vocab))


def test_docs_hold_the_text_and_every_mark_to_the_character():
    group_of = {label.id: GROUPS[label.group] for label in LABELS}
    for doc, analysis in zip(loaded(), samples(), strict=True):
        assert doc.text == analysis.document.text
        assert doc.user_data["document"]["id"] == analysis.document.id
        assert set(doc.spans) == set(GROUPS.values())
        found = [
            (name, span.label_, span.start_char, span.end_char) for name, group in doc.spans.items() for span in group
        ]
        wanted = [(group_of[mark.label], mark.label, mark.start, mark.end) for mark in annotate(analysis).marks]
        assert sorted(found) == sorted(wanted)


def test_spans_carry_codes_and_records():
    doc = loaded()[0]
    assert {span.id_ for span in doc.spans["numbers"]} == {"m1", "m2"}
    assert {span.id_ for span in doc.spans["names"]} == {"130000", "31"}


def test_english_words_are_words_with_their_blanks():
    doc = loaded()[2]
    words = [token.text for token in doc]
    assert "emissions" in words
    assert " " not in words[:5]
    assert doc[0].whitespace_ == " "
