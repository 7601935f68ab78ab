"""Tables in pages that people read, written by the commands that measured them."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple


class Place(NamedTuple):
    """Where a table stands: between two marks of a page.

    Attributes
    ----------
    page : Path
        A Markdown file.
    start, end : str
        The marks, comments that nobody sees.
    """

    page: Path
    start: str
    end: str

    def read(self) -> str:
        """Return what stands there."""
        text = self.page.read_text("utf-8")
        return text.split(self.start)[1].split(self.end)[0].strip()

    def write(self, table: str) -> None:
        """Replace what stands there."""
        before, rest = self.page.read_text("utf-8").split(self.start)
        after = rest.split(self.end)[1]
        text = f"{before}{self.start}\n{table}\n{self.end}{after}"
        self.page.write_text(text, "utf-8")


def line(row: Sequence[str], headings: Sequence[str]) -> str:
    """Lay out a row of a table in Markdown, each cell as wide as its heading."""
    cells = (cell.rjust(len(over)) for cell, over in zip(row, headings, strict=True))
    return f"| {' | '.join(cells)} |"


def table(how: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Lay out a table in Markdown, after a sentence on how it was measured."""
    rule = "|" + "|".join("-" * (len(over) + 1) + ":" for over in headings) + "|"
    lines = [line(headings, headings), rule, *(line(row, headings) for row in rows)]
    return "\n".join([how, "", *lines])
