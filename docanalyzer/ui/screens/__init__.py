"""One module for each screen, with ``show()``."""
