"""Records to plain data and back, and the JSON Schema of it; the one place that knows pydantic.

The dataclasses of :mod:`docanalyzer.core.record` are the only definition: validation and schema are derived from them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docanalyzer.core.errors import DocanalyzerError
from docanalyzer.core.record import SCHEMA_VERSION, Analysis, Measure, Provision

if TYPE_CHECKING:
    from pydantic import TypeAdapter


class LoadError(DocanalyzerError):
    """Data is not an export of this program; the message says where it deviates."""


_ADAPTERS: dict[object, TypeAdapter[Any]] = {}


def _adapter(kind: type) -> TypeAdapter[Any]:
    """What checks and dumps one dataclass; pydantic is loaded here, when it is first needed."""
    from pydantic import TypeAdapter

    return _ADAPTERS.get(kind) or _ADAPTERS.setdefault(kind, TypeAdapter(kind))


def _validated(kind: type, data: object, name: str = "") -> Any:
    """The record that ``data`` is; raises :class:`LoadError` with the first field that does not fit."""
    from pydantic import ValidationError

    try:
        return _adapter(kind).validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = [name] if name else []
        where.append(".".join(str(part) for part in first["loc"]))
        raise LoadError(": ".join([*where, first["msg"]])) from None


def to_data(analysis: Analysis) -> dict[str, Any]:
    """The analysis as dictionaries, lists, strings and numbers, fields in the order of the contract."""
    data: dict[str, Any] = _adapter(Analysis).dump_python(analysis, mode="json")
    return data


def from_data(data: object, name: str = "data", *, quotations: bool = True) -> Analysis:
    """The analysis that :func:`to_data` made ``data`` of; ``name`` is for the error message.

    Every field is checked against its type, and every quotation against the text (unless ``quotations`` is false, for
    data that this program has stored itself). Fields that this version does not know are passed over.
    """
    if not isinstance(data, dict):
        raise LoadError(f"{name}: not an analysis: expected an object, found {type(data).__name__}")
    version = data.get("schema_version")
    if not isinstance(version, str) or version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise LoadError(f"{name}: schema_version is {version!r}, this program reads {SCHEMA_VERSION}")
    analysis: Analysis = _validated(Analysis, data, name)
    if quotations:
        _check_quotations(data, analysis.document.text, name)
    return analysis


def record_to_data(record: Measure | Provision) -> dict[str, Any]:
    """One record as plain data."""
    data: dict[str, Any] = _adapter(type(record)).dump_python(record, mode="json")
    return data


def record_from_data(kind: type[Measure | Provision], data: dict[str, Any]) -> Measure | Provision:
    """The record that :func:`record_to_data` made ``data`` of; raises :class:`LoadError` where a type does not fit."""
    record: Measure | Provision = _validated(kind, data)
    return record


def json_schema() -> dict[str, Any]:
    """The JSON Schema of one document's export."""
    return schema_of(
        Analysis,
        "docanalyzer export",
        f"Everything found in one document, schema version {SCHEMA_VERSION}. Offsets are Unicode code "
        "points into document.text, end exclusive; wherever an object has start, end and text, the text stands there.",
    )


def plain(value: object, kind: type) -> Any:
    """Any dataclass of the package (of type ``kind``) as dictionaries, lists, strings and numbers."""
    return _adapter(kind).dump_python(value, mode="json")


def schema_of(kind: type, title: str, description: str) -> dict[str, Any]:
    """The JSON Schema of what :func:`plain` gives for ``kind``."""
    from pydantic.json_schema import GenerateJsonSchema

    class PlainSchema(GenerateJsonSchema):
        """Field names speak for themselves: without a title that repeats each of them the schema is half as long."""

        def field_title_should_be_set(self, schema: Any) -> bool:
            return False

    schema = _adapter(kind).json_schema(mode="serialization", schema_generator=PlainSchema)
    return {"$schema": GenerateJsonSchema.schema_dialect, **schema, "title": title, "description": description}


def _check_quotations(value: object, text: str, name: str, where: str = "") -> None:
    """Every object with ``start``, ``end`` and ``text`` quotes the document, or the file was damaged."""
    if isinstance(value, dict):
        quote = value.get("text")
        if "start" in value and quote is not None and text[value["start"] : value["end"]] != quote:
            raise LoadError(f"{name}: {where}: {quote!r} does not stand at {value['start']} of document.text")
        for key, inner in value.items():
            if isinstance(inner, dict | list):
                _check_quotations(inner, text, name, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check_quotations(inner, text, name, f"{where}.{index}")
