"""The sandbox: what a submission may do, what it may not leave behind, and how it is started."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from gxd_teach.classroom.bank import load_bank
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.release import release
from gxd_teach.classroom.sandbox import pool as pool_module
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.outcome import Outcome, take, take_answers
from gxd_teach.classroom.sandbox.plain_values import Opaque
from gxd_teach.classroom.sandbox.pool import Ask, Cell, Job, Pool
from gxd_teach.classroom.sandbox.syscalls import program
from gxd_teach.classroom.sandbox.walls import why_no_walls
from gxd_teach.errors import GxdError

LIMITS = Limits(cell_seconds=3, seconds=20, memory_mb=512, output_kb=64)


def need_walls() -> None:
    """Skipped loudly where no sandbox can be had; never in CI."""
    problem = why_no_walls()
    if problem is not None:
        if os.environ.get("CI"):
            pytest.fail(str(problem))
        pytest.skip(str(problem))


@pytest.fixture(scope="module")
def pool():
    """One warm parent for all tests of this module."""
    need_walls()
    with Pool(1, limits=LIMITS) as made:
        yield made


def run(pool: Pool, *sources: str, answer: str = "answer") -> Outcome:
    """Run cells, and ask for a variable after the last."""
    cells = [Cell(place, source) for place, source in enumerate(sources)]
    return pool.run(Job([*cells, Cell(len(cells), "", asks=(Ask(answer),))]))


def shown(outcome: Outcome) -> str:
    return json.dumps(outcome.outputs, ensure_ascii=False)


class TestNotebooks:
    """What an honest notebook does works as in a kernel."""

    def test_what_notebooks_use_works(self, pool):
        """Magics, the shell, display, figures, await, a server of one's own on the loopback."""
        outcome = run(
            pool,
            "%time 1 + 1\n!echo from the shell",
            "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
            "import asyncio\nawait asyncio.sleep(0)\ndisplay('shown')",
            "import http.server, threading, urllib.request\n"
            "s = http.server.HTTPServer(('127.0.0.1', 0), http.server.SimpleHTTPRequestHandler)\n"
            "threading.Thread(target=s.serve_forever, daemon=True).start()\n"
            "answer = urllib.request.urlopen(f'http://127.0.0.1:{s.server_port}/').status",
        )
        assert outcome.ended == "done"
        assert outcome.answers == {"answer": 200}
        for word in ("from the shell", "image/png", "'shown'"):
            assert word in shown(outcome)

    def test_a_lost_cell_costs_only_itself(self, pool):
        """What earlier and later cells define is there; the lost one is named with the reason."""
        outcome = run(pool, "a = 2", "a = 0\nwhile True: pass", "import os; os._exit(3)", "answer = a + 1")  # fmt: skip
        assert outcome.answers == {"answer": 3}
        assert outcome.lost == {1: "time", 2: "died"}

    def test_a_cell_that_cuts_the_line_costs_only_itself(self, pool):
        """A submission whose line to the grader is cut is run again without that cell."""
        cut = (
            "import os, socket, stat\n"
            "for number in map(int, os.listdir('/proc/self/fd')):\n"
            "    try:\n"
            "        if stat.S_ISSOCK(os.fstat(number).st_mode):\n"
            "            socket.socket(fileno=os.dup(number)).shutdown(socket.SHUT_RDWR)\n"
            "    except OSError:\n"
            "        pass\n"
        )
        outcome = run(pool, "a = 2", cut, "answer = a + 1")
        assert outcome.answers == {"answer": 3}
        assert outcome.lost == {1: "died"}
        assert outcome.ended == "done"

    def test_a_cell_that_takes_all_memory_costs_only_itself(self, pool):
        """Many processes below the limit, together above it: the cell is named, the rest runs."""
        hoard = (
            "import os, time\n"
            "for _ in range(6):\n"
            "    if os.fork() == 0:\n"
            "        break\n"
            "hoard = [bytearray(b'x' * 150_000_000)]\n"
            "time.sleep(2)\n"
        )
        outcome = run(pool, "a = 2", hoard, "answer = a + 1")
        assert outcome.answers == {"answer": 3}
        assert outcome.lost == {1: "memory"}

    def test_output_is_cut_and_said_to_be(self, pool):
        """A cell shows as much as the limit allows."""
        outcome = run(pool, "print('x' * 10_000_000)\nanswer = 1")
        assert "出力はここまで" in shown(outcome)
        assert len(shown(outcome)) < 100_000
        assert outcome.answers == {"answer": 1}

    def test_memory_beyond_the_limit_is_an_error_in_the_cell(self, pool):
        """Who asks for too much gets a MemoryError; the rest of the notebook runs."""
        outcome = run(pool, "hoard = bytearray(4 * 2**30)", "answer = 5")
        assert "MemoryError" in shown(outcome)
        assert outcome.answers == {"answer": 5}

    def test_a_functions_results_are_taken_and_a_list_is_no_function(self, pool):
        """Arguments go in, results come out; results typed in by hand are not a function."""
        ask = Ask("f", ((2, 3), (4, 0)))
        outcome = pool.run(Job([Cell(0, "f = lambda a, b: a / b", asks=(ask,))]))
        assert outcome.answers["f"] == [2 / 3, Opaque("ZeroDivisionError")]
        outcome = pool.run(Job([Cell(0, "f = [2 / 3, 0.0]", asks=(ask,))]))
        assert outcome.answers["f"] == Opaque("list")


