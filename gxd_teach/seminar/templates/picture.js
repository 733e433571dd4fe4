// The exchange as a picture: companies as boxes, an arrow from who asks to who offers. It is
// drawn from the page's own filter and table, so it cannot say anything else than they do.

const SVG = "http://www.w3.org/2000/svg";
const HEIGHT = 46;
const GAP = { across: 14, down: 64 };
const WIDEST = 190;
const NARROWEST = 92;
const MOST = 60; // more companies than these are no picture any more
const LIT_MS = 2600;

function make(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

// How deep in the chain each company stands: one below the deepest that asks it. Arrows that
// close a circle are left out of account.
function depths(ids, arrows) {
  const asks = new Map(ids.map((id) => [id, []]));
  const isAsked = new Set(arrows.map(([, asked]) => asked));
  for (const [asker, asked] of arrows) asks.get(asker)?.push(asked);
  const depth = new Map(ids.map((id) => [id, 0]));
  const onTheWay = new Set();
  const order = [];
  const done = new Set();
  const forward = [];
  const walk = (id) => {
    onTheWay.add(id);
    for (const next of asks.get(id)) {
      if (onTheWay.has(next) || !depth.has(next)) continue;
      forward.push([id, next]);
      if (!done.has(next)) walk(next);
    }
    onTheWay.delete(id);
    done.add(id);
    order.unshift(id);
  };
  const first = [...ids].sort((a, b) => isAsked.has(a) - isAsked.has(b));
  for (const id of first) if (!done.has(id)) walk(id);
  for (const id of order)
    for (const [asker, asked] of forward)
      if (asker === id) depth.set(asked, Math.max(depth.get(asked), depth.get(id) + 1));
  return depth;
}

// Where each company's box stands, in rows from the top of the chain to the bottom.
function layout(ids, arrows, width) {
  const depth = depths(ids, arrows);
  const fit = Math.max(1, Math.floor((width + GAP.across) / (NARROWEST + GAP.across)));
  const boxes = new Map();
  const connected = new Set(arrows.flat());
  let y = 4;
  for (const level of [...new Set(depth.values())].sort((a, b) => a - b)) {
    const middle = (id) => {
      const over = arrows.filter(([, asked]) => asked === id).map(([asker]) => boxes.get(asker));
      const known = over.filter(Boolean).map((box) => box.x + box.width / 2);
      return known.length ? known.reduce((sum, x) => sum + x, 0) / known.length : width / 2;
    };
    const here = ids.filter((id) => depth.get(id) === level);
    here.sort((a, b) => connected.has(b) - connected.has(a) || middle(a) - middle(b));
    const rows = Math.ceil(here.length / fit);
    const each = Math.ceil(here.length / rows);
    for (let row = 0; row < rows; row += 1) {
      const inRow = here.slice(row * each, (row + 1) * each);
      const space = (width - GAP.across * (inRow.length - 1)) / inRow.length;
      const box = Math.min(WIDEST, space);
      inRow.forEach((id, index) => {
        const x = ((index + 0.5) * width) / inRow.length - box / 2;
        boxes.set(id, { x: Math.max(0, Math.min(x, width - box)), y, width: box });
      });
      y += HEIGHT + GAP.down;
    }
  }
  return { boxes, height: y - GAP.down + 4 };
}

// Where the line from one box's centre towards a point leaves the box.
function edge(box, [x, y]) {
  const [cx, cy] = [box.x + box.width / 2, box.y + HEIGHT / 2];
  const [dx, dy] = [x - cx, y - cy];
  const scale = Math.min(
    (box.width / 2 + 3) / Math.max(Math.abs(dx), 1e-6),
    (HEIGHT / 2 + 3) / Math.max(Math.abs(dy), 1e-6),
  );
  return [cx + dx * scale, cy + dy * scale];
}

function curve(from, to, both) {
  const centre = (box) => [box.x + box.width / 2, box.y + HEIGHT / 2];
  const [[x1, y1], [x2, y2]] = [centre(from), centre(to)];
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  // Two that ask each other get two lines; neighbours in a row are joined round the boxes.
  const bow = (both ? 16 : 0) + (y1 === y2 ? 40 : 0);
  const middle = [(x1 + x2) / 2 - ((y2 - y1) / length) * bow, (y1 + y2) / 2 + ((x2 - x1) / length) * bow];
  const [a, b] = [edge(from, middle), edge(to, middle)];
  return { path: `M${a} Q${middle} ${b}`, middle: [(a[0] + b[0]) / 4 + middle[0] / 2, (a[1] + b[1]) / 4 + middle[1] / 2] };
}

function shortened(text, name, width) {
  text.textContent = name;
  for (let n = name.length - 1; n > 0 && text.getComputedTextLength() > width; n -= 1)
    text.textContent = `${name.slice(0, n)}…`;
}

export class Picture {
  constructor(place, words) {
    this.place = place;
    this.words = words;
    this.arrows = new Map();
    this.boxes = new Map();
    this.drawn = "";
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    new ResizeObserver(() => this.draw()).observe(place.parentElement);
  }

  draw() {
    const links = [...document.querySelectorAll("#companies-filter a")].filter((a) => a.dataset.company);
    const pairs = [...document.querySelectorAll("#pairs tr[data-asker]")].map((row) => ({
      pair: [row.dataset.asker, row.dataset.asked],
      used: [...row.cells].slice(1).some((cell) => Number(cell.textContent)),
    }));
    const width = Math.floor(this.place.parentElement.clientWidth);
    const offered = (link) => this.words.offers.replace("{n}", link.dataset.offers);
    const said = JSON.stringify([width, pairs.map(({ pair }) => pair), links.map((a) => a.textContent)]);
    if (!width) return;
    if (said === this.drawn) {
      // The same picture with other counts: what is lit at this moment stays so.
      for (const link of links) this.setCount(link.dataset.company, offered(link));
      for (const { pair, used } of pairs)
        this.arrows.get(pair.join(" "))?.line.classList.toggle("used", used);
      return;
    }
    this.drawn = said;
    this.place.hidden = links.length < 2 || links.length > MOST;
    document.getElementById("legend").hidden = this.place.hidden;
    if (this.place.hidden) return;
    const ids = links.map((link) => link.dataset.company);
    const arrows = pairs.map(({ pair }) => pair).filter((pair) => pair.every((id) => ids.includes(id)));
    const { boxes, height } = layout(ids, arrows, width - 4);
    const svg = make("svg", {
      viewBox: `-2 0 ${width} ${height}`, width, height, role: "img", "aria-label": this.words.picture,
    });
    svg.append(make("defs", {}, make("marker", {
      id: "head", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 11, markerHeight: 11,
      markerUnits: "userSpaceOnUse", orient: "auto-start-reverse",
    }, make("path", { d: "M0 0 L10 5 L0 10 z", class: "head" }))));
    this.place.replaceChildren(svg);
    this.svg = svg;
    this.arrows.clear();
    this.boxes.clear();
    const labels = [];
    for (const { pair, used } of pairs) {
      if (!pair.every((id) => boxes.has(id))) continue;
      const both = arrows.some(([asker, asked]) => asker === pair[1] && asked === pair[0]);
      const { path, middle } = curve(boxes.get(pair[0]), boxes.get(pair[1]), both);
      const line = make("path", { d: path, class: used ? "arrow used" : "arrow", "marker-end": "url(#head)" });
      // Beside the line, on the side where there is room.
      const room = middle[0] < width - 110;
      const label = make("text", {
        x: middle[0] + (room ? 14 : -14), y: middle[1] + 5, class: room ? "happening" : "happening before",
      });
      svg.append(line);
      labels.push(label);
      this.arrows.set(pair.join(" "), { line, label });
    }
    for (const link of links) {
      const box = boxes.get(link.dataset.company);
      const name = make("text", { x: box.x + box.width / 2, y: box.y + 20 });
      const count = make("text", { x: box.x + box.width / 2, y: box.y + 37, class: "count" });
      const group = make("g", { class: "company" }, make("title"),
        make("rect", { x: box.x, y: box.y, width: box.width, height: HEIGHT, rx: 6 }), name, count);
      group.firstElementChild.textContent = link.textContent;
      svg.append(group);
      shortened(name, link.textContent, box.width - 10);
      count.textContent = offered(link);
      this.boxes.set(link.dataset.company, group);
    }
    svg.append(...labels);
  }

  setCount(id, text) {
    const count = this.boxes.get(id)?.querySelector(".count");
    if (count && count.textContent !== text) count.textContent = text;
  }

  // Something went along an arrow, or a company did something by itself.
  light(line) {
    for (const id of line.companies) this.flash(this.boxes.get(id));
    if (!line.arrow) return;
    const straight = this.arrows.get(line.arrow.join(" "));
    const arrow = straight ?? this.arrows.get([...line.arrow].reverse().join(" "));
    if (!arrow) return;
    arrow.line.classList.add("used");
    arrow.label.textContent = line.tag;
    this.flash(arrow.line);
    this.flash(arrow.label);
    const key = [...this.arrows].find(([, one]) => one === arrow)[0];
    if (!this.calm.matches) this.travel(arrow.line, key !== line.way.join(" "));
  }

  flash(element) {
    if (!element) return;
    element.classList.add("lit");
    clearTimeout(element.unlit);
    element.unlit = setTimeout(() => element.classList.remove("lit"), LIT_MS);
  }

  // A dot on its way, from who sent to who received.
  travel(line, backwards) {
    if (this.svg.querySelectorAll(".dot").length > 12) return;
    const dot = make("circle", { r: 6, class: "dot" });
    this.svg.append(dot);
    const length = line.getTotalLength();
    let began;
    const step = (now) => {
      began ??= now;
      const part = Math.min(1, (now - began) / 900);
      const { x, y } = line.getPointAtLength(length * (backwards ? 1 - part : part));
      dot.setAttribute("cx", x);
      dot.setAttribute("cy", y);
      if (part < 1 && dot.isConnected) requestAnimationFrame(step);
      else dot.remove();
    };
    requestAnimationFrame(step);
  }
}
