"""The Accuracy page's logic; clicking the matrix is tested in a browser."""

import json
from threading import Event, Timer

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from digit_model.classifiers import recipes
from digit_model.datasets.mnist import load_mnist
from digit_model.evaluation.answers import load_answers
from digit_model.evaluation.comparison import Comparison
from digit_model.evaluation.confusions import confusion_matrix, per_digit, worst_pairs
from digit_model.reading.persistence import load_card, model_names
from pages.accuracy_sections import detector, learning_curve
from pages.parts.words import short_title
from tests.components import component_data, models_table

LABELS = load_mnist().test.labels
PAIR = [recipes.DEFAULT, "logistic-regression"]


@pytest.fixture
def unopened():
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60)
    return app.run().switch_page("accuracy.py")


@pytest.fixture
def app(unopened):
    return unopened.run()


def choose(app, names):
    app.query_params["models"] = names
    app.run()
    assert not app.exception
    return app


def open_section(app, label):
    app.query_params["section"] = label
    app.run()
    assert not app.exception
    return app


def table(app, column):
    (found,) = [d.value for d in app.table if column in d.value.columns]
    return found


def words(app):
    return "\n".join(element.value for element in [*app.markdown, *app.info])


def read(name):
    return load_answers(name).digits


def test_it_lists_every_model_with_the_figures_of_its_card(app):
    assert not app.exception
    shown = models_table(app)
    assert sorted(shown) == model_names()
    for name in model_names():
        score = load_card(name)["figures"]["mnist_test"]
        assert shown[name]["Errors"] == f"{score['errors']:,}"
        assert shown[name]["Accuracy"] == f"{100 * score['accuracy']:.2f} %"


def test_it_begins_with_the_default_model_and_its_worst_pair(app):
    data = component_data(app, "models")
    assert data["chosen"] == [recipes.DEFAULT]
    errors = {card["name"]: card["errors"] for card in data["cards"]}
    assert errors[recipes.DEFAULT] == f"{load_answers(recipes.DEFAULT).errors} wrong"
    worst = worst_pairs(confusion_matrix(load_answers(recipes.DEFAULT)))[0]
    cell = f"{worst.true} read as {worst.read} by {short_title(recipes.DEFAULT)}"
    assert f"{cell}: {worst.images} images" in words(app)


def test_errors_are_as_dark_as_they_are_frequent_whichever_model_is_chosen(app):
    few, many = (
        component_data(choose(app, [name]), "heat_map")["strength"] for name in PAIR
    )
    errors = [confusion_matrix(load_answers(name)) for name in PAIR]
    assert errors[0][2, 7] < errors[1][2, 8]
    assert few[2][7] < many[2][8]


def test_another_cell_and_another_model_are_counted_at_once(app):
    choose(app, ["logistic-regression"])
    app.query_params.update({"true": "4", "read": "9"})
    app.run()
    labels = load_mnist().test.labels
    count = ((labels == 4) & (read("logistic-regression") == 9)).sum()
    called = short_title("logistic-regression")
    assert f"4 read as 9 by {called}: {count} images" in words(app)


def test_an_address_says_what_stands_in_the_matrix(unopened):
    app = unopened
    app.query_params.update({"numbers": "share", "diagonal": "true"})
    app.run()
    assert not app.exception
    share = (read(recipes.DEFAULT) == LABELS)[LABELS == 7].mean()
    assert component_data(app, "heat_map")["shown"][7][7] == f"{100 * share:.1f}"


def test_a_worst_pair_can_be_chosen_by_its_button(app):
    button = [b for b in app.button if "read as" in b.label][2]
    button.click().run()
    pair, count = button.label.split(": ")
    assert f"{pair} by {short_title(recipes.DEFAULT)}: {count}" in words(app)


def test_two_models_are_compared_in_words_and_by_digit(app):
    choose(app, PAIR)
    labels = load_mnist().test.labels
    compared = Comparison.from_answers(*map(load_answers, PAIR))
    titles = [short_title(name) for name in PAIR]
    assert compared.verdict(*titles) in words(app)
    open_section(app, "Side by side")
    digits = table(app, "Both wrong").set_index("Digit")
    assert digits.loc["All", "Both wrong"] == len(compared.both_wrong)
    of_seven = (labels[compared.only_a_errs] == 7).sum()
    assert digits.loc["7", f"Only {titles[0]} errs"] == of_seven


def test_one_model_alone_asks_for_another_to_compare_with(app):
    open_section(app, "Side by side")
    assert "Choose a second model" in app.info[0].value


def test_precision_and_recall_of_each_digit_are_shown(app):
    open_section(app, "Per digit")
    expected = per_digit(load_answers(recipes.DEFAULT))
    shown = table(app, "Recall")
    assert shown["Recall"].tolist() == expected["recall"].tolist()
    assert shown["Support"].sum() == 10_000


