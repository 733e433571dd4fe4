// Files a participant chooses: participant.json with questions.json (their own numbers), and
// answers.json (what was saved before). Each is looked at before anything is taken over, and what
// is wrong with it is said by name.
(() => {
  "use strict";

  const LARGEST = 5_000_000; // bytes
  const PUBLIC = "public";
  let waiting = {}; // one of the two files has come, the other not yet

  const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const isText = (value) => isObject(value) && typeof value.ja === "string" && typeof value.en === "string";

  function isPart(part) {
    if (!isObject(part) || (part.label !== null && !isText(part.label))) return false;
    const { sealed } = part;
    const locked = isObject(sealed) && typeof sealed.salt === "string" && Array.isArray(sealed.entries)
      && sealed.entries.every((entry) => typeof entry === "string")
      && Number.isInteger(sealed.iterations) && sealed.iterations <= 10_000_000;
    if (part.kind === "number") return locked && typeof part.unit === "string" && Number.isInteger(sealed.digits);
    if (part.kind === "choice" || part.kind === "choices") return locked && Array.isArray(part.options);
    return part.kind === "clean" || (part.kind === "says" && Array.isArray(part.words));
  }

  function isQuestion(entry) {
    return isObject(entry) && isText(entry.title) && isText(entry.ask)
      && Array.isArray(entry.given) && entry.given.every((line) => isObject(line) && isText(line.label))
      && Array.isArray(entry.hints) && entry.hints.every(isText)
      && isObject(entry.parts) && Object.values(entry.parts).every(isPart)
      && (entry.shape?.shape !== "table"
        || (Array.isArray(entry.shape.rows) && isObject(entry.shape.columns)));
  }

  /** What is wrong with somebody's questions.json for this page; null where nothing is. */
  function faultOf(page, leaflet) {
    if (!isObject(leaflet) || leaflet.format !== 1 || typeof leaflet.participant !== "string"
        || !isObject(leaflet.questions) || !Object.values(leaflet.questions).every(isQuestion)) {
      return {
        ja: "questions.json を読めません。配布された zip からもう一度取り出してください。",
        en: "questions.json cannot be read: take it from the zip again.",
      };
    }
    if (leaflet.edition !== page.edition) return otherEdition("questions.json", leaflet, page);
    if (!page.questions.some((one) => !one.quick && Object.hasOwn(leaflet.questions, one.id))) {
      return {
        ja: `questions.json(課題 ${leaflet.assignment})の問は、このページにありません。`,
        en: `No question of this questions.json (assignment ${leaflet.assignment}) is on this page.`,
      };
    }
    return null;
  }

  const otherEdition = (name, content, page) => ({
    ja: `${name} は ${content.edition} 版のものです。このページは ${page.edition} 版なので、数値が違います。`,
    en: `${name} is of edition ${content.edition}; this page is of ${page.edition}, with other numbers.`,
  });

  async function readJson(file) {
    if (file.size > LARGEST) return null;
    try {
      return JSON.parse(await file.text());
    } catch {
      return null;
    }
  }

  /** Take over own numbers once both files are there; what to say of it. */
  function takeOwn(page) {
    const { person, leaflet } = waiting;
    if (!leaflet) {
      return ["unanswered", {
        ja: "questions.json も選んでください(participant.json と同じフォルダーにあります)。",
        en: "Choose questions.json as well (it is beside participant.json).",
      }];
    }
    const fault = faultOf(page, leaflet);
    if (fault) {
      waiting = {};
      return ["wrong", fault];
    }
    if (!person && leaflet.participant !== PUBLIC) {
      return ["unanswered", {
        ja: "participant.json も選んでください(questions.json と同じフォルダーにあります)。",
        en: "Choose participant.json as well (it is beside questions.json).",
      }];
    }
    waiting = {};
    const named = person?.participant ?? PUBLIC;
    if (named !== leaflet.participant) {
      return ["wrong", {
        ja: `participant.json は「${named}」、questions.json は「${leaflet.participant}」のものです。自分あての zip から選び直してください。`,
        en: `participant.json is for '${named}' but questions.json for '${leaflet.participant}': choose both from the zip made for you.`,
      }];
    }
    const count = page.useOwn(leaflet);
    return ["right", {
      ja: `${leaflet.participant} さんの数値を読み込みました(${count} 問)。`,
      en: `Loaded the numbers of ${leaflet.participant} (${count} questions).`,
    }];
  }

  /** Fill in saved answers and look at each again; what to say of it. */
  function takeAnswers(page, saved) {
    if (saved.format !== 1 || typeof saved.participant !== "string" || !isObject(saved.answers)) {
      return ["wrong", {
        ja: "answers.json を読めません。このページで保存したファイルを選んでください。",
        en: "answers.json cannot be read: choose a file that was saved on this page.",
      }];
    }
    if (saved.edition !== page.edition) return ["wrong", otherEdition("answers.json", saved, page)];
    const here = page.questions.filter((one) => isObject(saved.answers[one.id]));
    const meant = here.filter((one) => one.quick || one.participant === saved.participant);
    if (here.length > meant.length) {
      return ["wrong", {
        ja: `answers.json は「${saved.participant}」の答えですが、いま出ているのは「${page.own ?? PUBLIC}」の数値です。先に「${saved.participant}」の participant.json と questions.json を読み込んでください。`,
        en: `These are the answers of '${saved.participant}', but the page shows the numbers of '${page.own ?? PUBLIC}': load the participant.json and questions.json of '${saved.participant}' first.`,
      }];
    }
    for (const question of meant) {
      question.fill(saved.answers[question.id]);
      question.check();
    }
    return ["right", {
      ja: `答えを読み込みました(${meant.length} 問)。`,
      en: `Loaded the answers to ${meant.length} questions.`,
    }];
  }

  /** Take in the chosen files, whichever they are, in an order that works. */
  async function load(page, files) {
    const found = await Promise.all(files.map(async (file) => [file.name, await readJson(file)]));
    const said = [];
    const answers = [];
    let own = false;
    for (const [name, content] of found) {
      if (!isObject(content)) {
        said.push(["wrong", {
          ja: `${name} を読めません。JSON のファイル(participant.json、questions.json、answers.json)を選んでください。`,
          en: `${name} cannot be read: choose participant.json, questions.json or answers.json.`,
        }]);
      } else if ("answers" in content) answers.push(content);
      else if ("questions" in content) [waiting.leaflet, own] = [content, true];
      else if (typeof content.participant === "string") [waiting.person, own] = [content, true];
      else {
        said.push(["wrong", {
          ja: `${name} は、participant.json でも questions.json でも answers.json でもありません。`,
          en: `${name} is neither participant.json nor questions.json nor answers.json.`,
        }]);
      }
    }
    if (own) said.push(takeOwn(page));
    for (const content of answers) said.push(takeAnswers(page, content));
    const worst = ["wrong", "unanswered", "right"].find((one) => said.some(([kind]) => kind === one));
    page.tell(worst ?? "", ...said.map(([, text]) => text));
  }

  window.gxdFiles = { load, faultOf };
})();
