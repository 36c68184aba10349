"""What is done to whom on which day, in the words of the data sets: violence, and force without it.

In the world: an act is something that reached the other side. Standing on a rung of violence is
none while nothing is fired; on a rung whose incidents the scenario does not count, standing there is
all that can be seen, and counts. Force without violence is standing on a rung at or above a display
of force (MID hostility 3, Jones et al. 1996) that has no violence (ICB violence 1, Brecher and
Wilkenfeld 2000): a mobilisation, a fleet sent, a blockade. The crosswalk from rungs is the
scenario's own, in its `scales`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.analysis.literature.bases.paths import Paths
from sim.analysis.percents import words
from sim.scenario.plan import Plan

MID, VIOLENCE = "mid", "icb_violence"
THREAT, DISPLAY, WAR = 2, 3, 5  # of the MID hostility levels
CLASHES, FULL_SCALE = 2, 4  # of the ICB violence scale


@dataclass(frozen=True)
class Acts:
    """Days on which a posture acts, each (runs, T + 1, P); `forceful` is force without violence.

    `mid` and `violence` are the steps acted out, 0 where the rung has none.
    """

    violent: Any
    forceful: Any
    mid: Any
    violence: Any


def acts(paths: Paths) -> Acts:
    """Every run's acts, from what was executed and fired. On day 0, standing counts as acting."""
    mid, violence = steps(paths.plan, MID), steps(paths.plan, VIOLENCE)
    hot = np.where(violence >= CLASHES, paths.armed, False)
    silent = (violence >= CLASHES) & ~hot.any(axis=1, keepdims=True)
    here = np.arange(len(mid)), paths.executed
    fired = paths.fired.copy()
    fired[:, 0] = True
    return Acts(
        violent=(hot[here] & fired) | silent[here],
        forceful=((mid >= DISPLAY) & (violence > 0.0) & (violence < CLASHES))[here],
        mid=mid[here],
        violence=violence[here],
    )


def steps(plan: Plan, scale: str) -> Any:
    """(P, R): the step of each rung of each posture's ladder, 0 where it has no number there.

    R is the length of the longest ladder of all, as in a world's tables, whether anybody uses it or not.
    """
    cast = plan.cast
    ladders = [cast.ladder(cast.owner(posture)) for posture in cast.postures]
    longest = max((len(ladder) for ladder in plan.document.ladders.values()), default=0)
    found = np.zeros((len(ladders), longest), np.float32)
    for row, ladder in zip(found, ladders, strict=True):
        for k, rung in enumerate(ladder):
            value = rung.scales.get(scale, 0)
            row[k] = 0 if isinstance(value, str) else value
    return found


def has_scale(plan: Plan, scale: str) -> bool:
    """Whether any rung that somebody can stand on has a number on this scale."""
    return bool(steps(plan, scale).any())


def unplaced(plan: Plan) -> list[str]:
    """Rungs on ladders in use that lack a scale which others have: what is done there is not counted."""
    used = {scale for scale in (MID, VIOLENCE) if has_scale(plan, scale)}
    names = sorted({str(plan.cast.ladder_name(plan.cast.owner(posture))) for posture in plan.cast.postures})
    rungs = [rung for name in names for rung in plan.document.ladders[name]]
    return [words(rung.id, rung.title) for rung in rungs if not used <= set(rung.scales)]
