"""Shapes of an answer: how what a person gives is taken apart into single values.

Most answers are one value or a few named ones (`Values`). A table is taken apart by its cells,
a function by what it returns for given arguments, a figure by what it shows, a record by the
values at its paths. Each single value is then read, sealed and judged by its kind.
"""
