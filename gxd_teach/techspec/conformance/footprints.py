"""Cases of ListFootprints and GetFootprint: the envelope, the schema, the unknown id.

PACT v2 and v3 rule: HTTP REST API, ListFootprints, GetFootprint and error responses.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from gxd_teach.language import Text
from gxd_teach.techspec.conformance.calls import Call
from gxd_teach.techspec.conformance.case import ALL, case
from gxd_teach.techspec.conformance.run import Run
from gxd_teach.techspec.conformance.schema import suite_problems

__all__ = ["in_schema"]

_FIX_SCHEMA = Text(
    "示した項目を、その版のデータモデルのとおりに直してください。値のない項目は書きません",
    "mend the properties named, by the data model of this version; leave out what has no value",
)
_FIX_ENVELOPE = Text(
    '本文を {"data": …} に、Content-Type を application/json にしてください',
    'make the body {"data": …} and the Content-Type application/json',
)
_FIX_UNKNOWN = Text(
    "知らない id には 404 と {code, message} を返してください(code: v3 は NotFound、v2 は NoSuchFootprint)",
    "answer 404 with {code, message} to an unknown id (code NotFound in v3, NoSuchFootprint in v2)",
)
NIL = str(UUID(int=0))
NOT_FOUND = {"2": "NoSuchFootprint", "3": "NotFound"}


def in_schema(run: Run, records: list[dict[str, Any]]) -> None:
    """Every record fits the suite's schema of the version; the first problem is told."""
    for record in records:
        problems = suite_problems(record, run.major)
        if problems:
            run.findings.extend(problems)
            first, more = problems[0], len(problems) - 1
            run.require(
                False,
                f"記録 {record.get('id')} がスキーマに合いません: {first.where} {first.ja}"
                + (f"(ほか {more} 件)" if more else ""),
                f"record {record.get('id')} does not fit the schema: {first.where} {first.en}"
                + (f" (and {more} more)" if more else ""),
            )


def _one(run: Run, call: Call) -> dict[str, Any]:
    run.require_status(call, 200)
    run.require_json(call)
    data = call.member("data")
    run.require(
        isinstance(data, dict),
        "本文に data がありません({data: {…}} のはずです)",
        "the body has no object data: expected {data: {…}}",
    )
    return dict(data)


@case("TC3", "1 件を id で取る", rule="schema", repair=_FIX_SCHEMA, mandatory=ALL)
def get_footprint(run: Run) -> None:
    """One footprint by its id."""
    wanted = run.specimen.get("id")
    record = _one(run, run.footprint(wanted))
    in_schema(run, [record])
    run.require(
        record.get("id") == wanted,
        f"id {wanted} を求めて {record.get('id')} が返りました",
        f"asked for id {wanted}, got {record.get('id')}",
    )


@case("TC4", "一覧を取る", rule="schema", repair=_FIX_SCHEMA, mandatory=ALL)
def list_footprints(run: Run) -> None:
    """The list of footprints."""
    records = run.records_of(run.footprints())
    in_schema(run, records)
    before = len(run.first_records)
    run.require(
        len(records) == before,
        f"はじめは {before} 件、2 回目は {len(records)} 件でした",
        f"the first list had {before} footprints, the second {len(records)}",
    )


@case("TC8", "知らない id", rule="unknown", repair=_FIX_UNKNOWN, mandatory=ALL)
def unknown_id(run: Run) -> None:
    """An id that nobody has given out."""
    answer = run.footprint(NIL)
    run.require_status(answer, 400, 404)
    run.require_json(answer)
    code = answer.member("code")
    run.require(
        code in (NOT_FOUND[run.major], "BadRequest"),
        f"code は {NOT_FOUND[run.major]} か BadRequest のはずが {code} です",
        f"expected code {NOT_FOUND[run.major]} or BadRequest, found {code}",
    )


@case("GXD-K030", "一覧の data は、結果がなくても配列", rule="list", repair=_FIX_ENVELOPE,
      deeper=ALL)  # fmt: skip
def empty_is_an_array(run: Run) -> None:
    """A list without results is an array, not null."""
    query = (
        {"productId": f"urn:gxd:nothing-{run.id}"}
        if run.major == "3"
        else {"$filter": "created ge '2999-01-01T00:00:00Z'"}
    )
    answer = run.footprints(query)
    if run.major == "2" and answer.status == 400:
        run.skip("$filter に対応していません(任意)", "$filter is not supported (optional)")
    run.records_of(answer)


@case("GXD-K031", "Content-Type は application/json だけ", rule="content-type", deeper=ALL,
      strength="SHOULD", repair=_FIX_ENVELOPE)  # fmt: skip
def exactly_json(run: Run) -> None:
    """The Content-Type is application/json and nothing more."""
    for answer in (run.footprints(), run.footprint(run.specimen.get("id")), run.footprint(NIL)):
        found = answer.header("content-type")
        run.require(
            found.strip().lower() == "application/json",
            f"Content-Type が {found or '-'} です(厳しい受け手は application/json だけを読みます)",
            f"the Content-Type is {found or '-'} (a strict reader takes application/json only)",
        )


