"""A back-cast as text: row by row, score by score against simpler models, and rule by rule."""

from __future__ import annotations

from sim.analysis.chances.shares import Share
from sim.analysis.percents import chance, dated, interval, percent, span
from sim.analysis.scoring.backcast import SCENARIO, Backcast, Forecasted
from sim.analysis.scoring.saying import COVERED, findings
from sim.analysis.scoring.verdicts import Ruled, tally
from sim.analysis.words import CAVEAT
from sim.commands.score_tables import NONE, reliability, scores
from sim.commands.screen import bullet, prose, table
from sim.scenario.mistakes import clip

WIDE, RULES = 48, 12  # letters of a title, and rules not on record
PARTS = {"met": "met? ", "kept": "honoured? "}


def told(found: Backcast) -> str:
    """Everything `sim backcast` prints of results; lines of tables are never broken."""
    parts = [head(found), chances(found), counts(found), *scores(found), reliability(found)]
    parts += [rules(found), others(found), says(found)]
    return "\n\n".join([*(part for part in parts if part), CAVEAT]) + "\n"


def head(found: Backcast) -> str:
    source, rows = found.source, len(found.rows)
    drawn = f"{source.draws:,} draws of what is not known" if source.draws > 1 else "nothing uncertain"
    return prose(
        f"{source.title}. Against {found.record}: {rows} row{'' if rows == 1 else 's'}, to "
        f"{dated(source.start, source.days).split(', ')[1]} (day {source.days}). "
        f"{source.runs:,} run{'' if source.runs == 1 else 's'} of each model, {drawn}, seed {source.seed}."
    )


# ---------------------------------------------------------------- row by row


def chances(found: Backcast) -> str:
    """What came and what was met or kept, with the scenario's chance of it."""
    asked = sorted(found.yes_or_no, key=lambda each: (each.item.row.line, each.item.part == "kept"))
    if not asked:
        return ""
    heads = ["line", "question", "by", "range*", "chance", "Monte Carlo 95%", "record", "Brier", "log"]
    body = [chance_row(found, each) for each in asked]
    foot = "  *5th to 95th percentile over what is not known"
    if found.source.draws < 2:
        heads, body, foot = [heads[0], *heads[1:3], *heads[4:]], [[*r[:3], *r[4:]] for r in body], ""
    right = [0, *range(3, len(heads) - 3), len(heads) - 2, len(heads) - 1]
    title = "Yes or no: the scenario's chance that it came by the day, and what the record says"
    return "\n".join(part for part in (table(title, heads, body, right), foot) if part)


def chance_row(found: Backcast, each: Forecasted) -> list[str]:
    share, item = each.share, each.item
    assert share is not None
    said = f"{PARTS.get(item.part, '')}{item.row.title}"
    if item.part == "came" and item.row.kind == "count":
        said = f"{item.row.said}: {said}"
    truth = item.row.said if item.part == "kept" else ("yes" if item.truth else "no")
    return [
        str(item.row.line),
        clip(said, WIDE),
        day(found, item.row.through),
        NONE if share.range is None else span(*share.range),
        likely(share),
        interval(row_of(share)) if share.of else NONE,
        truth,
        f"{each.scores['brier', SCENARIO]:.3f}",
        f"{each.scores['log', SCENARIO]:.2f}",
    ]


def row_of(share: Share) -> dict[str, float]:
    return {"p": share.share, "lo": share.low, "hi": share.high}


def likely(share: Share) -> str:
    """A share, or the bound where it came never or always; nothing of no runs."""
    return chance(row_of(share)) if share.of else NONE


def day(found: Backcast, number: int) -> str:
    """A day's date without its year."""
    return dated(found.source.start, number).split(", ")[1].rsplit(" ", 1)[0]


def counts(found: Backcast) -> str:
    asked = sorted(found.counts, key=lambda each: each.item.row.line)
    if not asked:
        return ""
    heads = ["line", "count", "days", "90% of runs", "median", "record", "runs below it", "CRPS"]
    body = [count_row(found, each) for each in asked]
    inside = sum(0.05 <= each.spread.place <= 0.95 for each in asked if each.spread is not None)
    foot = f"  {inside} of {len(asked)} recorded counts lie in the middle nine tenths of the runs"
    return f"{table('Counts', heads, body, (0, 3, 4, 5, 6, 7))}\n{foot}"


def count_row(found: Backcast, each: Forecasted) -> list[str]:
    spread, row = each.spread, each.item.row
    assert spread is not None
    return [
        str(row.line),
        clip(row.title, WIDE),
        f"{day(found, max(1, row.since))} to {day(found, row.through)}",
        f"{spread.q05:,} to {spread.q95:,}",
        f"{spread.q50:,}",
        f"{each.item.truth:,}",
        percent(spread.place),
        f"{each.scores['crps', SCENARIO]:.2f}",
    ]


# ---------------------------------------------------------------- rules


def rules(found: Backcast) -> str:
    """The rules that the record names: whether they were tested, and borne out."""
    named = [rule for rule in found.rules if rule.row is not None]
    if not named:
        return ""
    heads = ["line", "rule", "by", "met", "honoured, if met", "record", "chance of that", "verdict"]
    body = [rule_row(found, rule) for rule in named]
    counted = ", ".join(f"{count} {verdict}" for verdict, count in tally(named).items() if count)
    return f"{table('Rules on record', heads, body, (0, 3, 4, 6))}\n  {counted}"


def rule_row(found: Backcast, rule: Ruled) -> list[str]:
    assert rule.row is not None
    return [
        str(rule.row.line),
        clip(rule.title, WIDE),
        day(found, rule.through),
        likely(rule.met),
        likely(rule.kept),
        str(rule.record),
        NONE if rule.likely is None else percent(rule.likely),
        rule.verdict,
    ]


def others(found: Backcast) -> str:
    """The rules that the record does not name, those most in doubt first."""
    rest = [rule for rule in found.rules if rule.row is None and rule.met.came]
    doubt = sorted(rest, key=lambda rule: (-undecided(rule), rule.trigger, rule.actor))
    shown = [rule for rule in doubt if undecided(rule) > 0.0][:RULES]
    if not shown:
        return ""
    body = [[f"{rule.trigger}@{rule.actor}", likely(rule.met), likely(rule.kept)] for rule in shown]
    title = "Rules not on record, and so not tested: those that would tell most"
    more = len([rule for rule in found.rules if rule.row is None]) - len(shown)
    foot = f"\n  and {more} more in the JSON" if more else ""
    return table(title, ["rule", "met", "honoured, if met"], body, (1, 2)) + foot


def undecided(rule: Ruled) -> float:
    """How much a test would tell: the chance that it comes to one, times how open its answer is."""
    return rule.met.share * rule.kept.share * (1.0 - rule.kept.share)


# ---------------------------------------------------------------- what it says


def says(found: Backcast) -> str:
    lines = [*findings(found), COVERED, *found.notes]
    return "\n".join(["What the scores say", *(bullet(line) for line in lines)])
