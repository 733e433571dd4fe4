"""A good server of footprints in one process, and a way to ask it without a port.

Written from the rules alone and from nothing of the exchange's own server: the runner and the
faults are tried on it, fast, and the runner's verdict on it is itself a test.
"""

from __future__ import annotations

import asyncio
import base64
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit
from uuid import UUID, uuid4

import httpx2
import pytest

from gxd_teach.techspec.conformance import CallbackReceiver, Report, Settings, run_conformance
from gxd_teach.techspec.faults import FaultyApp

HOST = "pcf.fict.example"
BASE = f"https://{HOST}/fict-maker"
ID, SECRET = "fict-client", "fict-secret-4f1c"
NAMES = {
    "2": ("org.wbcsd.pathfinder.ProductFootprintRequest.Created.v1",
          "org.wbcsd.pathfinder.ProductFootprintRequest.Fulfilled.v1",
          "org.wbcsd.pathfinder.ProductFootprintRequest.Rejected.v1",
          "org.wbcsd.pathfinder.ProductFootprint.Published.v1"),
    "3": ("org.wbcsd.pact.ProductFootprint.RequestCreatedEvent.3",
          "org.wbcsd.pact.ProductFootprint.RequestFulfilledEvent.3",
          "org.wbcsd.pact.ProductFootprint.RequestRejectedEvent.3",
          "org.wbcsd.pact.ProductFootprint.PublishedEvent.3"),
}  # fmt: skip
FILTERS = ("productId", "companyId", "geography", "classification", "validOn", "validAfter",
           "validBefore", "status")  # fmt: skip

# id, product, classifications, geography, status, predecessor, validity
FACTS: tuple[tuple[int, str, list[str], dict[str, str], str, int | None, bool], ...] = (
    (1, "4912345678904", ["urn:cpc:41532"], {"geographyCountry": "JP"}, "Active", None, False),
    (2, "4912345678911", ["urn:cpc:41532", "urn:pact:fict.example:grade:A"],
     {"geographyCountry": "DE"}, "Active", None, True),
    (3, "4912345678928", ["urn:cpc:42999"], {"geographyRegionOrSubregion": "Western Europe"},
     "Deprecated", None, False),
    (4, "4912345678928", ["urn:cpc:42999"], {"geographyCountrySubdivision": "JP-13"}, "Active", 3,
     True),
    (5, "4912345678935", ["urn:cpc:41532"], {"geographyCountry": "JP"}, "Active", None, False),
)  # fmt: skip


def _outer(facts: Any) -> dict[str, Any]:
    number, product, classes, _, status, before, valid = facts
    record: dict[str, Any] = {
        "id": str(UUID(int=0x1000 + number, version=4)),
        "created": f"2026-05-0{number}T00:00:00Z",
        "status": status,
        "companyName": "架空素材株式会社 FICT-MAKER",
        "companyIds": ["urn:gln:4912345000009"],
        "productDescription": "FICT",
        "productIds": [f"urn:gtin:{product}"],
        "productClassifications": classes,
        "productNameCompany": f"FICT-{number}",
        "comment": "",
    }
    if before is not None:
        record["precedingPfIds"] = [str(UUID(int=0x1000 + before, version=4))]
    if valid:
        record |= {
            "validityPeriodStart": "2026-05-01T00:00:00Z",
            "validityPeriodEnd": f"2028-0{number}-01T00:00:00Z",
        }
    return record


PERIOD = {
    "referencePeriodStart": "2025-04-01T00:00:00Z",
    "referencePeriodEnd": "2026-04-01T00:00:00Z",
}
SOURCES = [{"name": "FICT-DB", "version": "1"}]


def v3(facts: Any) -> dict[str, Any]:
    """10.5 = fossil 10 + land use change 0.2 + biogenic non-CO2 0.3; 0.3 kg C is 1.1 kg CO2."""
    return _outer(facts) | {
        "specVersion": "3.0.3",
        "pcf": {
            "declaredUnitOfMeasurement": "kilogram",
            "declaredUnitAmount": "1",
            "productMassPerDeclaredUnit": "1",
            **PERIOD,
            **facts[3],
            "boundaryProcessesDescription": "FICT: cradle to gate",
            "pcfExcludingBiogenicUptake": "10.5",
            "pcfIncludingBiogenicUptake": "9.4",
            "fossilGhgEmissions": "10",
            "landUseChangeGhgEmissions": "0.2",
            "biogenicNonCO2Emissions": "0.3",
            "biogenicCO2Uptake": "-1.1",
            "fossilCarbonContent": "0.2",
            "biogenicCarbonContent": "0.3",
            "packagingEmissionsIncluded": True,
            "packagingGhgEmissions": "0.4",
            "ccsTechnologicalCO2CaptureIncluded": False,
            "ipccCharacterizationFactors": ["AR6"],
            "crossSectoralStandards": ["ISO14067"],
            "exemptedEmissionsPercent": "1.5",
            "exemptedEmissionsDescription": "FICT: office supplies",
            "allocationRulesDescription": "FICT: by mass",
            "secondaryEmissionFactorSources": SOURCES,
            "primaryDataShare": "40",
            "dqi": {"technologicalDQR": "3", "geographicalDQR": "2", "temporalDQR": "1"},
        },
    }


