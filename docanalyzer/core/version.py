"""The version of the program, in a place that every floor can import."""

__version__ = "0.1.0"
