"""Who a browser is: a signed cookie that no script reads, and a word in every form of our pages."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from sim.wargame.web.codes import TEAM, WHITE, digest

LONGEST = 1000
A_DAY = 24 * 60 * 60


@dataclass(frozen=True)
class Session:
    """`who` as the codes say it; `id` tells one browser from another."""

    who: str
    id: str

    @property
    def is_white(self) -> bool:
        return self.who == WHITE

    @property
    def team(self) -> str | None:
        return self.who.removeprefix(TEAM) if self.who.startswith(TEAM) else None


class Sessions:
    """Cookies of one game. Two games on one machine do not take each other's."""

    def __init__(self, secret: str) -> None:
        self.key = digest(secret, "cookies")
        self.form_key = digest(secret, "forms")
        self.name = "table_" + digest(secret, "name of the cookie").hex()[:12]

    def open(self, response: Response, who: str) -> None:
        """Let the browser that gets this response be `who`."""
        told = json.dumps({"who": who, "id": secrets.token_hex(16)}).encode()
        value = f"{text(told)}.{text(hmac.digest(self.key, told, 'sha256'))}"
        response.set_cookie(self.name, value, max_age=A_DAY, httponly=True, samesite="strict")

    def close(self, response: Response) -> None:
        response.delete_cookie(self.name, httponly=True, samesite="strict")

    def of(self, request: Request) -> Session | None:
        """Who sends this request; None without a cookie that we signed."""
        told, _, signature = request.cookies.get(self.name, "")[:LONGEST].partition(".")
        try:
            said, signed = raw(told), raw(signature)
        except (ValueError, binascii.Error):
            return None
        if not hmac.compare_digest(hmac.digest(self.key, said, "sha256"), signed):
            return None
        found = json.loads(said)
        return Session(found["who"], found["id"])

    def token(self, session: Session) -> str:
        """The word that a form of this browser brings back."""
        return hmac.digest(self.form_key, session.id.encode(), "sha256").hex()

    def is_token(self, session: Session, given: str) -> bool:
        return hmac.compare_digest(self.token(session).encode(), given.encode())


def text(found: bytes) -> str:
    return base64.urlsafe_b64encode(found).decode()


def raw(found: str) -> bytes:
    return base64.b64decode(found.encode("ascii"), altchars=b"-_", validate=True)
