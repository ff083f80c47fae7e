"""`python -m bench [--quick]`: every figure of the README's performance section, in one run on one machine."""

import argparse

from bench import ground, machine
from dispatch.embedded import testcluster


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the requests: does it run?")
    parser.add_argument("--only", choices=("throughput", "fanout", "reads", "avl", "desk", "rank"), help="one part")
    parser.add_argument("--soak", type=int, default=0, metavar="MINUTES", help="keep the desk under load that long")
    asked = parser.parse_args()
    print(f"machine: {machine.says()}")
    p50, p95 = machine.fdatasync_ms()
    print(f"fdatasync of 8 KiB: p50 {p50:.2f} ms, p95 {p95:.2f} ms\n")
    if asked.only in (None, "rank"):
        _rank()
    if asked.only == "rank":
        return
    with testcluster.cluster(durable=True) as cluster:
        ground.environment(cluster)
        ground.lay(cluster)
        if asked.only in (None, "throughput"):
            _throughput(cluster, each=10 if asked.quick else 100)
        if asked.only in (None, "fanout"):
            _fanout(cluster, events=20 if asked.quick else 200)
        if asked.only in (None, "reads"):
            _reads(cluster)
        if asked.only in (None, "avl"):
            _avl(cluster, seconds=5 if asked.quick else 20)
        if asked.only in (None, "desk"):
            _desk(cluster, asked.soak)


def _rank() -> None:
    from bench import ranking

    for line in ranking.measure():
        print(line, flush=True)
    print()


def _avl(cluster: str, seconds: float) -> None:
    from bench import avl

    for line in avl.measure(cluster, seconds):
        print(line, flush=True)
    print()


def _desk(cluster: str, soak: int) -> None:
    from bench import desk

    for line in desk.measure(cluster, soak).lines():
        print(line, flush=True)


def _throughput(cluster: str, each: int) -> None:
    from bench import throughput

    found = throughput.measure(cluster, each)
    floor = found["framework's floor, HTTP"]
    for clients in throughput.CLIENTS:
        print(f"{clients} client{'s' if clients > 1 else ''}:")
        for name, by_clients in found.items():
            ratio = by_clients[clients].per_second / floor[clients].per_second
            print(f"  {name:26}{by_clients[clients]}   {ratio:5.2f} of the framework's floor", flush=True)
    print()


def _fanout(cluster: str, events: int) -> None:
    from bench import fanout

    for boards in (100, 500, 1000):
        ours, bare = fanout.measure(cluster, boards, events)
        print(
            f"commit to the last of {boards:4} boards at {fanout.PER_SECOND}/s: p50 {ours.p50:6.1f} ms, "
            f"p99 {ours.p99:6.1f} ms   bare broadcast: p50 {bare.p50:6.1f} ms, p99 {bare.p99:6.1f} ms   "
            f"p99 ratio {ours.p99 / bare.p99:.2f}",
            flush=True,
        )
    print()


def _reads(cluster: str) -> None:
    from bench import reading

    board = reading.board(cluster)
    print(
        f"GET /api/board/ with {board.incidents} incidents and {board.units} units: {board.ours_ms:.0f} ms, "
        f"{board.size:,} bytes   bare query and encoder: {board.bare_ms:.0f} ms, {board.bare_size:,} bytes   "
        f"ratio {board.ours_ms / board.bare_ms:.1f}"
    )
    per_second, p50, p99 = reading.assessments()
    print(f"assess: {per_second:.0f}/s on one core, p50 {p50:.2f} ms, p99 {p99:.2f} ms")


if __name__ == "__main__":
    main()
