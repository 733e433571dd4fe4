"""Submissions as they come in: unwrapped, matched with the roster, put where they are graded.

Each is either put in `_grading/submitted/<id>/<assignment>/`, where nbgrader looks for it
(https://nbgrader.readthedocs.io), or named with the reason: nothing is dropped in silence, and
nobody is graded under another's id.
"""

from gxd_teach.classroom.collecting.contents import grade_ids
from gxd_teach.classroom.collecting.taking import collect
from gxd_teach.classroom.collecting.whose import not_listed

__all__ = ["collect", "grade_ids", "not_listed"]
