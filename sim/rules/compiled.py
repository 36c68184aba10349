"""How the rules are compiled: one place for numba's options and its cache on disk.

numba's cache watches only the file of the outermost function, so an edit in another
file would leave the old rule running. The cache therefore lives in a directory named
after a hash of every source of the rules.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

SETTINGS: Any = numba.config  # its attributes are made at run time
IS_COMPILED = not SETTINGS.DISABLE_JIT  # NUMBA_DISABLE_JIT=1 turns it off
F = TypeVar("F", bound=Callable[..., Any])


def sources_hash() -> str:
    """A hash over all sources beside this file, names included."""
    digest = blake2b(digest_size=8)
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def cache_directory() -> Path:
    """Where compiled rules are kept: the user's cache, a folder a version of the rules."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "escalation-ladder" / sources_hash()


SETTINGS.CACHE_DIR = str(cache_directory())


def compiled(function: F) -> F:
    """A rule: compiled where it is called from, never holding Python's lock."""
    return cast(F, numba.njit(nogil=True)(function))


def inlined(function: F) -> F:
    """A small rule in the hottest loops: LLVM is told to put its body where it is called."""
    return cast(F, numba.njit(nogil=True, forceinline=True)(function))


def entry(function: F) -> F:
    """A rule the engines call from Python: compiled, and kept on disk between sessions."""
    return cast(F, numba.njit(nogil=True, cache=True)(function))
