"""What a process gives up before it meets a file from outside: the network."""

from __future__ import annotations

import sys
from typing import Any

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_EVENTS = frozenset({"socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"})


def leave_network() -> None:
    """Give the network up for good; must run before the first thread, or the system does not allow it.

    Python code can open no connection from here on. On Linux the process is in a network of its own as well, for which
    a user other than root needs a name space of users; where the system forbids that, the first bound holds alone.
    """
    sys.addaudithook(_refuse)
    if sys.platform == "linux":
        import ctypes

        unshare = getattr(ctypes.CDLL(None), "unshare", None)
        if unshare is not None and unshare(_CLONE_NEWNET) != 0:
            unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, _arguments: tuple[Any, ...]) -> None:
    if event in _EVENTS:
        raise PermissionError("a document that is being read may open no connection")
