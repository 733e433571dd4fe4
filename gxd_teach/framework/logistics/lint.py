"""Looking over transport records: what cannot be in a TOC, HOC or TCE, all of it in one list.

Records are written as iLEAP writes them (https://github.com/sine-fdn/ileap-extension, on ISO
14083:2023 and the GLEC Framework v3): dictionaries with `tocId`, `co2eIntensityWTW` … . This looks
at what the values mean; whether a decimal is a JSON string is for a schema to say.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from gxd_teach.errors import GxdError, Problem
from gxd_teach.framework.checks import checked_rows
from gxd_teach.framework.logistics.distance import DISTANCE_KINDS, transport_activity
from gxd_teach.framework.logistics.limits import empty_distance_factor, load_factor
from gxd_teach.framework.logistics.operation import HUB_TYPES, MODES, SHARE_TOLERANCE
from gxd_teach.language import say
from gxd_teach.numerals import read_number

__all__ = ["lint_transport_records"]

_UNITS = {
    "transportActivityUnit": ("tkm", "TEUkm"),
    "hubActivityUnit": ("tonnes", "TEU"),
}
_ACTIVITY_TOLERANCE = 1e-3  # relative: records round


def lint_transport_records(records: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Every finding in TOC, HOC and TCE records (also the `tces` of a shipment); [] if none.

    Codes: GXD-T030 not a plain decimal (a comma, say), T031 WTW below TTW, T032 shares of the
    energy carriers do not make 1, T033 both or none of tocId and hocId, T034 unit of the
    activity, T035 load factor outside (0, 1], T036 empty distance factor outside [0, 1),
    T037 unknown mode or hub type, T038 transport activity is not kg × km / 1000, T039 a
    mandatory value is missing, T040 a negative value, T041 a list or an object is expected.
    `where` names the record and the field; GXD-F010 for what is no list of records.

    >>> record = {"tocId": "T1", "mode": "Road", "co2eIntensityWTW": "0.08", "co2eIntensityTTW": "0.1",
    ...           "transportActivityUnit": "tkm", "energyCarriers": [{"relativeShare": "1"}]}
    >>> [problem.code for problem in lint_transport_records([record])]
    ['GXD-T031']
    """
    problems: list[Problem] = []
    listed = checked_rows(records, Mapping, "records")  # type: ignore[type-abstract]
    for number, record in enumerate(listed, start=1):
        _Looker(record, say(f"記録 {number}", f"record {number}"), problems).look()
    return problems


