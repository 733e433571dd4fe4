"""Records in files, folders and at addresses, and the command that looks them over."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.commands.lint import add_lint
from gxd_teach.language import say
from gxd_teach.techspec import Credentials, LocalExchange, ProductFootprint
from gxd_teach.techspec.lint import lint_source
from gxd_teach.techspec.lint.table import width
from gxd_teach.techspec.server.certificates import make_certificates
from gxd_teach.techspec.server.serving import HttpsServer

Spoil = Callable[..., dict[str, Any]]
Good = Callable[[str], dict[str, Any]]
OTHER = "0b5f4c5e-6a55-4c0e-9d3a-6f1e2d3c4b5a"


@pytest.fixture
def bad(good_v3: dict[str, Any], spoil: Spoil) -> dict[str, Any]:
    """A record with one error, of another product."""
    return spoil(
        good_v3,
        {"id": OTHER, "productIds": ["urn:gtin:4912345678911"], "pcf.fossilCarbonContent": "-0.1"},
    )


@pytest.fixture
def gxd_lint(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run `gxd lint` with arguments: its exit status, what it printed, and its complaints."""

    def run(*arguments: object) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        add_lint(parser)
        options = parser.parse_args(["--today", "2026-11-23", *map(str, arguments)])
        status = options.run(options)
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


Run = Callable[..., tuple[int, str, str]]


def test_the_four_forms_of_a_file(
    good_v3: dict[str, Any], bad: dict[str, Any], tmp_path: Path, today: str
) -> None:
    """One record, an array, PACT's envelope and one record a line are read alike."""
    one, several = json.dumps(good_v3), [json.dumps(good_v3), json.dumps(bad)]
    texts = {
        "one.json": (one, 1, []),
        "indented.json": (json.dumps(bad, indent=2), 1, [""]),
        "array.json": (f"[{','.join(several)}]", 2, ["[1]"]),
        "envelope.json": (f'{{"data": [{",".join(several)}]}}', 2, ["data[1]"]),
        "lone-envelope.json": (f'{{"data": {several[1]}}}', 1, ["data"]),
        "lines.ndjson": ("\n".join([several[0], "", several[1], ""]), 2, ["line 3"]),
        "empty.json": ("[]", 0, []),
    }
    for name, (text, count, places) in texts.items():
        file = tmp_path / name
        file.write_text(text, encoding="utf-8-sig" if name == "array.json" else "utf-8")
        report = lint_source(file, today=today)
        assert (report.records, report.unread) == (count, ())
        assert [one.record for one in report.findings] == [f"{file} {at}".strip() for at in places]


def test_a_folder_is_one_list(
    good_v3: dict[str, Any], bad: dict[str, Any], tmp_path: Path, today: str
) -> None:
    """Files of a folder and its subfolders are held against each other too."""
    (tmp_path / "deeper").mkdir()
    (tmp_path / "a.json").write_text(json.dumps(good_v3))
    (tmp_path / "deeper" / "b.jsonl").write_text(json.dumps(good_v3) + "\n" + json.dumps(bad))
    (tmp_path / "notes.txt").write_text("no record")
    (tmp_path / ".hidden.json").write_text("{")
    report = lint_source(tmp_path, today=today)
    assert report.records == 3
    assert [(one.code, one.record) for one in report.findings if one.severity == "error"] == [
        ("GXD-L150", "deeper/b.jsonl line 1"),
        ("GXD-L021", "deeper/b.jsonl line 2"),
    ]


def test_a_bad_line_is_a_finding(good_v3: dict[str, Any], tmp_path: Path, today: str) -> None:
    """One broken line does not hide the good ones."""
    file = tmp_path / "list.ndjson"
    file.write_text(f"{json.dumps(good_v3)}\n{{\n{json.dumps(good_v3 | {'id': OTHER})}")
    report = lint_source(file, today=today)
    assert [(one.code, one.record) for one in report.findings if one.severity == "error"] == [
        ("GXD-R001", f"{file} line 2")
    ]
    assert (report.records, report.exit_status) == (3, 1)


