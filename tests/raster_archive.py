"""A PMTiles archive of one picture for every tile, and a server that gives it out by ranges as an operator's would.

Written by the published specification, version 3: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md
"""

import json
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Final

HEADER: Final = 127  # bytes
PNG: Final = 2
PLAIN: Final = 1  # no compression
DEEPEST: Final = 14  # zoom
Colour = tuple[int, int, int]


def png(colour: Colour, size: int = 256) -> bytes:
    """Return a square picture of one colour."""
    line = b"\0" + bytes(colour) * size
    parts = {
        b"IHDR": struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0),
        b"IDAT": zlib.compress(line * size),
        b"IEND": b"",
    }
    chunks = (struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts.items())
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def varint(number: int) -> bytes:
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*found, number])


def archive(tile: bytes) -> bytes:
    """Return an archive in which every tile down to zoom 14 is this one: a single entry that runs over all of them."""
    tiles = (4 ** (DEEPEST + 1) - 1) // 3
    # How many entries; then of each the tile's number, how many follow it, its bytes, where they begin (plus one).
    root = b"".join(map(varint, (1, 0, tiles, len(tile), 1)))
    about = json.dumps({"name": "One colour"}).encode()
    at_about = HEADER + len(root)
    at_tiles = at_about + len(about)
    places = struct.pack("<8Q", HEADER, len(root), at_about, len(about), at_tiles, 0, at_tiles, len(tile))
    counts = struct.pack("<3Q", tiles, 1, 1)
    kinds = struct.pack("<6B", 1, PLAIN, PLAIN, PNG, 0, DEEPEST)
    bounds = struct.pack("<4i", -1_800_000_000, -850_000_000, 1_800_000_000, 850_000_000)
    centre = struct.pack("<B2i", 11, -1_183_500_000, 340_500_000)
    header = b"PMTiles\x03" + places + counts + kinds + bounds + centre
    assert len(header) == HEADER
    return header + root + about + tile


@contextmanager
def served(content: bytes) -> Iterator[tuple[str, list[str]]]:
    """Serve an archive under an address of its own; yield that address and the ranges that were asked for."""
    asked: list[str] = []

    class ByRange(BaseHTTPRequestHandler):
        def do_OPTIONS(self) -> None:
            self._answer(204, b"")

        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "")
            asked.append(wanted)
            if not wanted.startswith("bytes="):
                self._answer(200, content)
                return
            first, last = (int(part) for part in wanted.removeprefix("bytes=").split("-"))
            piece = content[first : last + 1]
            self._answer(206, piece, f"bytes {first}-{first + len(piece) - 1}/{len(content)}")

        def _answer(self, status: int, body: bytes, piece: str = "") -> None:
            self.send_response(status)
            headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "range"}
            for name, value in (headers | ({"Content-Range": piece} if piece else {})).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the test's own output is for the test."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), ByRange)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/ground.pmtiles", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
