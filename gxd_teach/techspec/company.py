"""Who states a footprint, and of what: the company and its product, with their URNs.

PACT Technical Specifications v3.0.3 (WBCSD), identifiers of companies, products and
classifications. The short name (*slug*) of a company is ours: it is the company's path on an
exchange (`https://127.0.0.1:8443/fict-chassis`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gxd_teach.errors import GxdError

__all__ = ["Company", "Product", "several"]

_SLUG = re.compile(r"[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?")


def several(urns: Sequence[str] | str) -> tuple[str, ...]:
    """One text (a URN, a standard) or several, as a tuple: a lone one would fall apart into letters.

    >>> several("ISO14067"), several(["AR5", "AR6"])
    (('ISO14067',), ('AR5', 'AR6'))
    """
    return (urns,) if isinstance(urns, str) else tuple(urns)


@dataclass(frozen=True)
class Company:
    """A company on the exchange. GXD-R041 when its `id` cannot be part of an address.

    >>> Company("fict-chassis", "架空シャーシ", "urn:uuid:51131fb5-42a2-4267-a402-0ecfefad1619").id
    'fict-chassis'
    """

    id: str
    name: str
    company_urns: Sequence[str] | str

    def __post_init__(self) -> None:
        if not isinstance(self.id, str) or not _SLUG.fullmatch(self.id):
            raise GxdError(
                "GXD-R041",
                f"会社の id「{self.id}」は使えません。fict-chassis のように英小文字、数字、- で書きます",
                f"'{self.id}' cannot be a company's id: use a-z, 0-9 and -, as in fict-chassis",
            )
        object.__setattr__(self, "company_urns", several(self.company_urns))


@dataclass(frozen=True)
class Product:
    """A product as its maker names it; `classification_urns` such as ``urn:cpc:45220``.

    >>> Product("筐体", "アルミ筐体", ["urn:gtin:4912345678904"]).product_urns
    ('urn:gtin:4912345678904',)
    """

    name: str
    description: str
    product_urns: Sequence[str] | str
    classification_urns: Sequence[str] | str = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "product_urns", several(self.product_urns))
        object.__setattr__(self, "classification_urns", several(self.classification_urns))
