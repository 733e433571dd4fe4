// A question as a form: text, numbers, one field for each part, hints. Builds elements only;
// what was typed or loaded never becomes markup.
(() => {
  "use strict";

  /** An element: make("p", {class: "x"}, "text", child). */
  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value === true) element.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) {
        element.setAttribute(key, value);
      }
    }
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  }

  const WORDS = {
    answer: { ja: "答え", en: "Answer" },
    item: { ja: "項目", en: "item" },
    value: { ja: "値", en: "value" },
    none: { ja: "当てはまるものはない", en: "none of these" },
    chooseAll: { ja: "(当てはまるものをすべて)", en: "(all that apply)" },
    notebook: {
      ja: "この問は、関数・図・レコードを作って答えるので、演習のノートブックで解きます。",
      en: "This question is answered with a function, a figure or a record: use the notebook.",
    },
    byHand: {
      ja: "この問は講師が読んで採点します。ここに書いた文は、答えのファイルに入ります。",
      en: "An instructor reads and grades this one. What you write here goes into your answers.",
    },
  };

  /** An option in the language of the page, where it is written "日本語 (English)". */
  function optionText(option, say) {
    const both = /^(.*[^\x00-\x7f].*) \(([\x00-\x7f]+)\)$/u.exec(option);
    return both ? say({ ja: both[1], en: both[2] }) : option;
  }

  function givenTable(entry, say) {
    if (!entry.given.length) return null;
    const rows = entry.given.map((line) =>
      make(
        "tr",
        {},
        make("th", { scope: "row" }, say(line.label)),
        make("td", {}, `${line.value} ${line.unit}`.trim()),
      ),
    );
    const head = make(
      "tr",
      {},
      make("th", { scope: "col" }, say(WORDS.item)),
      make("th", { scope: "col" }, say(WORDS.value)),
    );
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows));
    return make("div", { class: "gxd-check-table" }, table);
  }

  /** A field to type in. `typed` is what it held before, `changed` hears of each change. */
  function textField(id, attributes, typed, changed) {
    const input = make("input", {
      id,
      type: "text",
      autocomplete: "off",
      autocapitalize: "off",
      spellcheck: "false",
      maxlength: 200,
      ...attributes,
    });
    input.value = typeof typed === "string" ? typed : "";
    input.addEventListener("input", () => changed(input.value));
    return input;
  }

  function numberField(id, label, part, typed, changed) {
    const unit = part.unit
      ? make("span", { class: "gxd-check-unit", id: `${id}-unit` }, part.unit)
      : null;
    const field = textField(id, { "aria-describedby": unit && `${id}-unit` }, typed, changed);
    return make(
      "div",
      { class: "gxd-check-field" },
      make("label", { for: id }, label),
      make("span", { class: "gxd-check-input" }, field, unit),
    );
  }

  function option(id, type, name, text, value, checked) {
    const input = make("input", { id, type, name, value });
    input.checked = checked;
    return [input, make("label", { class: "gxd-check-option", for: id }, input, " ", text)];
  }

  function choiceField(id, label, part, typed, changed, say) {
    const options = part.options.map((text, place) => {
      const [input, row] = option(
        `${id}-${place}`, "radio", id, optionText(text, say), text, typed === text);
      input.addEventListener("change", () => changed(text));
      return row;
    });
    return make("fieldset", {}, make("legend", {}, label), ...options);
  }

  function choicesField(id, label, part, typed, changed, say) {
    const held = Array.isArray(typed) ? typed : null;
    const boxes = [];
    const rows = part.options.map((text, place) => {
      const [input, row] = option(
        `${id}-${place}`, "checkbox", id, optionText(text, say), text,
        Boolean(held?.includes(text)));
      boxes.push(input);
      return row;
    });
    const isNone = Boolean(held) && held.length === 0;
    const [none, noneRow] = option(`${id}-none`, "checkbox", id, say(WORDS.none), "", isNone);
    const tell = () => {
      const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
      changed(chosen.length || none.checked ? chosen : undefined);
    };
    for (const box of boxes) {
      box.addEventListener("change", () => {
        if (box.checked) none.checked = false;
        tell();
      });
    }
    none.addEventListener("change", () => {
      if (none.checked) for (const box of boxes) box.checked = false;
      tell();
    });
    const legend = make("legend", {}, `${label} ${say(WORDS.chooseAll)}`);
    return make("fieldset", {}, legend, ...rows, noneRow);
  }

  /** A table whose cells are fields, each named by its row, its column and its unit. */
  function tableField(id, entry, typed, changed, say) {
    const { rows, columns } = entry.shape;
    const names = Object.keys(columns);
    const heading = (name) => {
      const unit = columns[name].unit;
      return unit && unit !== name ? `${name} (${unit})` : name;
    };
    const head = make(
      "tr",
      {},
      make("td", {}),
      ...names.map((name) => make("th", { scope: "col" }, heading(name))),
    );
    const body = rows.map((row, y) => {
      const cells = names.map((name, x) => {
        const part = `${row} / ${name}`;
        const kind = entry.parts[part];
        const labels = { "aria-label": `${row}, ${heading(name)}` };
        const cell = `${id}-${y}-${x}`;
        if (!kind.options) {
          const field = textField(cell, labels, typed[part], (text) => changed(part, text));
          return make("td", {}, field);
        }
        const select = make("select", { id: cell, ...labels }, make("option", { value: "" }));
        const options = kind.options.map((text) =>
          make("option", { value: text }, optionText(text, say)));
        select.append(...options);
        select.value = typeof typed[part] === "string" ? typed[part] : "";
        select.addEventListener("change", () => changed(part, select.value));
        return make("td", {}, select);
      });
      return make("tr", {}, make("th", { scope: "row" }, row), ...cells);
    });
    const table = make("table", {}, make("thead", {}, head), make("tbody", {}, ...body));
    return make(
      "fieldset",
      { class: "gxd-check-table" },
      make("legend", {}, say(WORDS.answer)),
      table,
    );
  }

  /** All fields of a question. `changed(part, text)` hears of each change. */
  function fields(id, entry, typed, changed, say) {
    if (gxdJudge.inNotebook(entry)) {
      return [make("p", { class: "gxd-check-note" }, say(WORDS.notebook))];
    }
    if (entry.shape?.shape === "table") return [tableField(id, entry, typed, changed, say)];
    const names = Object.keys(entry.parts);
    if (!names.length) {
      const area = make("textarea", { id: `${id}-text`, rows: 5, maxlength: 5000 });
      area.value = typeof typed[""] === "string" ? typed[""] : "";
      area.addEventListener("input", () => changed("", area.value));
      return [
        make("p", { class: "gxd-check-note" }, say(WORDS.byHand)),
        make("label", { for: `${id}-text` }, say(WORDS.answer)),
        area,
      ];
    }
    return names.map((name, place) => {
      const part = entry.parts[name];
      const label = part.label ? say(part.label) : say(WORDS.answer);
      const build = { choice: choiceField, choices: choicesField }[part.kind] ?? numberField;
      const tell = (value) => changed(name, value);
      return build(`${id}-part${place}`, label, part, typed[name], tell, say);
    });
  }

  window.gxdForm = { make, fields, givenTable };
})();
