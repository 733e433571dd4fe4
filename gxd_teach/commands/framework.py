"""`gxd calc` and `gxd chain`: Part I from the shell."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from gxd_teach.errors import GxdError
from gxd_teach.files import write_whole_bytes
from gxd_teach.language import say
from gxd_teach.numerals import read_number

if TYPE_CHECKING:
    from gxd_teach.framework import Footprint

__all__ = ["add_calc", "add_chain"]

# What a PACT record says beyond the calculation: option, what it is.
_PACT = {
    "company": ("会社名", "company name"),
    "company_urn": ("会社の URN", "the company's URN"),
    "product_urn": ("製品の URN", "the product's URN"),
    "period_start": ("対象期間の始まり(含む)YYYY-MM-DD", "reference period, first day YYYY-MM-DD"),
    "period_end": (
        "対象期間の終わり(含まない)YYYY-MM-DD",
        "reference period, the day after the last",
    ),
    "fossil_carbon": ("製品に含まれる化石炭素 kg", "fossil carbon in the product, kg"),
}


def add_calc(parser: argparse.ArgumentParser) -> None:
    """Give `gxd calc` its options."""
    parser.add_argument(
        "file", type=Path, help=say("活動量の表(xlsx、csv)", "activity sheet (xlsx, csv)")
    )
    parser.add_argument("--sheet", help=say("シートの名前", "name of the sheet"))
    parser.add_argument("--name", help=say("製品名", "product name"))
    parser.add_argument(
        "--unit", help=say("宣言単位(PACT の語、例 piece)", "declared unit in PACT's words")
    )
    parser.add_argument(
        "--mass", type=_number, help=say("製品の質量 kg", "mass of the product, kg")
    )
    parser.add_argument(
        "--yield",
        dest="yield_rate",
        type=_number,
        help=say("良品率(0.95 など)", "yield, such as 0.95"),
    )
    parser.add_argument("--json", action="store_true", help=say("JSON で出力する", "print JSON"))
    parser.add_argument(
        "--pact",
        type=Path,
        metavar="OUT",
        help=say("PACT v3 の記録を書く", "write a PACT v3 record"),
    )
    for option, words in _PACT.items():
        parser.add_argument(f"--{option.replace('_', '-')}", help=f"--pact: {say(*words)}")

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.framework.report import calc_file, footprint_json

        footprint = calc_file(
            options.file,
            sheet=options.sheet,
            name=options.name,
            declared_unit=options.unit,
            product_mass_kg=options.mass,
            yield_rate=options.yield_rate,
        )
        if options.pact is not None:
            _write_pact(options, footprint)
        if options.json:
            print(json.dumps(footprint_json(footprint), ensure_ascii=False, indent=2))
            return
        print(footprint)
        for part in footprint.contributions:
            print(
                f"  {part.kg_co2e:14.3f} kg  {part.flow}  ({part.amount_text} × {part.factor_text})"
            )
        for caution in footprint.cautions:
            print(f"  {say('注意', 'note')}: {caution}")

    parser.set_defaults(run=run)


def _number(text: str) -> float:
    """A number as it is typed; argparse says the sentence of the one it is not."""
    try:
        return read_number(text)
    except GxdError as error:
        raise argparse.ArgumentTypeError(say(error.ja, error.en)) from None


def _write(file: Path, content: bytes) -> None:
    """The file whole, or GXD-Z002."""
    try:
        write_whole_bytes(file, content)
    except OSError as error:
        raise GxdError(
            "GXD-Z002",
            f"書き込めません({error.strerror})。フォルダーと書き込みの権限を確かめてください",
            f"cannot be written ({error.strerror}): check the folder and the right to write there",
            where=str(file),
        ) from None


def _write_pact(options: argparse.Namespace, footprint: Footprint) -> None:
    """Write the record; GXD-Z001 names what it needs and was not given."""
    missing = [name for name in _PACT if not getattr(options, name)]
    if missing:
        names = " ".join(f"--{name.replace('_', '-')}" for name in missing)
        raise GxdError(
            "GXD-Z001",
            f"PACT の記録には、ほかに {names} が要ります",
            f"a PACT record also needs {names}",
        )
    from gxd_teach.techspec import Company, Product, product_footprint

    record = product_footprint(
        footprint,
        company=Company("company", options.company, options.company_urn),
        product=Product(footprint.name, footprint.name, options.product_urn),
        reference_period_start=options.period_start,
        reference_period_end=options.period_end,
        fossil_carbon_content_kg=read_number(options.fossil_carbon),
        comment=" ".join(footprint.cautions) or None,
    )
    _write(options.pact, record.to_json() + b"\n")


def add_chain(parser: argparse.ArgumentParser) -> None:
    """Give `gxd chain` its files."""
    parser.add_argument(
        "edges",
        type=Path,
        help=say("取引の表(buyer, supplier, amount, unit)", "links: buyer, supplier, amount, unit"),
    )
    parser.add_argument(
        "direct",
        type=Path,
        help=say("直接排出の表(product, kg_co2e)", "direct emissions: product, kg_co2e"),
    )
    parser.add_argument(
        "--product", help=say("1 製品の内訳を見る", "the contributions of one product")
    )
    parser.add_argument(
        "--csv", type=Path, metavar="OUT", help=say("全製品を CSV に書く", "write all products")
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.framework.supplychain.chain import SupplyChain

        chain = SupplyChain.from_csv(options.edges, options.direct)
        found = chain.footprints()
        frame = found.to_frame()
        if options.csv is not None:
            _write(options.csv, frame.to_csv(index=False).encode("utf-8-sig"))
        gaps = chain.gaps()
        if options.product is not None:
            need = chain.needs(options.product)
            gaps = [gap for gap in gaps if need[chain.number(gap.buyer or gap.supplier)] > 0]
            kg = found.known[chain.number(options.product)]
            value = say("値がありません", "no footprint") if kg != kg else f"{kg:.6g} kg-CO2e"
            less = say("(下の欠けを含まない)", " (without the gaps below)") if gaps else ""
            print(f"{options.product}: {value}{less if kg == kg else ''}")
            print(chain.by_supplier(options.product).to_string(index=False, na_rep=""))
        else:
            print(frame.to_string(index=False, max_rows=60, na_rep=""))
        for gap in gaps:
            print(f"{say('欠け', 'gap')}: {gap}")

    parser.set_defaults(run=run)
