"""The sandbox: where handed-in notebooks run, and the one narrow way their answers come out.

A warm parent with everything imported sits behind walls (`walls`, `warm`). Each submission
runs in a child of it, in namespaces of its own (`cage`), cell by cell with a fork before each
cell that may go wrong (`cells`). What comes out is plain data (`plain_values`), over a socket
of its own (`frames`), to a grader that never shared a process with it (`pool`).
"""
