"""Draw a digit, and see at once what a model reads in it."""

from pathlib import Path

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.model import Reading
from digit_model.reading.persistence import ModelError
from digit_model.reporting.identity import colour
from pages.draw_sections.canvas import (
    current_drawing,
    drawing_canvas,
    put_on_canvas,
    put_strokes_on_canvas,
)
from pages.draw_sections.examples import show_examples
from pages.draw_sections.packing import PackingError, unpack
from pages.draw_sections.picture_file import picture_file, picture_instead
from pages.draw_sections.reasons import show_reasons
from pages.draw_sections.seen import show_seen
from pages.draw_sections.sharing import show_sharing
from pages.draw_sections.verdict import in_words, show_verdict
from pages.parts.bars import probability_bars
from pages.parts.heading import page_heading
from pages.parts.one_image import image_in_address, show_open_image
from pages.parts.resources import mnist, model, read, trained_models
from pages.parts.without_models import stop_without_models
from pages.parts.words import model_title, short_title

BOTH = "both"

st.html(Path(__file__).with_suffix(".css"))
page_heading("Draw", "Draw a digit: the answer comes as soon as you lift the pen.")
names = trained_models()
stop_without_models(names)
try:
    show_open_image()
    image = image_in_address("image")
    if image is not None:
        put_on_canvas(mnist().images[image])
        del st.query_params["image"]  # from here on the drawing is the visitor's own
except DatasetError as error:
    st.error(str(error), title="The image cannot be shown")  # drawings are still read
packed = st.query_params.pop("strokes", None)
if packed is not None:
    try:
        put_strokes_on_canvas(unpack(packed))
    except PackingError:
        st.warning(
            "The drawing in this address cannot be read; it may be cut short. Ask for "
            "the whole address, or draw."
        )
choices = [*names, BOTH] if len(names) > 1 else names
asked = st.query_params.pop("model", None)
if asked in choices:
    st.session_state.model = asked
st.session_state.setdefault("model", names[0])

with st.container(key="draw"):
    canvas_place = st.container(key="canvas_place", gap="small")
    choice_place = st.container(key="choice_place")
    answer_place = st.container(key="answer_place", gap="small")
    bars_place = st.container(key="bars_place")
    seen_place = st.container(key="seen_place")

with canvas_place:
    drawing = drawing_canvas()
    if drawing.fault:
        st.error(drawing.fault)
    more = st.container(horizontal=True, gap="small")
    with more:
        picture_file(current_drawing)

with choice_place:
    chosen = st.segmented_control(
        "Model",
        choices,
        required=True,
        key="model",
        persist_state="session",
        format_func=lambda name: "Both" if name == BOTH else model_title(name),
        label_visibility="collapsed",
        wrap=True,
    )

asked_models = names if chosen == BOTH else [chosen or names[0]]
instead = picture_instead(drawing)
picture = drawing.picture if instead is None else instead
readings: dict[str, Reading] = {}
with answer_place:
    digits = st.container(key="digits" if chosen == BOTH else "digit")
    for name in asked_models:
        try:
            if picture is not None:
                readings[name] = read(name, picture)
            else:
                model(name)  # whether it can be used is told before anything is drawn
        except ModelError as error:
            st.error(str(error), title=f"{model_title(name)} cannot be used")
inked = {name: answer for name, answer in readings.items() if answer.digit is not None}

with digits:
    for name in asked_models:
        answer = inked.get(name)
        kind = "none" if answer is None else "is" if answer.is_digit else "no"
        with st.container(key=f"{kind}-{name}"):
            st.metric(
                f"Prediction · {short_title(name)}" if chosen == BOTH else "Prediction",
                "–" if answer is None else str(answer.digit),
                help=f"By the model {model_title(name)}: `{name}`.",
            )

with answer_place:
    lines = [in_words(answer) for answer in inked.values()]
    if len(inked) > 1:
        lines = [
            f"{short_title(name)}: {line[0].lower()}{line[1:]}"
            for name, line in zip(inked, lines, strict=True)
        ]
    nothing = (
        "Nothing is drawn yet." if picture is None else "Nothing can be read here."
    )
    show_verdict("\n".join(lines) or nothing, lines=len(asked_models))

with bars_place:
    if inked:
        with st.container(key="bars"):
            for name, answer in inked.items():
                probability_bars(
                    answer.probabilities,
                    key=f"probabilities-{name}",
                    colour=colour(name) if chosen == BOTH else None,
                    title=short_title(name) if chosen == BOTH else "",
                )
    elif len(names) > 1:
        show_examples(names[0], names[1])

with seen_place:
    show_seen(next(iter(readings.values())).preparation if readings else None)

with (
    more,
    st.popover(
        "Take it along", icon=":material/ios_share:", on_change="rerun", key="share"
    ) as share,
):
    if share.open and inked and instead is None:
        show_sharing(drawing, list(inked.values()))
    elif share.open:
        st.caption("Draw something first; a picture file you have already.")

why = st.expander("Why?", icon=":material/help:", key="why", on_change="rerun")
if why.open:
    with why:
        if inked:
            name, answer = next(iter(inked.items()))
            show_reasons(name, answer)
        else:
            st.caption("Draw a digit: what spoke for it will be shown here.")
