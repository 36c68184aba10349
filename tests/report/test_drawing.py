"""Figures cut down for a page still show what they showed."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from matplotlib.figure import Figure

from sim.report.drawing import inline, short_path
from sim.report.fonts import faces


def drawn() -> Figure:
    figure = Figure(figsize=(3, 2))
    axes = figure.add_subplot()
    axes.plot([0, 1, 2], [0.1, 0.9, 0.4])
    axes.fill_between([0, 1, 2], [0, 0.5, 0.2], [0.2, 1, 0.6], alpha=0.3)
    axes.set_title("On $ two & <b>three</b>\x07", parse_math=False)
    return figure


def test_it_is_one_element_with_its_texts() -> None:
    root = ElementTree.fromstring(inline(drawn(), "one"))
    assert root.tag == "svg"
    assert root.get("viewBox") == "0 0 216 144"
    assert "On $ two & <b>three</b>" in "".join(root.itertext())
    assert not list(root.iter("metadata"))


def test_names_are_its_own_and_lead_somewhere() -> None:
    one, two = inline(drawn(), "one"), inline(drawn(), "two")
    ids = re.findall(r'id="([^"]+)"', one)
    assert ids
    assert all(each.startswith("one-") for each in ids)
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= set(ids)
    assert two == one.replace('"one-', '"two-').replace("#one-", "#two-")


def test_it_is_the_same_each_time() -> None:
    assert inline(drawn(), "one") == inline(drawn(), "one")


def test_paths_lead_where_they_led() -> None:
    """Relative steps, each rounded, end within a hundredth of a point of where the path ends."""
    points = [(k * 1.2345678, (k * 7.654321) % 13.0) for k in range(400)]
    path = " ".join(f"{'L' if k else 'M'} {x:.6f} {y:.6f}" for k, (x, y) in enumerate(points))
    x = y = 0.0
    for step in re.findall(r"[ml]([^ml]+)", short_path(path)):
        dx, dy = (float(each) for each in re.findall(r"-?\d*\.?\d+", step))
        x, y = x + dx, y + dy
    assert (x, y) == pytest.approx(points[-1], abs=0.0101)


def test_letters_are_carried_for_texts_only() -> None:
    assert faces([]) == ""
    styles = faces([inline(drawn(), "one")])
    assert styles.count("@font-face") == 1
    assert "url(data:font/woff;base64," in styles
