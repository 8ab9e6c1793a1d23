"""A small proxy that serves a site below a path, as web servers in front of an app do, and cuts its sockets."""

from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

HOST = "127.0.0.1"
CHUNK = 65536


@dataclass
class Proxy:
    """A running proxy: its address, and the WebSockets that are open through it."""

    url: str
    sockets: set[socket.socket] = field(default_factory=set)

    def cut_sockets(self) -> None:
        """End all WebSockets, as a network that goes away for a moment does."""
        for client in list(self.sockets):
            with contextlib.suppress(OSError):
                client.shutdown(socket.SHUT_RDWR)


@contextlib.contextmanager
def proxy_below(url: str, prefix: str) -> Iterator[Proxy]:
    """Serve the site at `url` below `prefix`, one request a connection."""
    target = urlsplit(url)
    assert target.port is not None
    address = (HOST, target.port)
    with socket.create_server((HOST, 0)) as listener:
        proxy = Proxy(f"http://{HOST}:{listener.getsockname()[1]}{prefix}/")
        pair = (listener, address, prefix, proxy.sockets)
        thread = threading.Thread(target=_accept, args=pair, daemon=True)
        thread.start()
        yield proxy
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()


def _accept(
    listener: socket.socket, target: tuple[str, int], prefix: str, sockets: set[socket.socket]
) -> None:
    with contextlib.suppress(OSError):
        while True:
            client, _ = listener.accept()
            pair = (client, target, prefix, sockets)
            threading.Thread(target=_forward, args=pair, daemon=True).start()


def _forward(
    client: socket.socket, target: tuple[str, int], prefix: str, sockets: set[socket.socket]
) -> None:
    """Pass one request on without the prefix, then everything both ways."""
    with client, contextlib.suppress(OSError):
        head = b""
        while b"\r\n\r\n" not in head and (chunk := client.recv(CHUNK)):
            head += chunk
        if not re.match(rf"\w+ {re.escape(prefix)}/".encode(), head):
            client.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        head = head.replace(f" {prefix}/".encode(), b" /", 1)
        is_socket = b"upgrade: websocket" in head.lower()
        if not is_socket:
            head = re.sub(rb"(?i)\r\nconnection:[^\r]*", b"", head)
            head = head.replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
        with socket.create_connection(target) as server:
            server.sendall(head)
            back = threading.Thread(target=_pump, args=(server, client), daemon=True)
            back.start()
            if is_socket:
                sockets.add(client)
            _pump(client, server)
            back.join()
            sockets.discard(client)


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while chunk := source.recv(CHUNK):
            sink.sendall(chunk)
    with contextlib.suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