# Both are run as a notebook's cell: the one leaves a note wherever it can, the other looks.
PLANT = """
import asyncio, atexit, builtins, ctypes, decimal, gc, importlib, locale, logging, os, random
import resource, signal, socket, sys, threading, time, warnings
import matplotlib, matplotlib.pyplot as plt, numpy, pandas, pint
import gxd_teach, gxd_teach.units
def tried(plant):
    try:
        plant()
    except Exception:
        pass
for module in (builtins, numpy, pandas, gxd_teach, sys, os):
    module.planted = True
builtins.sum = lambda *_: 7
gxd_teach.units.convert = numpy.sqrt = lambda *_: 7
for place in ("/tmp", "/dev/shm", "/var", "/var/tmp", ".", "/", "/gxd", "/dev", "/tmp/matplotlib", "/run"):
    tried(lambda: open(f"{place}/planted", "w").write("x"))
    tried(lambda: os.symlink("/nowhere", f"{place}/planted-link"))
os.environ["PLANTED"] = os.environ["GXD_LANG"] = "en"
os.environ["TZ"] = "UTC"; time.tzset()
os.umask(0o777); os.chdir("/dev/shm"); tried(lambda: os.nice(5))
tried(lambda: os.sched_setaffinity(0, {0}))
tried(lambda: locale.setlocale(locale.LC_ALL, "C"))
matplotlib.rcParams["font.size"] = 77; plt.figure()
numpy.random.seed(1); random.seed(1); numpy.seterr(all="raise"); numpy.set_printoptions(precision=1)
pandas.set_option("display.max_rows", 3); pint.set_application_registry(pint.UnitRegistry())
decimal.getcontext().prec = 2; decimal.setcontext(decimal.Context(prec=2))
warnings.simplefilter("error"); logging.basicConfig(); logging.disable(50)
signal.signal(signal.SIGUSR1, print); signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.setitimer(signal.ITIMER_REAL, 100)
signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR2})
shell = get_ipython()
shell.input_transformers_cleanup.append(lambda lines: lines)
shell.ast_transformers.append(None) if False else None
shell.events.register("post_run_cell", lambda *_: None)
shell.user_ns["planted"] = 1
shell.set_custom_exc((ValueError,), lambda *_: None)
tried(lambda: threading.Thread(target=time.sleep, args=(1000,), daemon=True).start())
sys.path.insert(0, "/planted"); sys.meta_path.insert(0, None); sys.meta_path.pop(0)
sys.setrecursionlimit(5000); sys.setswitchinterval(1); gc.disable(); socket.setdefaulttimeout(7)
resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60)); resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))
libc = ctypes.CDLL(None)
for ring in (-1, -2, -3, -4, -5):
    libc.syscall(248, b"user", b"planted", b"x", 1, ring)
libc.syscall(250, 1, b"planted")
libc.shmget(0x987, 4096, 0o1666); libc.semget(0x987, 1, 0o1666); libc.msgget(0x987, 0o1666)
libc.mq_open(b"/planted", 0o102, 0o666, None)
kept = []
def bound(family, kind, address):
    one = socket.socket(family, kind); kept.append(one); one.bind(address)
tried(lambda: bound(socket.AF_UNIX, socket.SOCK_STREAM, "\\0planted"))
def called():
    server = socket.create_server(("127.0.0.1", 4321)); client = socket.create_connection(("127.0.0.1", 4321))
    server.accept()[0].close(); client.recv(1); client.close(); server.close()
tried(called)  # leaves a port in TIME_WAIT
for number in (0, 1, 2):
    tried(lambda: os.write(number, b"planted"))
tried(lambda: open("/proc/self/oom_score_adj", "w").write("500"))
tried(lambda: open("/proc/self/comm", "w").write("planted"))
tried(lambda: libc.sethostname(b"planted", 7))
for place in ("/gxd/source/gxd_teach/__init__.py", "/usr/lib"):
    tried(lambda: os.utime(place)); tried(lambda: os.setxattr(place, "user.planted", b"x"))
answer = 1
"""
LOOK = """
import asyncio, builtins, decimal, gc, glob, locale, logging, os, random, resource, signal
import socket, sys, threading, time, warnings
import matplotlib, matplotlib.pyplot as plt, numpy, pandas, pint
import gxd_teach, gxd_teach.units
def text(file):
    try:
        return open(file, errors="replace").read()
    except OSError as error:
        return str(error)
def noted(number):
    try:
        return str(os.pread(number, 100, 0))
    except OSError as error:
        return str(error)
shell = get_ipython()
answer = {
    "modules": [hasattr(m, "planted") for m in (builtins, numpy, pandas, gxd_teach, sys, os)],
    "functions": [builtins.sum([1, 2]), float(numpy.sqrt(9)), gxd_teach.units.convert(1, "t", "kg")],
    "loaded": len(sys.modules),
    "files": sorted(f for p in ("/*", "/tmp/**", "/dev/**", "/var/**", "./**", "/run/**", "/gxd/*")
                    for f in glob.glob(p, recursive=True) if not f.startswith("/dev/pts")),
    "environment": sorted(map(str, os.environ.items())), "cwd": os.getcwd(), "umask": os.umask(0o22),
    "zone": time.tzname, "nice": os.nice(0), "processors": sorted(os.sched_getaffinity(0)),
    "locale": str(locale.getlocale()), "figures": plt.get_fignums(),
    "settings": str(sorted((k, str(v)) for k, v in matplotlib.rcParams.items())),
    "random": [random.random() == 0.13436424411240122, float(numpy.random.random())],
    "numpy": str((numpy.geterr(), numpy.get_printoptions())), "rows": pandas.get_option("display.max_rows"),
    "decimal": decimal.getcontext().prec, "warnings": len(warnings.filters),
    "logging": [len(logging.root.handlers), logging.root.manager.disable],
    "signals": [str(signal.getsignal(n)) for n in (signal.SIGUSR1, signal.SIGINT, signal.SIGTERM)],
    "mask": sorted(map(int, signal.pthread_sigmask(signal.SIG_BLOCK, ()))),
    "timer": str(signal.getitimer(signal.ITIMER_REAL)),
    "shell": [len(shell.input_transformers_cleanup), len(shell.ast_transformers), str(shell.custom_exceptions),
              len(shell.events.callbacks["post_run_cell"]), sorted(k for k in shell.user_ns if k[0] != "_")
              == sorted(k for k in shell.user_ns if k[0] != "_" and k != "planted"), shell.execution_count],
    "threads": threading.active_count(), "path": sys.path, "recursion": sys.getrecursionlimit(),
    "switch": sys.getswitchinterval(), "gc": gc.isenabled(), "timeout": socket.getdefaulttimeout(),
    "limits": [list(resource.getrlimit(n)) for n in range(16)],
    "keys": text("/proc/keys").count("planted"),
    "ipc": [text(f"/proc/sysvipc/{kind}") for kind in ("shm", "sem", "msg")],
    "sockets": [text(f"/proc/net/{kind}").count("\\n") for kind in ("tcp", "udp", "raw", "packet")],
    "abstract": "planted" in text("/proc/net/unix"), "counters": text("/proc/net/snmp"),
    "log": [noted(number) for number in (0, 1, 2)], "oom": text("/proc/self/oom_score_adj"),
    "name": text("/proc/self/comm"), "host": socket.gethostname(),
    "processes": sorted(n for n in os.listdir("/proc") if n.isdigit()),
    "touched": os.stat("/gxd/source/gxd_teach/__init__.py").st_mtime_ns,
}
"""


