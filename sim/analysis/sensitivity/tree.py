"""A shallow tree that parts the points where a chance is high from those where it is low.

CART (Breiman et al. 1984, Classification and Regression Trees), grown by scikit-learn on the
chances. For a share this is the classification tree: with the successes and failures of each point
as weights, Gini's impurity and the squared error of the chance differ by a constant, and so choose
the same splits. It is pruned by its cost for being complex, as dear as cross-validation asks: the
smallest tree no worse than the best by more than one standard error of their difference. No split
at all is right only where that is the best: what a tree finds is tested on other points anyway.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from sim.analysis.sensitivity.rules import Axis, Box, cut, everywhere

DEPTH = 3
LEAST_SHARE = 0.05  # of the points, in a leaf
LEAST_POINTS = 5
FOLDS = 10
MOST = 0.5  # of what escalates, which the chosen leaves are to hold


def regressor(points: int, price: float, seed: int) -> Any:
    """A tree not grown yet; without scikit-learn, an error that says where it comes from."""
    try:
        from sklearn.tree import DecisionTreeRegressor
    except ImportError as error:
        raise ImportError(
            "finding the region that escalates needs scikit-learn, which comes with the extra `studies`: "
            "pip install 'escalation-ladder[studies]'"
        ) from error
    leaf = max(LEAST_POINTS, math.ceil(LEAST_SHARE * points))
    return DecisionTreeRegressor(max_depth=DEPTH, min_samples_leaf=leaf, ccp_alpha=price, random_state=seed)


def boxes(axes: list[Axis], chances: Any, fit: Any, seed: int) -> list[Box]:
    """The leaves that hold most of what escalates at the points `fit`, densest first; none if all are alike.

    Leaves that are all of a branch are told as one box. A leaf no denser than the whole is never
    taken, even if most is then not reached.
    """
    columns, meaning = matrix(axes)
    tree = pruned(columns[fit], chances[fit], seed).tree_
    chosen = densest(tree)
    found = merged(tree, 0, everywhere(axes), axes, meaning, chosen) if chosen else []
    return [box for _, box in sorted(found, key=lambda pair: -pair[0])]


def matrix(axes: list[Axis]) -> tuple[Any, list[tuple[int, int | None]]]:
    """Columns for the tree, and what each means: an axis in its order, or whether it is one word."""
    columns, meaning = [], []
    for place, each in enumerate(axes):
        levels = [None] if each.ordered else list(range(len(each.levels)))
        for level in levels:
            columns.append(each.codes if level is None else each.codes == level)
            meaning.append((place, level))
    return np.stack(columns, axis=1).astype(float), meaning


# ---------------------------------------------------------------- growing and pruning


def pruned(columns: Any, chances: Any, seed: int) -> Any:
    count = len(chances)
    whole = regressor(count, 0.0, seed)
    path = np.maximum(0.0, whole.cost_complexity_pruning_path(columns, chances).ccp_alphas)
    root = 2.0 * float(np.var(chances)) + 1e-300  # dearer than any split is worth
    prices = [*np.sqrt(path[:-1] * path[1:]), root] if len(path) > 1 else [root]
    price = chosen_price(columns, chances, prices, seed)
    return regressor(count, price, seed).fit(columns, chances)


def chosen_price(columns: Any, chances: Any, prices: list[float], seed: int) -> float:
    """Of ascending prices, the highest whose errors are hardly above the least; the last leaves no split."""
    errors = np.stack([held_out(columns, chances, price, seed) for price in prices])
    best, root = int(errors.mean(axis=1).argmin()), len(prices) - 1
    worse = errors - errors[best]
    slack = worse.std(axis=1, ddof=1) / math.sqrt(len(chances))
    good = [k for k in range(root) if worse[k].mean() <= slack[k]]
    return prices[root if best == root else good[-1]]


def held_out(columns: Any, chances: Any, price: float, seed: int) -> Any:
    """The squared error at each point, of a tree that has not seen it."""
    fold = np.random.default_rng(seed).permutation(len(chances)) % FOLDS
    errors = np.empty(len(chances))
    for k in range(FOLDS):
        out = fold == k
        tree = regressor(int(np.sum(~out)), price, seed).fit(columns[~out], chances[~out])
        errors[out] = (tree.predict(columns[out]) - chances[out]) ** 2
    return errors


# ---------------------------------------------------------------- leaves


def densest(tree: Any) -> set[int]:
    """The leaves taken: by density, until they hold most."""
    density, held = tree.value[:, 0, 0], tree.value[:, 0, 0] * tree.n_node_samples
    leaves = np.flatnonzero(tree.children_left < 0)
    taken: set[int] = set()
    for leaf in sorted(leaves.tolist(), key=lambda node: -density[node]):
        enough = sum(held[node] for node in taken) >= MOST * held[0]
        if enough or density[leaf] <= density[0]:
            break
        taken.add(leaf)
    return taken


def merged(tree: Any, node: int, box: Box, axes: list[Axis], meaning: Any, taken: set[int]) -> Any:
    """Boxes with their densities, from the root down: a node all of whose leaves are taken is one."""
    below = leaves_of(tree, node)
    if below <= taken:
        return [(float(tree.value[node, 0, 0]), box)]
    if not below & taken:
        return []
    place, level = meaning[tree.feature[node]]
    codes = np.arange(len(axes[place].levels))
    left = codes <= tree.threshold[node] if level is None else codes != level
    sides = ((tree.children_left[node], left), (tree.children_right[node], ~left))
    return [
        each
        for child, allowed in sides
        for each in merged(tree, int(child), cut(box, place, allowed), axes, meaning, taken)
    ]


def leaves_of(tree: Any, node: int) -> set[int]:
    if tree.children_left[node] < 0:
        return {node}
    return leaves_of(tree, int(tree.children_left[node])) | leaves_of(tree, int(tree.children_right[node]))
