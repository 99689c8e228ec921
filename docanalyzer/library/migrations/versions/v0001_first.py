"""Documents, their records, collections, decisions and searchable words."""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Text,
    UniqueConstraint,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_INDEXES = (
    ("documents_issued_on", "documents", ["issued_on"]),
    ("documents_made_by", "documents", ["made_by"]),
    ("records_of_document", "records", ["document", "type", "number"]),
    ("records_in_order", "records", ["type", "document", "number"]),
    ("records_by_role", "records", ["type", "role", "document", "number"]),
    ("records_by_due", "records", ["type", "due"]),
    ("records_by_indicator", "records", ["type", "indicator"]),
    ("records_by_confidence", "records", ["type", "confidence"]),
    ("records_by_review", "records", ["type", "review"]),
    ("codes_by_code", "codes", ["facet", "code", "record"]),
    ("codes_of_record", "codes", ["record"]),
    ("tags_by_collection", "tags", ["collection", "document"]),
    ("passages_of_document", "passages", ["document", "start"]),
    ("decisions_of_document", "decisions", ["document", "key", "id"]),
    ("decisions_by_person", "decisions", ["by", "document"]),
)


def upgrade() -> None:
    """Make all tables in an empty database."""
    op.create_table(
        "documents",
        Column("no", Integer, primary_key=True, autoincrement=True),
        Column("id", String(64), nullable=False),
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
        Column("display", Text, nullable=False),
        UniqueConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "contents",
        _document(primary=True),
        Column("bytes", LargeBinary, nullable=False),
        Column("metadata", Text),
    )
    op.create_table("analyses", _document(primary=True), Column("data", LargeBinary, nullable=False))
    op.create_table(
        "records",
        Column("id", Integer, primary_key=True, autoincrement=True),
        _document(),
        Column("type", String(12), nullable=False),
        Column("number", Integer, nullable=False),
        Column("record", String(64), nullable=False),
        Column("role", String(12)),
        Column("kind", String(20)),
        Column("indicator", String(96)),
        Column("due", String(10)),
        Column("confidence", Float, nullable=False),
        Column("review", String(12)),
        Column("haystack", Text, nullable=False),
        Column("display", Text, nullable=False),
    )
    op.create_table(
        "codes",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("record", Integer, ForeignKey("records.id", ondelete="CASCADE"), nullable=False),
        Column("facet", String(12), nullable=False),
        Column("code", Text, nullable=False),
    )
    op.create_table(
        "collections",
        Column("id", Integer, primary_key=True, autoincrement=True),
        Column("name", Text, nullable=False),
        UniqueConstraint("name"),
    )
    op.create_table(
        "tags",
        _document(),
        Column("collection", Integer, ForeignKey("collections.id", ondelete="CASCADE"), nullable=False),
        PrimaryKeyConstraint("document", "collection"),
    )
    op.create_table(
        "passages",
        Column("id", Integer, primary_key=True, autoincrement=True),
        _document(),
        Column("start", Integer, nullable=False),
        Column("text", Text, nullable=False),
    )
    op.create_table(
        "decisions",
        Column("id", Integer, primary_key=True, autoincrement=True),
        _document(),
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
        Column("orphaned", Boolean, nullable=False),
        sqlite_autoincrement=True,
    )
    for name, table, columns in _INDEXES:
        op.create_index(name, table, columns)
    _make_search()


def _document(*, primary: bool = False) -> Column[int]:
    return Column(
        "document", Integer, ForeignKey("documents.no", ondelete="CASCADE"), primary_key=primary, nullable=False
    )


def _make_search() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # The words are cut and stemmed beforehand: the tokenizer has only to split at blanks.
        op.execute("CREATE VIRTUAL TABLE passage_words USING fts5 (words, tokenize = 'ascii')")
        return
    op.execute(
        "CREATE TABLE passage_words ("
        "id integer PRIMARY KEY REFERENCES passages (id) ON DELETE CASCADE, words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX passage_words_words ON passage_words USING gin (words)")
