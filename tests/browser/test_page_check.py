"""Questions in a page, in a browser: what is typed, what is said, with a keyboard and a reader.

A little book of its own with every kind of answer, opened as a file, with no network at all.
The real chapter is tested in test_page_check_book.py.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gxd_teach.classroom import Calls, Choice, Choices, Given, Number, Part, Question, Table, Text
from gxd_teach.classroom.leaflet import make_leaflet, write_json
from gxd_teach.classroom.selfcheck import check_entry

EDITION = "2026.11"
CONF = """
import sys
sys.path[:0] = [{ext!r}, {root!r}]
extensions = ["myst_parser", "check"]
html_theme = "sphinx_book_theme"
html_static_path = [{static!r}]
html_css_files = ["custom.css"]
language = {language!r}
project = "本"
html_title = "本"
"""
IDS = ("90-q1", "90a", "90b", "90c", "90d", "90e", "90f")


def question(id_: str, ja: str, **declared: Any) -> Question:
    """A question of the little book."""
    rest: dict[str, Any] = {"given": (), "draw": lambda draw: {}, **declared}
    return Question(id_, title=Text(f"{ja}の題", f"title of {id_}"),
                    ask=Text(f"{ja}はどれだけですか", f"how much is {id_}"), objective="o",
                    read_more="index", **rest)  # fmt: skip


def bank() -> list[Question]:
    """One question of every kind; their numbers are drawn."""
    quick = question(
        "90-q1", "電力", points=0, parts={"": Part(Number("kg-CO2e"))},
        given=(Given("kwh", Text("電力量", "electricity"), "kWh"),),
        draw=lambda d: {"kwh": d.whole(110, 980, 10)}, reference=lambda data: data["kwh"] * 0.423,
        hints=(Text("掛けます。", "Multiply."), Text("係数は 0.423 です。", "The factor is 0.423.")),
    )  # fmt: skip
    quick.misconception(Text("割り算になっています。", "That divides."))(lambda d: d["kwh"] / 0.423)
    number = question(
        "90a", "質量", parts={"": Part(Number("kg"))},
        given=(Given("t", Text("荷 <b>1</b>", "load </script><script>alert(1)</script>"), "t"),),
        draw=lambda d: {"t": d.step(1.05, 9.95, 0.1)}, reference=lambda data: data["t"] * 1000,
    )  # fmt: skip
    number.misconception(Text("t のままです。", "Still in tonnes."))(lambda d: d["t"])
    parts = question(
        "90b", "内訳",
        parts={"flow": Part(Choice(("電力", "輸送 (transport)")), Text("項目", "flow")),
               "share": Part(Number("%", absolute=0.06), Text("割合", "share"))},
        draw=lambda d: {"share": d.step(10.5, 80.5, 0.5)},
        reference=lambda data: {"flow": "電力", "share": data["share"]},
    )  # fmt: skip
    parts.misconception(Text("残りの割合です。", "That is the rest."))(
        lambda d: {"share": 100 - d["share"]}
    )
    some = question("90c", "範囲", parts={"": Part(Choices(("材料", "電力", "通勤")))},
                    reference=lambda data: ["材料", "電力"])  # fmt: skip
    some.misconception(Text("通勤は入りません。", "No commuting."))(
        lambda d: ["材料", "電力", "通勤"]
    )
    some.misconception(Text("何も入らないはずはありません。", "Not nothing."))(lambda d: [])
    table = question(
        "90d", "表",
        shape=Table(("電力", "輸送"), {"kg": Number("kg"), "scope": Choice(("1", "2", "3"))}),
        reference=lambda data: {"電力": {"kg": 5, "scope": "2"}, "輸送": {"kg": 2, "scope": "3"}},
    )  # fmt: skip
    table.misconception(Text("電力は Scope 2 です。", "Electricity is scope 2."))(
        lambda d: {"電力": {"scope": "1"}}
    )
    function = question("90e", "関数", shape=Calls(((2,), (3,)), Number("kg")),
                        reference=lambda data: lambda x: 2 * x)  # fmt: skip
    written = question("90f", "理由", by_hand=Text("理由があれば", "any reason"),
                       reference=lambda data: {})  # fmt: skip
    return [quick, number, parts, some, table, function, written]


def leaflet(participant: str = "public", edition: str = EDITION) -> dict[str, Any]:
    """The little book's leaflet; cheap keys, so that the tests need not wait."""
    secret = b"" if participant == "public" else b"class"
    return make_leaflet(bank(), assignment="90-kinds", edition=edition, participant=participant,
                        secret=secret, iterations=500)  # fmt: skip


