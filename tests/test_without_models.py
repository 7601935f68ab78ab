"""Pages before any model is trained."""

import pytest
from streamlit.testing.v1 import AppTest

from pages.parts import resources


@pytest.mark.parametrize(
    ("page", "view"),
    [
        ("draw.py", {}),
        ("dataset.py", {"view": "Map"}),
        ("accuracy.py", {}),
        ("misclassified.py", {}),
    ],
)
def test_every_page_says_how_to_train_one(page, view, monkeypatch):
    monkeypatch.setattr(resources, "model_names", lambda: [])
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60).run()
    app.switch_page(page)
    app.query_params.update(view)
    app.run()
    assert not app.exception
    assert any("digit_model train" in info.value for info in app.info)


def test_images_are_shown_without_models(monkeypatch):
    monkeypatch.setattr(resources, "model_names", lambda: [])
    app = AppTest.from_file("../pages/navigation.py", default_timeout=60).run()
    app.switch_page("dataset.py")
    app.query_params["index"] = "161"
    app.run()
    assert not app.exception
    assert any("training image 161" in element.value for element in app.markdown)
