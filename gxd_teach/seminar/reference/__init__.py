"""The Reference at the book's end, made from the package itself.

`codes` holds what every error code means (``error_codes.csv``, the one place where that is
written) beside the lint's and the conformance runner's own catalogues; `names` finds what is
public; the pages are written by `write`. ``tools/reference.py`` makes them anew.
"""
