"""An escalation-ladder simulation of international crises.

It explores what a scenario's rules imply; it does not predict.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.engines.crisis import Crisis as Crisis
    from sim.results.kept import open_results as open_results
    from sim.scenario.loading import load as load
    from sim.scenario.mistakes import ScenarioError as ScenarioError
    from sim.simulation import simulate as simulate
    from sim.studies.form.loading import load_study as load_study
    from sim.studies.keeping.opened import open_study as open_study
    from sim.studies.sweep import sweep as sweep

# Where each public name lives: imported on first use, so that the command line answers at once.
PUBLIC = {
    "load": "sim.scenario.loading",
    "ScenarioError": "sim.scenario.mistakes",
    "simulate": "sim.simulation",
    "Crisis": "sim.engines.crisis",
    "open_results": "sim.results.kept",
    "load_study": "sim.studies.form.loading",
    "open_study": "sim.studies.keeping.opened",
    "sweep": "sim.studies.sweep",
}
__all__ = ["Crisis", "ScenarioError", "load", "load_study", "open_results", "open_study", "simulate", "sweep"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    from importlib import import_module

    if name not in PUBLIC:
        raise AttributeError(f"module 'sim' has no attribute {name!r}")
    return getattr(import_module(PUBLIC[name]), name)