def v2(facts: Any) -> dict[str, Any]:
    """Per kilogram: 10.5 = fossil 10 + land use change 0.2 + other biogenic 0.3."""
    return _outer(facts) | {
        "specVersion": "2.3.3",
        "version": 0,
        "productCategoryCpc": "41532",
        "pcf": {
            "declaredUnit": "kilogram",
            "unitaryProductAmount": "1",
            "productMassPerDeclaredUnit": "1",
            **PERIOD,
            **facts[3],
            "boundaryProcessesDescription": "FICT: cradle to gate",
            "pCfExcludingBiogenic": "10.5",
            "pCfIncludingBiogenic": "9.4",
            "fossilGhgEmissions": "10",
            "fossilCarbonContent": "0.2",
            "biogenicCarbonContent": "0.3",
            "dLucGhgEmissions": "0.2",
            "landManagementGhgEmissions": "0",
            "otherBiogenicGhgEmissions": "0.3",
            "biogenicCarbonWithdrawal": "-1.1",
            "biogenicAccountingMethodology": "ISO",
            "characterizationFactors": "AR6",
            "ipccCharacterizationFactorsSources": ["AR6"],
            "crossSectoralStandardsUsed": ["ISO Standard 14067"],
            "crossSectoralStandards": ["ISO14067"],
            "exemptedEmissionsPercent": 1.5,
            "exemptedEmissionsDescription": "FICT: office supplies",
            "packagingEmissionsIncluded": True,
            "packagingGhgEmissions": "0.4",
            "allocationRulesDescription": "FICT: by mass",
            "secondaryEmissionFactorSources": SOURCES,
            "primaryDataShare": 40,
            "dqi": {
                "coveragePercent": 100,
                "technologicalDQR": 2,
                "temporalDQR": 1,
                "geographicalDQR": 2,
                "completenessDQR": 2,
                "reliabilityDQR": 2,
            },
        },
    }


