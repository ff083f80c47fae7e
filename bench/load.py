"""A light HTTP load: keep-alive connections that each send the next request when the last is answered."""

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass
class Measured:
    """Answers per second over the run, and the times of single answers in seconds."""

    per_second: float
    times: list[float]
    refused: int = 0

    def quantile(self, q: float) -> float:
        ordered = sorted(self.times)
        return ordered[min(len(ordered) - 1, int(q * len(ordered)))]

    def __str__(self) -> str:
        p50, p95 = self.quantile(0.5) * 1000, self.quantile(0.95) * 1000
        refused = f", {self.refused} refused" if self.refused else ""
        return f"{self.per_second:7.0f}/s   p50 {p50:6.1f} ms   p95 {p95:6.1f} ms{refused}"


Request = tuple[str, bytes]  # path, JSON body


async def _ask(port: int, token: str, requests: Iterator[Request], done: Measured) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for path, body in requests:
        head = (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        began = time.perf_counter()
        writer.write(head.encode() + body)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length:")[1].split(b"\r\n")[0])
        text = await reader.readexactly(length)
        done.times.append(time.perf_counter() - began)
        if b" 200 " not in answer[:15]:
            done.refused += 1
            done_text = text[:200]
            if done.refused == 1:
                print("first refusal:", done_text.decode())
    writer.close()


def http(port: int, token: str, requests: Callable[[int], Iterator[Request]], clients: int) -> Measured:
    """Run `clients` connections, each over its own `requests(client)`, and measure them together."""

    async def everybody() -> Measured:
        done = Measured(0, [])
        began = time.perf_counter()
        await asyncio.gather(*(_ask(port, token, requests(c), done) for c in range(clients)))
        done.per_second = len(done.times) / (time.perf_counter() - began)
        return done

    return asyncio.run(everybody())