def test_nothing_passes_from_one_submission_to_the_next(pool):
    """Wherever a submission can leave a note, the next finds what the first had found."""
    before = run(pool, LOOK).answers["answer"]
    planted = run(pool, PLANT)
    inside = run(pool, PLANT.replace("builtins.sum =", "unused ="), LOOK).answers["answer"]
    after = run(pool, LOOK).answers["answer"]
    assert planted.answers == {"answer": 1}, shown(planted)
    assert len({name for name in before if before[name] != inside[name]}) > 25  # it does plant
    assert {name for name in before if before[name] != after[name]} == set()


def test_nothing_of_the_grader_is_seen(pool):
    """No file of the course, no variable of its environment, no process, no capability."""
    found = run(
        pool,
        "import os\nanswer = {'status': open('/proc/self/status').read(), 'home': os.listdir('/'),\n"
        "'processes': [n for n in os.listdir('/proc') if n.isdigit()], 'uid': os.getuid(),\n"
        "'environment': sorted(os.environ)}",
    ).answers["answer"]
    status = dict(line.split(":\t", 1) for line in found["status"].splitlines() if ":\t" in line)
    assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
    assert (status["NoNewPrivs"], status["Seccomp"]) == ("1", "2")
    assert found["processes"] == ["1", "2"]
    assert not {"home", "root", "srv", "var"} & set(found["home"])
    assert found["uid"] != 0
    assert not {"PYTEST_CURRENT_TEST", "USER", "GXD_COURSE_ROOT"} & set(found["environment"])


