"""A finder that does what the text tells it; it runs in the worker, which imports it from here."""

import os
import re
import signal
import time
from pathlib import Path

_ORDER = re.compile(r"^(HANG|DIE|DIE ONCE|WAIT) ?(\S*)$", re.MULTILINE)


def obey(view):
    found = _ORDER.search(view.text)
    if not found:
        return []
    order, place = found.groups()
    if order == "HANG":
        time.sleep(600)
    elif order == "WAIT":
        while not Path(place).exists():
            time.sleep(0.01)
    elif order == "DIE" or not Path(place).exists():
        if place:
            Path(place).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return []
