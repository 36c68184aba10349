"""The pages of a game are served until somebody ends it; what they show is in the game's file."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
import sys

import uvicorn

from sim.wargame.journal import Journal
from sim.wargame.web.app import make_app
from sim.wargame.web.codes import SCREEN, WHITE
from sim.wargame.web.room import Room

CLOSED = "Only this machine can reach these pages (--host 0.0.0.0 opens them to the network)."
OPEN = """\
These pages are open to every device in this network, not only to this room. The codes and all that is
typed travel unencrypted: use a network whose users you trust, and hand out the codes on paper."""


class CannotServe(OSError):
    """The address cannot be had; says why."""


class Server(uvicorn.Server):
    """The pages of a room; its streams end when it does."""

    def __init__(self, room: Room, loopback: bool) -> None:
        self.room = room
        config = uvicorn.Config(
            make_app(room, loopback_only=loopback),
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,  # nobody stands between us and the browsers: an address is what it is
            ws="none",
            timeout_graceful_shutdown=2,
        )
        super().__init__(config)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self.room.bell.close()
        await super().shutdown(sockets)


def serve(journal: Journal, host: str, port: int) -> None:
    """Serve the game until Ctrl-C. Raises CannotServe."""
    listening = listen(host, port)
    port = listening.getsockname()[1]
    loopback = is_loopback(host)
    with Room(journal) as room, listening:
        room.warm()
        print(told(room, addresses(host, port), loopback), flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            Server(room, loopback).run(sockets=[listening])
    journal.close()
    print(f"\nThe game is kept in {journal.path}. Go on with it by: sim play --resume {journal.path}")


def listen(host: str, port: int) -> socket.socket:
    """The address, ours before anything is printed."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    found = socket.socket(family, socket.SOCK_STREAM)
    if sys.platform != "win32":  # where it would let another program take the address as well
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        found.bind((host, port))
    except OSError as error:
        found.close()
        raise CannotServe(f"cannot serve at {host} port {port}: {error.strerror or error}") from None
    found.listen(1024)
    return found


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def addresses(host: str, port: int) -> list[str]:
    """What to type into a browser."""
    if host not in ("0.0.0.0", "::"):
        return [f"http://{f'[{host}]' if ':' in host else host}:{port}"]
    return [f"http://{each}:{port}" for each in ("127.0.0.1", *own_addresses())]


def own_addresses() -> list[str]:
    """The address by which others in the network reach this machine, as far as it can be told."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # sends nothing: it only picks the way out
            found = asking.getsockname()[0]
        except OSError:
            return []
    return [] if found.startswith("127.") else [found]


def told(room: Room, found: list[str], loopback: bool) -> str:
    """What the facilitator has to know."""
    codes = room.codes.of
    lines = [room.journal.game.table.scenario.title, ""]
    lines += [f"  {each}/join" for each in found]
    lines += ["", f"  {'facilitator':28} {codes[WHITE]}", f"  {'projector':28} {codes[SCREEN]}"]
    lines += [f"  {team[:28]:28} {code}" for team, code in room.team_codes().items()]
    lines += ["", CLOSED if loopback else OPEN]
    return "\n".join([*lines, "Ctrl-C ends it; nothing is lost."])