def expected(id_: str, participant: str = "public") -> dict[str, Any]:
    """The right answer of a question, by parts."""
    secret = b"" if participant == "public" else b"class"
    (one,) = [question for question in bank() if question.id == id_]
    found = one.instance(edition=EDITION, participant=participant, secret=secret)
    return dict(found.expected())


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory, course_root: Path) -> dict[str, Path]:
    """The little book in Japanese and in English; warnings are errors."""
    home = tmp_path_factory.mktemp("little-book")
    write_json(home / "exercises" / "90-kinds" / "questions.json", leaflet())
    (home / "src").mkdir()
    asked = "\n\n".join(f"```{{check}} {id_}\n```" for id_ in IDS)
    (home / "src" / "index.md").write_text(f"# 問\n\n{asked}\n", encoding="utf-8")
    made = {}
    for language in ("ja", "en"):
        conf = CONF.format(
            ext=str(course_root / "book" / "_ext"), root=str(course_root), language=language,
            static=str(course_root / "book" / "_static"),
        )  # fmt: skip
        (home / "src" / "conf.py").write_text(conf, encoding="utf-8")
        out = home / language
        command = [sys.executable, "-B", "-m", "sphinx", "-W", "-q", str(home / "src"), str(out)]
        done = subprocess.run([*command, "-d", str(home / f"trees-{language}")],
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stderr
        made[language] = out
    return made


class Reader:
    """Somebody in front of the page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.faults: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("dialog", lambda dialog: self.faults.append("a dialog"))
        page.on("request", lambda request: self.asked.append(request.url))

    def open(self, place: Path, name: str = "index.html") -> Reader:
        if self.page.url != "about:blank":  # a browser writes what it remembers a moment later
            self.page.wait_for_timeout(500)
        self.page.goto((place / name).as_uri())
        self.page.wait_for_selector("#check-90-q1 form")
        return self

    def box(self, id_: str) -> Any:
        return self.page.locator(f"#check-{id_}")

    def check(self, id_: str) -> str:
        """Press the button; what is said, and with what outcome."""
        self.box(id_).locator("button[type=submit]").click()
        return self.said(id_)

    def said(self, id_: str) -> str:
        status = self.page.locator(f"#check-{id_}-status")
        self.page.wait_for_function(
            "(id) => document.getElementById(id).dataset.outcome", arg=f"check-{id_}-status"
        )
        return f"{status.get_attribute('data-outcome')}: {status.inner_text()}"

    def type(self, id_: str, text: str, place: int = 0) -> Reader:
        self.box(id_).locator("input[type=text]").nth(place).fill(text)
        return self

    def load(self, *files: tuple[str, Any]) -> str:
        """Choose files; what the bar says of them."""
        bar = self.page.locator("#gxd-check-message")
        bar.evaluate("(one) => { one.dataset.outcome = ''; one.replaceChildren(); }")
        payload = [
            {"name": name, "mimeType": "application/json",
             "buffer": content if isinstance(content, bytes) else json.dumps(content).encode()}
            for name, content in files
        ]  # fmt: skip
        self.page.locator("#gxd-check-files").set_input_files(payload)
        self.page.wait_for_function(
            "() => document.getElementById('gxd-check-message').dataset.outcome"
        )
        return f"{bar.get_attribute('data-outcome')}: {bar.inner_text()}"

    def saved(self) -> dict[str, Any]:
        """The file that the save button gives."""
        with self.page.expect_download() as download:
            self.page.click("#gxd-check-save")
        assert download.value.suggested_filename == "answers-90.json"
        return dict(json.loads(Path(download.value.path()).read_text(encoding="utf-8")))


@pytest.fixture
def reader(chromium: Any, book: dict[str, Path]) -> Iterator[Reader]:
    """A fresh reader of the Japanese page, from a file, with the network cut."""
    context = chromium.new_context(locale="ja-JP", accept_downloads=True)
    context.set_offline(True)
    one = Reader(context.new_page()).open(book["ja"])
    yield one
    assert one.faults == []
    assert all(url.startswith(("file:", "data:", "blob:")) for url in one.asked)
    context.close()


class TestAnswers:
    """What is said of an answer."""

    def test_right_however_it_is_typed(self, reader):
        """Plain, with its unit, in another unit, full-width, with a thousands mark and blanks."""
        value = expected("90a")[""]
        wide = str.maketrans("0123456789,.", "０１２３４５６７８９，．")
        forms = [f"{value}", f"{value} kg", f"{value / 1000:.6f} t", f"{value:,.1f}"]
        forms += [f"{value}".translate(wide), f"　{value:,.1f}ｋｇ　".translate(wide), f"{value}e0"]
        for form in forms:
            assert reader.type("90a", form).check("90a").startswith("right: ○ 正解です。"), form

    @pytest.mark.parametrize(
        ("typed", "words"),
        [
            ("abc", "unreadable: ？ 「abc」は数値として読めません"),
            ("12,3", "unreadable: ？ 「12,3」は数値として読めません"),
            ("1.2.3", "unreadable: ？"),
            ("5 kWh", "unreadable: ？ 単位「kWh」は、求めている kg に直せません"),
            ("1e400", "unreadable: ？ 数が大きすぎるか小さすぎます"),
            ("", "unanswered: － まだ答えがありません。"),
            ("　 ", "unanswered: － まだ答えがありません。"),
            ("0", "wrong: × まだ合っていません。"),
            ("-1", "wrong: × まだ合っていません。"),
        ],
    )
    def test_nothing_nonsense_and_another_unit(self, reader, typed, words):
        """A sentence with what to do, never a verdict where nothing could be read."""
        assert reader.type("90a", typed).check("90a").startswith(words)

    def test_the_mistake_is_named(self, reader):
        """The sentence of the known mistake, with the value as it was read."""
        said = reader.type("90a", str(expected("90a")[""] / 1000)).check("90a")
        assert said.startswith("wrong: × t のままです。")
        assert "読み取った値" in said

    def test_the_tolerance_ends_where_the_grader_ends_it(self, reader):
        """At the edges of the interval, and one in a million beyond them."""
        interval = Number("kg").interval(expected("90a")[""])
        step = (interval.high - interval.low) / 1_000_000
        for value, outcome in (
            (interval.low, "right"),
            (interval.high, "right"),
            (interval.low - step, "wrong"),
            (interval.high + step, "wrong"),
        ):
            assert reader.type("90a", f"{value:f}").check("90a").startswith(outcome), value

    def test_several_parts_each_with_its_label(self, reader):
        """A choice and a number: one right, one mistaken, each said by name."""
        box = reader.box("90b")
        share = expected("90b")["share"]
        box.get_by_label("電力").check()
        said = reader.type("90b", f"{100 - share:.1f} %").check("90b")
        assert said.startswith("wrong:")
        assert "○ 項目: 正解です。" in said
        assert "× 割合: 残りの割合です。" in said
        box.get_by_label("輸送").check()
        assert "× 項目: まだ合っていません。" in reader.type("90b", f"{share}").check("90b")
        box.get_by_label("電力").check()
        assert reader.check("90b").startswith("right:")

    def test_a_set_in_any_order_and_the_empty_one(self, reader):
        """Nothing ticked is no answer; 'none of these' is one."""
        box = reader.box("90c")
        assert reader.check("90c").startswith("unanswered:")
        for name in ("電力", "材料"):
            box.get_by_label(name).check()
        assert reader.check("90c").startswith("right:")
        box.get_by_label("通勤").check()
        assert "通勤は入りません" in reader.check("90c")
        box.get_by_label("当てはまるものはない").check()
        assert not box.get_by_label("材料").is_checked()
        assert "何も入らないはずはありません" in reader.check("90c")
        box.get_by_label("材料").check()
        assert not box.get_by_label("当てはまるものはない").is_checked()

    def test_a_table_cell_by_cell(self, reader):
        """Every cell is named by its row and column, and said of by that name."""
        box = reader.box("90d")
        box.get_by_label("電力, kg").fill("５")
        box.get_by_label("電力, scope").select_option("1")
        box.get_by_label("輸送, kg").fill("2000 g")
        said = reader.check("90d")
        assert said.startswith("wrong:")
        assert "○ 電力 / kg: 正解です。" in said
        assert "× 電力 / scope: 電力は Scope 2 です。" in said
        assert "－ 輸送 / scope: まだ答えがありません。" in said
        box.get_by_label("電力, scope").select_option("2")
        box.get_by_label("輸送, scope").select_option("3")
        assert reader.check("90d").startswith("right:")

    def test_what_only_a_notebook_can_take_is_said(self, reader):
        """A function has no field; a text for the instructor has one, and no check."""
        assert "ノートブックで解きます" in reader.box("90e").inner_text()
        assert reader.box("90e").locator("input, button[type=submit]").count() == 0
        assert reader.box("90f").locator("textarea").count() == 1
        assert reader.box("90f").locator("button[type=submit]").count() == 0

    def test_the_page_and_the_notebook_say_the_same(self, reader):
        """The same leaflet, the same answers: outcome and sentences of `check` in Python."""
        entries = leaflet()["questions"]
        share = expected("90b")["share"]
        typed: list[tuple[str, Any]] = [("90a", text) for text in ("5", "1,2", "x", "５ t", "1e3")]
        typed += [("90-q1", f"{expected('90-q1')[''] / 0.423 / 0.423:.3f} kg")]
        typed += [("90b", {"flow": "電力", "share": f"{share}"}), ("90b", {"share": f"{share}%"})]
        typed += [("90b", {"flow": "輸送 (transport)", "share": "abc"}), ("90c", ["通勤"])]
        for id_, answer in typed:
            parts = answer if isinstance(answer, dict) else {"": answer}
            got = reader.page.evaluate(
                """async ([id, entry, typed, units]) => {
                  const found = await gxdJudge.check(id, entry, typed, units);
                  return [found.outcome, ...found.lines.map((line) =>
                    (line.label ? line.label.ja + ": " : "") + line.text.ja)];
                }""",
                [id_, entries[id_], parts, {"kg": {"t": "1000"}, "kg-CO2e": {"kg": "1"}}],
            )
            wanted = check_entry(id_, entries[id_], answer)
            assert got == [wanted.outcome, *wanted.sentences], (id_, answer)

    def test_a_changed_answer_takes_its_verdict_away(self, reader):
        """No ○ stands beside another answer, and a slow check of the old one says nothing."""
        assert reader.type("90a", str(expected("90a")[""])).check("90a").startswith("right")
        reader.type("90a", "1")
        assert reader.page.locator("#check-90a-status").inner_text() == ""
        reader.page.evaluate(
            """() => { const open = gxdSealed.open; window.release = null;
              gxdSealed.open = async (...all) => {
                await new Promise((done) => { window.release = done; }); return open(...all); }; }"""
        )
        reader.box("90a").locator("button[type=submit]").click()
        reader.page.wait_for_function("() => window.release")
        reader.type("90a", "2")
        reader.page.evaluate("() => window.release()")
        reader.page.evaluate("() => new Promise((done) => setTimeout(done, 0))")
        assert reader.page.locator("#check-90a-status").inner_text() == ""

    def test_keys_that_cannot_be_read_are_no_verdict(self, reader, book):
        """A damaged key says so; it never says 'wrong'."""
        reader.page.evaluate("() => { gxdSealed.open = async () => { throw new Error('x'); }; }")
        said = reader.type("90a", "5").check("90a")
        assert said.startswith("unreadable:")
        assert "鍵を読めません" in said

    def test_an_address_without_cryptography_is_said(self, chromium, book):
        """Opened at an address where the browser has no WebCrypto: a sentence, no fault."""
        page = chromium.new_page()
        page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
        one = Reader(page).open(book["ja"])
        one.box("90a").locator("button[type=submit]").click()
        assert "127.0.0.1" in page.locator("#check-90a-status").inner_text()
        assert one.faults == []
        page.close()


class TestHands:
    """With a keyboard, a screen reader, on paper, on a phone, in the dark."""

    def test_with_the_keyboard_alone(self, reader):
        """Tab to the field, type, Enter, hints, a choice by arrows: the focus is never lost."""
        page = reader.page
        page.locator("#check-90-q1-language").focus()
        page.keyboard.press("Tab")
        page.keyboard.type(f"{expected('90-q1')['']:.3f}")
        page.keyboard.press("Enter")
        assert reader.said("90-q1").startswith("right")
        assert page.evaluate("document.activeElement.type") == "text"
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.type") == "submit"
        page.keyboard.press("Tab")
        for wanted in ("ヒント 2/2", "ヒントは以上です", "ヒントは以上です"):
            page.keyboard.press("Enter")
            assert page.evaluate("document.activeElement.textContent") == wanted
        assert reader.box("90-q1").locator("li").all_inner_texts() == [
            "掛けます。",
            "係数は 0.423 です。",
        ]
        reader.box("90b").locator("input[type=radio]").first.focus()
        page.keyboard.press("ArrowDown")
        assert reader.box("90b").get_by_label("輸送").is_checked()
        page.locator("#check-90b-language").focus()
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "check-90b-language"
        assert page.evaluate("document.activeElement.textContent") == "日本語"

    def test_every_field_has_a_name_and_every_id_is_one_of_a_kind(self, reader):
        """Fields by label, groups by legend, verdicts in a live region that stood there before."""
        page = reader.page
        nameless = page.evaluate(
            """() => [...document.querySelectorAll(
                ".gxd-check :is(input, select, textarea, button), .gxd-check-bar :is(input, button)")]
              .filter((one) => !(one.labels?.length || one.ariaLabel || one.textContent.trim()))
              .map((one) => one.outerHTML)"""
        )
        assert nameless == []
        ids = page.evaluate("() => [...document.querySelectorAll('[id]')].map((one) => one.id)")
        mine = [one for one in ids if "check" in one]
        assert len(mine) == len(set(mine))
        for group in page.locator(".gxd-check fieldset").all():
            assert group.locator("> legend").count() == 1
        assert page.locator(".gxd-check[role=group][aria-labelledby]").count() == len(IDS)
        assert page.locator(".gxd-check [role=status]").count() == len(IDS)

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_the_contrast_is_enough(self, chromium, book, scheme):
        """4.5 to 1 at least, for every text of the questions, in the light and in the dark."""
        page = chromium.new_page(color_scheme=scheme)
        one = Reader(page).open(book["ja"])
        page.evaluate("(scheme) => { document.documentElement.dataset.theme = scheme; }", scheme)
        one.type("90a", "0").check("90a")
        one.type("90-q1", f"{expected('90-q1')['']:.3f}").check("90-q1")
        for _ in range(2):
            page.click("#check-90-q1-hint")
        faint = page.evaluate(
            """() => {
              const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
                .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
              const parse = (text) => text.match(/[\\d.]+/g).map(Number);
              const ground = (node) => {
                for (; node; node = node.parentElement) {
                  const found = parse(getComputedStyle(node).backgroundColor);
                  if (found.length < 4 || found[3] === 1) return found;
                }
                return [255, 255, 255];
              };
              const texts = [...document.querySelectorAll(".gxd-check *, .gxd-check-bar *")]
                .filter((one) => one.getClientRects().length && (one.tagName === "INPUT"
                  || [...one.childNodes].some((c) => c.nodeType === 3 && c.data.trim())));
              return texts.map((one) => {
                const a = light(parse(getComputedStyle(one).color)), b = light(ground(one));
                const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
                return [ratio, one.outerHTML.slice(0, 80)];
              }).filter(([ratio]) => ratio < 4.5);
            }"""
        )
        assert faint == []
        page.close()

    def test_nothing_moves(self, course_root):
        """No animation, no transition: nothing to switch off for who wants less motion."""
        style = (course_root / "book" / "_static" / "check.css").read_text(encoding="utf-8")
        assert "transition" not in style
        assert "animation" not in style

    def test_on_paper_the_question_without_its_buttons(self, reader):
        """Printed: text, numbers and room for the answer; no button, no bar."""
        reader.page.emulate_media(media="print")
        box = reader.box("90-q1")
        assert box.get_by_text("電力はどれだけですか").is_visible()
        assert box.locator("table").is_visible()
        assert box.locator("input[type=text]").is_visible()
        assert not box.locator("button").first.is_visible()
        assert not reader.page.locator(".gxd-check-bar").is_visible()

    def test_a_phone_is_wide_enough(self, chromium, book):
        """At 360 pixels nothing sticks out, tables scroll within themselves."""
        page = chromium.new_page(viewport={"width": 360, "height": 740})
        Reader(page).open(book["ja"])
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        page.close()

    def test_without_scripts_the_question_is_still_there(self, chromium, book):
        """Text and numbers stand in the page; the search and paper have them from there."""
        context = chromium.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto((book["ja"] / "index.html").as_uri())
        text = page.locator("#check-90-q1").inner_text()
        assert "電力はどれだけですか" in text
        assert "JavaScript が要ります" in text
        context.close()

    def test_in_english(self, chromium, book):
        """By the page's language, or by the switch; what was typed stays."""
        page = chromium.new_page()
        one = Reader(page).open(book["en"])
        assert "how much is 90a" in one.box("90a").inner_text()
        one.type("90a", str(expected("90a")[""] / 1000))
        assert "Still in tonnes." in one.check("90a")
        page.click("#check-90a-language")
        assert "質量はどれだけですか" in one.box("90a").inner_text()
        assert one.said("90a").startswith("wrong: × t のままです。")
        assert one.box("90a").locator("input").input_value() == str(expected("90a")[""] / 1000)
        assert one.box("90b").get_by_label("輸送", exact=True).count() == 1
        page.close()

    def test_markup_in_a_question_is_text(self, reader):
        """What a question says is never run and never markup, not even from its JSON."""
        assert reader.box("90a").locator("b").count() == 0
        assert "荷 <b>1</b>" in reader.box("90a").inner_text()


class TestKeeping:
    """Answers saved, loaded and remembered."""

    def test_the_file_holds_answers_as_typed_and_no_verdict(self, reader):
        """Edition, whose, when, by question and part; nothing of what was right."""
        value = expected("90a")[""]
        reader.type("90a", f" {value}ｋｇ").check("90a")
        reader.box("90c").get_by_label("材料").check()
        reader.box("90d").get_by_label("電力, kg").fill("5")
        reader.box("90f").locator("textarea").fill("理由は\n二つ")
        saved = reader.saved()
        assert set(saved) == {"format", "edition", "participant", "answers", "saved_at"}
        assert (saved["format"], saved["edition"], saved["participant"]) == (1, EDITION, "public")
        assert saved["answers"] == {
            "90a": {"": f" {value}ｋｇ"},
            "90c": {"": ["材料"]},
            "90d": {"電力 / kg": "5"},
            "90f": {"": "理由は\n二つ"},
        }
        assert saved["saved_at"].endswith("Z")
        assert not any(word in json.dumps(saved) for word in ("right", "wrong", "outcome"))

    def test_nothing_to_save_is_said(self, reader):
        """An empty file is not made."""
        reader.page.click("#gxd-check-save")
        assert "まだ答えがありません" in reader.page.locator("#gxd-check-message").inner_text()

    def test_loaded_answers_are_filled_in_and_looked_at_again(self, chromium, book, reader):
        """On another computer: everything is where it was, and the verdicts come by themselves."""
        reader.type("90a", str(expected("90a")[""]))
        reader.box("90b").get_by_label("電力").check()
        reader.box("90c").get_by_label("当てはまるものはない").check()
        saved = reader.saved()
        context = chromium.new_context(locale="ja-JP")
        other = Reader(context.new_page()).open(book["ja"])
        assert other.load(("answers (1).json", saved)).startswith(
            "right: 答えを読み込みました(3 問)"
        )
        assert other.said("90a").startswith("right")
        assert "何も入らないはずはありません" in other.said("90c")
        assert other.box("90b").get_by_label("電力").is_checked()
        assert "1 問正解" in other.page.locator(".gxd-check-progress").inner_text()
        context.close()

    def test_the_browser_remembers(self, reader, book):
        """After opening the page again the answers are there, and what was right counts."""
        reader.type("90a", str(expected("90a")[""])).check("90a")
        reader.box("90c").get_by_label("材料").check()
        reader.open(book["ja"])
        assert reader.box("90a").locator("input").input_value() == str(expected("90a")[""])
        assert reader.box("90c").get_by_label("材料").is_checked()
        assert "5 問中 1 問正解" in reader.page.locator(".gxd-check-progress").inner_text()
        reader.type("90a", "1")
        assert "5 問中 0 問正解" in reader.page.locator(".gxd-check-progress").inner_text()

    def test_a_browser_that_keeps_nothing_works_all_the_same(self, chromium, book):
        """No storage, as in some browsers for files: a warning to save, and everything works."""
        page = chromium.new_page()
        page.add_init_script(
            "Object.defineProperty(window, 'localStorage',"
            " { get() { throw new DOMException('no', 'SecurityError'); } })"
        )
        one = Reader(page).open(book["ja"])
        assert "このブラウザーは答えを覚えられません" in page.locator(".gxd-check-bar").inner_text()
        assert one.type("90a", str(expected("90a")[""])).check("90a").startswith("right")
        page.click("#check-90a-language")
        assert one.box("90a").locator("input").input_value() == str(expected("90a")[""])
        assert one.saved()["answers"]["90a"] == {"": str(expected("90a")[""])}
        page.close()

    def test_broken_memory_is_passed_over(self, reader, book):
        """Whatever stands in the browser's storage, the page opens."""
        reader.page.evaluate(
            """() => { for (const value of ["{", "5", '{"typed": 5}', '{"typed": {"": {"a": 1}}}',
                '{"typed": {"": [5]}}', '{"questions": {"90a": 1}, "format": 1}']) {
              localStorage.setItem("gxd-check/2026.11/public/90a", value);
              localStorage.setItem("gxd-check/2026.11/public/90c", value);
              localStorage.setItem("gxd-check/own/2026.11/90-kinds", value);
            } }"""
        )
        reader.open(book["ja"])
        assert reader.box("90a").locator("input").input_value() == ""

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"{", "読めません"),
            (b"\xff\xfe\x00", "読めません"),
            ([], "読めません"),
            ({"a": 1}, "answers.json でもありません"),
            ({"answers": 5}, "answers.json を読めません"),
            (
                {"format": 1, "edition": "1999.01", "participant": "public", "answers": {}},
                "1999.01",
            ),
            (
                {"format": 1, "edition": EDITION, "participant": "p9",
                 "answers": {"90a": {"": "1"}}},
                "p9",
            ),
        ],
    )  # fmt: skip
    def test_another_file_is_refused_by_name(self, reader, content, words):
        """What it is, or whose, and what to do; the answers on the page stay."""
        reader.type("90a", "77")
        said = reader.load(("x.json", content))
        assert said.startswith("wrong:")
        assert words in said
        assert reader.box("90a").locator("input").input_value() == "77"


