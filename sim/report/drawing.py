"""Figures as vector drawings inside a page: small, sharp at any size, their texts still texts.

What matplotlib writes is cut down to what is seen: numbers to a hundredth of a point, no
metadata, names that no other figure of the page has.
"""

from __future__ import annotations

import io
import re
import warnings
from xml.etree import ElementTree

import matplotlib
from matplotlib.figure import Figure

FONT = "'DejaVu Sans',sans-serif"
FAMILY = re.compile(r"font-family: *[^;]+")
SHORT_FONT = re.compile(r"(font: [^;]*?)(['\"]?DejaVu Sans[^;]*)")
NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
USELESS = re.compile(r"rotate\(-?0 [^)]*\)")
REFERENCE = re.compile(r"(^|url\()#([\w.-]+)")
DROPPED = {"metadata", "style"}
UNWRITABLE = dict.fromkeys([*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20)], " ")  # not even XML can say them
LETTERS = re.compile(r"([MLQCz])([^MLQCz]*)")


def inline(figure: Figure, name: str) -> str:
    """A figure as an <svg> element that can stand in a page; `name` sets its ids apart."""
    written = io.BytesIO()
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "sim"}), warnings.catch_warnings():
        # texts stay texts, so a browser finds the letters that the font of the layout lacks
        warnings.filterwarnings("ignore", "Glyph .* missing from font")
        figure.savefig(written, format="svg", metadata={"Date": None, "Creator": None})
    root = ElementTree.fromstring(written.getvalue().decode().translate(UNWRITABLE))
    plain_names(root)
    used = set(references(root))
    prune(root)
    for element in root.iter():
        tidy(element, name, used)
    flatten(root)
    box = root.get("viewBox", "")
    root.attrib.clear()
    root.attrib.update({"viewBox": box, "focusable": "false", "aria-hidden": "true"})
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=True)


def plain_names(root: ElementTree.Element) -> None:
    """Names without their name spaces, which HTML knows by itself."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        for key in list(element.attrib):
            if "}" in key:
                element.set(key.rpartition("}")[2], element.attrib.pop(key))


def references(root: ElementTree.Element) -> list[str]:
    """The ids that something in the drawing points to."""
    values = [value for element in root.iter() for key, value in element.items() if key != "id"]
    return [found for value in values if "#" in value for _, found in REFERENCE.findall(value)]


def prune(element: ElementTree.Element) -> None:
    """Drop what is not seen, and white space between elements."""
    for child in list(element):
        if child.tag in DROPPED:
            element.remove(child)
        else:
            prune(child)
            child.tail = None
    if element.tag not in ("text", "tspan"):
        element.text = None


def flatten(element: ElementTree.Element) -> None:
    """Lift out of groups what they say nothing about."""
    for child in list(element):
        flatten(child)
    flat: list[ElementTree.Element] = []
    for child in element:
        bare = child.tag in ("g", "defs") and not child.attrib
        flat += list(child) if bare and (child.tag == "g" or not len(child)) else [child]
    element[:] = flat


def tidy(element: ElementTree.Element, name: str, used: set[str]) -> None:
    """One element: short numbers, one font, ids of its own."""
    own = element.attrib.pop("id", None)
    if own in used:
        element.set("id", f"{name}-{own}")
    for key, value in list(element.items()):
        if key == "id":
            continue
        if "#" in value and key != "d":
            value = REFERENCE.sub(lambda found: f"{found[1]}#{name}-{found[2]}", value)
        if key == "d":
            value = short_path(value)
        elif key == "style":
            value = short_style(value)
        elif key in ("x", "y", "width", "height", "transform"):
            value = NUMBER.sub(short, USELESS.sub("", value)).strip()
        if value:
            element.set(key, value)
        else:
            del element.attrib[key]


def short(found: re.Match[str]) -> str:
    return shorter(float(found[0]))


def shorter(value: float) -> str:
    """A number to a hundredth of a point."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def short_style(style: str) -> str:
    style = SHORT_FONT.sub(rf"\g<1>{FONT}", FAMILY.sub(f"font-family:{FONT}", style))
    return re.sub(r"\s*([:;,])\s*", r"\1", NUMBER.sub(short, style)).strip()


def short_path(path: str) -> str:
    """A path in steps from point to point, which are shorter than places.

    Each step is from where the steps before have led, so that what is cut off does not add up.
    """
    parts, here, start = [], (0.0, 0.0), (0.0, 0.0)
    for letter, numbers in LETTERS.findall(path):
        if letter == "z":
            parts.append("z")
            here = start
            continue
        values = [float(each) for each in numbers.split()]
        points = list(zip(values[::2], values[1::2], strict=True))
        steps = [(round(x - here[0], 2), round(y - here[1], 2)) for x, y in points]
        parts.append(letter.lower() + joined([part for step in steps for part in step]))
        here = here[0] + steps[-1][0], here[1] + steps[-1][1]
        start = here if letter == "M" else start
    return "".join(parts)


def joined(values: list[float]) -> str:
    """Numbers with as few signs between them as can be read."""
    text = ""
    for value in values:
        said = shorter(value)
        said = said.replace("0.", ".", 1) if said.startswith(("0.", "-0.")) else said
        text += said if not text or said.startswith("-") else f" {said}"
    return text
