"""What happens on an exchange, in sentences that a class can follow.

A line of the activity log becomes a sentence in Japanese and English, and an arrow for the
picture: from the company that asks to the company that offers. The words of the protocol are
PACT's (PACT Technical Specifications, WBCSD,
https://github.com/wbcsd/data-exchange-protocol). What a partner has written is shown without
anything that looks like a secret.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from gxd_teach.language import Text
from gxd_teach.techspec.store.activity import Activity

__all__ = ["TAGS", "arrow", "masked", "note", "sentence", "way"]

Named = Callable[[str], str]
Product = Callable[[str, str], str | None]

# One word for each kind of line, to run the eye down the list.
TAGS = {
    "published": Text("公開", "published"),
    "deprecated": Text("廃止", "deprecated"),
    "listed": Text("一覧", "list"),
    "read": Text("読み取り", "read"),
    "requested": Text("依頼", "request"),
    "received": Text("受信", "received"),
    "fulfilled": Text("回答", "answer"),
    "rejected": Text("辞退", "rejected"),
    "notified": Text("知らせ", "notice"),
    "delivery_failed": Text("不達", "undelivered"),
    "refused": Text("拒否", "refused"),
}
_OUTWARD = ("requested", "fulfilled", "rejected", "notified", "delivery_failed")
_TO_CUSTOMER = ("fulfilled", "rejected", "notified")
# How the log says what kind of event has come in.
_ANSWERS = ("fulfilled", "rejected")
# What looks like a secret; the first group, if there is one, stays as it is.
_SECRETS = [
    re.compile(r"eyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?"),  # a JSON Web Token
    re.compile(r"(?i)(bearer|basic)\s+[a-z0-9._~+/=-]{6,}"),
    re.compile(
        r"(?i)((?:secret|token|passwo?r?d|api[_-]?key|authorization)[\"']?\s*[=:]\s*)"
        r"[\"']?[^\s\"',;&]+"
    ),
    re.compile(r"(://)[^\s/@]+(?=@)"),  # a user name and password within an address
    # What this exchange hands out as a secret: 43 letters, digits, - and _.
    re.compile(r"(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{40,}", re.ASCII),
]


def masked(text: str) -> str:
    """The text with what looks like a token, a secret or a password blotted out.

    >>> masked("401 from https://me:hush@pc.example: Bearer abc.def is unknown")
    '401 from https://•••@pc.example: Bearer••• is unknown'
    """
    for secret in _SECRETS:
        text = secret.sub(lambda found: f"{found[1] if found.re.groups else ''}•••", text)
    return text


def sentence(line: Activity, name: Named, product: Product = lambda company, id_: None) -> Text:
    """What happened, for a reader who knows no log: `name` turns a company's id into its name.

    `product` finds the name of the product that a company's footprint is about, where the
    line itself has only the footprint's id.

    >>> from datetime import UTC, datetime
    >>> line = Activity(1, datetime.now(UTC), "requested", "fict-pc", partner="fict-chassis")
    >>> print(sentence(line, str.upper).ja)
    FICT-PC が FICT-CHASSIS のフットプリントを依頼しました
    """
    one, other = name(line.company), name(line.partner) if line.partner else "?"
    about = _about(line, product)
    ja, en = f"「{about}」" if about else "", f" of “{about}”" if about else ""
    count = (line.detail or "").removeprefix("+ ")
    match line.kind:
        case "published" if line.detail and not about:
            return Text(
                f"{one} がさらに {count} 件のフットプリントを公開しました",
                f"{one} published {count} more footprints",
            )
        case "published":
            return Text(
                f"{one} が{ja or 'フットプリント'}{'のフットプリント' if ja else ''}を公開しました",
                f"{one} published a footprint{en}",
            )
        case "deprecated":
            return Text(
                f"{one} が{ja}{'の' if ja else ''}フットプリントを廃止しました(Deprecated)",
                f"{one} marked its footprint{en} as Deprecated",
            )
        case "listed":
            return Text(
                f"{other} が {one} のフットプリントの一覧を読みました",
                f"{other} read the list of {one}’s footprints",
            )
        case "read":
            return Text(
                f"{other} が {one} のフットプリント{ja}を読みました",
                f"{other} read {one}’s footprint{en}",
            )
        case "requested":
            return Text(
                f"{one} が {other} のフットプリントを依頼しました",
                f"{one} asked {other} for a footprint",
            )
        case "received":
            return _received(line, one, other)
        case "fulfilled":
            return Text(
                f"{one} が {other} の依頼に答えて、フットプリント{ja}を送りました",
                f"{one} answered {other}’s request with a footprint{en}",
            )
        case "rejected":
            return Text(
                f"{one} が {other} の依頼を辞退しました", f"{one} rejected {other}’s request"
            )
        case "notified":
            return Text(
                f"{one} が {other} にフットプリント{ja}の公開を知らせました",
                f"{one} told {other} of a published footprint{en}",
            )
        case "delivery_failed" if (line.detail or "").startswith("given up"):
            return Text(
                f"{one} から {other} へのイベントは届かず、送るのをやめました",
                f"{one}’s event could not be delivered to {other}, and was given up",
            )
        case "delivery_failed":
            return Text(
                f"{one} から {other} へのイベントが届きませんでした。あとでもう一度送ります",
                f"{one}’s event could not be delivered to {other}; it will be tried again",
            )
        case "refused":
            return Text(
                f"{one} が {other} からのイベントを受け付けませんでした",
                f"{one} did not accept an event from {other}",
            )
    return Text(f"{one}: {line.kind}", f"{one}: {line.kind}")


def note(line: Activity) -> str | None:
    """What a line says beyond its sentence: the products asked for, why something failed.

    >>> from datetime import UTC, datetime
    >>> note(Activity(1, datetime.now(UTC), "requested", "fict-pc", product="urn:gtin:1"))
    'urn:gtin:1'
    """
    if line.kind in ("delivery_failed", "refused"):
        said = (line.detail or "").removeprefix("given up: ")
    elif line.kind in ("requested", "received"):
        said = line.product or ""
    else:
        said = ""
    return masked(said) or None


def way(line: Activity) -> tuple[str, str] | None:
    """From which company to which something went; None when it concerns one company alone."""
    if line.partner is None or line.partner == line.company:
        return None
    if line.kind in _OUTWARD:
        return line.company, line.partner
    return line.partner, line.company


def arrow(line: Activity) -> tuple[str, str] | None:
    """The arrow of the picture a line belongs to: from the one that asks to the one that offers.

    An answer belongs to the arrow of its request, though it goes the other way.

    >>> from datetime import UTC, datetime
    >>> line = Activity(1, datetime.now(UTC), "fulfilled", "fict-chassis", partner="fict-pc")
    >>> way(line), arrow(line)
    (('fict-chassis', 'fict-pc'), ('fict-pc', 'fict-chassis'))
    """
    went = way(line)
    if went is None:
        return None
    said = line.detail or ""
    back = line.kind in _TO_CUSTOMER
    back |= line.kind == "received" and (said in _ANSWERS or said.startswith("published"))
    return (went[1], went[0]) if back else went


def _about(line: Activity, product: Product) -> str | None:
    if line.kind == "published" and line.product:
        return masked(line.product)
    if line.footprint_id is None or line.kind == "received":
        return None
    # An answer's or a notice's footprint is the sender's own; so is what is read.
    found = product(line.company, line.footprint_id)
    return masked(found) if found else None


def _received(line: Activity, one: str, other: str) -> Text:
    said = line.detail or ""
    if said == "request":
        return Text(f"{other} からの依頼が {one} に届きました", f"{other}’s request reached {one}")
    if said.startswith("published"):
        count = said.removeprefix("published").strip(": ") or "1"
        return Text(
            f"フットプリント {count} 件を公開したという {other} からの知らせが {one} に届きました",
            f"{other}’s notice of {count} published footprint{'' if count == '1' else 's'}"
            f" reached {one}",
        )
    if said == "rejected":
        return Text(
            f"依頼を辞退するという {other} からの回答が {one} に届きました",
            f"{other}’s rejection reached {one}",
        )
    return Text(
        f"フットプリントを添えた {other} からの回答が {one} に届きました",
        f"{other}’s answer with footprints reached {one}",
    )
