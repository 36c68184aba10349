"""A real browser without a network: the system's Chromium, driven headless."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@contextmanager
def browser() -> Iterator[Any]:
    """The test is skipped, with the reason, where there is no browser to open."""
    driver = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser is installed: none of {', '.join(NAMES)}")
    with driver.sync_playwright() as play:
        # in a container there is often no sandbox to be had, and little shared memory
        flags = ["--no-sandbox", "--disable-dev-shm-usage"]
        try:
            opened = play.chromium.launch(executable_path=found, args=flags)
        except driver.Error as error:
            pytest.skip(f"{found} does not start: {str(error).splitlines()[0]}")
        try:
            yield opened
        finally:
            opened.close()
