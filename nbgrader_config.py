"""nbgrader's settings for this course: which folder plays which part.

Read by every `nbgrader` command that is run in this folder, and by `gxd class`.
"""

import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
# The grading cells find the question bank by this variable.
os.environ.setdefault("GXD_COURSE_ROOT", str(ROOT))
# nbgrader starts `alembic` by name: let it be found when the environment is not activated.
os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])

c = get_config()  # noqa: F821

c.CourseDirectory.root = str(ROOT)
c.CourseDirectory.course_id = "gxd"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "exercises"
c.CourseDirectory.submitted_directory = "_grading/submitted"
c.CourseDirectory.autograded_directory = "_grading/autograded"
c.CourseDirectory.feedback_directory = "_grading/feedback"
c.CourseDirectory.solution_directory = "_grading/solution"
# GXD_GRADEBOOK_URL names a gradebook on PostgreSQL; else it is a file.
c.CourseDirectory.db_url = re.sub(
    r"^postgres(ql)?://",
    "postgresql+psycopg://",
    os.environ.get("GXD_GRADEBOOK_URL", "").strip() or f"sqlite:///{ROOT}/_grading/gradebook.db",
)
# A bank is Python beside the notebook: it must never be copied to a release or a submission.
c.CourseDirectory.ignore = [
    ".ipynb_checkpoints",
    "*.pyc",
    "__pycache__",
    "*.py",
    "*.md",
    ".*",
]

c.AssignLatePenalties.plugin_class = "gxd_teach.classroom.late_plugin.PerDay"
c.ClearSolutions.code_stub = {"python": "# 計算をここに書いてもかまいません"}
c.ClearSolutions.text_stub = "ここに答えを書いてください"
c.ExecutePreprocessor.timeout = 60
# Our own kernel speaks for the course, whatever a submission names.
c.Execute.kernel_name = "python3"
# What was handed in may hold anything: no script of it runs in formgrader or a feedback page.
c.HTMLExporter.sanitize_html = True
# Which cleans outputs only, and makes text of their tags; the Markdown of a cell is rendered by
# nbgrader's templates as it stands. Ours cleans both and keeps tables and paragraphs.
c.HTMLExporter.filters = {
    "markdown2html": "gxd_teach.classroom.safe_markdown.safe_markdown",
    "clean_html": "gxd_teach.classroom.safe_markdown.safe_html",
}
c.NbGrader.logfile = ""