class Refused(Exception):
    """The partner says no."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(status, code)
        self.status, self.code = status, code


class Partner:
    """A server of five footprints under /2 and /3, as PACT wants one. An ASGI application."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.records = {"2": [v2(one) for one in FACTS], "3": [v3(one) for one in FACTS]}
        self.clock = clock
        self.tokens: dict[str, float] = {}
        self.partner: CallbackReceiver | None = None
        self.post: Callable[[httpx2.Request], httpx2.Response] | None = None
        self.answered: set[tuple[str, str]] = set()
        self.lives = 3600

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        message = await receive()
        headers = {k.decode().lower(): v.decode() for k, v in scope["headers"]}
        query = scope["query_string"].decode("latin-1")
        status, extra, body = 200, {"content-type": "application/json"}, b""
        try:
            if scope["scheme"] != "https":
                raise Refused(400, "BadRequest")
            said, more = self.answer(
                scope["method"], scope["path"], query, headers, message["body"]
            )
            extra |= more
            if said is None:
                extra = {}
            else:
                body = json.dumps(said, ensure_ascii=False).encode()
                status = 401 if "error" in said else 200
        except Refused as no:
            status = no.status
            body = json.dumps({"code": no.code, "message": "FICT: no"}).encode()
        head = [(k.encode(), v.encode()) for k, v in extra.items()]
        await send({"type": "http.response.start", "status": status, "headers": head})
        await send(
            {"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body}
        )

    def answer(
        self, method: str, path: str, query: str, headers: dict[str, str], body: bytes
    ) -> tuple[Any, dict[str, str]]:
        own, _, rest = path.removeprefix("/").partition("/")
        if own not in ("fict-maker", "fict-other"):
            raise Refused(404, "NotFound")
        if rest == ".well-known/openid-configuration":
            return {"token_endpoint": f"https://{HOST}/{own}/auth/token"}, {}
        if rest == "auth/token" and method == "POST":
            return self.token(headers, body), {"cache-control": "no-store"}
        major, _, what = rest.partition("/")
        if major not in ("2", "3") or what.split("/")[0] not in ("footprints", "events"):
            raise Refused(404, "NotFound")
        if method not in ("GET", "HEAD", "POST"):
            raise Refused(405, "BadRequest")
        self.check(headers)
        if own != "fict-maker":
            raise Refused(403, "AccessDenied")
        if what == "footprints":
            return self.page(major, query, path)
        if what == "events":
            if method != "POST":
                raise Refused(405, "BadRequest")
            self.take(major, headers, body)
            return None, {}
        wanted = what.removeprefix("footprints/").lower()
        for record in self.records[major]:
            if record["id"] == wanted:
                return {"data": record}, {}
        raise Refused(404, "NotFound" if major == "3" else "NoSuchFootprint")

    def token(self, headers: dict[str, str], body: bytes) -> dict[str, Any]:
        pair = base64.b64encode(f"{ID}:{SECRET}".encode()).decode()
        form = parse_qs(body.decode())
        good = headers.get("authorization") == f"Basic {pair}"
        if not good or form.get("grant_type") != ["client_credentials"]:
            return {"error": "invalid_client", "error_description": "FICT"}
        token = uuid4().hex + uuid4().hex
        self.tokens[token] = self.clock() + self.lives
        return {"access_token": token, "token_type": "Bearer", "expires_in": self.lives}

    def check(self, headers: dict[str, str]) -> None:
        token = headers.get("authorization", "").removeprefix("Bearer ")
        ends = self.tokens.get(token)
        if ends is None:
            raise Refused(401, "BadRequest")
        if ends <= self.clock():
            raise Refused(401, "TokenExpired")

    def page(self, major: str, query: str, path: str) -> tuple[Any, dict[str, str]]:
        pairs = parse_qsl(query, keep_blank_values=True)
        asked = dict(pairs)
        found = self.found(major, pairs)
        limit, after = asked.get("limit", "100"), asked.get("after", "")
        if not (limit.isascii() and limit.isdigit() and int(limit)):
            raise Refused(400, "BadRequest")
        rest = [one for one in found if one["id"] > after]
        page, headers = rest[: int(limit)], {}
        if len(rest) > len(page):
            kept = "".join(
                f"&{k}={quote(v, safe='')}" for k, v in pairs if k not in ("limit", "after")
            )
            url = f"https://{HOST}{path}?limit={limit}&after={page[-1]['id']}{kept}"
            headers["link"] = f'<{url}>; rel="next"'
        return {"data": page}, headers

    def found(self, major: str, pairs: list[tuple[str, str]]) -> list[dict[str, Any]]:
        records = self.records[major]
        if major == "2":
            for name, text in pairs:
                if name == "$filter":
                    records = [one for one in records if _odata(one, text)]
            return records
        for name in FILTERS:
            values = [value for key, value in pairs if key == name and value]
            if values:
                records = [one for one in records if _fits(one, name, values)]
        return records

    def take(self, major: str, headers: dict[str, str], body: bytes) -> None:
        try:
            event = json.loads(body)
            kind, data = event["type"], event["data"]
            key = (event["source"], event["id"])
            if event["specversion"] != "1.0" or not isinstance(data, dict):
                raise ValueError
            if not headers["content-type"].startswith("application/cloudevents+json"):
                raise ValueError
            if kind == NAMES[major][3]:
                [UUID(one) for one in data["pfIds"]]
                return
            if kind != NAMES[major][0]:
                raise ValueError
            wanted = data["pf"]["productIds"] if major == "2" else data["productId"]
            found = [one for one in self.records[major] if set(one["productIds"]) & set(wanted)]
        except (ValueError, KeyError, TypeError, RecursionError, AttributeError):
            raise Refused(400, "BadRequest") from None
        if self.partner is None or key in self.answered or key[0] != self.partner.base_url:
            return
        self.answered.add(key)
        said: dict[str, Any] = {"requestEventId": key[1], "pfs": found}
        if not found:
            said = {"requestEventId": key[1], "error": {"code": "NotFound", "message": "FICT"}}
        self.send(major, NAMES[major][1 if found else 2], said)

    def send(self, major: str, kind: str, data: dict[str, Any]) -> None:
        assert self.partner is not None
        assert self.post is not None
        event = {"specversion": "1.0", "id": str(uuid4()), "source": BASE, "type": kind,
                 "time": "2026-06-01T00:00:00Z", "data": data}  # fmt: skip
        basic = base64.b64encode(b"a:b").decode()
        token = self.post(
            httpx2.Request(
                "POST",
                f"{self.partner.base_url}/auth/token",
                headers={"Authorization": f"Basic {basic}"},
            )
        ).json()["access_token"]
        self.post(
            httpx2.Request(
                "POST",
                f"{self.partner.base_url}/{major}/events",
                headers={
                    "Authorization": f"Bearer {token}",
                    "Content-Type": "application/cloudevents+json",
                },
                content=json.dumps(event).encode(),
            )
        )


def _when(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text.replace(" ", "+")).astimezone(UTC)
    except ValueError:
        raise Refused(400, "BadRequest") from None


def _fits(record: dict[str, Any], name: str, values: list[str]) -> bool:
    pcf = record["pcf"]
    texts = {
        "productId": record["productIds"],
        "companyId": record["companyIds"],
        "classification": record["productClassifications"],
        "status": [record["status"]],
        "geography": [v for k, v in pcf.items() if k.startswith("geography")],
    }
    if name in texts:
        return bool({one.lower() for one in texts[name]} & {one.lower() for one in values})
    start = _when(record.get("validityPeriodStart", pcf["referencePeriodEnd"]))
    ended = _when(pcf["referencePeriodEnd"])
    end = (
        _when(record["validityPeriodEnd"])
        if "validityPeriodEnd" in record
        else (ended.replace(year=ended.year + 3))
    )
    tests: dict[str, Callable[[datetime], bool]] = {
        "validOn": lambda when: start <= when <= end,
        "validAfter": lambda when: start > when,
        "validBefore": lambda when: end < when,
    }
    return any([tests[name](_when(value)) for value in values])


def _odata(record: dict[str, Any], text: str) -> bool:
    """`created` compared, and `any` on ids; whatever else is not implemented."""
    for part in text.split(" and "):
        words = part.split(" ")
        if words[0] == "created" and len(words) == 3 and words[2].strip("'"):
            one, other = record["created"], words[2].strip("'")
            fits = {"ge": one >= other, "gt": one > other, "lt": one < other, "le": one <= other}
            if words[1] not in fits:
                raise Refused(400, "NotImplemented")
            if not fits[words[1]]:
                return False
        elif part.startswith(("productIds/any(", "companyIds/any(")):
            if part.split("'")[1] not in record[part.split("/")[0]]:
                return False
        else:
            raise Refused(400, "NotImplemented")
    return True


class InProcess(httpx2.BaseTransport):
    """Requests go to an ASGI application without a port in between."""

    def __init__(self, app: Any) -> None:
        self._app = app
        self._loop = asyncio.new_event_loop()

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        body, parts = request.read(), []
        scope = {
            "type": "http",
            "method": request.method,
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.partition(b"?")[0],
            "query_string": request.url.query,
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
        }

        async def receive() -> Any:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            parts.append(message)

        self._loop.run_until_complete(self._app(scope, receive, send))
        content = b"".join(part.get("body", b"") for part in parts[1:])
        head = parts[0]
        return httpx2.Response(head["status"], headers=head["headers"], content=content)

    def close(self) -> None:
        self._loop.close()


class ToReceiver(httpx2.BaseTransport):
    """Requests go straight to a callback receiver."""

    def __init__(self, receiver: CallbackReceiver) -> None:
        self.receiver = receiver

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        status, headers, body = self.receiver.take(
            request.method, urlsplit(str(request.url)).path, dict(request.headers), request.read()
        )
        return httpx2.Response(status, headers=headers, content=body)


class Bench:
    """A partner, faulty or good, its callbacks, and the runner in front of it."""

    def __init__(self) -> None:
        self.now = 1_000_000.0
        self.partner = Partner(self.clock)
        self.faulty = FaultyApp(self.partner, clock=self.clock)
        self.sent: list[bytes] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def run(self, version: str, fault: str | None = None, **how: Any) -> Report:
        """Run every case against the partner with a fault."""
        receiver = CallbackReceiver("127.0.0.1", 8501)
        stranger = CallbackReceiver("127.0.0.1", 8502)
        self.partner.partner = receiver
        self.partner.post = self.faulty.sending(ToReceiver(receiver)).handle_request
        self.partner.answered.clear()
        self.faulty.use(fault)

        def knock(source: str) -> None:
            if ":8502" in source:
                stranger.connected()

        self.faulty.knocker = knock
        limits: dict[str, Any] = {"callback_seconds": 0.0, "settle_seconds": 0.0}
        settings = Settings(
            BASE, version, ID, SECRET, other_url=f"https://{HOST}/fict-other",
            **(limits | how.pop("limits", {})),
        )  # fmt: skip
        values: dict[str, Any] = {
            "receiver": receiver, "stranger": stranger, "clock": self.clock, "sleep": self.sleep,
        }  # fmt: skip
        transport = InProcess(self.faulty)
        return run_conformance(settings, transport=transport, **(values | how))


@pytest.fixture(scope="session")
def bench() -> Bench:
    """One partner for all runs; a fault is set anew for each."""
    return Bench()
