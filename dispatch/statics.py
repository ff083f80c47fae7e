"""The pages' own files, answered before Django: a page of ninety modules must not make ninety trips through it.

WhiteNoise decides what a file's answer is (types, validators, ranges, how long it may be kept); this speaks ASGI.
"""

from typing import Any, Final

from whitenoise.middleware import WhiteNoiseMiddleware

ASKED: Final = (b"accept-encoding", b"if-modified-since", b"if-none-match", b"range")
SECURITY: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
)
"""What Django's own middleware puts on every other answer."""


class Statics(WhiteNoiseMiddleware):  # type: ignore[misc]  # the library says nothing of its types
    """Every file below `STATIC_URL`, found when the process starts."""

    def found(self, scope: dict[str, Any]) -> Any | None:
        """Return the file that a request asks for, None when it asks for no file of ours."""
        if scope["type"] != "http" or not scope["path"].startswith(self.static_prefix):
            return None
        return self.find_file(scope["path"]) if self.autorefresh else self.files.get(scope["path"])

    async def answer(self, file: Any, scope: dict[str, Any], send: Any) -> None:
        """Send the file, or that it has not changed. It is read whole: files are small and in the system's memory."""
        given = {name: value for name, value in scope["headers"] if name in ASKED}
        environ = {f"HTTP_{k.decode().upper().replace('-', '_')}": v.decode("latin-1") for k, v in given.items()}
        response = file.get_response(scope["method"], environ)
        body = b""
        if response.file is not None:
            with response.file:
                body = response.file.read()
        headers = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
        start = {"type": "http.response.start", "status": int(response.status), "headers": [*headers, *SECURITY]}
        await send(start)
        await send({"type": "http.response.body", "body": body})
