"""How a function or class is called: its parameters and their defaults, without types."""

from __future__ import annotations

import inspect
from typing import Any

__all__ = ["signature_of"]


def signature_of(thing: Any) -> str:
    """The parameters with their defaults, without types: what one has to type.

    >>> def called(amount, *, unit="kg", rules={"a": 1}): ...
    >>> signature_of(called)
    "(amount, *, unit='kg', rules=…)"
    """
    try:
        signature = inspect.signature(thing)
    except (TypeError, ValueError):
        return ""
    given = list(signature.parameters.values())
    if inspect.isfunction(thing) and given and given[0].name in ("self", "cls"):
        given = given[1:]
    loose = {inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD}
    if inspect.isclass(thing) and (
        any(one.kind in loose for one in given) or hasattr(thing, "model_fields")
    ):
        return ""
    plain = [
        one.replace(annotation=inspect.Parameter.empty, default=_default(one.default))
        for one in given
        if not one.name.startswith("_")
    ]
    return str(signature.replace(parameters=plain, return_annotation=inspect.Signature.empty))


class _Written:
    """A default that prints as a few letters."""

    def __init__(self, text: str) -> None:
        self.text = text

    def __repr__(self) -> str:
        return self.text


def _default(value: Any) -> Any:
    if value is inspect.Parameter.empty or value is None or isinstance(value, (bool, int, float)):
        return value
    text = repr(value)
    return _Written(text if isinstance(value, (str, tuple)) and len(text) <= 24 else "…")
