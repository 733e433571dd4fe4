"""The seminar room: the book is built, its page assets are fetched, everything is served.

It sits under the command line and above the rest; nothing else of the package imports it.
"""
