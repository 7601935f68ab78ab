"""What a server holds while people come, draw and leave; into the docs with --docs.

``python -m benchmarks.memory`` takes an hour. The others are real sessions as those of
`benchmarks.load`; each draws for a minute, and somebody else takes the place. Linux
tells what the processes hold.
"""

import argparse
import asyncio
import itertools
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from benchmarks.tables import Place, line, table
from benchmarks.visitor import Digits, Measured, Visitor, drawings, rolled
from harness.serving import ROOT, free_port, running_process

TABLE = Place(
    ROOT / "docs" / "operating.md",
    "<!-- memory: written by benchmarks.memory -->",
    "<!-- end of memory -->",
)
HEADINGS = (
    *("minutes", "people who came", "answers"),
    *("MB of the server", "MB of the process beside it", "errors"),
)
_VISIT = 60.0  # seconds


def _megabytes(process: int) -> float:
    """Return what a process holds that no other one shares."""
    told = Path(f"/proc/{process}/smaps_rollup").read_text()
    private = [line.split() for line in told.splitlines() if "Private_" in line]
    return sum(int(kibibytes) for _, kibibytes, _ in private) * 1024 / 1e6


def _children(process: int) -> list[int]:
    children: list[int] = []
    for told in Path(f"/proc/{process}/task").glob("*/children"):
        with suppress(FileNotFoundError, ProcessLookupError):  # the thread has ended
            children += map(int, told.read_text().split())
    return children


async def _place(
    address: str, digits: Digits, pause: float, end: float, measured: Measured
) -> None:
    """Let one person after the other draw, each beginning with another digit."""
    clock = asyncio.get_running_loop().time
    for visit in itertools.count():
        left = end - clock()
        if left <= pause:
            return
        await Visitor(address, measured).visit(
            rolled(digits, visit), pause, min(_VISIT, left)
        )


async def _watch(
    address: str, process: int, options: argparse.Namespace
) -> list[tuple[str, ...]]:
    measured = Measured()
    rows: list[tuple[str, ...]] = []
    clock = asyncio.get_running_loop().time
    start = clock()
    end = start + 60 * options.minutes
    digits = drawings(None)
    places = [
        asyncio.create_task(
            _place(address, rolled(digits, number), options.pause, end, measured)
        )
        for number in range(options.people)
    ]
    for part in range(options.rows + 1):
        # The first row is of the first minute, when all there is has been used once.
        minutes = max(options.minutes * part / options.rows, min(1, options.minutes))
        await asyncio.sleep(max(start + 60 * minutes - clock(), 0))
        row = (
            f"{minutes:g}",
            str(len(measured.openings)),
            str(len(measured.answers)),
            f"{_megabytes(process):.0f}",
            f"{sum(map(_megabytes, _children(process))):.0f}",
            str(len(measured.errors)),
        )
        rows.append(row)
        print(line(row, HEADINGS), flush=True)
    await asyncio.gather(*places)
    return rows


def main() -> None:
    """Watch a server, print what it holds and write it into the page if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--people", type=int, default=10)
    parser.add_argument("--pause", type=float, default=1.5, help="between strokes")
    parser.add_argument("--docs", action="store_true", help=f"write {TABLE.page.name}")
    options = parser.parse_args()
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.headless=true", f"--server.port={port}"]
    print(line(HEADINGS, HEADINGS), flush=True)
    with running_process(command, address) as process:
        rows = asyncio.run(_watch(address, process.pid, options))
    if options.docs:
        how = (
            f"Measured on {date.today()}: {options.people} people at a time, each for "
            f"a minute, a stroke every {options.pause:g} s."
        )
        TABLE.write(table(how, HEADINGS, rows))


if __name__ == "__main__":
    main()
