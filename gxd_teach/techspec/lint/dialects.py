"""Words and numbers of one dialect inside a record of the other.

PACT Technical Specifications v2.0-2.3 and v3.0 (WBCSD). Percents and ratings are JSON numbers
in v2 and strings in v3, ratings have another scale, standards and coverage other words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.properties import (
    V2_NUMBERS,
    known_names,
)
from gxd_teach.techspec.lint.rule import ALL, V3, rule
from gxd_teach.techspec.lint.subject import Subject, read_decimal
from gxd_teach.techspec.records.problems import shown
from gxd_teach.techspec.records.v2 import STANDARD_OF
from gxd_teach.techspec.records.v3_editions import CLOSED_STANDARDS

_V2_RATINGS = ("coveragePercent", "completenessDQR", "reliabilityDQR")
_RATINGS = ("technologicalDQR", "temporalDQR", "geographicalDQR")
_STANDARDS_V2 = STANDARD_OF
_STANDARDS_V3 = {new: old for old, new in _STANDARDS_V2.items()}
_V2_COVERAGE = ("corporate level", "product line", "PCF system")
_TOP: Mapping[str, str] = known_names(False)
_PCF: Mapping[str, str] = known_names(True)
_RIGHT = frozenset([*_TOP.values(), *_PCF.values()])


@rule(
    "GXD-L005",
    "specification",
    "warning",
    ALL,
    ("もう一方の版の数の書き方", "a number written as in the other version"),
    (
        "PACT Technical Specifications:パーセントと DQR は v2 では JSON の数値、v3 では文字列",
        "PACT Technical Specifications: percents and ratings are JSON numbers in v2, strings in v3",
    ),
)
def number_or_string(record: Subject) -> Iterator[Hit]:
    """Percents and ratings are numbers in v2 and strings in v3."""
    places = [(name, record.pcf.get(name)) for name in V2_NUMBERS]
    places += [
        (f"dqi.{name}", value)
        for name, value in record.part("dqi").items()
        if name in _RATINGS or name in _V2_RATINGS
    ]
    foreign: type | tuple[type, ...] = str if record.major == 2 else (int, float)
    wrong = [
        (name, value)
        for name, value in places
        if isinstance(value, foreign) and not isinstance(value, bool)
    ]
    if wrong:
        names = ", ".join(name for name, _ in wrong)
        expected = (
            (f"v2 では引用符のない数値({names})", f"numbers without quotes in v2 ({names})")
            if record.major == 2
            else (f"v3 では小数の文字列({names})", f"decimal strings in v3 ({names})")
        )
        yield hit(
            f"pcf.{wrong[0][0]}",
            shown(wrong[0][1]),
            expected,
            (
                "書き出すプログラムがどちらの版のつもりかを確かめる",
                "see which version the program that writes it means to follow",
            ),
        )


@rule(
    "GXD-L006",
    "specification",
    "error",
    ALL,
    ("もう一方の版のデータ品質指標", "data quality indicators of the other version"),
    (
        "PACT の規則:v2 の dqi は 6 項目で 1〜3、v3 は 3 項目で 1〜5。尺度が違うので写せない",
        "PACT's rule: v2's dqi has six fields rated 1 to 3, v3's three rated 1 to 5; no copying",
    ),
)
def quality_of_other_version(record: Subject) -> Iterator[Hit]:
    """v2 has six fields and a scale to 3, v3 three fields and a scale to 5."""
    dqi = record.part("dqi")
    if record.major == 3:
        for name in _V2_RATINGS:
            if name in dqi:
                yield hit(
                    f"pcf.dqi.{name}",
                    shown(dqi[name]),
                    (
                        "v3 は技術・地理・時間の 3 つだけ",
                        "v3 rates technology, geography and time only",
                    ),
                    (
                        "消して、残る 3 つを 1〜5 の尺度で評価し直す",
                        "delete it, and rate the other three anew from 1 to 5",
                    ),
                )
        return
    for name in (*_RATINGS, "completenessDQR", "reliabilityDQR"):
        number = read_decimal(dqi.get(name))
        if number is not None and 3 < number <= 5:
            yield hit(
                f"pcf.dqi.{name}",
                shown(dqi[name]),
                ("1〜3(v2 の尺度)", "1 to 3, the scale of v2"),
                (
                    "v3 の 1〜5 の値ではないか。v2 の尺度で評価し直す",
                    "this may be a rating from v3's 1 to 5: rate it anew on v2's scale",
                ),
            )


@rule(
    "GXD-L007",
    "specification",
    "warning",
    ALL,
    ("もう一方の版の規格名", "a standard in the other version's words"),
    (
        "PACT Technical Specifications、crossSectoralStandards:版ごとに語が決まっている",
        "PACT Technical Specifications, crossSectoralStandards: each version has its words",
    ),
)
def standards_of_other_version(record: Subject) -> Iterator[Hit]:
    """`ISO14067` in the new list, `ISO Standard 14067` in the old one."""
    lists = [("pcf.crossSectoralStandards", _STANDARDS_V2)]
    if record.major == 2:
        lists.append(("pcf.crossSectoralStandardsUsed", _STANDARDS_V3))
    for path, foreign in lists:
        for place, word in record.texts(path):
            if word in foreign:
                yield hit(
                    place,
                    shown(word),
                    (foreign[word], foreign[word]),
                    (f'"{foreign[word]}" と書く', f'write "{foreign[word]}"'),
                )


@rule(
    "GXD-L008",
    "specification",
    "warning",
    V3,
    ("v2 の検証範囲の語", "v2's words for the coverage of a verification"),
    (
        "PACT Technical Specifications v3.0、Verification:範囲の語が v2 から変わった",
        "PACT Technical Specifications v3.0, Verification: the words for coverage have changed",
    ),
)
def coverage_of_v2(record: Subject) -> Iterator[Hit]:
    """Coverage is said in v3's three words; level and boundary are gone."""
    part = record.part("verification")
    if part.get("coverage") in _V2_COVERAGE:
        yield hit(
            "pcf.verification.coverage",
            shown(part["coverage"]),
            (
                "PCF calculation model、PCF program、product level のどれか",
                "PCF calculation model, PCF program or product level",
            ),
            ("検証報告書を見て選び直す", "choose anew by the verification statement"),
        )
    for name in ("assurance", "level", "boundary"):
        if name in part:
            yield hit(
                f"pcf.verification.{name}",
                shown(part[name]),
                ("v3 にこの項目はない", "v3 has no such property"),
                ("verification.comments に文章で書く", "say it in verification.comments"),
            )


