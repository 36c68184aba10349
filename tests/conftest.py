"""How the whole suite runs: the same examples every time, and fewer of them without compilation.

A whole scenario takes minutes to shrink; ESCALATION_SHRINK=1 asks for it.
"""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, Phase, settings

from sim.rules.compiled import IS_COMPILED

settings.register_profile(
    "suite",
    deadline=None,
    derandomize=True,
    max_examples=60 if IS_COMPILED else 25,
    phases=[
        p for p in Phase if p not in (Phase.shrink, Phase.explain) or os.environ.get("ESCALATION_SHRINK")
    ],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.load_profile("suite")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell leaves it to what it starts with &
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what would take too long in plain Python, whatever -m says."""
    if IS_COMPILED:
        return
    for item in items:
        if item.get_closest_marker("compiled_only"):
            item.add_marker(pytest.mark.skip(reason="needs compiled rules to finish in time"))
