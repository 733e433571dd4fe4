"""The three readings of the consortium's extension side by side: who accepts this, who does not?

An exercise about a true artefact: the extension's published JSON Schema contradicts its
documentation (https://github.com/Green-x-Digital-Consortium/data-model-extensions).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from gxd_teach.errors import Problem
from gxd_teach.language import say
from gxd_teach.tables import html_table
from gxd_teach.techspec.records.gxd_profiles import Profile, check_extension

if TYPE_CHECKING:
    import pandas

__all__ = ["ProfileComparison", "compare_profiles"]

_NAMES = {
    Profile.AS_PUBLISHED: ("公開スキーマのとおり", "as published"),
    Profile.AS_DOCUMENTED: ("文書のとおり", "as documented"),
    Profile.STRICT: ("厳密", "strict"),
}


@dataclass(frozen=True)
class ProfileComparison:
    """What each profile finds in the same data."""

    problems: Mapping[Profile, tuple[Problem, ...]]

    @property
    def accepted_by(self) -> tuple[Profile, ...]:
        """The profiles that find nothing wrong."""
        return tuple(profile for profile, found in self.problems.items() if not found)

    def rows(self) -> list[tuple[str, str, str]]:
        """One row a profile: its name, whether it accepts, the first few places it minds."""
        rows = []
        for profile, found in self.problems.items():
            verdict = say("不可", "refused") if found else say("可", "accepted")
            named = "; ".join(f"{one.where}: {say(one.ja, one.en)}" for one in found)
            rows.append((say(*_NAMES[profile]), verdict, named))
        return rows

    def _headings(self) -> list[str]:
        return [say("読み方", "profile"), say("判定", "verdict"), say("理由", "why")]

    def to_frame(self) -> pandas.DataFrame:
        """The table: profile, verdict, why."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=self._headings())

    def __str__(self) -> str:
        return "\n".join(" | ".join(row).rstrip(" |") for row in self.rows())

    def _repr_html_(self) -> str:
        return html_table(self._headings(), self.rows(), numeric=())


def compare_profiles(data: Any, *, pcf: Mapping[str, Any] | None = None) -> ProfileComparison:
    """Check the same extension data by all three profiles.

    >>> data = {"calcMethod": "1", "FWedition": "banana"}
    >>> [profile.value for profile in compare_profiles(data).accepted_by]
    ['as published', 'as documented']
    """
    return ProfileComparison(
        {profile: tuple(check_extension(data, profile, pcf=pcf)) for profile in Profile}
    )
