"""Finders that mark what a text names: regions, industries, agencies, forces, citations, and how it looks ahead."""
