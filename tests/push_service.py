"""A push service of our own on a real port: it takes what is sent, and a browser's keys open it."""

import base64
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Browser:
    """The keys of one browser that subscribed (RFC 8291)."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint, self.secret = endpoint, b"sixteen bytes!!!"
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.point = self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def subscription(self) -> dict[str, str]:
        return {"endpoint": self.endpoint, "p256dh": _text(self.point), "auth": _text(self.secret)}

    def opened(self, body: bytes) -> dict[str, Any]:
        """Return what a message says once this browser has decrypted it."""
        return dict(
            json.loads(http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm"))
        )


class PushService:
    """`took` is (path, headers, body) of every message; `answers` is the status it gives."""

    def __init__(self) -> None:
        self.took: list[tuple[str, dict[str, str], bytes]] = []
        self.answers = 201
        service = self

        class Door(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                service.took.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(service.answers)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing on the test's output."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def browser(self, name: str = "one") -> Browser:
        return Browser(f"{self.address}/{name}")

    def stop(self) -> None:
        self.server.shutdown()
        self.server.server_close()
