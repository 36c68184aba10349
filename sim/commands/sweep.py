"""`sim sweep`: a study, point by point, into a folder that can always be gone on with."""

from __future__ import annotations

import os
import re
import shlex
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

from sim.commands.interrupts import asked_to_stop
from sim.commands.problem import DONE, INTERRUPTED, WRONG, Problem, as_problem, check_range, load_study
from sim.commands.progress import say_if_compiling, say_if_slow
from sim.commands.screen import note
from sim.commands.watching import Screen

if TYPE_CHECKING:
    from sim.studies.form.study import Study
    from sim.studies.keeping.locks import Shard
    from sim.studies.sweep import Source, Swept

MOST_WORKERS = 1000
STOPPING = "Interrupted: finishing the points under way (Ctrl-C again: stop at once). What is done is kept."


def sweep(asked: Namespace) -> int:
    """Run what is missing, gather the tables, and say what they show."""
    study = load_study(asked.study)
    from sim.studies.keeping.locks import Busy
    from sim.studies.keeping.manifest import Refused
    from sim.studies.running.workers import Halted
    from sim.studies.sweep import Unwritable

    out = asked.out or os.path.join("results", study.id)
    shard, again, stop = shard_of(asked.shard), go_on(asked, out), Event()
    say_if_compiling("run_fresh")
    say_if_slow()
    try:
        with as_problem(Refused, Busy), asked_to_stop(stop, STOPPING, again):
            swept = swept_by(asked, study, out, shard, stop)
    except (Unwritable, Halted) as error:
        kept = f" What is finished is kept. To go on:\n  {again}" if os.path.exists(out) else ""
        raise Problem(f"{error}.{kept}") from None
    return ended(study, swept, shard, stop.is_set(), again)


def swept_by(asked: Namespace, study: Study, out: str, shard: Shard, stop: Event) -> Swept:
    """The sweep, watched, where it was asked to run."""
    from sim.studies.sweep import sweep as run

    with source(asked, study) as points, Screen(study) as watch:
        return run(
            study, out, resume=asked.resume, shard=shard, source=points, watch=watch, stopping=stop.is_set
        )


@contextmanager
def source(asked: Namespace, study: Study) -> Iterator[Source]:
    """Where points are run: the threads of this process, unless processes or a cluster were asked for."""
    if asked.workers is None and asked.scheduler is None:
        from sim.studies.running import here

        yield here.results
        return
    from sim.studies.running.elsewhere import on_cluster, on_workers

    if asked.workers is not None:
        check_range("--workers", asked.workers, 1, MOST_WORKERS)
        crew = on_workers(study, asked.workers, note)
    else:
        crew = on_cluster(study, asked.scheduler, note)
    with crew as points:
        yield points


def shard_of(word: str | None) -> Shard:
    """`I/N`: every N-th point, from the I-th."""
    from sim.studies.keeping.locks import ALL, Shard

    if word is None:
        return ALL
    found = re.fullmatch(r"(\d{1,6})/(\d{1,6})", word)
    if not found or not 1 <= int(found[1]) <= int(found[2]):
        raise Problem(f"--shard takes I/N with I from 1 to N, such as 2/4, not {word!r}")
    return Shard(int(found[1]), int(found[2]))


def go_on(asked: Namespace, out: str) -> str:
    """The command that goes on with this sweep."""
    words = ["sim", "sweep", asked.study, "--out", out, "--resume"]
    words += ["--shard", asked.shard] if asked.shard else []
    words += ["--workers", str(asked.workers)] if asked.workers else []
    words += ["--scheduler", asked.scheduler] if asked.scheduler else []
    return shlex.join(words)


def ended(study: Study, swept: Swept, shard: Shard, stopped: bool, again: str) -> int:
    """Say how it ended, and what the tables show where they are complete."""
    if swept.complete:
        from sim.commands.findings import findings
        from sim.studies.keeping.opened import open_study

        print(findings(open_study(swept.folder)), end="")
        return DONE
    kept = f"{study.size - swept.missing:,} of {study.size:,} points are kept"
    if stopped:
        note(f"\nInterrupted: {kept}. To go on:\n  {again}")
        return INTERRUPTED
    if swept.set_aside:
        for one in swept.set_aside:
            note(f"Set aside: point {one.point}: {one.reason}")
        note(f"{kept}. To try those set aside again:\n  {again}")
        return WRONG
    note(f"Shard {shard} is done; {kept}. The shard that finishes last gathers the tables")
    return DONE
