"""The teaching package of the open GxD seminar kit.

Four rooms, named as the course is: `gxd_teach.framework` (calculate a footprint),
`gxd_teach.techspec` (exchange it), `gxd_teach.cases` (worked cases) and
`gxd_teach.classroom` (questions, self-check, grading). Importing this package needs the
standard library only; what a function needs beyond it is imported where it is used.

>>> import gxd_teach
>>> gxd_teach.__version__
'2026.11'
"""

__version__ = "2026.11"
__all__ = ["__version__"]