def test_a_parent_that_fell_is_replaced(pool):
    """The next submission does not notice."""
    assert run(pool, "answer = 1").answers == {"answer": 1}
    process = pool._parents[0]._process
    assert process is not None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert run(pool, "answer = 2").answers == {"answer": 2}


def test_the_filter_is_well_formed():
    """Every jump of the second wall lands inside it, on both kinds of processor."""
    import struct

    for machine in ("x86_64", "aarch64"):
        lines = list(struct.iter_unpack("=HBBI", program(machine)))
        assert lines[-1] == (0x06, 0, 0, 0x00050001)
        for place, (code, yes, no, _) in enumerate(lines):
            if code & 7 == 5:
                assert place + 1 + max(yes, no) < len(lines)


class TestWhatComesOut:
    """Messages from inside, which anybody there may forge."""

    def test_only_answers_asked_for_are_kept(self):
        """Other names are dropped; the last word counts."""
        outcome = Outcome()
        for name, value in [("a", 1), ("b", 2), ("a", {"$tuple": [3, "kg"]}), ("judge", 1.0)]:
            take({"answer": name, "value": value}, outcome, 1000)
        take_answers([("a", False), ("c", False)], outcome)
        assert outcome.answers == {"a": (3, "kg")}

    @pytest.mark.parametrize(
        "message",
        [{}, {"cell": True, "outputs": []}, {"cell": 1, "outputs": "x"}, {"answer": 1, "value": 1},
         {"answer": "a"}, {"lost": "1"}, {"cell": "1", "outputs": []}],
    )  # fmt: skip
    def test_what_is_not_of_the_agreed_shape_was_not_sent(self, message):
        """Nothing is taken from it."""
        outcome = Outcome()
        take(message, outcome, 1000)
        assert outcome == Outcome()

    def test_a_cell_shows_no_more_than_it_may(self):
        """Also where the counting inside was made to lie."""
        outcome = Outcome()
        flood = [{"output_type": "stream", "name": "stdout", "text": "x" * 1000}] * 10_000
        take({"cell": 0, "outputs": flood, "count": 1}, outcome, 1000)
        assert len(json.dumps(outcome.outputs[0][0])) < 200_000


