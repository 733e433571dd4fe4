// What a page remembers in this browser: answers as typed, and a participant's own questions.
// One entry a question, so that two open pages do not write over each other. Where the browser
// keeps nothing (some do not, for pages opened from a file), all works until the page is closed.
(() => {
  "use strict";

  const PREFIX = "gxd-check";
  const memory = new Map();
  const kept = (() => {
    try {
      const probe = `${PREFIX}/probe`;
      localStorage.setItem(probe, "1");
      localStorage.removeItem(probe);
      return localStorage;
    } catch {
      return null;
    }
  })();

  function get(...path) {
    const name = [PREFIX, ...path].join("/");
    if (memory.has(name)) return memory.get(name);
    try {
      return JSON.parse(kept?.getItem(name) ?? "null");
    } catch {
      return null;
    }
  }

  function set(value, ...path) {
    const name = [PREFIX, ...path].join("/");
    memory.delete(name);
    try {
      if (kept) return kept.setItem(name, JSON.stringify(value));
    } catch {
      // full: this page's memory will do
    }
    memory.set(name, value);
  }

  function remove(...path) {
    const name = [PREFIX, ...path].join("/");
    memory.delete(name);
    try {
      kept?.removeItem(name);
    } catch {
      // it kept nothing
    }
  }

  window.gxdStore = { get, set, remove, lasting: kept !== null };
})();
