"""Tables handed to compiled rules by reference: one pointer however many arrays they are.

numba passes a tuple of arrays by value, some eight words an array and a reference count
each; with the fifty tables of a run that costs far more than the rules. A `Tables` keeps
its arrays in Python and their addresses and shapes in one small array; compiled code
gets that array's address, and `world.posture` there is the same memory as here. With
compilation off a reference is the object itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Annotated, Any, TypeVar, cast, get_type_hints

import numpy as np
from llvmlite import ir
from numba import types
from numba.core.imputils import lower_getattr_generic
from numba.core.typing.templates import AttributeTemplate, infer_getattr
from numba.extending import intrinsic, models, register_model
from numba.np import arrayobj
from numba.np.numpy_support import as_dtype

from sim.rules.compiled import IS_COMPILED

ARRAYS: Any = arrayobj
loads_attributes_of: Any = lower_getattr_generic
DESCRIPTOR = 4  # words an array: its address and up to three lengths
T = TypeVar("T", bound="Tables")

# What a table may hold, with its number of dimensions.
Whole1 = Annotated[Any, types.int32, 1]
Whole2 = Annotated[Any, types.int32, 2]
Real1 = Annotated[Any, types.float64, 1]
Real2 = Annotated[Any, types.float64, 2]
Real3 = Annotated[Any, types.float64, 3]
Hash1 = Annotated[Any, types.uint64, 1]
Small2 = Annotated[Any, types.int8, 2]
Small3 = Annotated[Any, types.int8, 3]
Days2 = Annotated[Any, types.int16, 2]
Days3 = Annotated[Any, types.int16, 3]
Tally2 = Annotated[Any, types.int32, 2]
Truth2 = Annotated[Any, types.boolean, 2]


class Tables:
    """Named arrays of fixed kinds: a subclass annotates each with one of the kinds above."""

    fields: dict[str, Any]
    rows: dict[str, int]

    def __init_subclass__(cls) -> None:
        hints = get_type_hints(cls, include_extras=True)
        kinds = {name: hint.__metadata__ for name, hint in hints.items() if hasattr(hint, "__metadata__")}
        cls.fields = {name: types.Array(kind, dimensions, "C") for name, (kind, dimensions) in kinds.items()}
        cls.rows = {name: row for row, name in enumerate(cls.fields)}

    def __init__(self, **arrays: Any) -> None:
        self._descriptors = np.zeros((len(self.fields), DESCRIPTOR), np.int64)
        self._hold({name: arrays.pop(name) for name in self.fields} | arrays)

    def _hold(self, arrays: dict[str, Any]) -> None:
        """Take these arrays and describe them."""
        if strange := [name for name in arrays if name not in self.fields]:
            raise TypeError(f"no such tables: {', '.join(strange)}")
        for name, given in arrays.items():
            place, kind = self.rows[name], self.fields[name]
            array = np.ascontiguousarray(given, as_dtype(kind.dtype))
            if array.ndim != kind.ndim:
                raise ValueError(f"{name} has {array.ndim} dimensions, not {kind.ndim}")
            setattr(self, name, array)
            self._descriptors[place, : 1 + array.ndim] = array.ctypes.data, *array.shape
        self.ref: Any = int(self._descriptors.ctypes.data) if IS_COMPILED else self

    def __iter__(self) -> Iterator[Any]:
        return (getattr(self, name) for name in self.fields)

    def __reduce__(self) -> Any:
        """Copied or sent elsewhere, tables get memory, and so addresses, of their own."""
        return rebuilt, (type(self), {name: getattr(self, name) for name in self.fields})

    def fits(self: T, other: T) -> bool:
        """Whether other tables have the same sizes, so that rules can read one for the other."""
        return all(mine.shape == theirs.shape for mine, theirs in zip(self, other, strict=True))

    def replaced(self: T, **arrays: Any) -> T:
        """The same tables but for these; what is not replaced is shared."""
        changed = object.__new__(type(self))
        changed.__dict__.update(self.__dict__)
        changed._descriptors = self._descriptors.copy()
        changed._hold(arrays)
        return changed

    def copy(self: T) -> T:
        """The same numbers in memory of their own."""
        return type(self)(**{name: getattr(self, name).copy() for name in self.fields})


def rebuilt(kind: type[T], arrays: dict[str, Any]) -> T:
    """Tables from their arrays."""
    return kind(**{name: array.copy() for name, array in arrays.items()})


class TablesType(types.Type):
    """How numba knows one kind of Tables: an opaque pointer to its descriptors."""

    def __init__(self, name: str, fields: dict[str, Any]) -> None:
        self.fields = fields
        super().__init__(name=f"Tables({name}, {fields})")


register_model(TablesType)(models.OpaqueModel)


@infer_getattr
class TablesAttribute(AttributeTemplate):
    key = TablesType

    def generic_resolve(self, value: Any, attr: str) -> Any:  # type: ignore[override]
        return value.fields.get(attr)


@loads_attributes_of(TablesType)
def load_table(context: Any, builder: Any, kind: TablesType, pointer: Any, attribute: str) -> Any:
    """An array over the memory that a descriptor points to; nothing is counted or copied."""
    word = ir.IntType(64)
    words = builder.bitcast(pointer, word.as_pointer())
    row = list(kind.fields).index(attribute) * DESCRIPTOR
    array_type = kind.fields[attribute]

    def load(column: int) -> Any:
        place = builder.gep(words, [ir.Constant(word, row + column)])
        value = builder.load(place)
        value.set_metadata("invariant.load", builder.module.add_metadata([]))
        return value

    array = ARRAYS.make_array(array_type)(context, builder)
    itemsize = context.get_abi_sizeof(context.get_data_type(array_type.dtype))
    shape = [load(1 + d) for d in range(array_type.ndim)]
    strides = [ir.Constant(word, itemsize)]
    for length in reversed(shape[1:]):
        strides.insert(0, builder.mul(strides[0], length))
    data = builder.inttoptr(load(0), context.get_data_type(array_type.dtype).as_pointer())
    ARRAYS.populate_array(
        array, data=data, shape=shape, strides=strides, itemsize=ir.Constant(word, itemsize), meminfo=None
    )
    return array._getvalue()


def dereference(tables: type[T]) -> Callable[[Any], T]:
    """The function with which compiled code turns a reference back into tables."""
    if not IS_COMPILED:
        return lambda ref: ref
    kind = TablesType(tables.__name__, tables.fields)

    @intrinsic
    def from_address(typingctx: Any, address: Any) -> Any:
        def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            return builder.inttoptr(args[0], context.get_value_type(kind))

        return kind(types.int64), codegen

    return cast(Callable[[Any], T], from_address)
