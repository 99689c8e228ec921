"""How documents differ: records matched like for like, and a verdict with its reason for each pair."""

from docanalyzer.comparison.report import ComparisonError, Pair, Report, compare

__all__ = ["ComparisonError", "Pair", "Report", "compare"]
