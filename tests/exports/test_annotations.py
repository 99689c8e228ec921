"""What annotation programs read: marks, doccano, Label Studio, brat, Web Annotation."""

import io
import json
import re
import uuid
import zipfile
from typing import get_args

import pytest
from lxml import etree

from docanalyzer.core.record import Force, Role
from docanalyzer.exports.marks import LABELS, LINKS, annotate
from docanalyzer.exports.webannotation import CONTEXT, source_iri
from tests.exports.odd import ODD_TEXT, odd_analysis, reviewed_analysis, samples, written
from tests.samples import TEXT, make_analysis

LABEL_IDS = {label.id for label in LABELS}


def quoted(analysis, anchor="quantity"):
    text = analysis.document.text
    return {(mark.label, text[mark.start : mark.end]) for mark in annotate(analysis, anchor).marks}


def archive(form, analyses=None):
    return zipfile.ZipFile(io.BytesIO(written(form, analyses)))


# marks


def test_a_number_and_its_slots_are_marks_with_links():
    found = annotate(make_analysis())
    assert quoted(make_analysis()) == {
        ("target", "23%"), ("other", "12万吨"), ("indicator", "单位工业增加值用水量"), ("indicator", "+CO2"),
        ("period", "到2020年"), ("measured_from", "比2015年"),
        ("deadline", "河北省单位工业增加值用水量比2015年下降23%以上"),
        ("region", "河北省"), ("industry", "钢铁"), ("force_prohibit", "严禁新增钢铁产能。"),
    }  # fmt: skip
    by_id = {mark.id: mark for mark in found.marks}
    assert len(by_id) == len(found.marks)
    assert {(by_id[link.source].label, link.kind, by_id[link.target].label) for link in found.links} == {
        ("target", "measures", "indicator"), ("target", "holds_for", "period"),
        ("target", "measured_against", "measured_from"), ("other", "measures", "indicator"),
    }  # fmt: skip
    target = next(mark for mark in found.marks if mark.label == "target")
    assert target.records == ("m1",)
    assert "comparison: ge; low: 23; high: 23; unit: %" in target.notes[0]
    assert ("target", "河北省单位工业增加值用水量比2015年下降23%以上") in quoted(make_analysis(), "evidence")


def test_marks_stand_in_text_order_the_wider_first():
    for analysis in samples():
        keys = [(mark.start, -mark.end) for mark in annotate(analysis).marks]
        assert keys == sorted(keys)
        assert all(0 <= mark.start < mark.end <= len(analysis.document.text) for mark in annotate(analysis).marks)


def test_there_is_a_label_for_every_role_and_force():
    assert set(get_args(Role)) == {label.id for label in LABELS if label.group == "number"}
    assert {f"force_{force}" for force in get_args(Force)} == {
        label.id for label in LABELS if label.group == "provision"
    }
    assert set(LINKS) == {label.id for label in LABELS if label.group == "slot"}
    assert all(re.fullmatch("[a-z_]+", label.id) and re.fullmatch("#[0-9a-f]{6}", label.color) for label in LABELS)


def test_a_corrected_number_without_a_place_stands_on_its_evidence():
    analysis = reviewed_analysis()
    (target,) = (mark for mark in annotate(analysis).marks if mark.label == "target")
    assert analysis.document.text[target.start : target.end] == analysis.targets[0].evidence.text
    assert target.reviewers == ("Wang & Co",)
    assert "low: 25; high: 25" in target.notes[0]
    assert "review: corrected by Wang & Co" in target.notes[0]
    page = json.loads(written("webannotation", [analysis]))
    creators = [item["creator"] for item in page["items"] if "creator" in item]
    assert sorted(person["name"] for people in creators for person in people) == ["Li", "Wang & Co"]


# doccano


def test_doccano_lines_are_texts_with_labels():
    lines = written("doccano").decode().split("\n")
    assert lines.pop() == ""
    for line, analysis in zip(map(json.loads, lines), samples(), strict=True):
        assert line["text"] == analysis.document.text
        spans = [tuple(span) for span in line["label"]]
        assert len(set(spans)) == len(spans) > 0
        for start, end, label in spans:
            assert 0 <= start < end <= len(line["text"])
            assert label in LABEL_IDS
        assert {(label, line["text"][start:end]) for start, end, label in spans} == quoted(analysis)


# Label Studio


def test_label_studio_tasks_count_utf16_and_keep_to_their_configuration():
    files = archive("labelstudio")
    config = etree.fromstring(files.read("labelling-config.xml"))
    labels = {label.get("value") for label in config.iter("Label")}
    relations = {relation.get("value") for relation in config.iter("Relation")}
    names = {config.find("Labels").get("name")}, {config.find("Text").get("name")}
    assert labels == LABEL_IDS
    assert config.find("Labels").get("toName") == config.find("Text").get("name")
    for task, analysis in zip(json.loads(files.read("tasks.json")), samples(), strict=True):
        for variable in (element.get("value") for element in (config.find("Text"), config.find("Header"))):
            assert variable.removeprefix("$") in task["data"]
        (prediction,) = task["predictions"]
        units = task["data"]["text"].encode("utf-16-le")
        regions = [item for item in prediction["result"] if item["type"] == "labels"]
        ids = [region["id"] for region in regions]
        assert len(set(ids)) == len(ids) > 0
        for region in regions:
            value = region["value"]
            assert {region["from_name"]} == names[0]
            assert {region["to_name"]} == names[1]
            assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"]
            assert set(value["labels"]) <= labels
        assert {(r["value"]["labels"][0], r["value"]["text"]) for r in regions} == quoted(analysis)
        for relation in (item for item in prediction["result"] if item["type"] == "relation"):
            assert {relation["from_id"], relation["to_id"]} <= set(ids)
            assert set(relation["labels"]) <= relations


