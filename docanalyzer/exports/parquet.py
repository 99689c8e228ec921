"""Parquet: the table of all numbers with typed columns; the one place that knows pyarrow."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, BinaryIO

from docanalyzer.core.record import Analysis
from docanalyzer.exports.dictionary import meaning
from docanalyzer.exports.formats import check_installed
from docanalyzer.exports.rows import MEASURES, Cell

_GROUP = 20_000


def write_parquet(analyses: Iterable[Analysis], stream: BinaryIO) -> None:
    """One row for each number of a role, as in CSV; dates are dates, and rows are written in groups as they come."""
    check_installed("parquet")
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = _schema(pa)
    rows: list[list[Cell]] = []
    with pq.ParquetWriter(stream, schema, compression="zstd") as writer:
        for analysis in analyses:
            rows.extend(MEASURES.rows(analysis))
            while len(rows) >= _GROUP:
                writer.write_table(_table(pa, schema, rows[:_GROUP]))
                del rows[:_GROUP]
        writer.write_table(_table(pa, schema, rows))


def _schema(pa: Any) -> Any:
    types = {
        "text": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
    }  # fmt: skip
    return pa.schema(
        [
            pa.field(
                column,
                types[meaning(MEASURES, column).type],
                metadata={"description": meaning(MEASURES, column).en, "description_zh": meaning(MEASURES, column).zh},
            )
            for column in MEASURES.header
        ]
    )


def _table(pa: Any, schema: Any, rows: list[list[Cell]]) -> Any:
    columns: list[tuple[Cell, ...]] = list(zip(*rows, strict=True)) if rows else [() for _ in schema]
    arrays = [
        pa.array([_value(cell, is_date=pa.types.is_date(field.type)) for cell in column], field.type)
        for column, field in zip(columns, schema, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=schema)


def _value(cell: Cell, *, is_date: bool) -> object:
    if isinstance(cell, str):
        # A lone surrogate has no UTF-8 form.
        return date.fromisoformat(cell) if is_date else cell.encode("utf-8", "replace").decode()
    return cell