class TestOwnNumbers:
    """A participant's own questions, from the files they were given."""

    def who(self, name: str = "p1") -> tuple[str, Any]:
        return ("participant.json", {"participant": name, "name": "青木", "edition": EDITION})

    def test_both_files_in_either_order_or_one_by_one(self, chromium, book):
        """The assignment's questions change, the quick check keeps the public numbers."""
        for order in ([0, 1], [1, 0]):
            context = chromium.new_context()
            one = Reader(context.new_page()).open(book["ja"])
            files = [("questions.json", leaflet("p1")), self.who()]
            said = one.load(files[order[0]])
            assert said.startswith("unanswered:")
            assert one.load(files[order[1]]).startswith("right: p1 さんの数値を読み込みました")
            context.close()
        context = chromium.new_context()
        one = Reader(context.new_page()).open(book["ja"])
        public = one.box("90-q1").inner_text()
        assert one.load(("questions.json", leaflet("p1")), self.who()).startswith("right:")
        own = leaflet("p1")["questions"]["90a"]["given"][0]["value"]
        assert f"{own} t" in one.box("90a").inner_text()
        assert "p1 さんの数値" in one.box("90a").inner_text()
        assert one.box("90-q1").inner_text() == public
        value = expected("90a", "p1")[""]
        assert one.type("90a", f"{value}").check("90a").startswith("right")
        assert one.type("90a", f"{expected('90a')['']}").check("90a").startswith("wrong")
        one.type("90a", f"{value} kg")
        assert one.saved()["participant"] == "p1"
        assert one.saved()["answers"]["90a"] == {"": f"{value} kg"}
        one.open(book["ja"])  # remembered, answers apart from the public ones
        assert "p1 さんの数値" in one.box("90a").inner_text()
        assert one.box("90a").locator("input").input_value() == f"{value} kg"
        one.page.click("#gxd-check-forget")
        assert "公開の数値" in one.box("90a").inner_text()
        assert one.box("90a").locator("input").input_value() == ""
        one.open(book["ja"])
        assert "公開の数値" in one.box("90a").inner_text()
        assert one.faults == []
        context.close()

    def test_saved_answers_of_ones_own_come_back_with_the_files(self, reader):
        """All three at once; without the numbers they belong to, the answers are refused."""
        value = expected("90a", "p1")[""]
        saved = {"format": 1, "edition": EDITION, "participant": "p1",
                 "answers": {"90a": {"": f"{value}"}}}  # fmt: skip
        assert "先に「p1」の participant.json" in reader.load(("answers.json", saved))
        files = [("answers.json", saved), ("questions.json", leaflet("p1")), self.who()]
        assert reader.load(*files).startswith("right:")
        assert reader.said("90a").startswith("right")

    def test_files_that_do_not_belong_together(self, reader):
        """Another's participant.json, another edition, another assignment: named, nothing changed."""
        own = leaflet("p1")
        said = reader.load(("questions.json", own), self.who("p2"))
        assert said.startswith("wrong:")
        assert "p1" in said
        assert "p2" in said
        assert "1999.01" in reader.load(("questions.json", leaflet("p1", "1999.01")), self.who())
        other = {**own, "assignment": "91-x", "questions": {"91a": own["questions"]["90a"]}}
        assert "91-x" in reader.load(("questions.json", other), self.who())
        assert "公開の数値" in reader.box("90a").inner_text()

    @pytest.mark.parametrize("change", [
        {"format": 2}, {"participant": 5}, {"questions": []}, {"questions": {"90a": None}},
        {"questions": {"90a": {"title": {"ja": "x", "en": "x"}}}},
    ])  # fmt: skip
    def test_a_broken_leaflet_is_refused(self, reader, change):
        """It says to take the file from the zip again."""
        said = reader.load(("questions.json", {**leaflet("p1"), **change}), self.who())
        assert "questions.json を読めません" in said

    def test_markup_in_a_leaflet_is_text(self, reader):
        """A forged questions.json runs nothing: its texts are shown as text."""
        forged = leaflet("p1")
        evil = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
        forged["questions"]["90a"]["ask"] = {"ja": evil, "en": evil}
        forged["questions"]["90a"]["given"][0]["unit"] = evil
        forged["questions"]["90b"]["parts"]["flow"]["options"] = [evil]
        assert reader.load(("questions.json", forged), self.who()).startswith("right:")
        assert evil in reader.box("90a").inner_text()
        assert reader.page.locator(".gxd-check img").count() == 0