def test_abstaining_leaves_fewer_errors_the_surer_one_must_be(app):
    choose(app, ["logistic-regression"])
    open_section(app, "Confidence")
    answers = load_answers("logistic-regression")
    for least in (0.5, 0.95):
        app.select_slider(key="least").set_value(least).run()
        left = (answers.wrong & (answers.confidence >= least)).sum()
        assert f"**{left} errors** remain instead of {answers.errors}" in words(app)


@pytest.mark.parametrize("least", [0.0, 0.9, 0.9999])
def test_the_curve_of_errors_begins_where_there_are_some(app, least):
    open_section(app, "Confidence")
    app.select_slider(key="least").set_value(least).run()
    answers = load_answers(recipes.DEFAULT)
    surest_error = answers.confidence[answers.wrong].max()
    marked = (answers.confidence >= least).mean()
    curve = json.loads(app.get("vega_lite_chart")[-1].proto.spec)
    start, end = curve["encoding"]["x"]["scale"]["domain"]
    first = min((answers.confidence >= surest_error).mean(), marked)
    assert first - 0.1 < start <= first
    assert end == 1


def test_a_model_without_runs_on_fewer_images_says_so(app, monkeypatch):
    monkeypatch.setattr(learning_curve, "load_card", lambda name: {"figures": {}})
    open_section(app, "More data")
    called = short_title(recipes.DEFAULT)
    assert f"No runs with fewer images are stored with {called}." in words(app)


def test_a_learning_curve_leaves_out_what_no_logarithmic_axis_shows(app, monkeypatch):
    points = [{"n": 100, "accuracy": 0.9}, {"n": 1000, "accuracy": 1.0}, {"n": 10}]
    card = {"figures": {"learning_curve": points}}
    monkeypatch.setattr(learning_curve, "load_card", lambda name: card)
    open_section(app, "More data")
    assert not app.exception
    curve = json.loads(app.get("vega_lite_chart")[-1].proto.spec)
    least, most = curve["encoding"]["x"]["scale"]["domain"]
    assert least < 100 < most < 1000


def test_the_detectors_lesson_and_counts_follow_the_digit(app):
    open_section(app, "2-detector")
    labels = load_mnist().train.labels
    for digit in (2, 8):
        app.button_group(key="digit").set_value(digit).run()
        no = f"{(labels != digit).mean():.1%}".replace("%", " %")
        assert f"**always says no** is right **{no}**" in words(app)
        counts = np.array(app.table[0].value.iloc[:, 1:])
        numbers = [int(cell.split()[0].replace(",", "")) for cell in counts.ravel()]
        assert sum(numbers) == len(labels)
        assert numbers[0] + numbers[2] == (labels == digit).sum()


def test_a_higher_threshold_says_yes_less_often(app):
    open_section(app, "2-detector")
    before = app.table[0].value.iloc[0, 1:].tolist()
    (threshold,) = [s for s in app.slider if s.label.startswith("Say yes")]
    threshold.set_value(3.0).run()
    after = app.table[0].value.iloc[0, 1:].tolist()
    for earlier, later in zip(before, after, strict=True):
        yes = [int(cell.split()[0].replace(",", "")) for cell in (earlier, later)]
        assert yes[1] < yes[0]


def test_the_cross_validation_can_be_run_for_real(app):
    open_section(app, "2-detector")
    (button,) = [b for b in app.button if b.label.startswith("Run the cross")]
    button.click().run(timeout=300)
    assert not app.exception
    assert "The stored result holds." in words(app)


def test_the_cross_validation_waits_for_that_of_somebody_else(app, monkeypatch):
    open_section(app, "2-detector")
    over = Event()
    seen = []

    def end_the_other() -> None:
        over.set()
        detector.RUNNING.release()

    def cross_validate(*asked, progress):
        seen.append(over.is_set())
        return 0.9, 0.9, 0.9

    monkeypatch.setattr(detector, "cross_validate", cross_validate)
    detector.RUNNING.acquire()
    other = Timer(1, end_the_other)
    other.start()
    (button,) = [b for b in app.button if b.label.startswith("Run the cross")]
    button.click().run()
    other.join()
    assert not app.exception
    assert seen == [True]
    assert not detector.RUNNING.locked()


def test_the_images_compared_are_in_the_address(app):
    choose(app, PAIR)
    open_section(app, "Side by side")
    app.query_params["compared"] = f"only_{recipes.DEFAULT}"
    app.run()
    assert not app.exception
    only = (read(PAIR[0]) != LABELS) & (read(PAIR[1]) == LABELS)
    assert (
        component_data(app, "gallery")["indices"]
        == (60_000 + np.flatnonzero(only)).tolist()
    )
