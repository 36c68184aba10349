"""Values of parameters: as written, as fixed by the analyst, or drawn by inversion.

Draw d of a parameter is addressed by its name and d, so that another parameter, or
another number of runs, leaves it as it was.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sim.rules.draws import entity, parameter_uniform
from sim.scenario.schema import Document
from sim.scenario.uncertainty import quantile
from sim.scenario.unknowns import Parameter

BELOW_ONE = 1.0 - 2.0**-53  # half a step above the last word rounds to 1, where a normal has no value


def central_value(parameter: Parameter) -> float:
    """The value as written, or the median of what is not known."""
    if parameter.value is not None:
        return parameter.value
    assert parameter.uncertainty is not None
    return quantile(parameter.uncertainty, 0.5)


def central_values(document: Document) -> dict[str, float]:
    """Every parameter's central value, by name."""
    return {name: central_value(p) for name, p in sorted(document.parameters.items())}


def is_uncertain(document: Document, fixed: Mapping[str, float]) -> bool:
    """Whether anything is left to draw."""
    return any(p.uncertainty is not None and n not in fixed for n, p in document.parameters.items())


def drawn_parameters(
    document: Document, seed: int, draw: int, fixed: Mapping[str, float]
) -> dict[str, float]:
    """The parameters of one draw; what is fixed is not drawn."""
    values = central_values(document)
    for name, parameter in document.parameters.items():
        if parameter.uncertainty is not None:
            u = min(parameter_uniform(np.uint64(seed), np.uint64(draw), entity(name)), BELOW_ONE)
            values[name] = quantile(parameter.uncertainty, u)
    return {**values, **fixed}
