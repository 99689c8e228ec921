"""Documents go in once, come out as they were, are listed, tagged and removed."""

import pickle
from dataclasses import replace
from types import SimpleNamespace

import pytest

from docanalyzer.core.document import Metadata
from docanalyzer.library import DocumentQuery, NotInLibraryError, RecordQuery, model, open_library
from tests.library.making import BEIJING, CEMENT, ENGLISH, STEEL, analysed, put


def test_what_went_in_comes_out(library):
    content, analysis = analysed(STEEL, "steel.txt")
    added = library.add(content, analysis, filename="steel.txt")
    assert added.status == "added"
    assert library.has(added.document_id)
    assert library.content(added.document_id) == content
    assert library.analysis(added.document_id) == analysis
    row = library.document(added.document_id)
    assert (row.name, row.language, row.targets) == ("steel.txt", "zh-Hans", len(analysis.targets))
    assert row.provisions == len(analysis.provisions) > 0
    assert row.characters == len(STEEL)


def test_it_is_there_after_closing(url):
    with open_library(url) as library:
        id_ = put(library, STEEL)
    with open_library(url) as library:
        assert library.has(id_)
        assert library.search("唐山").total == 1


def test_the_same_bytes_are_one_document(library):
    content, analysis = analysed(STEEL, "a.txt")
    first = library.add(content, analysis, filename="a.txt", collections=["steel"])
    again = library.add(content, analysis, filename="b.txt", collections=["plans"])
    assert (again.document_id, again.status) == (first.document_id, "known")
    row = library.document(first.document_id)
    assert row.name == "a.txt"
    assert row.collections == ("plans", "steel")
    assert library.documents().total == 1


def test_an_analysis_of_other_bytes_is_refused(library):
    _, analysis = analysed(STEEL)
    with pytest.raises(ValueError, match="other bytes"):
        library.add(b"something else", analysis, filename="x.txt")
    assert library.documents().total == 0


def test_metadata_that_a_caller_gave_is_kept_for_the_next_analysis(library):
    content, analysis = analysed(STEEL)
    said = Metadata(title="方案", issued_on="2022-01-01", issuers=("河北省人民政府",))
    id_ = library.add(content, analysis, filename="a.txt", metadata=said).document_id
    assert library.metadata(id_) == said
    assert library.add(content, analysis, filename="a.txt").status == "known"
    other = replace(said, title="别的")
    assert library.add(content, analysis, filename="a.txt", metadata=other).status == "updated"
    assert library.metadata(id_) == other
    assert library.metadata(put(library, CEMENT)) is None


def test_another_version_of_the_rules_analyses_anew(library):
    content, analysis = analysed(STEEL)
    id_ = library.add(content, analysis, filename="a.txt", made_by="0.0.1+old").document_id
    assert library.outdated() == [id_]
    assert library.documents(DocumentQuery(outdated=True)).total == 1
    assert library.add(content, analysis, filename="a.txt").status == "updated"
    assert library.outdated() == []


def test_removing_leaves_nothing(library):
    ids = [put(library, text) for text in (STEEL, CEMENT)]
    library.tag(ids, "metals")
    assert library.remove([ids[0], "unknown"]) == 1
    assert not library.has(ids[0])
    assert [row.id for row in library.documents().items] == [ids[1]]
    assert library.search("唐山").total == 0
    assert {row.document_id for row in library.records().items} == {ids[1]}
    assert library.collections() == [model.Collection("metals", 1)]
    with pytest.raises(NotInLibraryError, match=ids[0]):
        library.analysis(ids[0])
    assert put(library, STEEL) == ids[0]


@pytest.mark.parametrize("call", ["content", "analysis", "document", "metadata", "history", "rejected"])
def test_an_unknown_id_is_an_error_that_says_where(library, call):
    with pytest.raises(NotInLibraryError, match="0123"):
        getattr(library, call)("0123")


def test_collections(library):
    ids = [put(library, text) for text in (STEEL, CEMENT, BEIJING)]
    assert library.tag(ids[:2], " heavy   industry ") == 2
    assert library.tag(ids[1:2], "heavy industry") == 1
    library.tag(ids[2:], "cities")
    assert library.collections() == [model.Collection("cities", 1), model.Collection("heavy industry", 2)]
    assert library.documents(DocumentQuery(collection="cities")).items[0].id == ids[2]
    assert library.documents(DocumentQuery(collection=["cities", "heavy industry"])).total == 3
    assert library.untag(ids, "cities") == 1
    assert library.collections() == [model.Collection("heavy industry", 2)]
    with pytest.raises(ValueError, match="name"):
        library.tag(ids, "  ")


def test_documents_are_found_by_what_is_known_of_them(library):
    steel, cement, english = (put(library, t, n) for t, n in ((STEEL, "S.txt"), (CEMENT, "c.txt"), (ENGLISH, "e.txt")))

    def ids(**conditions):
        return {row.id for row in library.documents(DocumentQuery(**conditions)).items}

    assert ids(text="钢铁 行动") == {steel}
    assert ids(text="鋼鐵") == {steel}
    assert ids(text="s.TXT") == {steel}
    assert ids(text="100%") == ids(text="_") == set()
    assert ids(language="en") == {english}
    assert ids(language=["en", "zh-Hans"]) == {steel, cement, english}
    assert ids(ids=[steel[:8]]) == {steel}
    assert ids(ids=[]) == set()
    assert ids(issued_from="2023-03-01", issued_to="2023-03-01") == {steel, cement, english}
    assert ids(issued_from="2023-03-02") == set()
    assert ids(jurisdiction="130000") == {steel}


