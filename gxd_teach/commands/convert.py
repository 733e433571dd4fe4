"""`gxd convert`: a file of footprint records in another dialect, and the report of what it lost."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes
from gxd_teach.language import say

if TYPE_CHECKING:
    from gxd_teach.techspec.convert.files import ConvertedFile

__all__ = ["add_convert"]


def add_convert(parser: argparse.ArgumentParser) -> None:
    """Give `gxd convert` its options."""
    parser.add_argument(
        "file",
        type=Path,
        help=say(
            "レコード(JSON、配列、{data}、1 行 1 件)か、フットプリントの表(xlsx、csv)",
            "records (JSON, array, {data}, one a line) or a sheet of footprints (xlsx, csv)",
        ),
    )
    parser.add_argument(
        "--to",
        required=True,
        metavar="FORMAT",
        help="3.0 | 2.3 | 2.2 | 2.1 | 2.0 | ouranos | catenax-9.0.0 | catenax-7.0.0",
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=say("書き出すファイル", "the file to write")
    )
    parser.add_argument(
        "--report",
        metavar="FILE|-",
        help=say(
            "損失の報告(.csv、.json、ほかは文章。- は標準出力。既定は標準エラー出力)",
            "the loss report (.csv, .json, else text; - is stdout; default is stderr)",
        ),
    )
    parser.add_argument(
        "--fill",
        type=Path,
        metavar="FILE",
        help=say(
            "もとにない項目を補う、PACT のレコードの一部(JSON)",
            "part of a PACT record (JSON) for what the source does not say",
        ),
    )
    parser.add_argument(
        "--issuer-domain",
        metavar="DOMAIN",
        help=say(
            "URN でない製品番号の発行者のドメイン",
            "the issuer's domain for part numbers that are no URN",
        ),
    )
    parser.add_argument("--sheet", help=say("シートの名前", "name of the sheet"))

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.techspec.convert.files import convert_file

        if options.report == "-" and options.out is None:
            raise GxdError(
                "GXD-R171",
                "レコードと報告の両方を標準出力には書けません。--out FILE を付けてください",
                "records and report cannot both go to standard output: give --out FILE",
            )
        made = convert_file(
            options.file,
            options.to,
            fill=_read(options.fill),
            issuer_domain=options.issuer_domain,
            sheet=options.sheet,
        )
        # The report is made before anything is written: both files, or neither.
        report = _report(made, options.report)
        if options.out is not None:
            _write(options.out, made.json)
        else:
            sys.stdout.write(made.json.decode())
        if options.report == "-":
            print(report)
        elif options.report:
            _write(Path(options.report), report.encode("utf-8"))
        else:
            print(report, file=sys.stderr)

    parser.set_defaults(run=run)


def _read(path: Path | None) -> bytes | None:
    if path is None:
        return None
    try:
        return path.read_bytes()
    except OSError as error:
        raise GxdError(
            "GXD-R167",
            f"ファイルを読めません({error.strerror})",
            f"cannot be read ({error.strerror})",
            where=str(path),
        ) from None


def _write(path: Path, content: bytes) -> None:
    try:
        write_whole_bytes(path, content)
    except OSError as error:
        raise GxdError(
            "GXD-R172",
            f"書き込めません({error.strerror})",
            f"cannot be written ({error.strerror})",
            where=str(path),
        ) from None


def _cell(value: object) -> object:
    """Text out of a stranger's record that no spreadsheet takes for a formula."""
    from gxd_teach.framework.sheets.spreadsheet import safe_text

    return safe_text(value) if isinstance(value, str) else value


def _report(made: ConvertedFile, where: str | None) -> str:
    """The loss report in the form that the file's name asks for."""
    kind = Path(where).suffix.lower() if where else ""
    if kind == ".json":
        from gxd_teach.techspec.records.json_text import write_json

        return write_json(made.report_rows()).decode() + "\n"
    if kind == ".csv":
        import csv
        import io

        buffer = io.StringIO(newline="")
        rows = made.report_rows()
        names = ("record", "kind", "path", "target", "value", "reason", "advice", "reversible")
        writer = csv.DictWriter(buffer, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
        return "\ufeff" + buffer.getvalue()
    return made.report_text() + ("\n" if where and where != "-" else "")
