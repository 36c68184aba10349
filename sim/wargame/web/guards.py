"""What every request must pass, and what every answer says: no other site, no other name, nothing kept."""

from __future__ import annotations

import ipaddress
import socket
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SAFE = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with none at all, a form would not say where it comes from
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
READS = ("GET", "HEAD")


class Guard:
    """Refuses requests under a name that is not this machine's, and forms that another page sends."""

    def __init__(self, app: ASGIApp, loopback_only: bool) -> None:
        self.app, self.loopback_only = app, loopback_only

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self.app(scope, receive, send)
        headers = Headers(scope=scope)
        wrong = self.wrong(scope["method"], headers)
        answer = self.app if wrong is None else PlainTextResponse(wrong, 403)

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                said = MutableHeaders(scope=message)
                for name, value in SAFE.items():
                    said.setdefault(name, value)
            await send(message)

        await answer(scope, receive, send_safely)

    def wrong(self, method: str, headers: Headers) -> str | None:
        """What is wrong with where a request comes from; None if nothing is."""
        host = headers.get("host", "")
        if not is_ours(host, self.loopback_only):
            return "These pages are not served under this name: use the address that the program printed."
        if method in READS:
            return None
        origin, site = headers.get("origin"), headers.get("sec-fetch-site", "same-origin")
        if site != "same-origin" or origin not in (None, f"http://{host}"):
            return "This form was sent from another page, and is not taken."
        return None


def is_ours(host: str, loopback_only: bool) -> bool:
    """Whether a Host header names this machine; a foreign name may be led here by whoever owns it."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        number = ipaddress.ip_address(name)
    except ValueError:
        mine = {"localhost"} if loopback_only else {"localhost", *own_names()}
        return name_of(host) in mine
    return number.is_loopback or not loopback_only


def name_of(host: str) -> str:
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""


def own_names() -> set[str]:
    name = socket.gethostname().lower()
    short = name.partition(".")[0]
    return {name, short, f"{short}.local"}