@rule(
    "GXD-L009",
    "specification",
    "warning",
    ALL,
    ("大文字・小文字が違う項目名", "a property name in the wrong case"),
    (
        "JSON の項目名は大文字と小文字を区別する。知らない項目は受け手が黙って読み飛ばす",
        "JSON names are case-sensitive, and receivers silently skip what they do not know",
    ),
)
def misspelt_case(record: Subject) -> Iterator[Hit]:
    """A name that differs from a known one in case only is lost without a word."""
    for prefix, part, known in (("", record.data, _TOP), ("pcf.", record.pcf, _PCF)):
        for name in part:
            # v2's pCfExcludingBiogenic and v3's pcf… are both right, each in its version.
            right = None if name in _RIGHT else known.get(name.lower())
            if right is not None:
                yield hit(
                    f"{prefix}{name}",
                    shown(part[name]),
                    (right, right),
                    (f"{right} と書く", f"write {right}"),
                )
    for place, extension in record.objects("extensions"):
        if "specversion" in extension and "specVersion" not in extension:
            yield hit(
                f"{place}.specversion",
                shown(extension["specversion"]),
                ("specVersion", "specVersion"),
                (
                    "specVersion と書く(v3.0.0 のスキーマの誤記で、v3.0.3 で直された)",
                    "write specVersion (v3.0.0's schema misspelt it; mended in v3.0.3)",
                ),
            )


@rule(
    "GXD-L010",
    "specification",
    "warning",
    V3,
    ("v3.0.0 の一覧にない規格", "a standard that v3.0.0's list does not hold"),
    (
        "PACT Technical Specifications v3.0.0:crossSectoralStandards の語は閉じた一覧(後の版では自由)",
        "PACT Technical Specifications v3.0.0: crossSectoralStandards is a closed list (open later)",
    ),
)
def closed_list(record: Subject) -> Iterator[Hit]:
    """PAS2050 came after 3.0.0."""
    if record.data.get("specVersion") != "3.0.0":
        return
    for path, word in record.texts("pcf.crossSectoralStandards"):
        if word not in CLOSED_STANDARDS and word not in _STANDARDS_V2:
            yield hit(
                path,
                shown(word),
                (
                    f"{'、'.join(sorted(CLOSED_STANDARDS))}",
                    f"{', '.join(sorted(CLOSED_STANDARDS))}",
                ),
                ("specVersion を 3.0.3 にする", "make the specVersion 3.0.3"),
            )
