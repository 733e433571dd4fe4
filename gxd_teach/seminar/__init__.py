"""The seminar room: what an instructor shows, hands out and carries along.

`book` builds the pages; `slides`, `handout` and `reference` are made from them or for them; `site`
serves everything with the `live` exchange; `kit` packs it; `case` takes in the cases of each year.
It sits under the command line and above the rest; nothing else of the package imports it.
"""
