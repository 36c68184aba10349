"""Who does things at the table besides the seats, which go by their actors."""

from __future__ import annotations

WHITE, CLOCK = "white", "clock"
