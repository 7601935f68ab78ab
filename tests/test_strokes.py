"""Pen strokes are read from UNIPEN files and drawn."""

import numpy as np
import pytest

from digit_model.drawings.strokes import draw, read_unipen

UNIPEN = """.INCLUDE        dene.doc
.LEXICON "0" "1" "2" "3" "4" "5" "6" "7" "8" "9"
.HIERARCHY      DIGIT

.SEGMENT DIGIT    0 ? "4"
.COMMENT 4 12  224
.PEN_DOWN
 10  100
 10  50
 40  50
.PEN_UP
.DT 100
.PEN_DOWN
 30  80
 30  10
.PEN_UP
.DT 100

.SEGMENT DIGIT    1 ? "1"
.COMMENT 1 26   54
.PEN_DOWN
 5  9
 5  1
.PEN_UP
.DT 100
"""


def test_digits_have_strokes_labels_and_writers(tmp_path):
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN)
    four, one = read_unipen(path)
    assert (four.label, four.writer) == (4, 12)
    assert (one.label, one.writer) == (1, 26)
    assert [len(stroke) for stroke in four.strokes] == [3, 2]
    assert four.strokes[0][0, 1] < four.strokes[0][1, 1], "y points down"


@pytest.mark.parametrize("content", ["", "a,b,c\n1,2,3\n", ".PEN_DOWN\nx y\n.PEN_UP\n"])
def test_other_files_are_refused(tmp_path, content):
    path = tmp_path / "digits.tra"
    path.write_text(content)
    with pytest.raises(ValueError, match=r"digits\.tra"):
        read_unipen(path)


def test_a_digit_without_a_label_is_refused_not_given_the_last_one_s(tmp_path):
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN.replace(".COMMENT 1 26   54\n", ""))
    with pytest.raises(ValueError, match="no labelled digits"):
        read_unipen(path)


def test_where_the_pen_never_moved_there_is_no_digit(tmp_path):
    path = tmp_path / "digits.tra"
    path.write_text(UNIPEN.replace(" 5  9\n 5  1\n", ""))
    assert [digit.label for digit in read_unipen(path)] == [4]


def test_a_line_is_drawn_as_long_wide_and_where_it_is_asked_for():
    line = (np.array([[0.0, 0.0], [0.0, 10.0]]),)
    ink = draw(line, height=100, pen=10, center=(70, 150))
    rows, columns = (
        np.flatnonzero((ink > 127).any(1)),
        np.flatnonzero((ink > 127).any(0)),
    )
    assert abs(np.ptp(rows) + 1 - 110) <= 2
    assert abs(np.ptp(columns) + 1 - 10) <= 2
    assert abs(rows.mean() - 150) <= 1
    assert abs(columns.mean() - 70) <= 1
    assert set(np.unique(ink)) - {0, 255}, "edges are anti-aliased"


def test_a_single_point_is_a_dot():
    ink = draw((np.array([[3.0, 4.0]]),), pen=20)
    assert abs((ink > 127).sum() - np.pi * 100) < 30
