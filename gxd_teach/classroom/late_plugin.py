"""nbgrader's late penalty by this class's rule: named in `nbgrader_config.py`.

See https://nbgrader.readthedocs.io/en/stable/plugins/late-plugin.html.
"""

from __future__ import annotations

from nbgrader.plugins import LateSubmissionPlugin

from gxd_teach.classroom.course import Course
from gxd_teach.classroom.late import late_rules, penalty_points

__all__ = ["PerDay"]


class PerDay(LateSubmissionPlugin):
    """So many percent of the score for each day begun after the due date."""

    def late_submission_penalty(
        self, student_id: str, score: float, total_seconds_late: float
    ) -> float | None:
        """The points taken off; None where the class has no rule for the assignment."""
        assignment = getattr(self.parent, "assignment_id", "")
        rule = late_rules(Course.at()).get(assignment)
        if rule is None:
            return None
        return penalty_points(score, total_seconds_late, rule.percent_per_day)