@pytest.mark.parametrize(
    ("content", "code"), [(None, "GXD-L193"), ("{\n", "GXD-L194"), ("", "GXD-L194")]
)
def test_what_cannot_be_read_is_told_apart(
    content: str | None, code: str, tmp_path: Path, gxd_lint: Run
) -> None:
    """A missing file or one without JSON is no finding about a record: the command ends with 2."""
    file = tmp_path / "record.json"
    if content is not None:
        file.write_text(content)
    report = lint_source(file)
    assert [one.code for one in report.unread] == [code]
    assert not report.ok
    status, out, _ = gxd_lint(file)
    assert status == 2
    assert code in out


def test_an_empty_folder_is_told(tmp_path: Path, gxd_lint: Run) -> None:
    """A folder without records was probably the wrong one."""
    assert [one.code for one in lint_source(tmp_path).unread] == ["GXD-L195"]
    assert gxd_lint(tmp_path)[0] == 2


def test_one_unreadable_file_does_not_hide_the_others(
    bad: dict[str, Any], tmp_path: Path, today: str
) -> None:
    """The rest of the folder is looked over all the same."""
    (tmp_path / "a.json").write_text("{")
    (tmp_path / "b.json").write_text(json.dumps(bad))
    report = lint_source(tmp_path, today=today)
    assert [one.where for one in report.unread] == ["a.json"]
    assert "GXD-L021" in report.codes
    assert report.exit_status == 2


def test_the_exit_status_counts_errors_only(
    good_v3: dict[str, Any], bad: dict[str, Any], spoil: Spoil, tmp_path: Path, gxd_lint: Run
) -> None:
    """0 without an error, 1 with one; a warning does not fail a pipeline."""
    file = tmp_path / "record.json"
    for record, status in ((good_v3, 0), (spoil(good_v3, {"version": 1}), 0), (bad, 1)):
        file.write_text(json.dumps(record))
        assert gxd_lint(file)[0] == status
    # The fault is none that the official suite would see.
    assert gxd_lint(file, "--level", "schema")[0] == 0
    assert gxd_lint(file, "--level", "specification")[0] == 1