def test_pages_and_orders(library):
    names = ["b.txt", "a.txt", "d.txt", "c.txt", "e.txt"]
    for i, name in enumerate(names):
        put(library, f"{STEEL}第{i}号\n", name)
    page = library.documents(page=2, size=2, order="name")
    assert [row.name for row in page.items] == ["c.txt", "d.txt"]
    assert (page.total, page.pages, page.page, page.size) == (5, 3, 2, 2)
    assert [row.name for row in library.documents(order="-name", size=1).items] == ["e.txt"]
    assert [row.name for row in library.documents().items] == names[::-1]
    assert library.documents(page=9, size=2).items == ()
    with pytest.raises(ValueError, match="-issued"):
        library.documents(order="colour")
    with pytest.raises(ValueError, match="count from 1"):
        library.documents(page=0)


def test_totals_and_codes_in_use(library):
    put(library, STEEL)
    put(library, ENGLISH)
    totals = library.totals()
    rows = library.documents().items
    assert totals.documents == 2
    assert totals.targets == sum(row.targets for row in rows) > 0
    assert {"130000", "130200", "EU"} <= set(library.used("region"))
    assert library.used("region") == sorted(library.used("region"))
    assert "prohibit" in library.used("force")


def test_text_that_a_database_cannot_hold_is_kept_exactly(library):
    text = "到2025年，钢铁\0产能下降5%。\n"
    content, analysis = analysed(text)
    name = "bad\udc80name.txt"
    analysis = replace(analysis, document=replace(analysis.document, name=name))
    id_ = library.add(content, analysis, filename=name).document_id
    assert library.analysis(id_) == analysis
    assert library.document(id_).name == name
    assert library.records(RecordQuery(document=id_)).items[0].document_name == name
    assert library.search("产能").total == 1


def test_an_empty_document_can_be_kept(library):
    content, analysis = analysed("没有数字\n")
    id_ = library.add(content, analysis, filename="x.txt").document_id
    assert library.records(RecordQuery(document=id_)).total == 0
    assert library.search("数字").items[0].document.id == id_


def test_analyses_stream_in_the_order_of_arrival(library):
    ids = [put(library, text) for text in (STEEL, CEMENT, ENGLISH)]
    assert [a.document.id for a in library.analyses()] == ids
    assert [a.document.id for a in library.analyses(DocumentQuery(language="en"))] == ids[2:]
    stream = library.analyses()
    next(stream)
    library.remove(ids[1:2])
    assert [a.document.id for a in stream] == ids[2:]


def test_analyses_of_a_record_query_hold_these_records_only(library):
    ids = [put(library, text) for text in (STEEL, CEMENT, ENGLISH)]
    (only,) = library.analyses(RecordQuery(force="prohibit"))
    assert only.document.id == ids[0]
    assert [p.text for p in only.provisions] == ["严禁新增钢铁产能。"]
    assert only.targets == only.figures == ()


def test_a_library_is_named_by_its_url(library):
    assert isinstance(pickle.loads(pickle.dumps(library.url)), str)
    with open_library(library.url) as again:
        assert again.url == library.url


def test_versions_differ_with_what_decides(tmp_path, monkeypatch):
    from docanalyzer import version

    (tmp_path / "core").mkdir()
    file = tmp_path / "core" / "rule.py"
    found = []
    monkeypatch.setattr(version, "_PACKAGE", tmp_path)
    monkeypatch.setattr(version, "_DECIDING", ("core",))
    for content in (b"a\n", b"a\r\n", b"b\n"):
        file.write_bytes(content)
        version.rules_version.cache_clear()
        found.append(version.analysis_version("none"))
    version.rules_version.cache_clear()
    assert found[0] == found[1] != found[2]


def test_models_are_part_of_the_version(monkeypatch):
    """What was asked of models at hand is of today, however they were chosen; a model made anew is another version."""
    from docanalyzer import version

    def models(*marks):
        return tuple(SimpleNamespace(mark=mark) for mark in marks)

    monkeypatch.setattr(version, "available", lambda: list(models("a@1", "b@1")))
    monkeypatch.setattr(version, "chosen", {"none": (), "default": models("a@1"), ("a", "b"): models("a@1", "b@1")}.get)
    version.current_versions.cache_clear()
    rules = version.rules_version()
    found = [version.analysis_version(choice) for choice in ("none", "default", ("a", "b"))]
    assert found[0] == rules
    assert all(one.startswith(rules + ".") and len(one) <= 64 for one in found[1:])
    assert len(set(found)) == 3
    assert set(found) < set(version.current_versions())
    monkeypatch.setattr(version, "chosen", lambda _: models("a@2"))
    assert version.analysis_version() not in version.current_versions()
    version.current_versions.cache_clear()
