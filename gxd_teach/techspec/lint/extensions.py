"""The consortium's extension inside a record: is it what it says it is?

Green x Digital Consortium, PACT data model extension
(https://github.com/Green-x-Digital-Consortium/data-model-extensions). Its document and its
published JSON schema contradict each other, so a record can please only one of them: this
looks by the strict reading of the document, and notes where the published schema refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gxd_teach.errors import Problem
from gxd_teach.techspec.lint.finding import Hit, hit
from gxd_teach.techspec.lint.rule import ALL, rule
from gxd_teach.techspec.lint.subject import Subject
from gxd_teach.techspec.records.gxd_profiles import Profile, check_extension
from gxd_teach.techspec.records.problems import shown

_HOME = "green-x-digital-consortium/data-model-extensions"


def _ours(record: Subject) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The consortium's extensions, by schema or by their two mandatory properties."""
    for path, extension in record.objects("extensions"):
        schema, data = extension.get("dataSchema"), extension.get("data")
        if not isinstance(data, Mapping):
            continue
        at_home = isinstance(schema, str) and _HOME in schema.lower()
        if at_home or ("calcMethod" in data and "FWedition" in data):
            yield f"{path}.data", data


def _hits(path: str, problems: list[Problem]) -> Iterator[Hit]:
    for problem in problems:
        place = path if problem.where in ("", "$") else f"{path}.{problem.where}"
        yield hit(
            place,
            f"[{problem.code}]",
            (problem.ja, problem.en),
            ("拡張の文書に合わせる", "follow the extension's document"),
        )


@rule(
    "GXD-L140",
    "specification",
    "error",
    ALL,
    ("Green x Digital 拡張の誤り", "a fault in the Green x Digital extension"),
    (
        "Green x Digital コンソーシアムのデータモデル拡張(文書の厳しい読み方)",
        "the Green x Digital Consortium's data model extension, its document read strictly",
    ),
)
def gxd_extension(record: Subject) -> Iterator[Hit]:
    """calcMethod, FWedition, and an organization where the calculation is organization-based."""
    for path, data in _ours(record):
        yield from _hits(path, check_extension(data, Profile.STRICT, pcf=record.pcf))


@rule(
    "GXD-L141",
    "plausibility",
    "note",
    ALL,
    ("公開スキーマが拒む Green x Digital 拡張", "an extension that the published schema refuses"),
    (
        "拡張の公開スキーマは、その文書と食い違う(organization の必須項目、scope3Category の型)",
        "the extension's published schema contradicts its document (organization, scope3Category)",
    ),
)
def published_schema(record: Subject) -> Iterator[Hit]:
    """A receiver that checks by the published schema will refuse what the document asks for."""
    for path, data in _ours(record):
        if check_extension(data, Profile.STRICT, pcf=record.pcf):
            continue
        refused = check_extension(data, Profile.AS_PUBLISHED)
        if refused:
            first = refused[0]
            yield hit(
                path,
                f"[{first.code}] {first.where}",
                (first.ja, first.en),
                (
                    "相手がどちらで検査するかを確かめる",
                    "ask the receiver by which of the two it checks",
                ),
            )


@rule(
    "GXD-L142",
    "specification",
    "warning",
    ALL,
    ("版の形でない拡張の specVersion", "an extension's specVersion that is no version"),
    (
        "PACT Technical Specifications、DataModelExtension:拡張の仕様の版(今は 2.0.0)",
        "PACT Technical Specifications, DataModelExtension: the extension specification's version, 2.0.0",
    ),
)
def extension_version(record: Subject) -> Iterator[Hit]:
    """The version of the extension mechanism, not of the extension."""
    for path, extension in record.objects("extensions"):
        version = extension.get("specVersion")
        parts = version.split(".") if isinstance(version, str) else []
        if isinstance(version, str) and (len(parts) != 3 or not all(p.isdigit() for p in parts)):
            yield hit(
                f"{path}.specVersion",
                shown(version),
                ("2.0.0", "2.0.0"),
                ('"2.0.0" と書く', 'write "2.0.0"'),
            )