# What a fresh process runs, started by root or by an ordinary user.
STARTED = """
import json, os, sys
from gxd_teach.classroom.sandbox.limits import Limits
from gxd_teach.classroom.sandbox.pool import Ask, Cell, Job, Pool
source = '''
import os
status = open("/proc/self/status").read()
forked = 0
try:
    while forked < 200:
        if os.fork() == 0:
            os.execvp("sleep", ["sleep", "100"])
        forked += 1
except OSError:
    pass
readable = [p for p in ("/root", "/home", "/etc/shadow", "/etc/passwd") if os.access(p, os.R_OK)]
answer = {"uid": os.getuid(), "gid": os.getgid(), "groups": os.getgroups(), "forked": forked,
          "caps": int(status.split("CapEff:")[1].split()[0], 16), "readable": readable}
'''
with Pool(1, limits=Limits(cell_seconds=5, seconds=20, processes=20)) as pool:
    outcomes = [pool.run(Job([Cell(0, source, asks=(Ask("answer"),))])) for _ in range(2)]
print(json.dumps([os.getuid(), [o.answers for o in outcomes], [o.ended for o in outcomes]]))
"""


def started_by(words: list[str], checkout: Path) -> tuple[int, list[dict], list[str]]:
    """Grade in a fresh process: who it was, the answers, how they ended."""
    done = subprocess.run(
        [*words, sys.executable, "-c", STARTED], capture_output=True, text=True, timeout=120,
        cwd="/", env={"PYTHONPATH": str(checkout), "PATH": os.environ["PATH"]},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    user, answers, ended = json.loads(done.stdout.splitlines()[-1])
    return user, answers, ended


def as_root() -> list[str]:
    """The words that make a command root's; skipped where that cannot be had."""
    need_walls()
    if os.getuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], check=False).returncode == 0:
        return ["sudo", "-n", "--preserve-env=PYTHONPATH"]
    if os.environ.get("CI"):
        pytest.fail("CI must test grading that root starts: give it sudo without a password")
    pytest.skip("grading started by root needs root, or sudo without a password")


def as_somebody(checkout: Path) -> list[str]:
    """The words that make a command an ordinary user's, who can read this Python and package."""
    need_walls()
    if os.getuid() != 0:
        return []
    words = ["bwrap", "--dev-bind", "/", "/"]
    folders = {Path(sys.base_prefix).resolve(), Path(sys.prefix).resolve(), checkout.resolve()}
    shut = {parent for folder in folders for parent in folder.parents if _shut(parent)}
    for parent in sorted(shut):
        words += ["--perms", "0755", "--tmpfs", str(parent)]
    for folder in sorted(folder for folder in folders if shut & set(folder.parents)):
        for parent in reversed(folder.parents):
            if shut & set(parent.parents):
                words += ["--perms", "0755", "--dir", str(parent)]
        words += ["--ro-bind", str(folder), str(folder)]
    return [*words, "setpriv", "--reuid=60999", "--regid=60999", "--clear-groups"]


def _shut(folder: Path) -> bool:
    return folder.stat().st_mode & 0o001 == 0


def check_started(answers: list[dict], ended: list[str]) -> None:
    """Twice the same, unprivileged, alone, and bound by the limit on processes."""
    assert ended == ["done", "done"]
    for found in (answer["answer"] for answer in answers):
        assert found["uid"] not in (0, 65534)
        assert found["gid"] != 0
        assert found["caps"] == 0
        assert found["readable"] == []
        assert 5 <= found["forked"] <= 24  # those who fork count, too


def test_started_by_root_it_becomes_somebody_else(course_root):
    """Root's limits would not bind: the grader drops to an account of no one's first."""
    user, answers, ended = started_by(as_root(), course_root)
    assert user == 0
    check_started(answers, ended)
    assert {answer["answer"]["uid"] for answer in answers} == {61184}


def test_started_by_an_ordinary_user_it_stays_that_user(course_root):
    """No privilege is needed to be walled in."""
    user, answers, ended = started_by(as_somebody(course_root), course_root)
    assert user != 0
    check_started(answers, ended)
    assert {answer["answer"]["uid"] for answer in answers} == {user}


