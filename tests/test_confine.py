"""A process that meets files from outside has given the network up."""

import importlib
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GIVE_UP = "from docanalyzer.core.confine import leave_network; leave_network(); import sys; port = int(sys.argv[1])\n"
WAYS = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', port))",
    "send": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', port))",
    "listen": "import socket; socket.socket().bind(('127.0.0.1', 0))",
    "look up": "import socket; socket.getaddrinfo('localhost', port)",
    "fetch": "import urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{port}/')",
    "fetch by lxml": "from lxml import etree; etree.parse(f'http://127.0.0.1:{port}/a.xml')",
}


@pytest.fixture
def server():
    """A port, and who has connected to it."""
    callers: list[object] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def take():
            try:
                while True:
                    caller, _ = listening.accept()
                    callers.append(caller)
                    caller.close()
            except OSError:
                pass

        threading.Thread(target=take, daemon=True).start()
        yield listening.getsockname()[1], callers
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("way", WAYS)
def test_no_way_out(server, way):
    port, callers = server
    done = subprocess.run(
        [sys.executable, "-c", GIVE_UP + WAYS[way], str(port)], cwd=ROOT, capture_output=True, check=False
    )
    assert done.returncode == 1
    assert b"Error" in done.stderr
    assert callers == []


def test_the_network_is_there_for_who_has_not_given_it_up(server):
    port, callers = server
    program = "import sys; port = int(sys.argv[1])\n" + WAYS["connect"]
    subprocess.run([sys.executable, "-c", program, str(port)], cwd=ROOT, check=True)
    for _ in range(500):
        if callers:
            break
        time.sleep(0.01)
    assert len(callers) == 1


class _Left(Exception):  # noqa: N818 (nothing failed)
    """The network was given up."""


def test_pages_are_drawn_without_a_network(monkeypatch):
    module = importlib.import_module("docanalyzer.reading.pdf_picture")

    def leave():
        raise _Left

    monkeypatch.setattr(module, "leave_network", leave)
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(_Left):
        module.main()