class _Looker:
    """Looks over one record, noting every finding."""

    def __init__(self, record: Mapping[str, Any], place: str, problems: list[Problem]) -> None:
        name = record.get("tceId") or record.get("tocId") or record.get("hocId")
        self.place = f"{place} ({name})" if name else place
        self.record, self.problems = record, problems

    def look(self) -> None:
        """Dispatch by what the record is."""
        if "tces" in self.record:
            for number, part in self.objects("tces"):
                _Looker(part, f"{self.place}, tces[{number}]", self.problems).look()
            return
        element = any(key in self.record for key in ("tceId", "transportActivity", "co2eWTW"))
        self.binding()
        if element:
            self.upstream("co2eWTW", "co2eTTW")
            self.activity()
            return
        self.upstream("co2eIntensityWTW", "co2eIntensityTTW")
        self.shares()
        hub = "hubActivityUnit" in self.record or "hubType" in self.record
        hub = hub or ("hocId" in self.record and "tocId" not in self.record)
        self.unit("hubActivityUnit" if hub else "transportActivityUnit")
        self.word("hubType", HUB_TYPES) if hub else self.word("mode", MODES)
        self.factors()

    def note(self, code: str, field: str, ja: str, en: str) -> None:
        self.problems.append(Problem(code, f"{self.place}, {field}", ja, en))

    def number(self, field: str, value: object, *, signed: bool = False) -> float | None:
        """The value as a number of 0 or more (`signed`: any); a finding and None when it is none."""
        try:
            number = read_number(value)
        except GxdError as error:
            self.note("GXD-T030", field, error.ja, error.en)
            return None
        if number < 0 and not signed:
            self.note(
                "GXD-T040",
                field,
                f"{number:g} は負です。0 以上の数を書いてください",
                f"{number:g} is negative: write a number of 0 or more",
            )
            return None
        return number

    def objects(self, field: str) -> list[tuple[int, Mapping[str, Any]]]:
        """The objects of a list with their places; a finding for what is none."""
        found = self.record[field]
        listed = list(found) if isinstance(found, (list, tuple)) else []
        places = list(enumerate(listed, start=1))
        others = [place for place, item in places if not isinstance(item, Mapping)]
        if not isinstance(found, (list, tuple)):
            self._other(field, "オブジェクトの配列", "a list of objects")
        for place in others:
            self._other(f"{field}[{place}]", "オブジェクト", "an object")
        return [(place, item) for place, item in places if place not in others]

    def _other(self, field: str, ja: str, en: str) -> None:
        self.note("GXD-T041", field, f"{ja}を書いてください", f"write {en} here")

    def needed(self, field: str) -> bool:
        """Whether a mandatory value is there; a finding when not."""
        if self.record.get(field) in (None, "", []):
            self.note("GXD-T039", field, "必須の値がありません", "a mandatory value is missing")
            return False
        return True

    def binding(self) -> None:
        """Exactly one of tocId and hocId."""
        has = [key for key in ("tocId", "hocId") if self.record.get(key)]
        if len(has) != 1:
            self.note(
                "GXD-T033",
                "tocId / hocId",
                f"tocId と hocId が{'両方あります' if has else 'どちらもありません'}。どちらか 1 つにしてください",
                f"there is {'both' if has else 'neither'} tocId and hocId: keep exactly one",
            )

    def upstream(self, wtw: str, ttw: str) -> None:
        """WTW has the upstream on top of TTW."""
        values = [
            self.number(field, self.record[field]) for field in (wtw, ttw) if self.needed(field)
        ]
        if len(values) == 2 and None not in values and values[0] < values[1]:  # type: ignore[operator]
            self.note(
                "GXD-T031",
                wtw,
                f"WTW {values[0]:g} が TTW {values[1]:g} より小さくなっています。WTW は上流を含みます",
                f"WTW {values[0]:g} is below TTW {values[1]:g}, though it has the upstream on top",
            )

    def shares(self) -> None:
        """Each share in (0, 1], and all of them together 1."""
        if not self.needed("energyCarriers"):
            return
        shares = []
        for place, carrier in self.objects("energyCarriers"):
            field = f"energyCarriers[{place}].relativeShare"
            share = self.number(field, carrier.get("relativeShare"), signed=True)
            for boundary in ("emissionFactorWTW", "emissionFactorTTW"):
                if carrier.get(boundary) is not None:
                    self.number(f"energyCarriers[{place}].{boundary}", carrier[boundary])
            shares.append(share)
        known = [share for share in shares if share is not None]
        if not shares:  # nothing in it could be read, and that is said
            return
        total = math.fsum(known)
        outside = any(not 0 < share <= 1 for share in known)
        if len(known) == len(shares) and (outside or abs(total - 1) > SHARE_TOLERANCE):
            self.note(
                "GXD-T032",
                "energyCarriers",
                f"構成比の合計が {total:g} です。それぞれ 0〜1 で、合計を 1 にしてください",
                f"the shares add up to {total:g}: each lies in 0 to 1, and together they make 1",
            )

    def unit(self, field: str) -> None:
        """The unit of the activity is a word of the list."""
        if self.needed(field) and str(self.record[field]) not in _UNITS[field]:
            known = "、".join(_UNITS[field])
            self.note(
                "GXD-T034",
                field,
                f"単位「{self.record[field]}」は使えません。{known} のどれかです",
                f"'{self.record[field]}' is not one of {', '.join(_UNITS[field])}",
            )

    def word(self, field: str, known: tuple[str, ...]) -> None:
        """Mode, or type of hub."""
        if self.needed(field) and str(self.record[field]) not in known:
            self.note(
                "GXD-T037",
                field,
                f"「{self.record[field]}」は {'、'.join(known)} のどれでもありません",
                f"'{self.record[field]}' is not one of {', '.join(known)}",
            )

    def factors(self) -> None:
        """Load factor and empty distance factor, where given."""
        for code, field, limit in (
            ("GXD-T035", "loadFactor", load_factor),
            ("GXD-T036", "emptyDistanceFactor", empty_distance_factor),
        ):
            value = self.record.get(field)
            number = None if value is None else self.number(field, value, signed=True)
            if number is not None:
                try:
                    limit(number, field)
                except GxdError as error:
                    self.note(code, field, error.ja, error.en)

    def activity(self) -> None:
        """mass (kg) × distance (km) / 1000 for one of the distances given, at a transport."""
        if not self.record.get("tocId") or not self.needed("transportActivity"):
            return
        stated = self.number("transportActivity", self.record["transportActivity"])
        mass = self.number("mass", self.record["mass"]) if self.needed("mass") else None
        given = self.record.get("distance") or {}
        if not isinstance(given, Mapping):
            self._other(
                "distance", "actual、gcd、sfd のオブジェクト", "an object of actual, gcd, sfd"
            )
            return
        lengths = [
            self.number(f"distance.{kind}", given[kind])
            for kind in DISTANCE_KINDS
            if given.get(kind) is not None
        ]
        if not lengths:
            self.note("GXD-T039", "distance", "距離がありません", "there is no distance")
        if stated is None or mass is None or None in lengths or not lengths:
            return
        possible = [transport_activity(mass, km) for km in lengths if km is not None]
        if not any(math.isclose(stated, tkm, rel_tol=_ACTIVITY_TOLERANCE) for tkm in possible):
            shown = " / ".join(f"{tkm:g}" for tkm in possible)
            self.note(
                "GXD-T038",
                "transportActivity",
                f"{stated:g} は質量 kg × 距離 km ÷ 1000 = {shown} tkm と合いません",
                f"{stated:g} does not fit mass (kg) × distance (km) / 1000 = {shown} tkm",
            )
