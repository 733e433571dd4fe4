"""One address for the whole seminar: the book, the exercises to take home, the exchange.

A Starlette application for this computer only. It serves files below ``_build/html`` and
``exercises/`` and nothing else, answers to local host names alone (a page from elsewhere cannot
reach it by renaming itself), and its pages ask for nothing outside.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from gxd_teach.errors import GxdError
from gxd_teach.seminar.live.page import exchange_routes
from gxd_teach.seminar.site.guard import Guard
from gxd_teach.seminar.site.kits import Kit, find_kits, zip_kit
from gxd_teach.seminar.site.pages import page

__all__ = ["Exchange", "create_site"]


class Exchange(Protocol):
    """What the site and `run_seminar` need of a running exchange."""

    def overview(self) -> Sequence[dict[str, Any]]:
        """The companies with their footprints."""

    def close(self) -> None:
        """Stop it."""


class Shelf(StaticFiles):
    """Files below one folder, as they are: nothing hidden, nothing reached through a link out."""

    async def check_config(self) -> None:
        """A book that was removed while serving is a missing page, not a fault."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Refuse hidden names; the base class refuses whatever lies elsewhere."""
        if any(part.startswith(".") for part in Path(path).parts) or "\0" in path:
            return "", None
        return super().lookup_path(path)


def create_site(root: Path, exchange: Exchange | None, *, hosts: Sequence[str] = ()) -> Starlette:
    """The application: the book at ``/``, the exercises at ``/exercises/``, ``/exchange/``.

    `hosts` adds host names to the local ones it answers to.
    """
    kits_folder = root / "exercises"
    pages = root / "_build" / "html"

    def home(request: Request) -> Response:
        return RedirectResponse("/book/index.html")

    def kits(request: Request) -> Response:
        return page(request, "exercises.html", kits=find_kits(kits_folder))

    def kit_zip(request: Request) -> Response:
        kit = _kit(kits_folder, request.path_params["name"])
        return _download(zip_kit(kit), f"{kit.name}.zip", "application/zip")

    def kit_file(request: Request) -> Response:
        kit = _kit(kits_folder, request.path_params["name"])
        for name, path in kit.files:
            if name == request.path_params["path"]:
                return _download(path.read_bytes(), path.name, "application/octet-stream")
        raise HTTPException(404)

    def missing(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        return page(request, "message.html", status=status, code=status, said="")

    def troubled(request: Request, error: Exception) -> Response:
        return page(request, "message.html", status=503, code=503, said=str(error))

    site = Starlette(
        routes=[
            Route("/", home),
            Route("/exercises", lambda request: RedirectResponse("/exercises/")),
            Route("/exercises/", kits),
            Route("/exercises/index.html", kits),
            Route("/exercises/{name}.zip", kit_zip),
            Route("/exercises/{name}/{path:path}", kit_file),
            *exchange_routes(exchange),
            Mount("/", Shelf(directory=pages, html=True, check_dir=False)),
        ],
        exception_handlers={HTTPException: missing, GxdError: troubled, 500: missing},
    )
    site.add_middleware(Guard, hosts=tuple(hosts))
    return site


def _kit(folder: Path, name: str) -> Kit:
    """The assignment of this name, as the listing has it."""
    for kit in find_kits(folder):
        if kit.name == name:
            return kit
    raise HTTPException(404)


def _download(content: bytes, name: str, media_type: str) -> Response:
    """Something to be saved, never shown: a notebook's content is not ours to run here."""
    ascii_name = name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    disposition = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=media_type, headers={"Content-Disposition": disposition})
