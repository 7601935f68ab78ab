"""What pages give to components of our own, for tests of their logic."""

import json
from typing import Any

from streamlit.testing.v1 import AppTest


def component_data(app: AppTest, name: str) -> dict[str, Any]:
    """Return what the only component of a name on the page was given."""
    (found,) = (
        element.proto
        for element in app.get("bidi_component")
        if element.proto.component_name.endswith(name)
    )
    return json.loads(found.json)


def models_table(app: AppTest) -> dict[str, dict[str, str]]:
    """Return the details of the Accuracy page: by model, then by column."""
    app.session_state["details"] = True
    app.run()
    table = app.table[-1].value
    return {row["Model"].split("`")[1]: row for row in table.to_dict("records")}
