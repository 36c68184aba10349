"""What the numbers mean, in a few plain sentences."""

from __future__ import annotations

from typing import Any

from sim.analysis.hinges.restate import Restated
from sim.analysis.percents import chance, listed, percent, points, span, words
from sim.analysis.results import Ensemble

CAVEAT = "This explores what the scenario's assumptions imply; it does not predict."
WIDE = 2.0  # times the Monte Carlo interval
TOLD = 3


def sentences(ensemble: Ensemble, summary: dict[str, Any]) -> list[str]:
    """How sure the chances are, and what errors did."""
    return [*certainty(ensemble, summary), *errors_did(ensemble, summary)]


def title(ensemble: Ensemble, outcome: str) -> str:
    return words(outcome, ensemble.plan.document.outcomes[outcome].title)


def telling(summary: dict[str, Any]) -> list[str]:
    """The outcomes worth a sentence: those least settled, nearest to even first."""
    rows = summary["outcomes"]
    open_ = [name for name in rows if 0.0 < rows[name]["p"] < 1.0]
    return sorted(open_, key=lambda name: (abs(rows[name]["p"] - 0.5), name))[:TOLD]


# ---------------------------------------------------------------- how sure


def certainty(ensemble: Ensemble, summary: dict[str, Any]) -> list[str]:
    """Where the doubt lies: in too few runs, or in what nobody knows."""
    rows = summary["outcomes"]
    told = [sure(ensemble, name, rows[name]) for name in telling(summary)]
    never = [title(ensemble, name) for name in rows if rows[name]["p"] == 0.0]
    if never:
        bound = max(rows[name]["hi"] for name in rows if rows[name]["p"] == 0.0)
        runs = f"{ensemble.runs:,} runs" if ensemble.runs > 1 else "one run"
        said = f"Never in {runs}, which bounds each chance ({say_below(bound)})"
        told.append(f"{said}: {listed(never)}.")
    if any(row["range"] for row in rows.values()):
        told.append(
            "The range is what the uncertain parameters leave open and more runs do not narrow it; "
            "the Monte Carlo interval is only the luck of so many runs."
        )
    return told


def say_below(bound: float) -> str:
    return f"at 95%, {chance({'p': 0.0, 'hi': bound})}"


def sure(ensemble: Ensemble, name: str, row: dict[str, Any]) -> str:
    """One outcome's chance, and whether runs or knowledge are short."""
    head = f"{title(ensemble, name)}: {percent(row['p'])} of the runs"
    if row["range"] is None:
        return f"{head} (Monte Carlo {span(row['lo'], row['hi'])})."
    low, high = row["range"]
    if low == high:
        return f"{head}; what is not known moves it by no more than the luck of the runs does."
    wide = high - low > WIDE * (row["hi"] - row["lo"])
    why = "outweighs the luck of the runs" if wide else "weighs no more than the luck of the runs"
    return f"{head}, and {span(low, high)} over what is not known, which {why}."


# ---------------------------------------------------------------- errors


def errors_did(ensemble: Ensemble, summary: dict[str, Any]) -> list[str]:
    """What accidents and misperception made and averted, under the same luck."""
    rows = summary.get("miscalculation", {})
    clear = [name for name in rows if rows[name]["lo"] > 0.0 or rows[name]["hi"] < 0.0]
    if not rows:
        return []
    if not clear:
        return ["Errors (accidents, misperception): their balance cannot be told from none for any outcome."]
    strongest = sorted(clear, key=lambda name: (-abs(rows[name]["with"] - rows[name]["without"]), name))
    return [balance(ensemble, name, rows[name]) for name in strongest[:TOLD]]


def balance(ensemble: Ensemble, name: str, row: dict[str, Any]) -> str:
    difference = row["with"] - row["without"]
    turned = "raised" if difference > 0.0 else "lowered"
    by = points(abs(difference)).lstrip("+")
    return (
        f"Errors made '{title(ensemble, name)}' in {percent(row['made'])} of the runs and averted it in "
        f"{percent(row['averted'])}: on balance they {turned} its chance by {by} points "
        f"(95%: {points(row['lo'])} to {points(row['hi'])})."
    )


# ---------------------------------------------------------------- what was typed in


def given_back(ensemble: Ensemble, restates: list[Restated]) -> list[str]:
    """Which typed numbers each outcome mostly gives back; nothing where none does."""
    told = [(each.outcome, [*thrown(each), *followed(each)]) for each in restates]
    return [f"{title(ensemble, name)}: {'; '.join(parts)}." for name, parts in told if parts]


def thrown(each: Restated) -> list[str]:
    """The one typed probability that an outcome is, once it is thrown."""
    if not each.coins:
        return []
    coin = each.coins[0]
    what = f"'{coin.kind}' of {f'{coin.actor}, ' if coin.actor else ''}{coin.name}"
    once = f"once that is met ({coin.runs:,} runs), " if coin.actor else ""
    return [
        f"nearly the single throw of {what}: {once}{percent(coin.typed)} was typed in and "
        f"{percent(coin.found)} came out"
    ]


def followed(each: Restated) -> list[str]:
    """The parameters that its chance follows over the draws, with the rank correlation."""
    strong = [driver for driver in each.drivers if driver.mostly]
    named = [f"{driver.parameter} ({driver.correlation:+.2f})" for driver in strong or each.drivers[:TOLD]]
    return [f"{'mostly restates' if strong else 'leans on'} {listed(named)}"] if named else []
