"""The handshake of a WebSocket as a page of some host begins it."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from app_server import AppServer

TIMEOUT_S = 120


def shake_hands(server: AppServer, path: str, **headers: str) -> int:
    """The status that the server answers with: 101 when it opens the connection.

    Parameters
    ----------
    server : who is asked.
    path : below the address of the app.
    headers : of the request, beside those of every handshake; `Host` is the server's own if it is
        not given.
    """
    address = urlsplit(server.url)
    lines = {
        "Host": address.netloc,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    } | headers
    request = [f"GET {address.path}{path} HTTP/1.1"]
    request += [f"{name}: {value}" for name, value in lines.items()]
    with socket.create_connection((address.hostname, address.port), TIMEOUT_S) as connection:
        connection.sendall("\r\n".join([*request, "", ""]).encode())
        return int(connection.recv(1000).split(b" ", 2)[1])
