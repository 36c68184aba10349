"""How time grows with the runs, the days and the postures: it should grow as they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import sim
from bench.clock import Row, best_of
from bench.copies import copies
from sim.scenario.loading import Scenario


@dataclass(frozen=True)
class Growth:
    """Seconds of processor time at each size of one quantity."""

    quantity: str
    sizes: Sequence[int]
    seconds: Sequence[float]

    def share(self, k: int) -> float:
        """Time for each unit, as a share of what it is at the largest size."""
        return self.seconds[k] / self.sizes[k] * self.sizes[-1] / self.seconds[-1]


def over_days(scenario: Scenario, days: int) -> Scenario:
    """The same scenario on a clock of another length."""
    document = scenario.document
    clock = document.clock.model_copy(update={"days": days})
    return replace(scenario, document=document.model_copy(update={"clock": clock}))


def spent(scenario: Scenario, runs: int) -> float:
    """Seconds of processor time, the draws of the parameters included."""
    sim.simulate(scenario, runs=20, draws=20)
    return best_of(3, lambda: sim.simulate(scenario, runs=runs, draws=20, seed=1)).cpu


def measure(scenario: Scenario, unit: int) -> list[Growth]:
    """`unit` runs is the smallest ensemble that is timed."""
    runs = [unit, 2 * unit, 4 * unit, 8 * unit]
    days = [scenario.days // 4, scenario.days // 2, scenario.days, 2 * scenario.days]
    pairs = [1, 2, 4, 8, 16]
    crowds = [copies(n) for n in pairs]
    postures = [len(crowd.plan.cast.postures) for crowd in crowds]
    return [
        Growth("runs", runs, [spent(scenario, n) for n in runs]),
        Growth("days", days, [spent(over_days(scenario, n), 4 * unit) for n in days]),
        Growth("postures", postures, [spent(crowd, 4 * unit) for crowd in crowds]),
    ]


def rows(grown: list[Growth]) -> list[Row]:
    found = []
    for growth in grown:
        sizes = ", ".join(f"{size:,}" for size in growth.sizes)
        shares = ", ".join(f"{growth.share(k):.2f}" for k in range(len(growth.sizes)))
        found.append(Row(f"time for each of {sizes} {growth.quantity}", shares, "1 throughout"))
    return found


def draw(grown: list[Growth], folder: Path) -> Path:
    """A panel a quantity: what was measured, and a straight line through the largest."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.0, 3.0), layout="constrained")
    for k, growth in enumerate(grown, start=1):
        axes = figure.add_subplot(1, len(grown), k)
        end = growth.sizes[-1]
        axes.plot([0, end], [0, growth.seconds[-1]], color="0.75", linewidth=1, label="in proportion")
        axes.plot(growth.sizes, growth.seconds, "o", color="#2c6fbb", label="measured")
        axes.set(
            xlabel=growth.quantity,
            ylabel="processor seconds" if k == 1 else "",
            xlim=(0, None),
            ylim=(0, None),
        )
        axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "growth.png"
    figure.savefig(path, dpi=150)
    return path
