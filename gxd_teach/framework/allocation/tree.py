"""The allocation tree as data: an edition's questions in their order, and where each answer leads.

PACT v3 rule: sector rule first, then avoiding allocation, then the ratio of values; PACT v2
rule, on which FW Ed. 2.0 is aligned: avoiding first, then the sector rule, then the ratio (PACT
Methodology Alignment Checklists, https://github.com/wbcsd/tr).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from gxd_teach.framework.rules import PACT_V3, Rules, edition
from gxd_teach.language import Text, say

__all__ = ["ECONOMIC", "PHYSICAL", "QUESTIONS", "Answer", "Question", "decision_tree"]

ECONOMIC, PHYSICAL = "economic", "physical"


@dataclass(frozen=True)
class Question:
    """One step of the tree: the question, and where yes and no lead.

    A target that ends in "?" is the next question; any other is the branch taken.
    """

    key: str
    text: Text
    yes: str
    no: str


@dataclass(frozen=True)
class Answer:
    """One question as it was answered on the way."""

    key: str
    question: Text
    yes: bool

    def __str__(self) -> str:
        return f"{self.question} → {say('はい', 'yes') if self.yes else say('いいえ', 'no')}"


QUESTIONS = {
    "sector rule": Text(
        "製品分野の算定ルール(PCR・業界ルール)があるか", "is there a sector rule (PCR)?"
    ),
    "sector rule, safeguards": Text(
        "方法論の条件を満たす製品分野の算定ルール(PCR・業界ルール)があるか",
        "is there a sector rule (PCR) that meets the methodology's safeguards?",
    ),
    "subdivision": Text(
        "工程を製品ごとに分けて算定できるか", "can the process be subdivided by product?"
    ),
    "system expansion": Text(
        "副産物ごとに、主要で特定できる代替品がただ1つあるか",
        "has each by-product one dominant identifiable substitute?",
    ),
    "ratio": Text("最高 ÷ 最低の価値の比が{}を超えるか", "is highest ÷ lowest value above {}?"),
    "physical relation": Text(
        "物理量(質量など)が本来の関係を表すか",
        "does a physical quantity (mass …) show the underlying relation?",
    ),
}


def decision_tree(rules: Rules = PACT_V3) -> tuple[Question, ...]:
    """The questions of an edition in their order, each with where yes and no lead.

    >>> [question.key for question in decision_tree()][:3]
    ['sector rule?', 'subdivision?', 'system expansion?']
    """
    rules = edition(rules)
    keys = (*rules.allocation_order, "ratio")
    asked = []
    for branch, following in pairwise(keys):
        guarded = branch == "sector rule" and rules.sector_rule_safeguards
        text = QUESTIONS["sector rule, safeguards" if guarded else branch]
        asked.append(Question(f"{branch}?", text, yes=branch, no=f"{following}?"))
    limit = f"{rules.allocation_ratio:g}"
    ratio = QUESTIONS["ratio"]
    ratio = Text(ratio.ja.format(f" {limit} "), ratio.en.format(limit))
    asked.append(Question("ratio?", ratio, yes=ECONOMIC, no="physical relation?"))
    last = QUESTIONS["physical relation"]
    asked.append(Question("physical relation?", last, yes=PHYSICAL, no=ECONOMIC))
    return tuple(asked)
