"""Three questions that an ensemble cannot answer about itself, and that new runs can.

Which mechanisms an outcome hangs on, how far the spacing of the ladder decides it, and which of
the assumed numbers move it most: each by runs of another scenario, or with another number, under
the same luck.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.analysis.hinges.ablation import Ablation
from sim.analysis.hinges.assumptions import Assumptions
from sim.analysis.hinges.respacing import Respacing
from sim.analysis.results import Ensemble

RUNS = 2000  # of each version


@dataclass(frozen=True)
class More:
    """The answers; in place of `assumptions` stands why there are none, where no number can be moved."""

    runs: int
    ablation: Ablation
    respacing: Respacing
    assumptions: Assumptions | str


def more(
    ensemble: Ensemble,
    runs: int = RUNS,
    told: Callable[[str], None] = lambda text: None,
    stopping: Callable[[], bool] = lambda: False,
) -> More:
    """Run everything that is asked for anew, of a scenario that names outcomes.

    `told` hears what is being run. Raises Stopped where it is called off.
    """
    from sim.studies.asking.ablating import ablation
    from sim.studies.asking.assuming import assumptions
    from sim.studies.asking.spacing import respacing

    scenario, seed = ensemble.scenario, ensemble.seed
    told("mechanisms switched off, one at a time")
    without = ablation(scenario, runs=runs, seed=seed, stopping=stopping)
    told("ladders spaced anew")
    shapes = respacing(scenario, runs=runs, seed=seed, stopping=stopping)
    told("assumed numbers, one at a time")
    try:
        moved: Assumptions | str = assumptions(scenario, runs=runs, seed=seed, stopping=stopping)
    except ValueError as error:
        moved = str(error)
    return More(runs, without, shapes, moved)
