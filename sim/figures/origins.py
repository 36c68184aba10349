"""Where the numbers of many ensembles come from: the runs are those of each of them."""

from __future__ import annotations

from sim.analysis.provenance import Source
from sim.figures.wording import plural, provenance


def origins(source: Source, of_each: str) -> list[str]:
    """What was run, in two lines; `of_each`: what has so many runs, in words that follow the number."""
    scenario, _ = provenance(source)
    drawn = f"{source.draws:,} draws of what is not known" if source.draws > 1 else "no parameter drawn"
    how = [
        f"{source.runs:,} run{plural(source.runs)} {of_each}",
        drawn,
        f"seed {source.seed}",
        "explores, does not predict",
    ]
    return [scenario, " · ".join(how)]
