"""What the numbers of a logistics footprint must keep among each other.

iLEAP Technical Specifications 1.0.0 (https://github.com/sine-fdn/ileap-extension): transport
activity is mass times distance, the shares of energy carriers sum to 1, a chain element names
a transport or a hub operation category that is known. Where a rule is this course's reading of
ISO 14083 it says so. Every function gives a list of `Problem`; none raises.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from gxd_teach.errors import Problem
from gxd_teach.techspec.records.ileap import HOC, TAD, TCE, TOC, ShipmentFootprint
from gxd_teach.techspec.records.ileap_parts import EnergyCarrier, GlecDistance, Location
from gxd_teach.techspec.records.wire import plain

__all__ = ["check_hoc", "check_references", "check_shipment", "check_tad", "check_toc"]

_KG_PER_TONNE = 1000
# Thirds are written as 0.333 each: a sum may be off by its last digits.
_SHARES_DUST = Decimal("0.005")


def check_shipment(shipment: ShipmentFootprint) -> list[Problem]:
    """What is wrong inside one shipment's footprint.

    GXD-R070 an element of another shipment, R071 not exactly one of tocId and hocId, R072
    transport activity, R073 chain order, R077 no distance, R078 half a position, R079 tank to
    wheel above well to wheel (this course's reading), R081 arrival before departure.

    >>> leg = {"tceId": "1", "tocId": "FICT-LORRY", "shipmentId": "FICT-S1", "mass": "2000",
    ...        "distance": {"sfd": "500"}, "transportActivity": "1000000",
    ...        "co2eWTW": "100", "co2eTTW": "80"}
    >>> shipment = ShipmentFootprint.from_value(
    ...     {"mass": "2000", "shipmentId": "FICT-S1", "tces": [leg]})
    >>> [(problem.code, problem.where) for problem in check_shipment(shipment)]
    [('GXD-R072', 'tces[0].transportActivity')]
    """
    found = list(_chain(shipment.tces))
    for number, tce in enumerate(shipment.tces):
        at = f"tces[{number}]."
        if tce.shipmentId != shipment.shipmentId:
            found.append(
                Problem(
                    "GXD-R070",
                    f"{at}shipmentId",
                    f"「{tce.shipmentId}」ですが、この出荷は「{shipment.shipmentId}」です",
                    f"is '{tce.shipmentId}', but this shipment is '{shipment.shipmentId}'",
                )
            )
        found += _element(tce, at)
    return found


def _element(tce: TCE, at: str) -> Iterator[Problem]:
    if (tce.tocId is None) == (tce.hocId is None):
        both = tce.tocId is not None
        yield Problem(
            "GXD-R071",
            f"{at}hocId" if both else f"{at}tocId",
            "tocId と hocId のどちらか一方だけを書きます"
            + ("(両方あります)" if both else "(どちらもありません)"),
            "give exactly one of tocId and hocId"
            + (" (both are there)" if both else " (none is there)"),
        )
    yield from _distance(tce.distance, at)
    yield from _activity(tce, at)
    yield from _well_to_wheel(tce.co2eWTW, tce.co2eTTW, f"{at}co2eTTW")
    yield from _order(tce, at)
    for name in ("origin", "destination"):
        yield from _position(getattr(tce, name), f"{at}{name}.")


def _activity(tce: TCE, at: str) -> Iterator[Problem]:
    """Tonne kilometers by whichever of the stated distances."""
    kilometers = _kilometers(tce.distance)
    expected = [tce.mass * km / _KG_PER_TONNE for km in kilometers]
    stated = tce.transportActivity
    if expected and not any(_rounded_alike(stated, value) for value in expected):
        made = " / ".join(plain(value.normalize()) for value in dict.fromkeys(expected))
        yield Problem(
            "GXD-R072",
            f"{at}transportActivity",
            f"{plain(stated)} ですが、質量 × 距離 ÷ 1000 は {made} トンキロです",
            f"is {plain(stated)}, but mass x distance / 1000 makes {made} tonne kilometers",
        )


def _rounded_alike(stated: Decimal, value: Decimal) -> bool:
    """Whether `stated` is `value` at the digits it was written with."""
    exponent = stated.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return abs(stated - value) <= max(min(half, abs(value) / 100), abs(value) * Decimal("1e-9"))


def _kilometers(distance: GlecDistance) -> list[Decimal]:
    return [km for km in (distance.actual, distance.gcd, distance.sfd) if km is not None]


def _distance(distance: GlecDistance, at: str) -> Iterator[Problem]:
    if not _kilometers(distance):
        yield Problem(
            "GXD-R077",
            f"{at}distance",
            "距離がありません。actual、gcd、sfd のどれかを km で書きます",
            "has no distance: give actual, gcd or sfd in km",
        )


def _chain(tces: tuple[TCE, ...]) -> Iterator[Problem]:
    """Every element once, each after elements of the same chain, and no circle."""
    before: dict[str, tuple[str, ...]] = {}
    for number, tce in enumerate(tces):
        if tce.tceId in before:
            yield _chain_problem(number, "tceId", "同じ tceId がもうあります", "is there already")
        before[tce.tceId] = tce.prevTceIds or ()
    for number, tce in enumerate(tces):
        for previous in tce.prevTceIds or ():
            if previous not in before:
                yield _chain_problem(
                    number,
                    "prevTceIds",
                    f"「{previous}」はこの出荷にありません",
                    f"'{previous}' is not in this shipment",
                )
    known = {id_: [one for one in previous if one in before] for id_, previous in before.items()}
    try:
        TopologicalSorter(known).prepare()
    except CycleError as error:
        circle = error.args[1]
        number = next(place for place, tce in enumerate(tces) if tce.tceId in circle)
        ja, en = "たどると元に戻ります(輪になっています)", "leads back to itself: a circle"
        yield _chain_problem(number, "prevTceIds", ja, en)


def _chain_problem(number: int, name: str, ja: str, en: str) -> Problem:
    return Problem("GXD-R073", f"tces[{number}].{name}", ja, en)


def _well_to_wheel(wtw: Decimal | None, ttw: Decimal | None, where: str) -> Iterator[Problem]:
    if wtw is not None and ttw is not None and ttw > wtw:
        yield Problem(
            "GXD-R079",
            where,
            f"TTW {plain(ttw)} が WTW {plain(wtw)} を超えています(WTW は TTW を含みます)",
            f"TTW {plain(ttw)} exceeds WTW {plain(wtw)}, of which it is a part",
        )


def _order(trip: TCE | TAD, at: str) -> Iterator[Problem]:
    if trip.departureAt and trip.arrivalAt and trip.arrivalAt < trip.departureAt:
        yield Problem(
            "GXD-R081", f"{at}arrivalAt", "到着が出発より前です", "is before the departure"
        )


def _position(place: Location | None, at: str) -> Iterator[Problem]:
    if place is None:
        return
    for name, other in (("lat", "lng"), ("lng", "lat")):
        if getattr(place, name) is None and getattr(place, other) is not None:
            yield Problem(
                "GXD-R078",
                f"{at}{name}",
                f"{other} があるのに {name} がありません。緯度と経度は一緒に書きます",
                f"is missing while {other} is there: write latitude and longitude together",
            )
    for name, limit in (("lat", 90), ("lng", 180)):
        degrees = getattr(place, name)
        if degrees is not None and abs(degrees) > limit:
            yield Problem(
                "GXD-R078",
                f"{at}{name}",
                f"{plain(degrees)} 度です。-{limit}〜{limit} の値にしてください",
                f"is {plain(degrees)} degrees: must be from -{limit} to {limit}",
            )


def check_toc(toc: TOC) -> list[Problem]:
    """What is wrong inside a transport operation category: GXD-R074 to R076, R079.

    R074: the carriers' shares do not sum to 1; R075: a carrier's feedstock shares do not;
    R076: consumption without its unit or the unit without it.
    """
    found = list(_carriers(toc.energyCarriers))
    found += _well_to_wheel(toc.co2eIntensityWTW, toc.co2eIntensityTTW, "co2eIntensityTTW")
    return found


def check_hoc(hoc: HOC) -> list[Problem]:
    """What is wrong inside a hub operation category: GXD-R074 to R076, R078, R079."""
    found = list(_carriers(hoc.energyCarriers))
    found += _well_to_wheel(hoc.co2eIntensityWTW, hoc.co2eIntensityTTW, "co2eIntensityTTW")
    found += _position(hoc.hubLocation, "hubLocation.")
    return found


def check_tad(tad: TAD) -> list[Problem]:
    """What is wrong inside transport activity data: GXD-R074 to R078, R081."""
    found = list(_carriers(tad.energyCarriers or ()))
    found += _distance(tad.distance, "")
    found += _order(tad, "")
    for name in ("origin", "destination"):
        found += _position(getattr(tad, name), f"{name}.")
    return found


def _carriers(carriers: Iterable[EnergyCarrier]) -> Iterator[Problem]:
    carriers = tuple(carriers)
    shares = [carrier.relativeShare for carrier in carriers]
    yield from _sum_to_one("GXD-R074", "energyCarriers", shares)
    for number, carrier in enumerate(carriers):
        at = f"energyCarriers[{number}]."
        parts = [one.feedstockShare for one in carrier.feedstocks or ()]
        yield from _sum_to_one("GXD-R075", f"{at}feedstocks", [p for p in parts if p is not None])
        if (carrier.energyConsumption is None) != (carrier.energyConsumptionUnit is None):
            yield Problem(
                "GXD-R076",
                f"{at}energyConsumption",
                "energyConsumption と energyConsumptionUnit は一緒に書きます",
                "write energyConsumption and energyConsumptionUnit together",
            )
        yield from _well_to_wheel(
            carrier.emissionFactorWTW, carrier.emissionFactorTTW, f"{at}emissionFactorTTW"
        )


def _sum_to_one(code: str, where: str, shares: list[Decimal]) -> Iterator[Problem]:
    total = sum(shares, Decimal(0))
    if shares and abs(total - 1) > _SHARES_DUST:
        yield Problem(
            code,
            where,
            f"割合の合計が {plain(total)} です。1 になるように書きます",
            f"the shares sum to {plain(total)}: they must sum to 1",
        )


def check_references(
    shipments: Iterable[ShipmentFootprint],
    tocs: Iterable[TOC | str] = (),
    hocs: Iterable[HOC | str] = (),
) -> list[Problem]:
    """The tocId and hocId that name no category in the set (GXD-R080): all must be listed.

    `tocs` and `hocs` are the categories or just their ids.

    >>> check_references([], ["FICT-LORRY"])
    []
    """
    known = {
        "tocId": {toc if isinstance(toc, str) else toc.tocId for toc in tocs},
        "hocId": {hoc if isinstance(hoc, str) else hoc.hocId for hoc in hocs},
    }
    found = []
    for shipment in shipments:
        for number, tce in enumerate(shipment.tces):
            for name, ids in known.items():
                wanted = getattr(tce, name)
                if wanted is not None and wanted not in ids:
                    found.append(
                        Problem(
                            "GXD-R080",
                            f"{shipment.shipmentId}: tces[{number}].{name}",
                            f"「{wanted}」が公開されていません。参照するものはすべて一覧に入れます",
                            f"'{wanted}' is not among those listed: list all that are referred to",
                        )
                    )
    return found
