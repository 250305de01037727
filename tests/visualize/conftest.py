"""What several tests of the faces need."""

import pytest


@pytest.fixture
def browsed(monkeypatch):
    """The addresses that the browser is asked to open; it is there and opens each."""
    addresses = []
    monkeypatch.setenv("BROWSER", "firefox")
    monkeypatch.setattr("webbrowser.open", lambda url: addresses.append(url) or True)
    return addresses
