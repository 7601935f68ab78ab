"""How many people one machine carries: ``make load``.

Real sessions over Streamlit's own connection, each drawing a stroke every 1.5 seconds;
the strokes of writers that no model was fitted to, if their file is given.
"""

import argparse
import asyncio
import re
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np

from benchmarks.visitor import Measured, Visitor, drawings
from harness.proxy import find_nginx, running_nginx
from harness.serving import running_app

_ROW = "{:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>8} {:>9} {:>7}"


def _memory(servers: Sequence[str]) -> float:
    """Return the megabytes that all servers hold."""
    held = 0.0
    for server in servers:
        with urllib.request.urlopen(f"{server}/metrics") as answer:
            text = answer.read().decode()
        found = re.search(r"^process_resident_memory_bytes (\S+)$", text, re.M)
        held += float(found[1]) / 1e6 if found else 0
    return held


async def _visit(
    address: str, people: int, pause: float, seconds: float, strokes: Path | None
) -> Measured:
    measured, digits = Measured(), drawings(strokes)
    visits = []
    for number in range(people):
        rolled = digits[number % len(digits) :] + digits[: number % len(digits)]
        visit = Visitor(address, measured).visit(rolled, pause, seconds)
        visits.append(asyncio.create_task(visit))
        await asyncio.sleep(min(10 / people, 0.2))  # a class comes within ten seconds
    await asyncio.gather(*visits)
    return measured


def _row(people: int, processes: int, options: argparse.Namespace) -> str:
    with ExitStack() as stack:
        servers = [stack.enter_context(running_app()) for _ in range(processes)]
        address = servers[0]
        if processes > 1:
            address = stack.enter_context(running_nginx(servers))
        before = _memory(servers)
        measured = asyncio.run(
            _visit(address, people, options.pause, options.seconds, options.strokes)
        )
        grown = _memory(servers) - before
    for error in sorted(set(measured.errors)):
        print(f"  {measured.errors.count(error)} times: {error}")
    answers = np.array(measured.answers or [np.nan])
    openings = np.array(measured.openings or [np.nan])
    return _ROW.format(
        people,
        processes,
        f"{len(measured.answers) / options.seconds:.1f}",
        *(f"{1000 * np.percentile(answers, p):.0f}" for p in (50, 95, 99)),
        f"{1000 * np.percentile(openings, 95):.0f}",
        f"{before:.0f}+{grown:.0f}",
        len(measured.errors),
    )


def main() -> None:
    """Measure what was asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[10, 30, 50, 100])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--pause", type=float, default=1.5, help="between strokes")
    parser.add_argument("--strokes", type=Path, help="pendigits-orig.tra")
    options = parser.parse_args()
    print(f"A stroke every {options.pause} s; milliseconds, 95 % of openings, MB")
    heading = ("people", "processes", "answers/s", "p50", "p95", "p99", "opening")
    print(_ROW.format(*heading, "memory", "errors"), flush=True)
    for processes in options.processes:
        if processes > 1 and not find_nginx():
            print("  Several processes need nginx before them; there is none here.")
            continue
        for people in options.people:
            print(_row(people, processes, options), flush=True)


if __name__ == "__main__":
    main()
