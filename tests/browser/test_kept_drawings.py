"""Drawings that outlive what happens to their page, and addresses that hold them."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from harness.pen import DIGITS, draw_with_mouse
from harness.serving import ROOT, free_port, running_app
from tests.browser.drawing import open_draw, prediction


def test_the_drawing_survives_a_reload_another_page_and_the_way_back(
    page: Page, server: str
):
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first])
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")
    page.reload()
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.go_back()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).not_to_have_text("4")
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")


def test_what_was_put_on_the_canvas_survives_a_reload(page: Page, server: str):
    open_draw(page, server)
    page.locator(".st-key-examples button").first.click()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    read = prediction(page).inner_text()
    # The server knows what it put there before the browser has it.
    expect(page.get_by_role("button", name="Undo")).to_be_enabled()
    page.reload()
    expect(prediction(page)).to_have_text(read)
    page.get_by_role("button", name="Clear").click()
    expect(prediction(page)).to_have_text("–")
    draw_with_mouse(page, DIGITS[4])
    expect(prediction(page)).to_have_text("4")


def test_the_drawing_survives_a_restart_of_the_server(page: Page):
    port = free_port()
    with running_app(port=port) as address:
        open_draw(page, address)
        draw_with_mouse(page, DIGITS[4])
        expect(prediction(page)).to_have_text("4")
    with running_app(port=port):
        page.get_by_role("button", name="Undo").click()
        expect(prediction(page)).not_to_have_text("4")
        page.get_by_role("button", name="Redo").click()
        expect(prediction(page)).to_have_text("4")
        page.reload()
        expect(prediction(page)).to_have_text("4")


def test_a_stroke_at_once_on_coming_back_is_kept(page: Page, server: str):
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first])
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    page.locator("canvas.upper-canvas").wait_for()
    draw_with_mouse(page, [second])
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("button", name="Undo").click()
    expect(prediction(page)).not_to_have_text("4")


def test_a_drawing_outlives_a_full_storage(page: Page, server: str):
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'Quota') }"
    )
    open_draw(page, server)
    first, second = DIGITS[4]
    draw_with_mouse(page, [first, second])
    expect(prediction(page)).to_have_text("4")
    page.get_by_role("link", name="Accuracy").first.click()
    expect(page.get_by_role("heading", name="Accuracy")).to_be_visible()
    page.get_by_role("link", name="Draw").first.click()
    expect(page.locator("canvas.upper-canvas")).to_be_visible()
    draw_with_mouse(page, DIGITS[1])
    expect(prediction(page)).to_have_text("1")


def test_an_address_holds_the_drawing(page: Page, browser: Browser, server: str):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[5])
    expect(prediction(page)).to_have_text("5")
    words = page.get_by_role("status").filter(has_text="5 ·").inner_text()
    page.get_by_role("button", name="Take it along").click()
    address = page.get_by_test_id("stCode").first.inner_text().strip()
    assert len(address) < 1000
    with browser.new_context() as elsewhere:
        other = elsewhere.new_page()
        other.goto(address)
        expect(prediction(other)).to_have_text("5")
        expect(other.get_by_role("status").filter(has_text="5 ·")).to_have_text(words)
        assert "strokes" not in other.url


def test_what_is_taken_along_gives_the_same_answer(
    page: Page, server: str, tmp_path: Path
):
    open_draw(page, server)
    draw_with_mouse(page, DIGITS[5])
    expect(prediction(page)).to_have_text("5")
    page.get_by_role("button", name="Take it along").click()
    for label, starts in [
        ("With its answer", b"\x89PNG"),
        ("As a picture", b"\x89PNG"),
        ("Strokes", b'[{"width": 18, "erase": false, "points": [['),
    ]:
        with page.expect_download() as download:
            page.get_by_role("button", name=label).click()
        file = tmp_path / download.value.suggested_filename
        download.value.save_as(file)
        assert file.read_bytes().startswith(starts)
    code = page.get_by_test_id("stCode")
    expect(code).to_have_count(3)
    _, curl, python = code.all_inner_texts()
    assert json.loads(run(shlex.split(curl), tmp_path))["digit"] == 5
    assert run([sys.executable, "-c", python], tmp_path).startswith("5 0.9")


def run(command: list[str], folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_too_many_strokes_for_an_address_are_told(page: Page, server: str):
    open_draw(page, server)
    page.evaluate(
        """() => {
          const part = () => 800 + Math.random() * 800 | 0
          const points = () => Array.from({length: 400}, part)
          const all = Array.from({length: 20}, () =>
            ({width: 12, erase: false, points: points()}))
          const steps = [[], [...all.keys()]]
          const pen = {width: 18, erase: false}
          const kept = {id: "x", all, steps, at: 1, tool: pen, pen, put: null}
          sessionStorage.setItem("digit-lab-drawing", JSON.stringify(kept))
        }"""
    )
    page.reload()
    expect(prediction(page)).to_have_text(re.compile(r"\d"))
    page.get_by_role("button", name="Take it along").click()
    expect(page.get_by_text("too many strokes for an address")).to_be_visible()
    expect(page.get_by_role("button", name="Strokes")).to_be_visible()
