"""How many people one machine carries: ``make load``; into the docs page with --docs.

Real sessions over Streamlit's own connection, each drawing a stroke every 1.5 seconds;
the strokes of other people, if their file is given.
"""

import argparse
import asyncio
import os
import platform
import re
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import numpy as np

from benchmarks.tables import Place, line, table
from benchmarks.visitor import Measured, Visitor, drawings, rolled
from harness.proxy import find_nginx, running_nginx
from harness.serving import ROOT, running_app

TABLE = Place(
    ROOT / "docs" / "operating.md",
    "<!-- load: written by make load -->",
    "<!-- end of load -->",
)
HEADINGS = (
    *("people", "processes", "answers a second", "p50 ms", "p95 ms", "p99 ms"),
    *("opening p95 ms", "MB at rest", "MB more", "errors"),
)

_Row = tuple[str, ...]


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
        visit = Visitor(address, measured).visit(rolled(digits, number), pause, seconds)
        visits.append(asyncio.create_task(visit))
        await asyncio.sleep(min(10 / people, 0.2))  # a class comes within ten seconds
    await asyncio.gather(*visits)
    return measured


def _row(people: int, processes: int, options: argparse.Namespace) -> _Row:
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
    return (
        str(people),
        str(processes),
        f"{len(measured.answers) / options.seconds:.1f}",
        *(f"{1000 * np.percentile(answers, p):.0f}" for p in (50, 95, 99)),
        f"{1000 * np.percentile(openings, 95):.0f}",
        f"{before:.0f}",
        f"{grown:+.0f}",
        str(len(measured.errors)),
    )


def _how(options: argparse.Namespace) -> str:
    written = "UCI's pen" if options.strokes else "the tests' own"
    return (
        f"Measured on {date.today()}: {options.seconds:g} s a row, a stroke every "
        f"{options.pause:g} s, {written} digits, {os.cpu_count()} cores (visitors and "
        f"nginx run on them too), Python {platform.python_version()}."
    )


def main() -> None:
    """Measure what was asked for, print a table and write it into the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, nargs="+", default=[10, 30, 50, 100])
    parser.add_argument("--processes", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=40)
    parser.add_argument("--pause", type=float, default=1.5, help="between strokes")
    parser.add_argument("--strokes", type=Path, help="pendigits-orig.tra")
    parser.add_argument("--docs", action="store_true", help=f"write {TABLE.page.name}")
    options = parser.parse_args()
    rows = []
    print(line(HEADINGS, HEADINGS), flush=True)
    for processes in options.processes:
        if processes > 1 and not find_nginx():
            print("  Several processes need nginx before them; there is none here.")
            continue
        for people in options.people:
            rows.append(_row(people, processes, options))
            print(line(rows[-1], HEADINGS), flush=True)
    how = _how(options)
    print(f"\n{how}")
    if options.docs:
        TABLE.write(table(how, HEADINGS, rows))


if __name__ == "__main__":
    main()
