"""From a file to a ``Document``: one module for each format, and one function for all of them."""

from docanalyzer.reading.dispatch import SUPPORTED, read, read_bytes, supported

__all__ = ["SUPPORTED", "read", "read_bytes", "supported"]
