// Panels in the page: each figure left by gxd_teach.widgets gets its controls. The page holds what
// is shown at every position, calculated when the book was built; here it is looked up and drawn,
// as gxd_teach/widgets/drawing.py draws it (a test holds the two together). Classic script; nothing
// is fetched: it works from a file. Without it the figure stands as it is.
(() => {
  "use strict";

  const SVG = "http://www.w3.org/2000/svg";
  const WIDTH = 360;
  const BAR = 280;
  const LEFT = 40;
  const RIGHT = 350;
  const TALL = 110;
  const FILLS = { main: "#0072B2", pale: "#8C8C8C", wrong: "#D55E00" };
  const MARKS = { good: "○", bad: "×", over: "▲", plain: "▸" };
  const KEPT = "gxd-check/language"; // the language chosen for the page's questions
  const WORDS = {
    kind: { ja: "動かしてみよう", en: "Move it" },
    other: { ja: "English", en: "日本語" },
    reset: { ja: "はじめの値に戻す", en: "Back to the start" },
    none: { ja: "なし", en: "none" },
    comma: { ja: "、", en: ", " },
    group: { ja: "操作", en: "controls" },
  };

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT));
    } catch {
      return null; // a browser that keeps nothing for files
    }
  };
  let language = kept() ?? (document.documentElement.lang.toLowerCase().startsWith("en") ? "en" : "ja");

  const word = (text) => (typeof text === "string" ? text : text[language]);
  const say = (name) => WORDS[name][language];
  const read = (written) => Number(written.replaceAll(",", "").replace("−", "-"));
  const n = (value) => String(Math.floor(value * 10 + 0.5) / 10);
  const plain = (value) => (Number.isInteger(value) ? value.toLocaleString("en-US") : String(value));

  function make(tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  }

  // ---- what a position shows -------------------------------------------------------------------

  const placeOf = (data, at) =>
    data.controls.reduce((place, control, index) => place * control.words.length + at[index], 0);
  const numbersAt = (data, at) => data.points[placeOf(data, at)][1];

  function said(data, at) {
    return data.points[placeOf(data, at)][0].map(([which, ...filled]) => {
      const { text, tone } = data.templates[which];
      const full = filled.reduce((line, one, place) => line.replaceAll(`{${place}}`, one), word(text));
      return { tone, text: full };
    });
  }

  function description(data, at) {
    const numbers = numbersAt(data, at);
    const parts = new Set();
    for (const chart of data.charts) {
      for (const row of chart.rows) {
        const value = numbers[row.key];
        parts.add(`${word(row.label)} ${value === null ? say("none") : `${value} ${chart.unit}`.trim()}`);
      }
    }
    return [...parts].join(say("comma"));
  }

  const chosen = (data, at) =>
    data.controls
      .map((control, index) => (control.kind === "tick"
        ? `${at[index] ? "☑" : "☐"} ${word(control.label)}`
        : `${word(control.label)}: ${word(control.words[at[index]])}`))
      .join(say("comma"));

  // ---- drawing: the same marks as drawing.py ---------------------------------------------------

  const text = (pen, x, y, content, size = 12, { anchor = "start", bold = false } = {}) =>
    pen.push(["text", { x: n(x), y: n(y), "font-size": n(size), "font-weight": bold ? "600" : "400",
      "text-anchor": anchor, fill: "currentColor" }, content]);

  const line = (pen, x, y, toX, toY, look) =>
    pen.push(["line", { class: look, x1: n(x), y1: n(y), x2: n(toX), y2: n(toY), stroke: "currentColor",
      "stroke-width": look === "limit" ? "1.5" : "1",
      "stroke-dasharray": { limit: "5 3", drop: "2 3" }[look] ?? "none" }, ""]);

  const title = (pen, y, chart) =>
    text(pen, 0, y + 14, word(chart.title) + (chart.unit ? ` [${chart.unit}]` : ""), 12.5, { bold: true });

  const stroke = (look, d) => ["path", { class: `curve ${look}`, d, fill: "none", stroke: FILLS[look],
    "stroke-width": look === "main" ? "2.5" : "1.5",
    "stroke-dasharray": look === "main" ? "none" : "6 3" }, ""];

  function bars(pen, y, chart, data, at) {
    const numbers = numbersAt(data, at);
    title(pen, y, chart);
    let top = y + (chart.limits.length ? 36 : 20);
    const end = top + 37 * chart.rows.length;
    for (const limit of chart.limits) {
      const x = (BAR * limit.at) / chart.most;
      line(pen, x, top, x, end - 2, "limit");
      text(pen, x, top - 4, word(limit.label), 11, { anchor: "middle" });
    }
    for (const row of chart.rows) {
      const value = numbers[row.key];
      const long = value === null ? 0 : (Math.max(read(value), 0) / chart.most) * BAR;
      const width = Math.min(long, BAR);
      text(pen, 0, top + 13, word(row.label));
      pen.push(["rect", { class: row.look, x: "0", y: n(top + 18), width: n(width), height: "13",
        fill: row.look === "wrong" ? "none" : FILLS[row.look], stroke: FILLS[row.look] }, ""]);
      if (long > BAR) {
        for (const x of [BAR - 16, BAR - 10]) {
          pen.push(["path", { class: "cut", d: `M${x} ${n(top + 33)}l6 -17`, stroke: "#ffffff",
            "stroke-width": "2.5", fill: "none" }, ""]);
        }
      }
      const written = value ?? "–";
      let behind = width + 6;
      for (const limit of chart.limits) { // a number stands on no line
        const x = (BAR * limit.at) / chart.most;
        if (behind - 3 < x && x < behind + 8 * written.length) behind = x + 5;
      }
      text(pen, behind, top + 29, written, 12, { bold: true });
      top += 37;
    }
    return end + 8;
  }

  function curve(pen, y, chart, data, at) {
    const control = data.controls[chart.along];
    const { values } = control;
    const [low, high] = [values[0], values.at(-1)];
    const top = y + (chart.rows.length > 1 || chart.limits.length ? 36 : 24);
    const bottom = top + TALL;
    const across = (value) => LEFT + ((RIGHT - LEFT) * (value - low)) / (high - low);
    const there = (index) => at.map((place, which) => (which === chart.along ? index : place));
    const up = (written) => bottom - TALL * Math.min(read(written) / chart.most, 1);
    title(pen, y, chart);
    line(pen, LEFT, top, LEFT, bottom, "axis");
    line(pen, LEFT, bottom, RIGHT, bottom, "axis");
    text(pen, LEFT - 4, top + 4, plain(chart.most), 11, { anchor: "end" });
    text(pen, LEFT - 4, bottom + 4, "0", 11, { anchor: "end" });
    text(pen, LEFT, bottom + 15, word(control.words[0]), 11);
    text(pen, RIGHT, bottom + 15, word(control.words.at(-1)), 11, { anchor: "end" });
    text(pen, (LEFT + RIGHT) / 2, bottom + 15, `${word(control.label)} →`, 11, { anchor: "middle" });
    for (const limit of chart.limits) {
      const x = across(limit.at);
      line(pen, x, top, x, bottom, "limit");
      text(pen, x, top - 5, word(limit.label), 11, { anchor: "middle" });
    }
    for (const row of chart.rows) {
      let path = "";
      let before = null;
      values.forEach((value, index) => {
        const [sentences, numbers] = data.points[placeOf(data, there(index))];
        const which = chart.breaks && sentences.length ? sentences[0][0] : 0;
        if (numbers[row.key] === null) {
          before = null;
          return;
        }
        path += `${before === which ? "L" : "M"}${n(across(value))} ${n(up(numbers[row.key]))}`;
        before = which;
      });
      pen.push(stroke(row.look, path || "M0 0"));
    }
    const numbers = numbersAt(data, at);
    if (chart.rows.length > 1) {
      chart.rows.forEach((row, index) => {
        pen.push(stroke(row.look, `M${170 * index} ${n(y + 26)}h22`));
        text(pen, 170 * index + 27, y + 30, word(row.label), 11);
      });
    }
    for (const row of [...chart.rows].reverse()) {
      const written = numbers[row.key];
      if (written === null) continue;
      const [x, dot] = [across(values[at[chart.along]]), up(written)];
      if (row.look === "main") line(pen, x, dot, x, bottom, "drop");
      pen.push(["circle", { class: row.look, cx: n(x), cy: n(dot), r: "5", fill: FILLS[row.look] }, ""]);
      if (row.look === "main") {
        let edge = Math.min(Math.max(x, LEFT + 26), RIGHT - 26);
        for (const limit of chart.limits) {
          const border = across(limit.at);
          if (Math.abs(edge - border) < 24) edge = border + (x <= border ? -24 : 24);
        }
        text(pen, edge, dot + (dot - top < 16 ? 20 : -10), written, 12, { bold: true, anchor: "middle" });
      }
    }
    return bottom + 26;
  }

  function columns(pen, y, chart, data, at) {
    const numbers = numbersAt(data, at);
    title(pen, y, chart);
    const top = y + 24 + 15 * chart.rows.length;
    const bottom = top + 90;
    const step = (WIDTH - 10) / chart.columns.length;
    chart.columns.forEach((key, index) => {
      const tall = 90 * Math.min(read(numbers[key]) / chart.most, 1);
      pen.push(["rect", { class: "main", x: n(5 + step * index), y: n(bottom - tall), width: n(step - 1),
        height: n(tall), fill: FILLS.main, stroke: "none" }, ""]);
    });
    line(pen, 5, bottom, WIDTH - 5, bottom, "axis");
    chart.rows.forEach((row, index) => {
      const along = (read(numbers[row.key]) - chart.low) / (chart.high - chart.low);
      const x = 5 + (WIDTH - 10) * Math.min(Math.max(along, 0), 1);
      const level = y + 34 + 15 * index;
      line(pen, x, level + 3, x, bottom, row.look === "main" ? "limit" : "drop");
      const before = x > WIDTH / 2;
      text(pen, before ? x - 5 : x + 5, level, `${word(row.label)} ${numbers[row.key]}`, 11,
        { anchor: before ? "end" : "start" });
    });
    text(pen, 5, bottom + 15, plain(chart.low), 11);
    text(pen, WIDTH - 5, bottom + 15, plain(chart.high), 11, { anchor: "end" });
    return bottom + 26;
  }

  const CHARTS = { bars, curve, columns };

  function figure(data, at) {
    const pen = [];
    const height = data.charts.reduce((y, chart) => CHARTS[chart.kind](pen, y, chart, data, at), 0);
    const root = document.createElementNS(SVG, "svg");
    root.setAttribute("class", "gxd-panel-figure");
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", description(data, at));
    root.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
    for (const [tag, attributes, content] of pen) {
      const node = document.createElementNS(SVG, tag);
      for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
      node.textContent = content;
      root.append(node);
    }
    return root;
  }

  // ---- one panel -------------------------------------------------------------------------------

  class Panel {
    constructor(box, number) {
      this.box = box;
      this.id = `gxd-panel-${number}`;
      this.data = JSON.parse(box.querySelector("script.gxd-panel-data").textContent);
      this.at = this.data.controls.map((control) => control.start);
    }

    move(index, place) {
      this.at[index] = place;
      this.show();
    }

    reset() {
      this.at = this.data.controls.map((control) => control.start);
      this.render();
    }

    /** Draw and say what is shown here; the controls stay as they are. */
    show() {
      this.drawing.replaceChildren(figure(this.data, this.at));
      this.chosen.textContent = chosen(this.data, this.at);
      this.shown.forEach((output, index) => {
        if (output) output.textContent = word(this.data.controls[index].words[this.at[index]]);
        this.inputs[index].setAttribute("aria-valuetext",
          word(this.data.controls[index].words[this.at[index]]));
        if (this.data.controls[index].kind !== "slider") {
          this.inputs[index].removeAttribute("aria-valuetext");
        }
      });
      this.verdict.replaceChildren(
        ...said(this.data, this.at).map(({ tone, text: line }) =>
          make("p", { class: "gxd-panel-line", "data-tone": tone },
            make("span", { "aria-hidden": "true" }, MARKS[tone]), ` ${line}`)),
      );
    }

    control(index) {
      const { kind, name, label, words } = this.data.controls[index];
      const id = `${this.id}-${name}`;
      const labelled = make("label", { for: id }, word(label));
      let input;
      let output = null;
      if (kind === "slider") {
        input = make("input", { type: "range", id, min: 0, max: words.length - 1, step: 1,
          value: this.at[index] });
        output = make("span", { class: "gxd-panel-value", "aria-hidden": "true" });
        input.addEventListener("input", () => this.move(index, Number(input.value)));
      } else if (kind === "choice") {
        input = make("select", { id }, ...words.map((one, place) =>
          make("option", { value: place, selected: place === this.at[index] }, word(one))));
        input.addEventListener("change", () => this.move(index, Number(input.value)));
      } else {
        input = make("input", { type: "checkbox", id, checked: this.at[index] === 1 });
        input.addEventListener("change", () => this.move(index, Number(input.checked)));
      }
      this.inputs[index] = input;
      this.shown[index] = output;
      return kind === "tick"
        ? make("div", { class: "gxd-panel-control", "data-kind": kind }, input, labelled)
        : make("div", { class: "gxd-panel-control", "data-kind": kind },
          make("div", { class: "gxd-panel-label" }, labelled, ...(output ? [output] : [])), input);
    }

    render() {
      const focused = this.box.contains(document.activeElement) ? document.activeElement.id : null;
      this.inputs = [];
      this.shown = [];
      const titleId = `${this.id}-title`;
      const other = make("button", { type: "button", class: "gxd-panel-language", id: `${this.id}-language`,
        lang: language === "ja" ? "en" : "ja" }, say("other"));
      other.addEventListener("click", () => page.ask(language === "ja" ? "en" : "ja"));
      const reset = make("button", { type: "button", class: "gxd-panel-reset", id: `${this.id}-reset` },
        say("reset"));
      reset.addEventListener("click", () => this.reset());
      this.drawing = make("div", { class: "gxd-panel-drawing" });
      this.chosen = make("p", { class: "gxd-panel-chosen" });
      this.verdict = make("div", { class: "gxd-panel-verdict", role: "status", "aria-live": "polite",
        "aria-atomic": "true" });
      const controls = make("div", { class: "gxd-panel-controls", role: "group", "aria-label": say("group") },
        ...this.data.controls.map((_, index) => this.control(index)), reset);
      const note = word(this.data.note);
      this.box.lang = language;
      this.box.setAttribute("role", "group");
      this.box.setAttribute("aria-labelledby", titleId);
      this.box.replaceChildren(
        make("div", { class: "gxd-panel-head" }, make("span", { class: "gxd-panel-kind" }, say("kind")), other),
        make("p", { class: "gxd-panel-title", id: titleId }, word(this.data.title)),
        make("div", { class: "gxd-panel-body" },
          make("div", {}, controls, this.verdict), make("div", {}, this.chosen, this.drawing)),
        ...(note ? [make("p", { class: "gxd-panel-note" }, note)] : []),
      );
      this.show();
      this.box.classList.add("gxd-panel-moving");
      if (focused) document.getElementById(focused)?.focus();
    }
  }

  /** All panels of the page, in one language with the questions on it. */
  const page = {
    panels: [],

    start() {
      document.querySelectorAll(".gxd-panel").forEach((box, number) => {
        try {
          const panel = new Panel(box, number + 1);
          panel.render();
          this.panels.push(panel);
        } catch (error) {
          console.error(error); // the still figure stands
        }
      });
      const question = document.querySelector(".gxd-check");
      if (question) {
        new MutationObserver(() => this.speak(question.lang)).observe(question, { attributeFilter: ["lang"] });
      }
    },

    /** Somebody asks for the other language: the page's questions change with the panels. */
    ask(wanted) {
      const question = document.querySelector(".gxd-check");
      const button = document.querySelector(".gxd-check-language");
      if (button && question.lang !== wanted) button.click();
      try {
        localStorage.setItem(KEPT, JSON.stringify(wanted));
      } catch {
        // it is for this page only, then
      }
      this.speak(wanted);
    },

    speak(wanted) {
      if (wanted === language || !["ja", "en"].includes(wanted)) return;
      language = wanted;
      for (const panel of this.panels) panel.render();
    },
  };

  page.start();
})();