class TestTheDirective:
    """What the build makes of ```{check}```."""

    def test_an_unknown_question_stops_the_build(self, book, course_root, tmp_path):
        """A slip in an id is named with its line; no page goes out with a hole."""
        (tmp_path / "index.md").write_text("# 問\n\n```{check} 99-q1\n```\n", encoding="utf-8")
        conf = CONF.format(ext=str(course_root / "book" / "_ext"), root=str(course_root),
                           language="ja", static=str(course_root / "book" / "_static"))  # fmt: skip
        (tmp_path / "conf.py").write_text(conf.replace("sphinx_book_theme", "basic"), "utf-8")
        (tmp_path / "exercises").mkdir()
        command = [
            sys.executable,
            "-B",
            "-m",
            "sphinx",
            "-W",
            "-q",
            str(tmp_path),
            str(tmp_path / "o"),
        ]
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode != 0
        assert "99-q1" in done.stderr
        assert "index.md:3" in done.stderr

    def test_no_answer_stands_in_the_page(self, book):
        """Neither an answer nor a sentence of a mistake is in the page or the search index."""
        text = (book["ja"] / "index.html").read_text(encoding="utf-8")
        text += (book["ja"] / "searchindex.js").read_text(encoding="utf-8")
        for one in bank():
            for mistake in one.misconceptions:
                assert mistake.sentence.ja not in text
        assert f"{expected('90-q1')['']:.2f}" not in text
        assert "電力はどれだけですか" in text

    def test_the_search_index_has_the_text_and_no_key(self, book):
        """A question is found by its words; its sealed keys are not among them."""
        index = (book["ja"] / "searchindex.js").read_text(encoding="utf-8")
        sealed = leaflet()["questions"]["90a"]["parts"][""]["sealed"]
        assert sealed["salt"] not in index
        assert not any(entry[:24].lower() in index.lower() for entry in sealed["entries"])
        assert "電力量" in index.encode("ascii").decode("unicode_escape")

    def test_pages_without_a_question_load_no_script(self, book):
        """The search page, for one."""
        assert "check-numbers.js" in (book["ja"] / "index.html").read_text(encoding="utf-8")
        assert "check-numbers.js" not in (book["ja"] / "search.html").read_text(encoding="utf-8")

    def test_the_text_builder_has_the_question(self, book, course_root, tmp_path):
        """Formats without scripts (paper, plain text) get the text alone."""
        home = book["ja"].parent
        command = [sys.executable, "-B", "-m", "sphinx", "-W", "-q", "-b", "text",
                   str(home / "src"), str(tmp_path)]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        text = (tmp_path / "index.txt").read_text(encoding="utf-8")
        assert "90a" in text
        assert "sealed" not in text
