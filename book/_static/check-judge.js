// From what was typed to what is said of it: the page's twin of `check` in a notebook
// (gxd_teach/classroom/selfcheck.py), part by part, with the same sentences.
(() => {
  "use strict";

  const RIGHT = { ja: "正解です。", en: "Correct." };
  const WRONG = { ja: "まだ合っていません。", en: "Not right yet." };
  const UNANSWERED = { ja: "まだ答えがありません。", en: "Not answered yet." };
  const SEPARATOR = "\u001e"; // between the options of a set, as in choices.py

  const blank = (typed) =>
    typed === undefined || typed === null || (typeof typed === "string" && !typed.trim());
  const plain = (text) =>
    text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "").replaceAll("₂", "2");

  /** The form under which an answer is sealed, and whether an opened entry is meant for it. */
  function readPart(part, typed, factors) {
    if (part.kind === "number") {
      const number = gxdNumbers.read(typed, part.unit, factors);
      return {
        form: gxdNumbers.canonical(number, part.sealed.digits),
        fits: (known) => !("low" in known) || gxdNumbers.within(number, known.low, known.high),
        understood: `${gxdNumbers.shown(number)} ${part.unit}`,
      };
    }
    if (part.kind === "choices") {
      const all = Array.isArray(typed) ? typed : [typed];
      const chosen = part.options.filter((option) => all.includes(option));
      return { form: `=${chosen.join(SEPARATOR)}`, fits: () => true };
    }
    return { form: `=${typed}`, fits: () => true };
  }

  /** One part: outcome, the sentences that fit, and how a number was read. */
  async function checkPart(id, name, part, typed, factors) {
    if (blank(typed)) return { outcome: "unanswered", sentences: [UNANSWERED] };
    if (part.kind === "says") {
      const found = part.words.some((word) => plain(typed).includes(plain(word)));
      return found
        ? { outcome: "right", sentences: [RIGHT] }
        : { outcome: "wrong", sentences: [WRONG] };
    }
    let read;
    try {
      read = readPart(part, typed, factors);
    } catch (error) {
      if (!(error instanceof gxdNumbers.Unreadable)) throw error;
      return { outcome: "unreadable", sentences: [error] };
    }
    const opened = await gxdSealed.open(part.sealed, read.form, `${id}/${name}`);
    const fitting = opened.filter(read.fits);
    const { understood } = read;
    if (fitting.some((known) => known.right)) {
      return { outcome: "right", sentences: [RIGHT], understood };
    }
    return { outcome: "wrong", sentences: fitting.length ? fitting : [WRONG], understood };
  }

  /** The whole answer: {outcome, lines: [{outcome, label, text, understood}]}. */
  async function check(id, entry, typed, units) {
    const names = Object.keys(entry.parts);
    if (names.every((name) => blank(typed[name]))) {
      return { outcome: "unanswered", lines: [{ outcome: "unanswered", text: UNANSWERED }] };
    }
    const found = await Promise.all(
      names.map((name) => {
        const part = entry.parts[name];
        return checkPart(id, name, part, typed[name], units[part.unit] ?? {});
      }),
    );
    const outcomes = new Set(found.map((one) => one.outcome));
    const alone = outcomes.size === 1 ? [...outcomes][0] : "wrong";
    if (entry.shape?.joint) {
      // Parts of one thing: the mistake is the one that fits all that are wrong.
      if (alone === "right") return { outcome: alone, lines: [{ outcome: alone, text: RIGHT }] };
      const wrong = found.filter((one) => one.outcome !== "right").map((one) => one.sentences);
      const common = wrong[0].find((text) =>
        wrong.every((others) => others.some((other) => other.ja === text.ja)));
      return { outcome: alone, lines: [{ outcome: alone, text: common ?? WRONG }] };
    }
    const lines = found.map((one, place) => ({
      outcome: one.outcome,
      label: entry.parts[names[place]].label,
      text: one.sentences[0],
      understood: one.understood,
    }));
    return { outcome: alone, lines };
  }

  /** Kinds of answer that only a notebook can take. */
  const inNotebook = (entry) => ["calls", "figure", "record"].includes(entry.shape?.shape);

  window.gxdJudge = { check, blank, inNotebook };
})();
