"""Allocation: what one process emits, shared out over the products that come out of it."""

from gxd_teach.framework.allocation.allocation import allocate, value_ratio
from gxd_teach.framework.allocation.coproducts import (
    CoProduct,
    SectorRule,
    Substitute,
    co_products_from,
)
from gxd_teach.framework.allocation.outcome import Allocation
from gxd_teach.framework.allocation.tree import QUESTIONS, Answer, Question, decision_tree

__all__ = [
    "QUESTIONS",
    "Allocation",
    "Answer",
    "CoProduct",
    "Question",
    "SectorRule",
    "Substitute",
    "allocate",
    "co_products_from",
    "decision_tree",
    "value_ratio",
]
