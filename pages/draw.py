"""Draw a digit, and see at once what a model reads in it."""

import streamlit as st

from digit_model.datasets.mnist import DatasetError
from digit_model.reading.persistence import ModelError
from pages.draw_sections.canvas import drawing_canvas, put_on_canvas
from pages.draw_sections.reasons import show_reasons
from pages.parts.bars import probability_bars
from pages.parts.images import enlarge
from pages.parts.one_image import image_in_address, show_open_image
from pages.parts.resources import mnist, model, trained_models
from pages.parts.without_models import stop_without_models
from pages.parts.words import percent

st.title("Draw")
st.caption("Draw a digit from 0 to 9. The answer comes as soon as you lift the pen.")
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
asked = st.query_params.pop("model", None)
if asked in names:
    st.session_state.model = asked
st.session_state.setdefault("model", names[0])

canvas_column, answer_column, image_column = st.columns([1, 1.2, 1], gap="large")

with canvas_column:
    picture = drawing_canvas().picture

with answer_column:
    answer = st.container()
    name = (
        st.segmented_control(
            "Model", names, required=True, key="model", persist_state="session"
        )
        or names[0]
    )

try:
    reading = None if picture is None else model(name).read(picture)
except ModelError as error:
    answer.error(str(error), title="This model cannot be used")
    st.stop()

if reading is None or reading.digit is None:
    with answer:
        with st.container(horizontal=True, gap="large", key="answer"):
            st.metric("Prediction", "–", width="content")
        st.info(
            "Nothing is drawn yet. Use a mouse, a finger or a pen on the black square."
        )
    image_column.caption("**What the model gets** will appear here: 28 × 28 pixels.")
else:
    with answer:
        shade = "answer" if reading.is_digit else "answer-muted"
        with st.container(horizontal=True, gap="large", key=shade):
            st.metric("Prediction", str(reading.digit), width="content")
            st.metric("Probability", percent(reading.confidence), width="content")
        if not reading.is_digit:
            st.warning("This does not look like a digit. Above is the best guess.")
        probability_bars(reading.probabilities, key="probabilities")
    image_column.image(
        enlarge(reading.preparation.image, 10),
        alt="Your drawing as the model gets it: 28 by 28 pixels, white on black",
        caption="What the model gets: 28 × 28 pixels, prepared as MNIST's images were.",
        width=280,
    )
    why = st.expander("Why?", icon=":material/help:", key="why", on_change="rerun")
    if why.open:
        with why:
            show_reasons(model(name), reading)

st.html(
    """<style>
    .st-key-answer [data-testid="stMetricValue"],
    .st-key-answer-muted [data-testid="stMetricValue"] {
        font-size: 4rem; line-height: 1.1;
    }
    .st-key-answer-muted { opacity: 0.45; }
    </style>"""
)
