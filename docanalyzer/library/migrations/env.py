"""Alembic runs this for each upgrade: the migrations, in the transaction that is open."""

from __future__ import annotations

from alembic import context

from docanalyzer.library.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"], target_metadata=metadata, version_table=VERSION_TABLE
)
with context.begin_transaction():
    context.run_migrations()
