"""The letters that figures are drawn with, carried in the page: those used and no others.

Figures are laid out by the widths of DejaVu Sans, which comes with matplotlib and may be passed
on; a reader's machine need not have it.
"""

from __future__ import annotations

import base64
import html
import io
import re
from collections.abc import Iterable
from pathlib import Path

import matplotlib
from fontTools import subset

TEXT = re.compile(r"<text([^>]*)>(.*?)</text>", re.DOTALL)
TAG = re.compile(r"<[^>]*>")
BOLD = re.compile(r"font(-weight)?:\s*(bold|700)")
FILES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}


def faces(drawings: Iterable[str]) -> str:
    """Style rules that bring the letters of these drawings along; nothing where there is no text."""
    letters: dict[str, set[str]] = {weight: set() for weight in FILES}
    for drawing in drawings:
        for attributes, text in TEXT.findall(drawing):
            letters["bold" if BOLD.search(attributes) else "normal"].update(html.unescape(TAG.sub("", text)))
    return "\n".join(face(weight, found) for weight, found in letters.items() if found)


def face(weight: str, letters: set[str]) -> str:
    data = base64.b64encode(cut_down(FILES[weight], letters)).decode()
    source = f"url(data:font/woff;base64,{data}) format('woff')"
    return f"@font-face{{font-family:'DejaVu Sans';font-weight:{weight};src:{source}}}"


def cut_down(file: str, letters: set[str]) -> bytes:
    """A font file with these letters only, the same bytes each time."""
    options = subset.Options()
    options.flavor = "woff"
    options.hinting = False
    options.recalc_timestamp = False
    options.drop_tables += ["FFTM"]
    path = Path(matplotlib.get_data_path()) / "fonts" / "ttf" / file
    font = subset.load_font(path, options)
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(letters)))
    cutter.subset(font)
    written = io.BytesIO()
    subset.save_font(font, written, options)
    return written.getvalue()
