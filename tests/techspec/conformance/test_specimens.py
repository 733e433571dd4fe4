"""The records a server offers while it is tested."""

from __future__ import annotations

from gxd_teach.techspec import Company, lint_record
from gxd_teach.techspec.conformance.specimens import specimens


def test_a_specimen_has_no_finding_in_either_version():
    """A run then shows the server, not what a record lacks; all of them are complete."""
    for pair in specimens(Company("fict-a", "FICT-A", "urn:gln:4912345000009")):
        for record in pair:
            report = lint_record(record)
            assert report.clean, str(report)
            assert report.usability.level == 3


def test_they_are_the_same_at_every_call():
    """Started again, a server offers the very same records."""
    company = Company("fict-a", "FICT-A", "urn:gln:4912345000009")
    assert specimens(company) == specimens(company)