def test_label_studio_positions_lie_behind_wide_characters():
    (task,) = json.loads(archive("labelstudio", [odd_analysis()]).read("tasks.json"))
    wanted = ODD_TEXT.index("16%")
    starts = [r["value"]["start"] for r in task["predictions"][0]["result"] if r.get("value", {}).get("text") == "16%"]
    assert starts == [wanted + ODD_TEXT[:wanted].count("𠮷")]
    assert starts[0] > wanted


# brat


def read_ann(text, ann):
    """Text-bound annotations and relations, checked as brat's description of its stand-off format asks."""
    bound, relations = {}, []
    for line in ann.splitlines():
        key, body, *rest = line.split("\t")
        if key[0] == "T":
            label, places = body.split(" ", 1)
            spans = [tuple(map(int, place.split(" "))) for place in places.split(";")]
            assert rest == [" ".join(text[start:end] for start, end in spans)]
            assert all(start < end for start, end in spans)
            bound[key] = label, spans
        elif key[0] == "R":
            name, *arguments = body.split(" ")
            relations.append((name, *(bound[argument.partition(":")[2]][0] for argument in arguments)))
        else:
            assert key[0] == "#"
            assert body.partition(" ")[2] in bound
    return bound, relations


def test_brat_files_hold_text_and_annotations():
    files = archive("brat")
    names = [name.removesuffix(".txt") for name in files.namelist() if name.endswith(".txt")]
    assert len({name.casefold() for name in names}) == 3
    assert all(re.fullmatch(r"[\w.-]+", name) and not name.startswith(".") for name in names)
    conf = files.read("annotation.conf").decode()
    entities = set(conf.partition("[relations]")[0].split()[1:])
    for name, analysis in zip(names, samples(), strict=True):
        text = files.read(f"{name}.txt").decode()
        assert text == analysis.document.text
        bound, relations = read_ann(text, files.read(f"{name}.ann").decode())
        assert {label for label, _ in bound.values()} <= entities
        assert len(bound) == len(annotate(analysis).marks)
        assert {name for name, *_ in relations} <= set(LINKS.values())
        assert all(re.search(rf"^{name}\tArg1:.*\b{a}\b.*, Arg2:{b}$", conf, re.MULTILINE) for name, a, b in relations)


def test_brat_spans_over_line_ends_come_in_pieces():
    analysis = odd_analysis()
    files = archive("brat", [analysis])
    (name,) = (name for name in files.namelist() if name.endswith(".ann"))
    bound, _ = read_ann(ODD_TEXT, files.read(name).decode())
    broken = [spans for label, spans in bound.values() if label == "force_prohibit"]
    assert broken
    assert all(len(spans) > 1 for spans in broken)
    assert ("force_plan", 2) in {(label, len(spans)) for label, spans in bound.values()}
    for _, spans in bound.values():
        assert not any(len(ODD_TEXT[start:end].splitlines()) > 1 or "\t" in ODD_TEXT[start:end] for start, end in spans)


# Web Annotation


def test_web_annotations_quote_their_source():
    page = json.loads(written("webannotation"))
    assert page["@context"] == CONTEXT
    assert page["type"] == "AnnotationPage"
    assert page["partOf"]["type"] == "AnnotationCollection"
    assert page["partOf"]["total"] == len(page["items"])
    assert "code points" in page["partOf"]["label"]
    ids = [item["id"] for item in page["items"]]
    assert len(set(ids)) == len(ids)
    assert all(uuid.UUID(found.removeprefix("urn:uuid:")).version == 5 for found in ids)
    texts = {
        item["target"]["id"]: item["body"]["value"] for item in page["items"] if item["motivation"] == "describing"
    }
    assert texts == {source_iri(a.document.id): a.document.text for a in samples()}
    marked = [item for item in page["items"] if item["motivation"] != "describing"]
    assert len(marked) == sum(len(annotate(a, "evidence").marks) for a in samples())
    for item in marked:
        text = texts[item["target"]["source"]]
        quote, position = item["target"]["selector"]
        start, end = position["start"], position["end"]
        assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"])
        assert text[end:].startswith(quote["suffix"])
        assert item["body"][0]["value"] in LABEL_IDS
        for body in item["body"]:
            assert body["purpose"] in {"tagging", "describing", "linking"}
            if body["purpose"] == "linking":
                assert body["source"] in ids


def test_web_annotation_of_a_target_describes_the_record():
    page = json.loads(written("webannotation", [make_analysis()]))
    (target,) = (i for i in page["items"] if isinstance(i["body"], list) and i["body"][0]["value"] == "target")
    (description,) = (body for body in target["body"] if body["purpose"] == "describing")
    assert description["format"] == "application/json"
    assert json.loads(description["value"])["quantity"]["low"] == 23.0
    tagged = [item for item in page["items"] if isinstance(item["body"], list)]
    (indicator,) = (i for i in tagged if "water-per-value-added" in [body.get("value") for body in i["body"]])
    assert [body["source"] for body in indicator["body"] if body["purpose"] == "linking"] == [target["id"]]


@pytest.mark.parametrize("form", ["doccano", "webannotation"])
def test_text_is_written_as_it_is(form):
    assert TEXT.replace("\n", "\\n") in written(form, [make_analysis()]).decode()
