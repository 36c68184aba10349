"""What a form sends: read up to a limit, and only in the way that our own pages send it."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

LARGEST, MOST_FIELDS = 64 * 1024, 1000


class Fields:
    """The fields of a form by name, each as often as it was sent."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.by_name: dict[str, list[str]] = {}
        for name, value in pairs:
            self.by_name.setdefault(name, []).append(value)

    def one(self, name: str, default: str = "") -> str:
        """The last that was sent, without spaces around it and with one kind of line end."""
        values = self.by_name.get(name)
        return tidy(values[-1]) if values else default

    def many(self, name: str) -> list[str]:
        return [tidy(value) for value in self.by_name.get(name, [])]

    def named(self, prefix: str) -> dict[str, str]:
        """Fields that begin so, by the rest of their names."""
        return {n.removeprefix(prefix): self.one(n) for n in self.by_name if n.startswith(prefix)}


def tidy(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "").strip()


async def fields_of(request: Request) -> Fields:
    """The form of a request. Raises HTTPException where it is too large, or no form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, "This is not a form of these pages.")
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise HTTPException(413, "This is more than a form of these pages can hold.")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        raise HTTPException(400, "This form cannot be read.") from None
    return Fields(pairs)
