"""Hostile files: the process that reads them is stopped, and the error names the file and the cause."""

import http.server
import io
import os
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from pathlib import Path

import pytest

from docanalyzer.core.document import Metadata
from docanalyzer.core.errors import ReadError
from docanalyzer.core.limits import LIMITS, MIB, Limits
from docanalyzer.isolation import analyze_isolated
from docanalyzer.pipeline import Settings, analyze_document
from docanalyzer.reading import read_bytes
from tests import hostile
from tests.reading.making import Pdf, word, word_bytes

ROOT = Path(__file__).resolve().parent.parent
TEXT = "到2025年，单位工业增加值用水量比2020年下降16%以上。"
POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and process groups")
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="the bound on memory is kept by Linux")


@pytest.fixture(autouse=True)
def private(tmp_path, monkeypatch):
    """Temporary files of these tests lie in a folder that must be empty at the end."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


def refused(content, filename, limits=LIMITS, **options):
    with pytest.raises(ReadError) as caught:
        analyze_isolated(content, filename, limits=limits, **options)
    assert str(caught.value).startswith(f"{filename}: ")
    return caught.value


def with_part(path, content, source=None):
    """A Word document with a part added or replaced."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(source or word_bytes(word(TEXT)))) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        new.writestr(path, content)
    return buffer.getvalue()


def zipped(name, content):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return buffer.getvalue()


def sample_pdf():
    pdf = Pdf()
    pdf.chinese(TEXT)
    pdf.page()
    pdf.chinese(TEXT)
    return pdf.bytes()


