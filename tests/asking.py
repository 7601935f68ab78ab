"""Asking a running server, for tests of what it answers and of what it costs."""

import json
import re
import urllib.error
import urllib.request
from typing import Any


def ask(
    url: str, body: bytes | None = None, method: str | None = None, **headers: str
) -> tuple[int, Any]:
    """Send a GET, or a POST if there is a body; return the status and the JSON."""
    request = urllib.request.Request(url, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=300) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        with refusal:
            content = refusal.read()
        return refusal.code, json.loads(content) if content[:1] == b"{" else content


def measured(server: str, name: str) -> float:
    """Return one of the figures that the server gives of itself."""
    with urllib.request.urlopen(f"{server}/metrics") as answer:
        found = re.search(rf"^{re.escape(name)} (\S+)$", answer.read().decode(), re.M)
    assert found, f"{name} is not measured"
    return float(found[1])