def test_the_table_is_aligned_in_both_languages(
    good_v3: dict[str, Any],
    spoil: Spoil,
    tmp_path: Path,
    gxd_lint: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Columns begin at the same place, a kanji counting two."""
    file = tmp_path / "record.json"
    file.write_text(
        json.dumps(spoil(good_v3, {"version": 1, "companyName": "", "pcf.dqi.temporalDQR": "7"}))
    )
    for language in ("ja", "en"):
        monkeypatch.setenv("GXD_LANG", language)
        _, out, _ = gxd_lint(file)
        rows = [line for line in out.splitlines() if "GXD-" in line]
        assert len(rows) == 3
        assert len({width(row[: row.index("GXD-")]) for row in rows}) == 1
        levels = (say("スキーマ", "schema"), say("仕様", "specification"))
        starts = {width(row[: row.index(word)]) for row in rows for word in levels if word in row}
        assert len(starts) == 1
        assert say("直し方", "repair") in out
        assert say("使いやすさ", "usability") in out


def test_json_for_other_programs(bad: dict[str, Any], tmp_path: Path, gxd_lint: Run) -> None:
    """One JSON document, sentences in both languages."""
    file = tmp_path / "record.json"
    file.write_text(json.dumps(bad))
    status, out, _ = gxd_lint(file, "--format", "json")
    said = json.loads(out)
    assert status == 1
    assert said["counts"]["error"] == 1
    assert said["findings"][0]["code"] == "GXD-L021"
    assert set(said["findings"][0]["repair"]) == {"ja", "en"}
    assert said["dialects"] == ["3.0"]
    assert said["usability"][0]["name"] == "complete"


def test_a_reader_that_has_seen_enough_is_no_failure(bad: dict[str, Any], tmp_path: Path) -> None:
    """`gxd lint … | head` ends quietly, with the status that the records have."""
    file = tmp_path / "bad.json"
    file.write_text(json.dumps(bad), "utf-8")
    command = [sys.executable, "-m", "gxd_teach.cli", "lint", str(file), "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(120) == 1


def test_a_wrong_option_is_no_finding(tmp_path: Path, gxd_lint: Run) -> None:
    """A version that does not exist: the command could not do its work."""
    (tmp_path / "a.json").write_text("{}")
    status, _, err = gxd_lint(tmp_path, "--dialect", "4")
    assert status == 2
    assert "GXD-L190" in err


def test_a_partners_list_is_read_with_its_credentials(
    exchange: LocalExchange,
    credentials: Credentials,
    many: Callable[..., list[ProductFootprint]],
    tmp_path: Path,
    gxd_lint: Run,
) -> None:
    """A customer looks over what a supplier offers, page by page, from the base URL."""
    exchange.publish("fict-chassis", *many(3))
    file = credentials.save(tmp_path / "credentials.json")
    address = f"{credentials.base_url}/3/footprints?limit=2"
    for place in (credentials.base_url, address):
        report = lint_source(place, credentials=file)
        assert (report.records, report.unread) == (3, ())
        assert all(place.split("?")[0] in one.record for one in report.findings)
    status, out, _ = gxd_lint(credentials.base_url, "--credentials", file)
    assert status in (0, 1)
    assert "3" in out.splitlines()[-1]


def test_without_credentials_a_partner_says_no(
    exchange: LocalExchange, credentials: Credentials, gxd_lint: Run
) -> None:
    """A list that is not public cannot be read: 2, with the reason."""
    status, out, _ = gxd_lint(f"{credentials.base_url}/3/footprints", "--ca", exchange.ca_file)
    assert status == 2
    assert "GXD-X" in out


def test_credentials_go_to_their_own_server_only(credentials: Credentials, tmp_path: Path) -> None:
    """A token for one company is not shown to another."""
    file = credentials.save(tmp_path / "credentials.json")
    report = lint_source("https://fict-other.example/3/footprints", credentials=file)
    assert [one.code for one in report.unread] == ["GXD-L196"]


@pytest.mark.parametrize("address", ["http://127.0.0.1/a.json", "ftp://127.0.0.1/a.json"])
def test_only_https_is_read(address: str) -> None:
    """PACT allows nothing else."""
    assert [one.code for one in lint_source(address).unread] == ["GXD-X029"]


def test_a_public_list_is_read_page_by_page(
    good_v3: dict[str, Any], bad: dict[str, Any], tmp_path: Path, today: str
) -> None:
    """The link to the next page is followed on the same server, and nowhere else."""
    certificates = make_certificates(tmp_path)
    pages: dict[str, tuple[Any, str | None]] = {}

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        record, link = pages[scope["path"]]
        headers = [(b"content-type", b"application/json")]
        if link:
            headers.append((b"link", f'<{link}>; rel="next"'.encode()))
        body = json.dumps({"data": [record]}).encode()
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    server = HttpsServer(serve, certificates.server_file)
    try:
        base = f"https://127.0.0.1:{server.port}"
        pages["/list.json"] = (good_v3, f"{base}/more.json")
        pages["/more.json"] = (bad, None)
        report = lint_source(f"{base}/list.json", ca_file=certificates.ca_file, today=today)
        assert (report.records, report.unread) == (2, ())
        assert report.codes == ("GXD-L021",)
        for link in ("https://fict-other.example/more.json", f"{base}/list.json"):
            pages["/more.json"] = (bad, link)
            report = lint_source(f"{base}/list.json", ca_file=certificates.ca_file, today=today)
            assert (report.records, [one.code for one in report.unread]) == (2, ["GXD-X026"])
    finally:
        server.stop()


def test_a_name_that_stands_twice_is_no_record(
    good_v3: dict[str, Any], tmp_path: Path, today: str
) -> None:
    """Of two values for one name readers take different ones, so neither is checked."""
    file = tmp_path / "twice.json"
    text = json.dumps(good_v3)
    file.write_text(text.replace('"status"', '"status": "Deprecated", "status"', 1))
    report = lint_source(file, today=today)
    assert [one.code for one in report.unread] == ["GXD-L194"]
    assert "status" in str(report.unread[0])


def test_a_page_without_end_is_not_read_to_the_end(
    good_v3: dict[str, Any], tmp_path: Path, today: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stranger's server cannot fill the memory of whoever looks over its list."""
    from gxd_teach.techspec.lint import web

    async def serve(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b" " * 5000})

    monkeypatch.setattr(web, "_LARGEST_PAGE", 4000)
    certificates = make_certificates(tmp_path)
    server = HttpsServer(serve, certificates.server_file)
    try:
        address = f"https://127.0.0.1:{server.port}/list.json"
        report = lint_source(address, ca_file=certificates.ca_file, today=today)
    finally:
        server.stop()
    assert [one.code for one in report.unread] == ["GXD-L198"]
