"""The views of the screen Review."""
