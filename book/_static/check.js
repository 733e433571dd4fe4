// Questions in the page. Each {check} directive left its question as JSON in the page
// (book/_ext/check.py); here it becomes a form that opens the sealed feedback by itself: no server,
// no network, from a file as well. Classic scripts, in this order: check-numbers, check-sealed,
// check-store, check-judge, check-form, check-files, check.
(() => {
  "use strict";

  const { make, fields, givenTable } = gxdForm;
  const PUBLIC = "public";
  const MARKS = { right: "○", wrong: "×", unanswered: "－", unreadable: "？" };
  const WORDS = {
    quick: { ja: "確かめよう", en: "Quick check" },
    exercise: { ja: "演習", en: "Exercise" },
    check: { ja: "答えを確かめる", en: "Check the answer" },
    checking: { ja: "確かめています …", en: "Checking …" },
    hint: { ja: "ヒント", en: "Hint" },
    noMoreHints: { ja: "ヒントは以上です", en: "No more hints" },
    other: { ja: "English", en: "日本語" },
    read: { ja: "読み取った値", en: "read as" },
    own: { ja: "さんの数値", en: ": own numbers" },
    publicNumbers: { ja: "公開の数値(練習用)", en: "public numbers (for practice)" },
    insecure: {
      ja: "このアドレスでは確かめられません。ファイルとして開くか、127.0.0.1 で開いてください。",
      en: "It cannot be checked at this address: open the page as a file, or at 127.0.0.1.",
    },
    fault: {
      ja: "この問の鍵を読めません。配布されたファイルを取り直してください。",
      en: "The keys of this question cannot be read: take the file you were given again.",
    },
    save: { ja: "答えを保存する", en: "Save the answers" },
    load: { ja: "ファイルから読み込む", en: "Load from files" },
    loadHelp: {
      ja: "保存した answers-….json。自分の数値で解くときは participant.json と questions.json。",
      en: "Your saved answers-….json; for your own numbers, participant.json and questions.json.",
    },
    forget: { ja: "自分の数値を消す", en: "Forget my own numbers" },
    forgotten: { ja: "公開の数値に戻しました。", en: "Back to the public numbers." },
    saved: { ja: "保存しました。提出するのはこのファイルです。", en: "Saved: this file is what you hand in." },
    nothing: { ja: "まだ答えがありません。", en: "There are no answers yet." },
    bar: { ja: "このページの問題", en: "The questions of this page" },
    passing: {
      ja: "このブラウザーは答えを覚えられません。閉じる前に保存してください。",
      en: "This browser keeps nothing: save your answers before you close the page.",
    },
  };

  let language = gxdStore.get("language")
    ?? (document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "ja");
  const say = (text) => text[language] || text.ja || text.en || "";

  /** One question on the page: its form, what is typed in it, what was found. */
  class Question {
    constructor(box) {
      const data = JSON.parse(box.querySelector("script.gxd-check-data").textContent);
      Object.assign(this, data, { box, hints: 0, result: null, turn: 0 });
      this.public = { participant: PUBLIC, entry: data.entry };
      this.quick = data.entry.points === 0;
      this.recall();
    }

    get key() {
      return [this.edition, this.participant, this.id];
    }

    /** Take the numbers of a participant, or the public ones. */
    use({ participant, entry }) {
      Object.assign(this, { participant, entry, hints: 0, result: null });
      this.turn += 1; // a check under way is of other numbers
      this.recall();
      this.render();
    }

    recall() {
      const kept = gxdStore.get(...this.key);
      const typed = kept?.typed && typeof kept.typed === "object" ? kept.typed : {};
      this.typed = this.cleaned(typed);
      this.done = kept?.outcome === "right";
    }

    /** Only what fits this question's parts: text, or options of a set. */
    cleaned(typed) {
      const names = Object.keys(this.entry.parts);
      const good = (value) =>
        typeof value === "string"
        || (Array.isArray(value) && value.every((one) => typeof one === "string"));
      return Object.fromEntries(
        (names.length ? names : [""])
          .filter((name) => Object.hasOwn(typed, name) && good(typed[name]))
          .map((name) => [name, typed[name]]),
      );
    }

    /** The answer as typed; null where there is none, or none can be given here. */
    answer() {
      if (gxdJudge.inNotebook(this.entry)) return null;
      const given = Object.entries(this.typed).filter(([, typed]) => !gxdJudge.blank(typed));
      return given.length ? Object.fromEntries(given) : null;
    }

    remember() {
      const outcome = this.done ? "right" : (this.result?.outcome ?? null);
      gxdStore.set({ typed: this.typed, outcome, when: new Date().toISOString() }, ...this.key);
    }

    changed(part, value) {
      if (value === undefined) delete this.typed[part];
      else this.typed[part] = value;
      this.turn += 1;
      this.result = null; // what was said was said of another answer
      this.done = false;
      this.remember();
      this.tell();
      page.tellProgress();
    }

    fill(typed) {
      this.typed = this.cleaned(typed);
      this.result = null;
      this.done = false;
      this.turn += 1;
      this.remember();
      this.render();
    }

    async check() {
      if (gxdJudge.inNotebook(this.entry) || !Object.keys(this.entry.parts).length) return;
      if (!gxdSealed.able()) return this.tell(WORDS.insecure);
      const turn = ++this.turn;
      this.tell(WORDS.checking);
      let result;
      try {
        result = await gxdJudge.check(this.id, this.entry, this.typed, page.units);
      } catch {
        result = { outcome: "unreadable", lines: [{ outcome: "unreadable", text: WORDS.fault }] };
      }
      if (turn !== this.turn) return; // the answer was changed meanwhile
      this.result = result;
      this.done = result.outcome === "right";
      this.remember();
      this.tell();
      page.tellProgress();
    }

    /** Say in the live region what was found, or what is going on. */
    tell(notice = null) {
      const lines = (this.result?.lines ?? []).map((line) => this.line(line));
      this.status.dataset.outcome = notice ? "" : (this.result?.outcome ?? "");
      this.status.replaceChildren(...(notice ? [make("p", {}, say(notice))] : lines));
    }

    line({ outcome, label, text, understood }) {
      const mark = make("span", { class: "gxd-check-mark", "aria-hidden": "true" }, MARKS[outcome]);
      const words = `${label ? `${say(label)}: ` : ""}${say(text)}`;
      const read = understood
        ? make("span", { class: "gxd-check-read" }, ` (${say(WORDS.read)}: ${understood})`)
        : null;
      return make("p", { "data-outcome": outcome }, mark, " ", words, read);
    }

    render() {
      const name = this.box.id;
      const asked = make("form", { novalidate: true, autocomplete: "off" });
      const title = make("p", { class: "gxd-check-title", id: `${name}-title` },
        `${this.id} ${say(this.entry.title)}`);
      const kind = make("span", { class: "gxd-check-kind" }, say(this.quick ? WORDS.quick : WORDS.exercise));
      const whose = this.quick ? null : make("span", { class: "gxd-check-whose" },
        this.participant === PUBLIC
          ? say(WORDS.publicNumbers)
          : `${this.participant} ${say(WORDS.own)}`.replace(" :", ":"));
      const other = make("button", { type: "button", class: "gxd-check-language", id: `${name}-language`,
        lang: language === "ja" ? "en" : "ja" }, say(WORDS.other));
      other.addEventListener("click", () => page.speak(language === "ja" ? "en" : "ja"));
      asked.append(
        make("div", { class: "gxd-check-head" }, kind, whose, other),
        title,
        make("p", { class: "gxd-check-ask" }, say(this.entry.ask)),
      );
      const table = givenTable(this.entry, say);
      if (table) asked.append(table);
      asked.append(...fields(name, this.entry, this.typed, (p, v) => this.changed(p, v), say));
      this.status = make("div", { class: "gxd-check-status", role: "status", id: `${name}-status` });
      this.hintList = make("ol", { class: "gxd-check-hints", "aria-live": "polite" });
      if (!gxdJudge.inNotebook(this.entry)) asked.append(this.buttons(name));
      asked.append(this.hintList, this.status);
      asked.addEventListener("submit", (event) => {
        event.preventDefault();
        this.check();
      });
      this.box.lang = language;
      this.box.setAttribute("role", "group");
      this.box.setAttribute("aria-labelledby", title.id);
      this.box.replaceChildren(asked);
      this.tellHints();
      this.tell();
    }

    buttons(name) {
      const row = make("div", { class: "gxd-check-buttons" });
      if (Object.keys(this.entry.parts).length) {
        row.append(make("button", { type: "submit", id: `${name}-check` }, say(WORDS.check)));
      }
      this.hintButton = null;
      if (this.entry.hints.length) {
        this.hintButton = make("button", { type: "button", class: "gxd-check-plain", id: `${name}-hint` });
        this.hintButton.addEventListener("click", () => {
          this.hints = Math.min(this.hints + 1, this.entry.hints.length);
          this.tellHints();
        });
        row.append(this.hintButton);
      }
      return row;
    }

    tellHints() {
      const all = this.entry.hints;
      // What is shown stays where it is: only the new hint is read out.
      while (this.hintList.children.length < this.hints) {
        this.hintList.append(make("li", {}, say(all[this.hintList.children.length])));
      }
      if (!this.hintButton) return;
      const over = this.hints >= all.length;
      // Never `disabled`: that would take the focus away.
      this.hintButton.setAttribute("aria-disabled", String(over));
      this.hintButton.textContent = over
        ? say(WORDS.noMoreHints)
        : `${say(WORDS.hint)} ${this.hints + 1}/${all.length}`;
    }
  }

  /** All questions of the page, and the bar to save and load. */
  const page = {
    questions: [],
    units: {},

    start() {
      for (const box of document.querySelectorAll(".gxd-check")) {
        try {
          this.questions.push(new Question(box));
        } catch (error) {
          console.error(error); // the question stands as text
        }
      }
      if (!this.questions.length) return;
      Object.assign(this.units, ...this.questions.map((question) => question.units));
      this.edition = this.questions[0].edition;
      for (const question of this.questions) question.render();
      this.bar = make("div", { class: "gxd-check-bar", role: "group" });
      const exercise = this.questions.find((question) => !question.quick);
      if (exercise) exercise.box.before(this.bar);
      else this.questions.at(-1).box.after(this.bar);
      this.renderBar();
      this.recallOwn();
    },

    get own() {
      return this.questions.find((question) => question.participant !== PUBLIC)?.participant;
    },

    /** The other language, with the focus where it was. */
    speak(wanted) {
      const focused = document.activeElement?.id;
      language = wanted;
      gxdStore.set(language, "language");
      for (const question of this.questions) question.render();
      this.renderBar();
      if (focused) document.getElementById(focused)?.focus();
    },

    renderBar() {
      const help = make("p", { class: "gxd-check-note", id: "gxd-check-help" }, say(WORDS.loadHelp));
      const picker = make("input", { type: "file", id: "gxd-check-files", multiple: true,
        accept: ".json,application/json", "aria-describedby": help.id });
      picker.addEventListener("change", async () => {
        const chosen = [...picker.files];
        await gxdFiles.load(page, chosen, say);
        picker.value = ""; // so that the same file can be chosen again
      });
      const save = make("button", { type: "button", id: "gxd-check-save" }, say(WORDS.save));
      save.addEventListener("click", () => this.save());
      this.forgetButton = make("button", { type: "button", class: "gxd-check-plain", id: "gxd-check-forget" },
        say(WORDS.forget));
      this.forgetButton.addEventListener("click", () => this.forgetOwn());
      this.progress = make("p", { class: "gxd-check-progress" });
      this.message = make("div", { class: "gxd-check-status", role: "status", id: "gxd-check-message" });
      const passing = gxdStore.lasting ? null : make("p", { class: "gxd-check-note" }, say(WORDS.passing));
      this.bar.lang = language;
      this.bar.setAttribute("aria-label", say(WORDS.bar));
      this.bar.replaceChildren(
        this.progress,
        make("div", { class: "gxd-check-field" },
          make("label", { for: picker.id }, say(WORDS.load)), picker),
        help,
        make("div", { class: "gxd-check-buttons" }, save, this.forgetButton),
        this.message,
      );
      if (passing) this.progress.after(passing);
      this.tellProgress();
    },

    tellProgress() {
      const can = this.questions.filter((question) =>
        !gxdJudge.inNotebook(question.entry) && Object.keys(question.entry.parts).length);
      const right = can.filter((question) => question.done).length;
      this.progress.textContent = language === "en"
        ? `The questions of this page: ${right} of ${can.length} right`
        : `このページの問題: ${can.length} 問中 ${right} 問正解`;
      this.forgetButton.hidden = !this.own;
    },

    tell(outcome, ...texts) {
      this.message.dataset.outcome = outcome;
      this.message.replaceChildren(...texts.map((text) => make("p", {}, say(text))));
    },

    /** Use a participant's own questions where the page has them. */
    useOwn(leaflet, keep = true) {
      const meant = this.questions.filter((question) => !question.quick
        && Object.hasOwn(leaflet.questions, question.id));
      for (const question of meant) {
        question.use({ participant: leaflet.participant, entry: leaflet.questions[question.id] });
      }
      if (keep && meant.length) gxdStore.set(leaflet, "own", this.edition, meant[0].assignment);
      this.tellProgress();
      return meant.length;
    },

    recallOwn() {
      for (const assignment of new Set(this.questions.map((question) => question.assignment))) {
        const leaflet = gxdStore.get("own", this.edition, assignment);
        if (leaflet && !gxdFiles.faultOf(page, leaflet)) this.useOwn(leaflet, false);
      }
    },

    forgetOwn() {
      for (const question of this.questions) {
        gxdStore.remove("own", this.edition, question.assignment);
        if (question.participant !== PUBLIC) question.use(question.public);
      }
      document.getElementById("gxd-check-files")?.focus(); // the button is about to go
      this.tellProgress();
      this.tell("right", WORDS.forgotten);
    },

    /** Hand the answers over as a file: as typed, and never with a verdict. */
    save() {
      const answers = {};
      for (const question of this.questions) {
        const answer = question.answer();
        if (answer) answers[question.id] = answer;
      }
      if (!Object.keys(answers).length) return this.tell("unanswered", WORDS.nothing);
      const content = {
        format: 1,
        edition: this.edition,
        participant: this.own ?? PUBLIC,
        answers,
        saved_at: new Date().toISOString(),
      };
      const file = new Blob([`${JSON.stringify(content, null, 1)}\n`], { type: "application/json" });
      // Named by the chapter: sixteen files of one name would overwrite each other.
      const chapter = this.questions[0].id.slice(0, 2);
      const link = make("a", { href: URL.createObjectURL(file), download: `answers-${chapter}.json` });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // once it has been written
      this.tell("right", WORDS.saved);
    },
  };

  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => page.start());
  } else {
    page.start();
  }
})();
