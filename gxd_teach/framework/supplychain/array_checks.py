"""What may come into a chain as arrays, and the sentence for what may not.

Stands on NumPy and SciPy: import it where it is used.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from numbers import Integral
from typing import TYPE_CHECKING, Any

import numpy as np

from gxd_teach.errors import GxdError
from gxd_teach.framework.supplychain.solve import link_matrix

if TYPE_CHECKING:
    from gxd_teach.framework.supplychain.chain import SupplyChain

__all__ = ["checked", "replaced", "unknown_product"]


def checked(
    n: int, buyer: Any, supplier: Any, amount: Any, direct: Any, share: Any, products: Any
) -> tuple[Any, Any, Any, Any]:
    """Look at arrays from outside once; products, matrix, direct emissions, shares."""
    if isinstance(n, bool) or not isinstance(n, Integral) or n < 0:
        raise GxdError(
            "GXD-Y007",
            f"製品の数 n は 0 以上の整数です({n!r} が来ました)",
            f"n is the number of products, an integer of 0 or more, not {n!r}",
        )
    rows, columns = _array(buyer, "buyer", None), _array(supplier, "supplier", None)
    amounts = _array(amount, "amount")
    if not rows.shape == columns.shape == amounts.shape or rows.ndim != 1:
        raise _wrong_shape("buyer, supplier, amount", "(links,)", rows, columns, amounts)
    for name, numbers in (("buyer", rows), ("supplier", columns)):
        if len(numbers) and not np.issubdtype(numbers.dtype, np.integer):
            raise GxdError(
                "GXD-Y007",
                f"{name} は整数の番号の配列です({numbers.dtype} が来ました)",
                f"{name} holds product numbers as integers, not {numbers.dtype}",
            )
        if len(numbers) and not (numbers.min() >= 0 and numbers.max() < n):
            place = int(np.flatnonzero((numbers < 0) | (numbers >= n))[0])
            raise GxdError(
                "GXD-Y007",
                f"番号 {numbers[place]} は 0〜{n - 1} の外です",
                f"the number {numbers[place]} is outside 0 to {n - 1}",
                where=f"{name}[{place}]",
            )
    if len(amounts) and not (amounts.min() >= 0 and amounts.max() < np.inf):
        place = int(np.flatnonzero(~((amounts >= 0) & (amounts < np.inf)))[0])
        raise GxdError(
            "GXD-Y004",
            f"数量 {amounts[place]:g} は 0 以上の有限の数ではありません",
            f"the amount {amounts[place]:g} is not a finite number of 0 or more",
            where=f"amount[{place}]",
        )
    own = _vector(direct, n, "direct")
    shares = None if share is None else _vector(share, n, "primary_data_share")
    if shares is not None and bool(((shares < 0) | (shares > 100)).any()):
        place = int(np.flatnonzero((shares < 0) | (shares > 100))[0])
        raise GxdError(
            "GXD-Y006",
            f"一次データ比率 {shares[place]:g} は 0〜100 (%) の外です",
            f"the primary data share {shares[place]:g} is outside 0 to 100 (%)",
            where=f"primary_data_share[{place}]",
        )
    names = range(n) if products is None else _names(products)
    if len(names) != n or (products is not None and len(set(names)) != n):
        raise GxdError(
            "GXD-Y007",
            f"products は {n} 個の互いに違う名前です",
            f"products must be {n} names, all different",
        )
    return names, link_matrix(n, rows, columns, amounts), own, shares


def _array(values: Any, name: str, kind: Any = np.float64) -> np.ndarray:
    """What was given as an array of numbers; GXD-Y007 where it is none."""
    try:
        return np.asarray(values, dtype=kind)
    except (TypeError, ValueError, OverflowError):
        raise GxdError(
            "GXD-Y007",
            f"{name} は数値の配列です。数値でないものが入っています",
            f"{name} must be an array of numbers; it holds something else",
        ) from None


def _names(products: Any) -> tuple[Any, ...]:
    """Names that can be looked up; none where they cannot."""
    try:
        names = tuple(products)
        hash(names)
    except TypeError:
        return ()
    return names


def _vector(values: Any, n: int, name: str) -> np.ndarray:
    vector = _array(values, name)
    if vector.shape != (n,):
        raise _wrong_shape(name, f"({n},)", vector)
    if bool(np.isinf(vector).any()):
        place = int(np.flatnonzero(np.isinf(vector))[0])
        raise GxdError(
            "GXD-Y007",
            "無限大です。わからない値は NaN にしてください",
            "is infinite; use NaN for a value that is not known",
            where=f"{name}[{place}]",
        )
    return vector


def _wrong_shape(name: str, wanted: str, *arrays: Any) -> GxdError:
    found = ", ".join(str(array.shape) for array in arrays)
    return GxdError(
        "GXD-Y007",
        f"{name} の形は {wanted} です({found} が来ました)",
        f"{name} must have shape {wanted}, not {found}",
    )


def unknown_product(product: object, products: Sequence[Any]) -> GxdError:
    """GXD-Y008: say which known names look like the unknown one."""
    if isinstance(products, range):
        hint_ja = hint_en = f"0〜{len(products) - 1}"
    else:
        near = difflib.get_close_matches(str(product), [str(name) for name in products], n=3)
        hint_ja, hint_en = "、".join(near), ", ".join(near)
    ja = f"。もしかして: {hint_ja}" if hint_ja else ""
    en = f"; did you mean: {hint_en}" if hint_en else ""
    return GxdError(
        "GXD-Y008",
        f"製品「{product}」はこの供給網にありません{ja}",
        f"there is no product '{product}' in this chain{en}",
    )


def replaced(chain: SupplyChain, direct: Any) -> np.ndarray:
    """Direct emissions with some changed (a mapping) or all given anew (an array)."""
    if not isinstance(direct, Mapping):
        return _vector(direct, len(chain), "direct")
    own = chain.direct.copy()
    for product, kg_co2e in direct.items():
        own[chain.number(product)] = _vector([kg_co2e], 1, f"direct[{product!r}]")[0]
    return _vector(own, len(chain), "direct")
