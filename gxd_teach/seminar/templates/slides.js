/* Measure each slide with this computer's fonts, continue what does not fit on a further one, then
   hand over to reveal.js. Nothing is cut off, whatever font the room's computer has. */
(function () {
  "use strict";
  var HEIGHT = 720, SMALLEST = 0.85, LARGEST = 1.2, LEAST_PICTURE = 340;
  var MORE = document.documentElement.lang === "en" ? "(continued)" : "(続き)";
  var BOX = ".admonition", HOLDERS = ".output, .pst-scrollable-table-container, .text_html, .cell_output, .highlight, .cell_input, [class*=highlight-]";

  function bodyOf(slide) { return slide.querySelector(".gxd-body"); }
  function limit(slide) { return slide.getBoundingClientRect().top + HEIGHT - 40; }
  function bottom(element) { return element.getBoundingClientRect().bottom; }
  function shown(body) { return Array.prototype.filter.call(body.children, function (c) { return c.tagName !== "ASIDE"; }); }
  function overflows(slide) {
    var last = shown(bodyOf(slide)).pop();
    return !!last && bottom(last) > limit(slide) + 1;
  }

  function scale(slide, factor) { bodyOf(slide).style.fontSize = factor === 1 ? "" : (parseFloat(getComputedStyle(slide).fontSize) * factor) + "px"; }

  /* A further slide with the same headings, right after this one. */
  function further(slide) {
    var next = slide.cloneNode(true), heading = next.querySelector("h1, h2");
    if (heading && !heading.querySelector(".gxd-more")) {
      var more = document.createElement("span");
      more.className = "gxd-more"; more.textContent = " " + MORE;
      heading.appendChild(more);
    }
    bodyOf(next).textContent = "";
    next.classList.add("gxd-further");
    slide.after(next);
    return next;
  }

  function only(element, selector) {
    return element.matches(selector) ? element : element.querySelector(selector);
  }

  /* Parts of a block that can go on elsewhere: rows, items, lines; null where there are none. */
  function divisible(block) {
    var table = only(block, "table");
    if (table && table.tBodies.length && table.tBodies[0].rows.length > 1) return {kind: "rows", home: table.tBodies[0], parts: Array.prototype.slice.call(table.tBodies[0].rows)};
    var list = only(block, "ul, ol, dl");
    if (list && list.children.length > 1) return {kind: "items", home: list, parts: Array.prototype.slice.call(list.children)};
    var pre = only(block, "pre");
    if (pre && pre.textContent.replace(/\n$/, "").indexOf("\n") > 0) return {kind: "lines", home: pre, parts: null};
    return null;
  }

  /* Split a block at what still fits above `end`; the rest comes back as a block, or null. */
  function split(block, end) {
    if (block.matches(BOX) && block.children.length > 2) return splitBox(block, end);
    var found = divisible(block);
    if (!found) return null;
    if (found.kind === "lines") return splitLines(block, found.home, end);
    var keep = found.parts.filter(function (part) { return bottom(part) <= end; }).length;
    while (keep > 0 && keep < found.parts.length && found.parts.length - keep < 2 && keep > 2) keep -= 1;
    if (keep === 0) return null;
    if (keep >= found.parts.length) return null;
    var path = [], node = found.home;
    while (node !== block) { path.unshift(Array.prototype.indexOf.call(node.parentNode.children, node)); node = node.parentNode; }
    var rest = block.cloneNode(true), home = rest;
    path.forEach(function (index) { home = home.children[index]; });
    var same = Array.prototype.slice.call(home.children);
    same.slice(0, keep).forEach(function (part) { part.remove(); });
    found.parts.slice(keep).forEach(function (part) { part.remove(); });
    if (home.tagName === "OL") home.start = (found.home.start || 1) + keep;
    after(block, found.home);
    return rest;

    /* What stands behind the divided piece belongs to the rest alone. */
    function after(top, piece) {
      for (var at = piece; at !== top; at = at.parentNode) {
        if (at.tagName === "TBODY") continue;
        while (at.nextElementSibling) at.nextElementSibling.remove();
      }
      for (var other = home; other !== rest; other = other.parentNode) {
        if (other.tagName === "TBODY" || rest.matches(BOX)) continue;
        while (other.previousElementSibling) other.previousElementSibling.remove();
      }
    }
  }

  /* A box goes on with its title; the piece at the edge is divided only when it is the first one. */
  function splitBox(box, end) {
    var parts = Array.prototype.slice.call(box.children, 1);
    var at = parts.findIndex(function (part) { return bottom(part) > end - 8; });
    if (at < 0) return null;
    var part = at === 0 ? split(parts[0], end - 8) : null;
    if (at === 0 && !part) return null;
    var rest = box.cloneNode(false);
    rest.appendChild(box.firstElementChild.cloneNode(true));
    if (part) rest.appendChild(part);
    parts.slice(part ? 1 : at).forEach(function (one) { rest.appendChild(one); });
    return rest;
  }

  function splitLines(block, pre, end) {
    var lines = pre.innerHTML.replace(/\n$/, "").split("\n");
    var height = pre.getBoundingClientRect().height / lines.length;
    var keep = Math.floor((end - pre.getBoundingClientRect().top - 20) / height);
    if (keep < 3 || keep >= lines.length) return null;
    var rest = block.cloneNode(true);
    pre.innerHTML = lines.slice(0, keep).join("\n");
    only(rest, "pre").innerHTML = lines.slice(keep).join("\n");
    return rest;
  }

  function clear(slide) {
    bodyOf(slide).querySelectorAll("[data-size]").forEach(function (piece) { piece.style.fontSize = ""; delete piece.dataset.size; });
  }

  /* Wider than the slide: a smaller font, in steps. */
  function narrow(slide) {
    var body = bodyOf(slide), width = body.clientWidth;
    shown(body).forEach(function (block) {
      [block].concat(Array.prototype.slice.call(block.querySelectorAll("table, mjx-container, pre, div.math"))).forEach(function (piece) {
        for (var size = 0.95; size > 0.5 && Math.max(piece.scrollWidth, piece.getBoundingClientRect().width) > width + 1; size -= 0.05) {
          piece.style.fontSize = (piece.dataset.size = piece.dataset.size || parseFloat(getComputedStyle(piece).fontSize)) * size + "px";
        }
      });
    });
  }

  /* A picture takes the room that the rest of its slide leaves. */
  function pictures(slide) {
    var body = bodyOf(slide), all = body.querySelectorAll("figure img, figure svg, .output img, .output svg");
    if (all.length !== 1) return;
    var last = shown(body).pop(), room = all[0].getBoundingClientRect().height + limit(slide) - bottom(last);
    all[0].style.setProperty("--room", Math.round(Math.max(LEAST_PICTURE, Math.min(room, 540))) + "px");
  }

  /* A slide with room to spare is written larger, for the last row of the room. */
  function grow(slide) {
    if (slide.matches(".gxd-sources")) return;
    for (var factor = LARGEST; factor > 1; factor -= 0.05) {
      scale(slide, factor);
      narrow(slide);
      pictures(slide);
      if (!overflows(slide)) return;
      clear(slide);
    }
    scale(slide, 1);
    narrow(slide);
    pictures(slide);
  }

  function fit(slide) {
    narrow(slide);
    pictures(slide);
    if (!overflows(slide)) return grow(slide);
    for (var factor = 0.95; factor >= SMALLEST; factor -= 0.05) {
      scale(slide, factor);
      pictures(slide);
      if (!overflows(slide)) return;
    }
    scale(slide, 1);
    pictures(slide);
    var body = bodyOf(slide), end = limit(slide), blocks = shown(body);
    var at = blocks.findIndex(function (block) { return bottom(block) > end + 1; });
    var next = further(slide), rest = null;
    var above = at > 0 ? bottom(blocks[at - 1]) : blocks[at].getBoundingClientRect().top;
    var alone = at === 0 || (at === 1 && blocks[0].matches(".gxd-lead, .gxd-point"));
    if (alone || end - above > 200) rest = split(blocks[at], end);
    if (rest === null && alone) {
      if (at === 0) { shrink(slide, blocks[0]); at = blocks.length > 1 ? 1 : -1; }
    } else if (rest !== null) at += 1;
    else {
      /* A heading-like piece does not stay behind alone. */
      while (at > 1 && blocks[at - 1].matches(".cell_input, .gxd-point, p:not(.gxd-lead)") && blocks[at - 1].getBoundingClientRect().height < 120) at -= 1;
    }
    if (at === -1) { next.remove(); return; }
    var target = bodyOf(next);
    if (rest) target.appendChild(rest);
    var moving = blocks[at];
    while (moving) { var follower = moving.nextElementSibling; target.appendChild(moving); moving = follower; }
    if (!shown(target).length) { while (target.firstChild) body.appendChild(target.firstChild); next.remove(); }
    else fit(next);
    if (!overflows(slide)) grow(slide);
  }

  /* One piece that cannot be divided and is taller than a slide: as small as it must be. */
  function shrink(slide, block) {
    for (var factor = 0.75; factor > 0.3 && bottom(block) > limit(slide) + 1; factor -= 0.05) {
      block.style.zoom = factor;
    }
  }

  function notes(slide) {
    var kept = slide.querySelectorAll("aside.gxd-note");
    if (!kept.length) return;
    var all = document.createElement("aside");
    all.className = "notes";
    Array.prototype.forEach.call(kept, function (note) { while (note.firstChild) all.appendChild(note.firstChild); note.remove(); });
    slide.appendChild(all);
  }

  function loaded(image) {
    return image.complete ? null : new Promise(function (done) { image.onload = image.onerror = done; });
  }

  function start() {
    var root = document.documentElement;
    root.classList.add("gxd-measuring");
    Array.prototype.slice.call(document.querySelectorAll(".slides > section")).forEach(fit);
    document.querySelectorAll(".slides > section").forEach(notes);
    root.classList.remove("gxd-measuring");
    return Reveal.initialize({
      width: 1280, height: HEIGHT, margin: 0.02, center: false, hash: true, transition: "none", backgroundTransition: "none",
      slideNumber: "c/t", controlsTutorial: false, pdfSeparateFragments: false, pdfMaxPagesPerSlide: 1, plugins: [RevealNotes]
    });
  }

  window.gxdSlides = Promise.all([
    document.fonts.ready,
    window.MathJax && MathJax.startup ? MathJax.startup.promise : null
  ].concat(Array.prototype.map.call(document.images, loaded))).then(start);
})();
