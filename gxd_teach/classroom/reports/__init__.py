"""What is made from graded work: feedback pages, the instructor's report, exports, certificates.

Everything here reads two things: nbgrader's gradebook, whose scores count (those given by hand
before all others), and what the grader kept of each judgement (`judged`). Nothing here grades.
"""
