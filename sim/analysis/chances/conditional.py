"""How likely one thing is where another has come: ever, and afterwards.

Two shares that are easily taken for each other. *Ever*: of the runs in which the condition came
on some day, those in which the outcome came on any day, before it or after. *After*: of the runs
in which the condition came and the outcome had not yet come, those in which the outcome followed
on a later day; this is the one for whoever sees the condition come and asks what is next. Neither
says that the one brings the other about: both may follow from a third, and what a condition that
comes late leaves of the clock is short. 95% Wilson (1927) intervals on the runs that qualify;
the range is over the draws of what is not known that have such runs.
"""

from __future__ import annotations

from dataclasses import dataclass

from sim.analysis.chances.moments import Moment, moment
from sim.analysis.chances.shares import Share, share_of
from sim.analysis.intervals import lower_median
from sim.analysis.provenance import Source, source
from sim.analysis.results import Ensemble


@dataclass(frozen=True)
class Conditional:
    """One outcome given one condition.

    `given` is the share of runs in which the condition came, `always` that of the outcome in all
    runs, `otherwise` that among the runs without the condition. Of the runs with both, in
    `before` of them the outcome came first, in `same_day` on the same day. `wait` is the lower
    median of days from the condition to the outcome where it followed.
    """

    outcome: str
    outcome_title: str
    condition: str
    condition_title: str
    given: Share
    always: Share
    ever: Share
    otherwise: Share
    after: Share
    before: int
    same_day: int
    wait: int | None


@dataclass(frozen=True)
class Conditionals:
    """A table: a row a condition, a column an outcome."""

    source: Source
    rows: list[list[Conditional]]


def conditionals(ensemble: Ensemble, outcomes: list[str], conditions: list[str]) -> Conditionals:
    """Every outcome given every condition, each named as `moments` names them."""
    wanted = [moment(ensemble, name) for name in outcomes]
    given = [moment(ensemble, name) for name in conditions]
    rows = [[between(ensemble, outcome, condition) for outcome in wanted] for condition in given]
    return Conditionals(source(ensemble), rows)


def conditional(ensemble: Ensemble, outcome: str, condition: str) -> Conditional:
    """One of them. Raises ValueError for a moment that the scenario has not."""
    return between(ensemble, moment(ensemble, outcome), moment(ensemble, condition))


def between(ensemble: Ensemble, outcome: Moment, condition: Moment) -> Conditional:
    came, held = outcome.days >= 0, condition.days >= 0
    both = came & held
    followed = both & (outcome.days > condition.days)
    open_ = held & (~came | followed)
    before = both & (outcome.days < condition.days)
    wait = outcome.days[followed] - condition.days[followed]
    return Conditional(
        outcome=outcome.name,
        outcome_title=outcome.title,
        condition=condition.name,
        condition_title=condition.title,
        given=share_of(ensemble, held),
        always=share_of(ensemble, came),
        ever=share_of(ensemble, came, held),
        otherwise=share_of(ensemble, came, ~held),
        after=share_of(ensemble, followed, open_),
        before=int(before.sum()),
        same_day=int((both & ~followed & ~before).sum()),
        wait=lower_median(wait),
    )
