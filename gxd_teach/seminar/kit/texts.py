"""What a kit says and how it is started: the README in two languages, the start scripts.

For Windows, lines end in CR LF and text begins with a byte order mark, as Notepad wants it.
"""

from __future__ import annotations

__all__ = ["FRONT_PAGE", "readmes", "scripts"]

FRONT_PAGE = """<!doctype html>
<html lang="ja"><meta charset="utf-8"><title>gxd</title>
<meta http-equiv="refresh" content="0; url=pages/book/index.html">
<p><a href="pages/book/index.html">テキストを開く / open the book</a></p></html>
"""

_SH = """#!/bin/sh
# Opens the seminar on macOS and Linux: sh start-mac-linux.sh   (macOS: not tested)
cd "$(dirname "$0")" || exit 1
for python in "${PYTHON:-}" python3.11 python3.12 python3.13 python3.14 python3 python; do
  [ -n "$python" ] || continue
  if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    exec "$python" start/prepare.py "$@"
  fi
done
echo 'Python 3.11 以上が見つかりません。 https://www.python.org/ から入れてください。'
echo 'No Python 3.11 or newer was found: install one from https://www.python.org/'
exit 1
"""
# ASCII only: what a Windows console makes of other bytes depends on its code page.
_BAT = """@echo off
rem Opens the seminar on Windows. NOT TESTED: it has not been run on Windows yet.
setlocal
cd /d "%~dp0"
set PYTHONUTF8=1
where py >nul 2>nul
if not errorlevel 1 (
  py -3.11 -c "" >nul 2>nul && ( py -3.11 start\\prepare.py %* & goto end )
  py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && ( py -3 start\\prepare.py %* & goto end )
)
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 ( python start\\prepare.py %* & goto end )
echo No Python 3.11 or newer was found: install one from https://www.python.org/
:end
pause
"""
_PS1 = """# Opens the seminar on Windows. NOT TESTED: it has not been run on Windows yet.
# Where scripts are not allowed, use start-windows.bat.
Set-Location -LiteralPath $PSScriptRoot
$env:PYTHONUTF8 = "1"
$enough = "import sys; sys.exit(sys.version_info < (3, 11))"
foreach ($try in @(@("py", "-3.11"), @("py", "-3"), @("python"))) {
    if (-not (Get-Command $try[0] -ErrorAction SilentlyContinue)) { continue }
    $rest = @($try | Select-Object -Skip 1)
    & $try[0] @rest -c $enough 2>$null
    if ($LASTEXITCODE -eq 0) {
        & $try[0] @rest "start\\prepare.py" @args
        exit $LASTEXITCODE
    }
}
Write-Host "No Python 3.11 or newer was found: install one from https://www.python.org/"
exit 1
"""

_JA = """{title}({edition})

読むだけなら、何も入れる必要はありません
  index.html をダブルクリックすると、テキストがブラウザーで開きます。

演習をするとき
  Windows       start-windows.bat をダブルクリックします(Windows ではまだ試していません)。
  macOS, Linux  ターミナルで sh start-mac-linux.sh を実行します(macOS ではまだ試していません)。
  Python 3.11 以上が要ります。初回は環境の準備に数分かかります。
  {packages_ja}
  JupyterLab が開いたら、exercises のノートブックを開きます。やめるときは Ctrl-C です。

中身
  index.html, pages  テキスト
  exercises          演習{whose_ja}
  datasets           データセット
  exchange           起動中のデータ交換の鍵(<買い手>-reads-<売り手>.json)。起動のたびに作り直します
  wheels, start      起動に使うもの
{more_ja}"""
_EN = """{title_en} ({edition})

To read, nothing has to be installed
  Double-click index.html: the book opens in the browser.

To do the exercises
  Windows       Double-click start-windows.bat (not yet tried on Windows).
  macOS, Linux  In a terminal: sh start-mac-linux.sh (not yet tried on macOS).
  Python 3.11 or newer is needed. The first start takes some minutes. GXD_LANG=en speaks English.
  {packages_en}
  When JupyterLab opens, open a notebook in exercises. Ctrl-C ends it.

What is in it
  index.html, pages  the book
  exercises          the exercises{whose_en}
  datasets           the data sets
  exchange           keys of the running exchange (<buyer>-reads-<supplier>.json), new at each start
  wheels, start      what the start needs
{more_en}"""


def readmes(
    edition: str, *, instructor: bool, participant: str | None, platforms: list[str]
) -> dict[str, bytes]:
    """The README in Japanese and English, as files by name."""
    where = ", ".join(platforms)
    words = {
        "edition": edition,
        "title": "CO2可視化セミナー " + ("講師用キット" if instructor else "受講者用キット"),
        "title_en": "CO2 Visualization Seminar, kit for "
        + ("instructors" if instructor else "participants"),
        "packages_ja": f"パッケージは同梱しています({where}、Python 3.11)。ネットワークは要りません。"
        if platforms
        else "初回はインターネットにつながっている必要があります。",
        "packages_en": f"The packages are bundled ({where}, Python 3.11); no network is needed."
        if platforms
        else "The first start needs the internet.",
        "whose_ja": f"({participant} さん用の数値)" if participant else "",
        "whose_en": f" (with the numbers of {participant})" if participant else "",
        "more_ja": "  course             解答つきの元ファイル、講師ガイド、採点の設定、名簿のひな形。受講者に渡さないでください\n"
        if instructor
        else "",
        "more_en": "  course             sources with solutions, the guide, grading settings, a roster to fill in: not for participants\n"
        if instructor
        else "",
    }
    return {
        name: b"\xef\xbb\xbf" + _crlf(text.format(**words)).encode("utf-8")
        for name, text in (("README.ja.txt", _JA), ("README.en.txt", _EN))
    }


def scripts() -> dict[str, bytes]:
    """The start scripts by name."""
    return {
        "start-mac-linux.sh": _SH.encode("utf-8"),
        "start-windows.bat": _crlf(_BAT).encode("ascii"),
        "start-windows.ps1": _crlf(_PS1).encode("ascii"),
    }


def _crlf(text: str) -> str:
    return text.replace("\n", "\r\n")
