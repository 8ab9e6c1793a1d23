"""A network with a long way: `python -m tests.bench.delay PORT TARGET_PORT ROUND_TRIP_MS`.

Passes bytes between a port and another one of this machine and delays each direction by half the
round trip. A new connection waits for one round trip. The rate is not limited.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from functools import partial

HOST = "127.0.0.1"
CHUNK_BYTES = 1 << 16
#: Chunks on the way in one direction; more would hide how fast the reader takes them.
ON_THE_WAY = 4096

Chunk = tuple[float, bytes]


async def _take(reader: asyncio.StreamReader, way: asyncio.Queue[Chunk], delay_s: float) -> None:
    """Put what arrives on the way, with the time at which it arrives at the other end."""
    clock = asyncio.get_running_loop().time
    data = b" "
    while data:
        with contextlib.suppress(OSError):
            data = await reader.read(CHUNK_BYTES)
        await way.put((clock() + delay_s, data))


async def _give(way: asyncio.Queue[Chunk], writer: asyncio.StreamWriter) -> None:
    """Hand over what has arrived; an empty chunk closes."""
    clock = asyncio.get_running_loop().time
    with contextlib.suppress(OSError):
        while True:
            due, data = await way.get()
            await asyncio.sleep(max(0.0, due - clock()))
            if not data:
                break
            writer.write(data)
            await writer.drain()
    writer.close()


async def _join(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, target: int, delay_s: float
) -> None:
    """Serve one connection."""
    await asyncio.sleep(2 * delay_s)
    try:
        far_reader, far_writer = await asyncio.open_connection(HOST, target)
    except OSError:
        writer.close()
        return
    there: asyncio.Queue[Chunk] = asyncio.Queue(ON_THE_WAY)
    back: asyncio.Queue[Chunk] = asyncio.Queue(ON_THE_WAY)
    await asyncio.gather(
        _take(reader, there, delay_s),
        _give(there, far_writer),
        _take(far_reader, back, delay_s),
        _give(back, writer),
    )


async def serve(port: int, target: int, round_trip_ms: float) -> None:
    """Serve for ever."""
    join = partial(_join, target=target, delay_s=round_trip_ms / 2000)
    async with await asyncio.start_server(join, HOST, port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
