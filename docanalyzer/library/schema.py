"""The tables. Alembic's migrations make them; a test compares the two."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

VERSION_TABLE = "docanalyzer_version"
HEAD = "0001"
"""The newest revision under ``migrations/versions``."""

metadata = MetaData()


def _document(*, primary: bool = False) -> Column[int]:
    return Column(
        "document", Integer, ForeignKey("documents.no", ondelete="CASCADE"), primary_key=primary, nullable=False
    )


documents = Table(
    "documents",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=True),
    # SHA-256 of the bytes.
    Column("id", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("language", String(16), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("jurisdiction", String(32)),
    Column("issued_on", String(10)),
    Column("issuers", Text, nullable=False),
    Column("haystack", Text, nullable=False),
    Column("targets", Integer, nullable=False),
    Column("figures", Integer, nullable=False),
    Column("provisions", Integer, nullable=False),
    Column("deadlines", Integer, nullable=False),
    Column("reviewed", Integer, nullable=False),
    Column("made_by", String(64), nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("analyzed_at", String(32), nullable=False),
    # What a list shows besides, as JSON.
    Column("display", Text, nullable=False),
    Index("documents_issued_on", "issued_on"),
    Index("documents_made_by", "made_by"),
)

contents = Table(
    "contents",
    metadata,
    _document(primary=True),
    Column("bytes", LargeBinary, nullable=False),
    # What the caller said of the document (title, issue date …), as JSON: a re-analysis needs it again.
    Column("metadata", Text),
)

analyses = Table(
    "analyses",
    metadata,
    _document(primary=True),
    # The machine's analysis with its text, as compressed JSON.
    Column("data", LargeBinary, nullable=False),
)

records = Table(
    "records",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _document(),
    # measure, provision or deadline
    Column("type", String(12), nullable=False),
    Column("number", Integer, nullable=False),
    Column("record", String(64), nullable=False),
    Column("role", String(12)),
    Column("kind", String(20)),
    Column("indicator", String(96)),
    Column("due", String(10)),
    Column("confidence", Float, nullable=False),
    Column("review", String(12)),
    # Folded words of the record, for a search in them.
    Column("haystack", Text, nullable=False),
    # What a list shows, as JSON.
    Column("display", Text, nullable=False),
    Index("records_of_document", "document", "type", "number"),
    Index("records_in_order", "type", "document", "number"),
    Index("records_by_role", "type", "role", "document", "number"),
    Index("records_by_due", "type", "due"),
    Index("records_by_indicator", "type", "indicator"),
    Index("records_by_confidence", "type", "confidence"),
    Index("records_by_review", "type", "review"),
)

codes = Table(
    "codes",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("record", Integer, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
    # region, industry, force, instrument, actor, indicator or role
    Column("facet", String(12), nullable=False),
    Column("code", Text, nullable=False),
    Index("codes_by_code", "facet", "code", "record"),
    Index("codes_of_record", "record"),
)

collections = Table(
    "collections",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False, unique=True),
)

tags = Table(
    "tags",
    metadata,
    _document(primary=True),
    Column("collection", Integer, ForeignKey("collections.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    Index("tags_by_collection", "collection", "document"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _document(),
    # Where it begins in the document's text; -1 for the title and the file name.
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Index("passages_of_document", "document", "start"),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    _document(),
    # The record's place and words, as JSON, and a short key of them.
    Column("anchor", Text, nullable=False),
    Column("key", String(32), nullable=False),
    Column("action", String(8), nullable=False),
    Column("slot", Text),
    Column("value", Text),
    Column("by", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("note", Text, nullable=False),
    Column("undone_by", Text),
    Column("undone_at", String(32)),
    # No record of the present analysis stands where the decision was made.
    Column("orphaned", Boolean, nullable=False),
    Index("decisions_of_document", "document", "key", "id"),
    Index("decisions_by_person", "by", "document"),
)

WORDS = "passage_words"
"""The table of searchable words: FTS5 on SQLite, a tsvector for each passage on PostgreSQL (see the migration)."""
