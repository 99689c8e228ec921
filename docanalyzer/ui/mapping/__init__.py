"""The parts of the screen Map."""
