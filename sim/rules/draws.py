"""Chance by address: every draw is a pure function of (seed, run, day, who, what for).

Philox4x64-10 (Salmon et al. 2011), bit for bit NumPy's: the key is (seed, run),
the counter is (day, entity, purpose, attempt), and one block gives four words.
So a run is replayed without those before it, and a counterfactual keeps its luck.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import numpy as np

from sim.rules.compiled import IS_COMPILED, compiled, entry
from sim.rules.wide import add, multiply_high, multiply_low, unit

# Purposes: no two may share an address within a day.
POSTURE = 1  # owner>target: decision, accident, the target's sight of it, that sight's persistence
FRONT = 2  # owner>target on a front: incidents, how many are severe
SIGHT = 3  # a watcher other than the target: error, its persistence
EVENT = 4  # an event: by rate on its day, by probability on day 0
HONOUR = 5  # a trigger and the actor it binds, on day 0, by attempt
COMPLY = 6  # a room and a member, on the day of the review
PARAMETER = 7  # an uncertain parameter, keyed by the draw in place of the run

# Plain Python keeps words as its own integers, compiled code as unsigned 64-bit ones.
word: Any = np.uint64 if IS_COMPILED else int
MULTIPLIER_0 = word(0xD2E7470EE14C6C93)
MULTIPLIER_1 = word(0xCA5A826395121157)
WEYL_0 = word(0x9E3779B97F4A7C15)
WEYL_1 = word(0xBB67AE8584CAA73B)


def entity(*names: str) -> Any:
    """A stable 64-bit hash of names, so that luck belongs to who, not to a place in a list."""
    digest = blake2b("\x1f".join(names).encode(), digest_size=8).digest()
    return np.uint64(int.from_bytes(digest, "little"))


@compiled
def block(seed: Any, run: Any, day: Any, who: Any, purpose: Any, attempt: Any) -> tuple[Any, Any, Any, Any]:
    """The four words at an address: ten rounds of Philox4x64."""
    k0, k1 = word(seed), word(run)
    c0, c1, c2, c3 = word(day), word(who), word(purpose), word(attempt)
    for _ in range(10):
        high0, low0 = multiply_high(MULTIPLIER_0, c0), multiply_low(MULTIPLIER_0, c0)
        high1, low1 = multiply_high(MULTIPLIER_1, c2), multiply_low(MULTIPLIER_1, c2)
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
        k0, k1 = add(k0, WEYL_0), add(k1, WEYL_1)
    return c0, c1, c2, c3


@compiled
def uniform(bits: Any) -> float:
    """A number in [0, 1) to compare with a chance: u < 0 never, u < 1 always."""
    return unit(bits)


@compiled
def open_uniform(bits: Any) -> float:
    """A number in (0, 1) to invert a distribution at: never 0, never 1."""
    return unit(bits) + 5.551115123125783e-17


@compiled
def first_uniform(seed: Any, run: Any, day: Any, who: Any, purpose: Any, attempt: Any) -> float:
    """The comparison uniform of an address that needs one word only."""
    return uniform(block(seed, run, day, who, purpose, attempt)[0])


@entry
def parameter_uniform(seed: Any, draw: Any, who: Any) -> float:
    """Where an uncertain parameter's distribution is inverted, for one draw of the ensemble."""
    return open_uniform(block(seed, draw, 0, who, PARAMETER, 0)[0])