@case("GXD-K032", "一覧のどの記録も、id で取ると同じ", rule="get", deeper=ALL, repair=Text(
    "一覧と 1 件は、同じ保存データから同じ内容で返してください",
    "answer list and single footprint from the same stored record"))  # fmt: skip
def list_and_get_agree(run: Run) -> None:
    """Every record of the list is the same when fetched by its id."""
    known = run.everything
    step = max(len(known) // 20, 1)  # twenty of a long list
    for record in known[::step]:
        got = _one(run, run.footprint(record.get("id")))
        run.require(
            got == record,
            f"id {record.get('id')} を取ると、一覧と違う記録が返りました({_difference(record, got)})",
            f"fetched by its id, {record.get('id')} differs from the list"
            f" ({_difference(record, got)})",
        )


def _difference(one: dict[str, Any], other: dict[str, Any]) -> str:
    names = sorted(name for name in {*one, *other} if one.get(name) != other.get(name))
    return ", ".join(names[:5])


@case("GXD-K033", "知らない id は 404 と正しい code", rule="unknown", repair=_FIX_UNKNOWN,
      deeper=ALL)  # fmt: skip
def unknown_is_404(run: Run) -> None:
    """An unknown id is 404 with the version's own code."""
    for answer in (run.footprint(NIL), run.footprint(uuid4())):
        found = (answer.status, answer.member("code"))
        run.require(
            found == (404, NOT_FOUND[run.major]),
            f"404 {NOT_FOUND[run.major]} のはずが {found[0]} {found[1]} です",
            f"expected 404 {NOT_FOUND[run.major]}, found {found[0]} {found[1]}",
        )


@case("GXD-K034", "読めない id で失敗しない", rule="error", repair=_FIX_UNKNOWN, deeper=ALL)
def malformed_id(run: Run) -> None:
    """An id of no known form makes no server fail."""
    for id in ("1", "urn:gxd:1", "' OR 1=1 --", "あ" * 50, "x" * 2_000):
        answer = run.footprint(id)
        run.require(
            400 <= answer.status < 500,
            f"id「{id[:20]}」に HTTP {answer.status or answer.failure} でした(400 か 404 のはずです)",
            f"HTTP {answer.status or answer.failure} to the id '{id[:20]}' (expected 400 or 404)",
        )


@case("GXD-K035", "エラーの本文は {code, message}", rule="error", deeper=ALL, repair=Text(
    "どの失敗でも、HTML や枠組みの既定の形でなく {code, message} の JSON を返してください",
    "answer every failure by JSON {code, message}, not by HTML or a framework's own shape"),
)  # fmt: skip
def error_shape(run: Run) -> None:
    """An error's body is {code, message}."""
    for answer in (run.footprint(NIL), run.footprint("1"), run.post(b"{", media_type="text/plain")):
        said = (answer.member("code"), answer.member("message"))
        run.require(
            answer.media_type == "application/json"
            and all(isinstance(one, str) and one for one in said),
            f"HTTP {answer.status} の本文が {{code, message}} の JSON ではありません"
            f"({answer.header('content-type') or '-'})",
            f"the body of HTTP {answer.status} is not JSON {{code, message}}"
            f" ({answer.header('content-type') or '-'})",
        )


@case("GXD-K036", "この実行の間、500 番台の答えがない", rule="error", deeper=ALL, late=2,
      repair=Text("サーバーのログで失敗を調べ、読めない入力には 400 を返してください",
                  "look into the server's log; to what cannot be read the answer is 400"))  # fmt: skip
def no_server_error(run: Run) -> None:
    """No answer of this run was a 5xx."""
    for answer in run.all_calls:
        wrong = answer.status >= 500 and answer.status != 501  # 501: NotImplemented in v3
        run.require(
            not wrong,
            f"{answer.method} {answer.url} に HTTP {answer.status} でした",
            f"HTTP {answer.status} to {answer.method} {answer.url}",
        )


@case("GXD-K037", "1 つのベース URL に 1 つの会社", rule="several-owners", deeper=ALL,
      strength="course", repair=Text(
    "その会社の記録だけを返してください。企業グループなら --several-companies を付けます",
    "return this company's records only; for a group of companies give --several-companies"))  # fmt: skip
def one_owner(run: Run) -> None:
    """One base URL, one company."""
    if run.settings.several_companies:
        run.skip("--several-companies が付いています", "--several-companies was given")
    mine = set(map(str, run.specimen.get("companyIds") or []))
    for record in run.everything:
        theirs = set(map(str, record.get("companyIds") or []))
        run.require(
            theirs & mine,
            f"記録 {record.get('id')} は別の会社({record.get('companyName')})のものです",
            f"record {record.get('id')} is another company's ({record.get('companyName')})",
        )