SAMPLES = {
    "方案.txt": TEXT.encode(),
    "plan.docx": word_bytes(word(TEXT)),
    "plan.html": f"<html><body><h1>方案</h1><p>{TEXT}</p></body></html>".encode(),
    "plan.pdf": sample_pdf(),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_child_finds_what_the_parent_would(name):
    metadata = Metadata(title="节水方案", issued_on="2021-03-05", issuers=("水利部",))
    document = read_bytes(SAMPLES[name], name, metadata=metadata)
    settings = Settings(language="zh")
    found = analyze_isolated(SAMPLES[name], name, metadata=metadata, settings=settings)
    assert found == analyze_document(document, settings=settings)
    assert found.targets


def test_errors_of_reading_come_through():
    error = refused(b"", "nothing.pdf")
    assert (error.code, error.cause) == ("empty", "the file is empty")


def test_a_file_that_is_too_large_starts_no_process(monkeypatch):
    monkeypatch.setattr(subprocess, "Popen", None)
    assert refused(b"x" * 1001, "large.txt", Limits(size=1000)).code == "too_large"


@pytest.mark.parametrize(
    "content",
    [
        with_part("word/media/image1.bin", b"\0" * 6 * MIB),
        with_part("word/embeddings/a.bin", zipped("b", zipped("c", b"\0" * 6 * MIB))),
        with_part("word/embeddings/a.bin", zipped("b", zipped("c", zipped("d", zipped("e", b"x"))))),
    ],
    ids=["plain", "nested", "too deeply nested"],
)
def test_zip_bombs(content):
    assert len(content) < 200_000
    assert refused(content, "bomb.docx", Limits(expanded=5 * MIB)).code == "too_large"


def test_an_archive_of_very_many_parts():
    buffer = io.BytesIO(word_bytes(word(TEXT)))
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(300):
            archive.writestr(f"word/media/{number}", b"")
    assert refused(buffer.getvalue(), "parts.docx", Limits(entries=200)).code == "too_large"


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def entity_document(doctype, reference):
    return (
        f'<?xml version="1.0"?><!DOCTYPE w:document [{doctype}]><w:document xmlns:w="{W}"><w:body><w:p><w:r>'
        f"<w:t>{TEXT}{reference}</w:t></w:r></w:p></w:body></w:document>"
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("doctype", "reference"),
    [('<!ENTITY l0 "ha">' + LAUGHS, "&l9;"), ('<!ENTITY secret SYSTEM "file:///etc/passwd">', "&secret;")],
    ids=["billion laughs", "external"],
)
def test_entities_in_word_documents(doctype, reference, encoding):
    xml = entity_document(doctype, reference).encode(encoding)
    error = refused(with_part("word/document.xml", xml), "laughs.docx")
    assert error.code == "entities"
    assert "word/document.xml" in error.cause


def test_entities_in_pages_are_not_resolved(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("confidential")
    page = (
        f'<!DOCTYPE html [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f"<html><body><p>{TEXT}&l9;&s;</p></body></html>"
    )
    for name in ("page.html", "page.xhtml"):
        text = analyze_isolated(page.encode(), name).document.text
        assert TEXT in text
        assert "haha" not in text
        assert "confidential" not in text


def looping_pdf(count):
    """A page tree whose node is its own child."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R 2 0 R] /Count %d >>" % count,
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R] /Count %d >>" % count,
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer << /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    return body + b"xref\n0 4\n0000000000 65535 f \n" + table + trailer


@pytest.mark.parametrize(
    ("count", "codes"), [(2, {"no_text_layer", "empty"}), (1_000_000, {"too_many_pages", "no_text_layer", "empty"})]
)
def test_a_page_tree_that_runs_in_a_circle(count, codes):
    assert refused(looping_pdf(count), "loop.pdf", Limits(seconds=60)).code in codes


def test_too_many_pages():
    error = refused(sample_pdf(), "long.pdf", Limits(pages=1))
    assert error.code == "too_many_pages"
    assert "2 pages" in error.cause


def test_deeply_nested_pages():
    page = b"<html><body>" + b"<div>" * 1500 + TEXT.encode()
    assert refused(page, "deep.html").code == "nested"
    assert TEXT in analyze_isolated(b"<html><body>" + b"<div>" * 100 + TEXT.encode(), "flat.html").document.text


def test_deeply_nested_word_documents():
    inner = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    for _ in range(400):
        inner = f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
    xml = f'<?xml version="1.0"?><w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'
    assert refused(with_part("word/document.xml", xml), "deep.docx").code == "nested"


@POSIX
def test_a_child_that_hangs_is_killed_with_all_it_started(private):
    notes: list[str] = []

    def watch():
        while not notes:
            notes.extend(path.read_text() for path in private.glob("*/note"))
            time.sleep(0.02)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    error = refused(TEXT.encode(), "hang.txt", Limits(seconds=8), settings=Settings(extra_finders=(hostile.hang,)))
    assert error.code == "timeout"
    assert "8 seconds" in error.cause
    watcher.join(5)
    child, helper, mode = notes[0].split()
    assert mode == "0o700"
    assert ended(int(child))
    assert ended(int(helper))


def test_a_very_small_limit_of_time():
    assert refused(TEXT.encode() * 100, "slow.txt", Limits(seconds=0.01)).code == "timeout"


def ended(pid):
    """Whether a process is gone, or only waits to be collected."""
    for _ in range(200):
        try:
            os.kill(pid, 0)
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rpartition(")")[2].split()[0] in "ZX":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


@LINUX
def test_memory():
    limits = Limits(memory=400 * MIB)
    settings = Settings(extra_finders=(hostile.fill_memory,))
    error = refused(TEXT.encode(), "greedy.txt", limits, settings=settings)
    assert error.code == "memory"
    assert "400 MiB" in error.cause


@LINUX
def test_a_table_that_fills_the_memory():
    row = b'<tr><td rowspan="500" colspan="500">1</td><td>2</td></tr>'
    page = b"<html><body><table>" + row * 4000 + b"</table>"
    assert refused(page, "table.html", Limits(memory=400 * MIB, seconds=120)).code in {"memory", "crashed"}


@POSIX
def test_a_child_that_crashes():
    error = refused(TEXT.encode(), "crash.txt", settings=Settings(extra_finders=(hostile.crash,)))
    assert error.code == "crashed"
    assert "SIGSEGV" in error.cause


def test_a_fault_of_ours_says_so_and_the_child_knows_no_secrets(monkeypatch):
    monkeypatch.setenv("DOCANALYZER_DATABASE_URL", "postgresql://user:password@host/db")
    monkeypatch.setenv("SOME_TOKEN", "1")
    error = refused(TEXT.encode(), "a.txt", settings=Settings(extra_finders=(hostile.tell_secrets,)))
    assert error.code == "failed"
    assert error.cause.endswith("please report this (ValueError: [])")


def test_what_libraries_print_does_not_disturb_the_answer():
    found = analyze_isolated(TEXT.encode(), "a.txt", settings=Settings(extra_finders=(hostile.talk,)))
    assert found.document.text == TEXT


def test_an_answer_that_makes_no_sense():
    error = refused(TEXT.encode(), "a.txt", settings=Settings(extra_finders=(hostile.lie,)))
    assert error.code == "crashed"


class Server(http.server.ThreadingHTTPServer):
    """Writes down whatever is asked of it."""

    def __init__(self):
        self.asked: list[object] = []
        asked = self.asked

        class Handler(http.server.BaseHTTPRequestHandler):
            def handle(self):
                asked.append(self.client_address)

        super().__init__(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server_port}"


def test_no_document_makes_the_reader_call_out():
    server = Server()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + "".join(
            f'<Relationship Id="x{kind}" TargetMode="External" Target="{server.url}/{kind}" '
            f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
            for kind in ("image", "attachedTemplate", "footnotes", "numbering")
        )
        + "</Relationships>"
    )
    page = (
        f'<?xml version="1.0"?><!DOCTYPE html SYSTEM "{server.url}/dtd"><?xml-stylesheet href="{server.url}/xsl"?>'
        f'<html><head><base href="{server.url}/"><link rel="stylesheet" href="s.css"><script src="x.js"></script>'
        f'<body xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{server.url}/i"/><img src="i.png">'
        f'<iframe src="f"></iframe><object data="o"></object><p>{TEXT}</p></body></html>'
    )
    try:
        assert TEXT in analyze_isolated(page.encode(), "page.html").document.text
        assert TEXT in analyze_isolated(page.encode(), "page.xhtml").document.text
        analyze_isolated(with_part("word/_rels/document.xml.rels", relations), "links.docx")
        error = refused(TEXT.encode(), "a.txt", settings=Settings(extra_finders=(hostile.call_out,)))
        assert "PermissionError" in error.cause
    finally:
        server.shutdown()
        server.server_close()
    assert server.asked == []


@POSIX
def test_a_child_whose_parent_is_killed_ends_and_clears_up(private):
    code = (
        "from docanalyzer.isolation import analyze_isolated; from docanalyzer.pipeline import Settings;"
        "from tests import hostile; analyze_isolated(b'18%', 'a.txt', settings=Settings(extra_finders=(hostile.hang,)))"
    )
    environment = {**os.environ, "TMPDIR": str(private), "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, env=environment)
    notes = []
    for _ in range(600):
        notes = [path.read_text() for path in private.glob("*/note")]
        if notes:
            break
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    child, helper, _ = notes[0].split()
    assert ended(int(child))
    assert ended(int(helper))


@pytest.mark.parametrize("arguments", [[], ["."], ["{folder}"], ["{folder}", "{folder}"], ["{other}"]])
def test_started_by_hand_the_child_removes_nothing(tmp_path, arguments):
    """It ends by removing its private folder; whoever starts it has another one, which holds other people's files."""
    folder, other = tmp_path / "temporary files", tmp_path / "docanalyzer-other"
    for place in (folder, other):
        (place / "of others").mkdir(parents=True)
        (place / "of others" / "note.txt").touch()
    given = [argument.format(folder=folder, other=other) for argument in arguments]
    done = subprocess.run(
        [sys.executable, "-m", "docanalyzer.isolated", *given], cwd=ROOT, input=b"", capture_output=True, check=False,
        env={**os.environ, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)}, start_new_session=True,
    )  # fmt: skip
    assert done.returncode == 1
    assert b"started by docanalyzer.isolation" in done.stderr
    assert (folder / "of others" / "note.txt").exists()
    assert (other / "of others" / "note.txt").exists()
