"""Regular expressions of the package: which there are, strings that are meant to stall them, and how effort grows."""
