"""Arithmetic on 64-bit words that wraps round, the same compiled and in plain Python.

Philox needs the high half of a 128-bit product. Compiled, that is one machine
multiplication (a small LLVM intrinsic); with compilation off, Python's integers.
"""

from __future__ import annotations

from typing import Any

from numba import types
from numba.extending import intrinsic

from sim.rules.compiled import IS_COMPILED, compiled

WORD = 0xFFFFFFFFFFFFFFFF


def plain_multiply_high(a: int, b: int) -> int:
    """The high 64 bits of a * b."""
    return (a * b) >> 64


def plain_multiply_low(a: int, b: int) -> int:
    """The low 64 bits of a * b."""
    return (a * b) & WORD


def plain_add(a: int, b: int) -> int:
    """a + b, wrapped to 64 bits."""
    return (a + b) & WORD


def plain_unit(word: int) -> float:
    """The top 53 bits of a word as a number in [0, 1), as NumPy's generators make it."""
    return (word >> 11) * 1.1102230246251565e-16


def high_product(typingctx: Any, a: Any, b: Any) -> Any:
    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        from llvmlite import ir

        wide = ir.IntType(128)
        product = builder.mul(builder.zext(args[0], wide), builder.zext(args[1], wide))
        return builder.trunc(builder.lshr(product, ir.Constant(wide, 64)), ir.IntType(64))

    return types.uint64(types.uint64, types.uint64), codegen


_multiply_high: Any = intrinsic(high_product)


@compiled
def compiled_multiply_high(a: Any, b: Any) -> Any:
    """The high 64 bits of a * b, in one machine multiplication."""
    return _multiply_high(a, b)


@compiled
def compiled_multiply_low(a: Any, b: Any) -> Any:
    """The low 64 bits of a * b; unsigned words wrap of themselves."""
    return a * b


@compiled
def compiled_add(a: Any, b: Any) -> Any:
    """a + b, wrapped to 64 bits."""
    return a + b


@compiled
def compiled_unit(word: Any) -> float:
    """The top 53 bits of a word as a number in [0, 1), as NumPy's generators make it."""
    return (word >> types.uint64(11)) * 1.1102230246251565e-16  # type: ignore[no-any-return]


multiply_high = compiled_multiply_high if IS_COMPILED else plain_multiply_high
multiply_low = compiled_multiply_low if IS_COMPILED else plain_multiply_low
add = compiled_add if IS_COMPILED else plain_add
unit = compiled_unit if IS_COMPILED else plain_unit