def test_without_a_sandbox_nothing_is_run(monkeypatch):
    """The refusal says what to install; trusting all submissions is asked for by name."""
    error = GxdError("GXD-C090", "囲えません", "no walls")
    monkeypatch.setattr(pool_module, "why_no_walls", lambda: error)
    with pytest.raises(GxdError, match="GXD-C090"):
        Pool(1)
    with Pool(1, limits=LIMITS, walls=False) as trusting:
        assert run(trusting, "answer = 2").answers == {"answer": 2}


NAME = "04-product"
GRADE = """
import sys
from gxd_teach.classroom.course import Course
from gxd_teach.classroom.grading import How, grade
from gxd_teach.classroom.sandbox.limits import Limits
how = How(jobs=2, limits=Limits(cell_seconds=5, seconds=20))
grade(Course.at(sys.argv[1]), public=True, how=how, progress=lambda line: print(line, flush=True))
"""


def classroom(root: Path, checkout: Path, count: int) -> Course:
    """A released course with submissions: all right, one question missed, one lost."""
    for name in ("solutions/04-product", "datasets"):
        shutil.copytree(checkout / name, root / name)
    for name in ("_config.yml", "nbgrader_config.py"):
        shutil.copy(checkout / name, root / name)
    course = Course.at(root)
    release(course, [NAME], progress=lambda line: None)
    released = json.loads((course.exercises / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
    right = {}
    for id_, question in load_bank(course, NAME).items():
        expected = dict(question.instance(edition=course.edition).expected())
        right[f"answer-{id_}"] = f"answer_{id_} = {expected.get('', expected)!r}"
    for number in range(count):
        wrong = {1: {"answer-04b": "answer_04b = 1"}, 2: {"answer-04b": "import os; os._exit(1)"}}
        answers = right | wrong.get(number % 3, {})
        cells = [{**c, "source": answers.get(c["id"], c["source"])} for c in released["cells"]]
        folder = course.grading / "submitted" / f"s{number:03d}" / NAME
        folder.mkdir(parents=True)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(released | {"cells": cells}))
    return course


def rows(course: Course) -> list[tuple]:
    """What the gradebook says, in an order of its own."""
    with sqlite3.connect(course.grading / "gradebook.db") as book:
        return book.execute(
            "select student.id, base_cell.name, auto_score, manual_score, needs_manual_grade"
            " from grade join base_cell on base_cell.id = grade.cell_id"
            " join submitted_notebook on submitted_notebook.id = grade.notebook_id"
            " join submitted_assignment on submitted_assignment.id = submitted_notebook.assignment_id"
            " join student on student.id = submitted_assignment.student_id"
            " order by student.id, base_cell.name"
        ).fetchall()


def test_killed_twice_it_ends_with_the_same_gradebook(tmp_path, course_root):
    """Twenty-four submissions, a kill at the eighth and one at the sixteenth: the same rows."""
    need_walls()
    (tmp_path / "quiet").mkdir()
    quiet = classroom(tmp_path / "quiet", course_root, 24)
    killed = Course.at(shutil.copytree(tmp_path / "quiet", tmp_path / "killed"))
    environment = {**os.environ, "PYTHONPATH": str(course_root)}
    started = {"env": environment, "stdout": subprocess.PIPE, "text": True, "cwd": tmp_path}
    seen = []
    for _ in range(2):
        process = subprocess.Popen([sys.executable, "-c", GRADE, str(killed.root)], **started)
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("[8/"):
                seen.append(line)
                everybody = [process, *psutil.Process(process.pid).children(recursive=True)]
                process.kill()
                break
        process.wait()
        _, alive = psutil.wait_procs(everybody[1:], timeout=30)
        assert alive == []
    assert len(seen) == 2
    for course in (killed, quiet):
        subprocess.run([sys.executable, "-c", GRADE, str(course.root)], check=True, **started)
    assert len(rows(quiet)) == 72
    assert rows(killed) == rows(quiet)
    assert {row[4] for row in rows(quiet) if row[1] == "judge-04b"} == {0, 1}
