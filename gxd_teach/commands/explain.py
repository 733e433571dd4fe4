"""`gxd explain`: what a code in a message means and how to repair it, without a network."""

from __future__ import annotations

import argparse

from gxd_teach.language import say

__all__ = ["add_explain"]


def add_explain(parser: argparse.ArgumentParser) -> None:
    """Give `gxd explain` its argument: one code or several."""
    parser.description = say(
        "メッセージの記号(GXD-U004 など)の意味と直し方を示します。",
        "Says what the code of a message (such as GXD-U004) means, and how to repair it.",
    )
    parser.add_argument(
        "codes",
        nargs="+",
        metavar="CODE",
        help=say("記号(GXD-U004、U4、TC5 など)", "a code: GXD-U004, U4, TC5 …"),
    )

    def run(options: argparse.Namespace) -> None:
        from gxd_teach.seminar.reference.codes import explained

        print("\n\n".join(explained(code) for code in options.codes))

    parser.set_defaults(run=run)
