"""A calibration as it is printed: tables, and what they mean in a few plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sim.analysis.percents import listed, percent, points, span
from sim.analysis.words import CAVEAT
from sim.commands.check import counted
from sim.commands.screen import bullet, prose, table
from sim.commands.trusted import trust

if TYPE_CHECKING:
    from sim.analysis.calibration.checks import Check, Recorded
    from sim.analysis.calibration.consequences import Consequence
    from sim.analysis.calibration.learned import Learned, Summed
    from sim.calibration.calibrating import Calibrated

RARE = 0.05  # a tail below this is worth a word
CLEAR = 10  # outcomes told at most


def told(found: Calibrated) -> str:
    """All of it, with a line at the end."""
    parts = [heading(found), moved(found), unmoved(found), targets(found), outcomes(found)]
    parts += [trust(found.sbc), prose(CAVEAT)]
    return "\n\n".join(part for part in parts if part) + "\n"


def heading(found: Calibrated) -> str:
    document, kept = found.calibration.document, len(found.posterior.weights)
    lines = [document.title]
    if document.question:
        lines.append(prose(document.question))
    lines.append(
        prose(
            f"{found.runs:,} runs of {found.calibration.base.id}, each with a draw of its "
            f"{counted(len(found.parameters), 'uncertain number')}; the {kept:,} nearest to what was "
            f"recorded by {document.until} are kept (worth {found.posterior.effective:,.0f} of equal "
            f"weight). Seed {found.seed}."
        )
    )
    return "\n".join(lines)


def moved(found: Calibrated) -> str:
    """The numbers of which the record says something."""
    if not found.moved:
        return "The record says nothing of any number: as many runs taken at random would show as much."
    heads = ["number", "before", "after", "narrowed", "shifted by"]
    rows = [
        [
            each.name,
            summed(each.before),
            summed(each.after),
            f"{span_of(each, 'contraction')}",
            f"{each.learnt.shift.value:+.2f} ({each.learnt.shift.lo:+.2f} to {each.learnt.shift.hi:+.2f})",
        ]
        for each in found.moved
    ]
    title = "What the record says: mean and 5-95%; narrowed in variance, shifted in prior SD (95% interval)"
    return table(title, heads, rows)


def span_of(each: Learned, which: str) -> str:
    learnt = getattr(each.learnt, which)
    return f"{100 * learnt.value:.0f}% ({100 * learnt.lo:.0f} to {100 * learnt.hi:.0f})"


def summed(one: Summed) -> str:
    return f"{one.mean:.3g} ({one.lo:.3g} to {one.hi:.3g})"


def unmoved(found: Calibrated) -> str:
    """Those that keep their priors."""
    names = [each.name for each in found.parameters if not each.is_moved]
    if not names:
        return ""
    keep = "1 keeps its prior" if len(names) == 1 else f"{len(names)} keep their priors"
    return prose(
        f"{keep}, for as many runs taken at random would have moved one number "
        f"as far (by {100 * found.noise.contraction:.0f}% in variance or {found.noise.shift:.2f} prior SD): "
        f"{listed(names)}."
    )


def targets(found: Calibrated) -> str:
    """What was recorded beside what runs show."""
    heads = ["target", "recorded", "before", "after", "tail"]
    rows = [
        [
            each.title if each.fitted else f"{each.title} (not learnt from)",
            recorded(each.recorded),
            f"{each.before.median:g} ({each.before.lo:g}-{each.before.hi:g})",
            f"{each.after.median:g} ({each.after.lo:g}-{each.after.hi:g})",
            percent(each.tail[1]),
        ]
        for each in found.checks
    ]
    title = (
        "What was recorded, and fresh runs before and after: median and 5-95% (never: the day after the last)"
    )
    return "\n".join([table(title, heads, rows, right=(4,)), *rare(found.checks)])


def rare(checks: list[Check]) -> list[str]:
    """What the scenario hardly ever shows, before and after."""
    beyond = [each for each in checks if each.tail[0] == 0.0]
    seldom = [each for each in checks if each.tail[1] < RARE and each not in beyond]
    return [
        *(
            bullet(
                f"{each.title}: no run of the prior goes as far as what was recorded. Whatever is learnt "
                "from it is drawn out beyond what was run: do not trust it."
            )
            for each in beyond
        ),
        *(
            bullet(
                f"{each.title}: only {percent(each.tail[1])} of the calibrated runs go as far as what was "
                "recorded. The numbers alone cannot make the scenario show it."
            )
            for each in seldom
        ),
    ]


def recorded(one: Recorded) -> str:
    if one.low is not None and one.high is not None:
        return f"{one.low:g}" if one.low == one.high else f"{one.low:g} to {one.high:g}"
    return f"{one.low:g} or more" if one.low is not None else f"{one.high:g} or fewer"


def outcomes(found: Calibrated) -> str:
    """Outcomes whose chance the record changes, the most changed first; and what marginals lose."""
    clear = sorted((e for e in found.consequences if is_clear(e)), key=lambda e: -abs(e.changed.value))
    if not clear:
        return "No outcome of the scenario changes beyond the luck of the runs."
    heads = ["outcome", "before", "after", "changed (points)", "with ranges alone"]
    rows = [
        [
            each.title,
            percent(each.prior.value),
            f"{percent(each.joint.value)} ({span(each.joint.lo, each.joint.hi)})",
            f"{points(each.changed.value)} ({points(each.changed.lo)} to {points(each.changed.hi)})",
            percent(each.marginals.value),
        ]
        for each in clear[:CLEAR]
    ]
    title = "What it does to the scenario's outcomes, to the end of its clock (joint draws; one luck)"
    return "\n".join([table(title, heads, rows), prose(lost(found))])


def is_clear(each: Consequence) -> bool:
    return each.changed.lo > 0.0 or each.changed.hi < 0.0


def lost(found: Calibrated) -> str:
    """How much the scenario file loses by knowing no correlations."""
    worst = max(found.consequences, key=lambda each: abs(each.lost.value))
    return (
        "A scenario file holds ranges, number by number; what the record says of several numbers together "
        f"is in posterior.parquet. The difference is largest for '{worst.title}': "
        f"{points(worst.lost.value)} points ({points(worst.lost.lo)} to {points(worst.lost.hi)})."
    )
