"""A weak link: a relay between a browser and the server that carries 256 kbit/s, slowly, and can be cut like a tunnel.

Chromium's own throttling leaves open websockets alone; a relay cuts everything, as a dead zone does.
"""

import contextlib
import socket
import threading
import time

RATE = 256_000 // 8  # bytes a second, each way (promise U45)
LATENCY = 0.15  # seconds, each way
PIECE = 2048


class WeakLink:
    """Listens on `url` and relays to `port`. `cut()` breaks what is open and refuses what comes; `mend()` ends that."""

    def __init__(self, port: int) -> None:
        self.there, self.broken = port, False
        self.open: set[socket.socket] = set()
        self.free = {"up": 0.0, "down": 0.0}  # when the link can carry the next byte
        self.lock = threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        self.broken = True
        for one in list(self.open):
            self._close(one)

    def mend(self) -> None:
        self.broken = False

    def stop(self) -> None:
        self.cut()
        self.listener.close()

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # closed: the test is over
            while True:
                here, _ = self.listener.accept()
                if self.broken:
                    here.close()
                    continue
                server = socket.create_connection(("127.0.0.1", self.there))
                self.open |= {here, server}
                for way, source, sink in (("up", here, server), ("down", server, here)):
                    threading.Thread(target=self._carry, args=(way, source, sink), daemon=True).start()

    def _carry(self, way: str, source: socket.socket, sink: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while piece := source.recv(PIECE):
                self._wait(way, len(piece))
                sink.sendall(piece)
        self._close(source)
        self._close(sink)

    def _wait(self, way: str, size: int) -> None:
        """Hold a piece until the link, which all connections share, has carried it."""
        with self.lock:
            self.free[way] = max(self.free[way], time.monotonic()) + size / RATE
            until = self.free[way] + LATENCY
        time.sleep(max(0.0, until - time.monotonic()))

    def _close(self, one: socket.socket) -> None:
        self.open.discard(one)
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()
