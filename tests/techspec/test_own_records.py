"""From a sheet to a server: an exchange that offers the records somebody brings along."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from gxd_teach import datasets
from gxd_teach.cases import pc
from gxd_teach.errors import GxdError, ProblemsError
from gxd_teach.techspec import ExchangeClient, read_record
from gxd_teach.techspec.own_records import READER, brought_along, companies_of, open_exchange_of

SHEET = datasets.folder() / "footprint-template.xlsx"


def test_a_sheet_is_read_as_a_partner_would(tmp_path: Path) -> None:
    """Two products of the template, in both versions of PACT, over HTTPS with a token."""
    records = brought_along(SHEET)
    (company,) = companies_of(records)
    assert (company.id, company.name) == ("gln-4912345000009", "FICT シャーシ株式会社")
    with open_exchange_of(records, folder=tmp_path / "kept") as exchange:
        key = exchange.register(READER.id, owner=company.id)
        with ExchangeClient(key) as client:
            assert {one.id for one in client.footprints()} == {one.id for one in records}
        with ExchangeClient(key, version="2.3") as client:
            assert len(list(client.footprints())) == 2


def test_json_of_both_versions_and_several_companies(tmp_path: Path) -> None:
    """Each company has its own path, in the order of the file."""
    given = [pc.record(name) for name in ("fict-pc", "fict-chassis", "fict-pc")]
    file = tmp_path / "records.json"
    file.write_bytes(b"[" + b",".join(one.to_json() for one in given[:2]) + b"]")
    found = companies_of(brought_along(file))
    assert [len(own) for own in found.values()] == [1, 1]
    assert [one.id for one in found] == ["fict-pc", "fict-chassis"]
    assert [len(own) for own in companies_of(given).values()] == [2, 1]


def test_paths_that_would_be_the_same_are_told_apart() -> None:
    """Two identifiers may differ only in what an address cannot hold."""
    text = json.loads(pc.record("fict-pc").to_json())
    others = [text | {"companyIds": [f"urn:company:fict.example:{one}"]} for one in ("a+b", "a-b")]
    names = [one.id for one in companies_of(read_record(json.dumps(one)) for one in others)]
    assert names == ["a-b", "a-b-2"]


def test_what_an_earlier_exchange_offered_is_gone(tmp_path: Path) -> None:
    """The file is what is served; the certificates in the folder stay."""
    folder = tmp_path / "kept"
    with open_exchange_of([pc.record("fict-pc")], folder=folder) as exchange:
        authority = exchange.ca_file.read_bytes()
    with open_exchange_of([pc.record("fict-chassis")], folder=folder) as exchange:
        offered = {one["company"]: len(one["footprints"]) for one in exchange.overview()}
        assert offered == {"fict-chassis": 1, READER.id: 0}
        assert exchange.ca_file.read_bytes() == authority
    assert not list(folder.glob("*.sqlite*"))


def test_a_file_without_records_and_a_wrong_one(tmp_path: Path) -> None:
    """With the reason, the place, and what to do."""
    file = tmp_path / "records.json"
    file.write_text("[]", "utf-8")
    with pytest.raises(GxdError, match="GXD-X098"):
        brought_along(file)
    wrong = json.loads(pc.record("fict-pc").to_json())
    del wrong["pcf"]["declaredUnitAmount"]
    file.write_text(json.dumps([wrong]), "utf-8")
    with pytest.raises(ProblemsError) as caught:
        brought_along(file)
    assert [one.where for one in caught.value.problems] == ["[0].pcf.declaredUnitAmount"]
    shutil.copy(datasets.folder() / "fuels.csv", tmp_path / "sheet.csv")
    with pytest.raises(GxdError, match="GXD-R160"):
        brought_along(tmp_path / "sheet.csv")


def test_the_same_id_twice_with_other_content_is_refused(tmp_path: Path) -> None:
    """And nothing is left running or lying about."""
    first = json.loads(pc.record("fict-pc").to_json())
    other = first | {"comment": "FICT another"}
    records = [read_record(json.dumps(one)) for one in (first, other)]
    with pytest.raises(GxdError, match="GXD-X001"):
        open_exchange_of(records, folder=tmp_path / "kept")
