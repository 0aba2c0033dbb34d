"use strict";
// The page's behaviour: which numeral is looked at, what its card says, filters, search, language, light and dark.
// Listeners sit on the article, never on a numeral: a document may have tens of thousands of them.
// Everything from the document reaches the page as text nodes; nothing here writes markup.
(() => {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const article = $("article"), panel = $("panel"), live = $("live");
  const column = Object.fromEntries(data.fields.map((name, at) => [name, at]));
  const rows = data.rows;

  // Field of an entry: a number or null, or a string ("" where the ledger says nothing).
  const field = (row, name) => {
    const value = rows[row][column[name]];
    return column[name] < data.numbers ? value : data.strings[value];
  };
  const idOf = (row) => (field(row, "kind") === "relative" ? "r" : "n") + field(row, "start");
  const elementOf = (row) => $(idOf(row));
  const rowOf = new Map(rows.map((_, row) => [idOf(row), row]));
  const rowAt = (target) => {
    const mark = target instanceof Element ? target.closest("article [role=button]") : null;
    return mark && rowOf.has(mark.id) ? rowOf.get(mark.id) : -1;
  };

  // Preferences. A page opened as a file may have no storage.
  const recall = (key) => { try { return localStorage.getItem("evidence." + key); } catch { return null; } };
  const remember = (key, value) => { try { localStorage.setItem("evidence." + key, value); } catch { /* not kept */ } };

  // ---- language
  let english = (recall("language") || navigator.language || "zh").slice(0, 2) !== "zh" ? 1 : 0;
  const label = (key) => (Object.hasOwn(data.labels, key) ? data.labels[key][english] : key);
  const applyLanguage = () => {
    document.documentElement.lang = english ? "en" : "zh-CN";
    for (const node of document.querySelectorAll("[data-t]")) node.textContent = label(node.dataset.t);
    for (const node of document.querySelectorAll("[data-t-label]")) node.setAttribute("aria-label", label(node.dataset.tLabel));
    for (const node of document.querySelectorAll("[data-t-placeholder]")) node.placeholder = label(node.dataset.tPlaceholder);
    for (const group of document.querySelectorAll(".group")) {
      const name = group.querySelector(".name");
      if (name) group.setAttribute("aria-label", name.textContent);
    }
    if (shown >= 0) fillPanel(shown);
    tellHits();
  };

  // ---- light and dark: one style sheet, told when it holds
  const systemDark = matchMedia("(prefers-color-scheme: dark)");
  let theme = recall("theme");
  const isDark = () => (theme ? theme === "dark" : systemDark.matches);
  const applyTheme = () => {
    $("dark").media = theme ? (theme === "dark" ? "screen" : "not all") : "screen and (prefers-color-scheme: dark)";
    $("theme").setAttribute("aria-pressed", String(isDark()));
  };

  // ---- the card
  let shown = -1, pinned = false;
  const make = (tag, text, name) => {
    const node = document.createElement(tag);
    if (text !== undefined) node.textContent = text;
    if (name) node.className = name;
    return node;
  };
  // A code word with its label before it; other strings as they are.
  const WORDS = new Set(["disposition", "measure", "bound", "status", "nature", "relation"]);
  const describe = (row, name) => {
    if (name === "span") return [`${field(row, "start")}–${field(row, "end")}`];
    if (name === "cell") return [[field(row, "place"), field(row, "cell")].filter(Boolean).join(" ")];
    const value = field(row, name);
    if (value === null || value === "") return [""];
    if (WORDS.has(name)) return Object.hasOwn(data.labels, value) ? [label(value), value] : [value];
    if (name === "code" && Object.hasOwn(data.codes, value)) return [data.codes[value][english], value];
    return [String(value)];
  };
  const FIELDS = {
    observation: ["indicator", "code", "measure", "value", "unit", "bound", "status", "period", "area", "base", "force", "nature"],
    relative: ["indicator", "code", "relation", "reference", "status", "period"],
  };
  const PLACES = ["part", "section", "cell", "span"];

  // The article's text nodes and where in the document's text each starts: found once, when first needed.
  let nodes = null, starts = null;
  const nodeAt = (at) => {
    if (nodes === null) {
      nodes = [];
      starts = [];
      let sum = 0;
      for (let walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT), node; (node = walker.nextNode()); sum += node.length) {
        nodes.push(node);
        starts.push(sum);
      }
    }
    let low = 0, high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= at) low = middle; else high = middle - 1;
    }
    return low;
  };
  // Text as the page shows it: what is hidden is left out, a hidden tab or bar between two cells becomes a blank.
  const textOf = (from, to) => {
    let text = "";
    for (let at = nodeAt(from); at < nodes.length && starts[at] < to; at += 1) {
      const part = nodes[at].data.slice(Math.max(0, from - starts[at]), to - starts[at]);
      text += nodes[at].parentNode.hidden ? (/[\t|]/.test(part) ? "  " : "") : part;
    }
    return text.replace(/[\r\n]+/g, " ");
  };
  const REACH = 300;
  const sentence = (row) => {
    const from = field(row, "from"), to = Math.min(field(row, "to"), from + REACH);
    const first = field(row, "sentence_from"), last = field(row, "sentence_to");
    const low = Math.max(first, from - REACH), high = Math.min(last, to + REACH);
    return [(low > first ? "…" : "") + textOf(low, from).trimStart(), textOf(from, to), textOf(to, high).trimEnd() + (high < last ? "…" : "")];
  };

  const addTerm = (list, row, name, always) => {
    const [words, code] = describe(row, name);
    if (!words && !always) return;
    list.append(make("dt", label(name)));
    const definition = make("dd");
    definition.dataset.field = name;
    definition.append(words ? make("span", words) : make("span", "—", "none"));
    if (code && code !== words) definition.append(make("code", code));
    list.append(definition);
  };
  const fillPanel = (row) => {
    const disposition = field(row, "kind") === "relative" ? "relative" : field(row, "disposition");
    const kind = field(row, "kind");
    const head = make("div", undefined, "head");
    const title = make("h2", field(row, "text"));
    title.lang = "zh-CN";
    head.append(title, make("span", field(row, "unit"), "unit"), make("span", label(kind), "swatch k k-" + kind));
    if (pinned) head.append(make("small", label("pinned"), "hint"));
    const close = make("button", label("close"));
    close.id = "close";
    close.type = "button";
    head.append(close);
    const list = make("dl");
    if (disposition !== "relative") addTerm(list, row, "disposition", true);
    for (const name of FIELDS[disposition] || []) addTerm(list, row, name, true);
    addTerm(list, row, "rule", true);
    for (const name of PLACES) addTerm(list, row, name, false);
    const quote = make("blockquote");
    quote.lang = "zh-CN";
    const [before, itself, after] = sentence(row);
    quote.append(before, make("mark", itself), after);
    quote.setAttribute("aria-label", label("sentence"));
    panel.replaceChildren(head, list, quote);
    panel.classList.add("open");
  };

  const show = (row, pin) => {
    if (row === shown && pinned === pin) return;
    if (shown >= 0) elementOf(shown)?.removeAttribute("aria-current");
    shown = row;
    pinned = pin;
    elementOf(row)?.setAttribute("aria-current", "true");
    fillPanel(row);
    light(row);
  };
  const letGo = () => {
    pinned = false;
    if (shown >= 0) elementOf(shown)?.removeAttribute("aria-current");
    shown = -1;
    panel.classList.remove("open");
    panel.replaceChildren(make("p", label("hint"), "hint"));
    panel.firstChild.dataset.t = "hint";
    if (globalThis.CSS?.highlights) CSS.highlights.delete("sentence");
  };

  // The sentence's own stretch of the article, lit where the browser can light a range.
  const light = (row) => {
    if (!globalThis.CSS?.highlights || !globalThis.Highlight) return;
    const range = document.createRange();
    const set = (edge, at) => range[edge](nodes[nodeAt(at)], Math.min(at - starts[nodeAt(at)], nodes[nodeAt(at)].length));
    set("setStart", field(row, "sentence_from"));
    set("setEnd", field(row, "sentence_to"));
    CSS.highlights.set("sentence", new Highlight(range));
  };

  // ---- filters and search
  const off = new Set();       // facet values that are not pressed: "k:time", "m:growth", "c:coded"
  let query = [], hits = [], haystack = null;
  const facets = (row) => {
    const found = ["k:" + field(row, "kind")];
    if (field(row, "disposition") === "observation") {
      found.push("m:" + (field(row, "measure") || "unstated"), "c:" + (field(row, "code") ? "coded" : "uncoded"));
    }
    return found;
  };
  const rowFacets = rows.map((_, row) => facets(row));
  const passes = (row) => rowFacets[row].every((facet) => !off.has(facet));
  const buildHaystack = () => rows.map((row) => {
    const strings = row.slice(data.numbers).map((at) => data.strings[at]).filter(Boolean);
    const names = strings.flatMap((word) => (Object.hasOwn(data.labels, word) ? data.labels[word] : []));
    const codes = Object.hasOwn(data.codes, data.strings[row[column.code]]) ? data.codes[data.strings[row[column.code]]] : [];
    return [...strings, ...names, ...codes, row[column.value] ?? ""].join("\n").toLowerCase();
  });
  const isOff = new Uint8Array(rows.length), isHit = new Uint8Array(rows.length);
  const mark = (row, name, flags, on) => {
    if (flags[row] === Number(on)) return;
    flags[row] = Number(on);
    elementOf(row)?.classList.toggle(name, on);
  };
  const tellHits = () => {
    const total = hits.length;
    $("hits").textContent = !query.length && !off.size ? "" : total ? `${total} ${label("of")} ${rows.length}` : label("nothing");
  };
  const refresh = () => {
    if (query.length) haystack ??= buildHaystack();
    hits = [];
    for (let row = 0; row < rows.length; row += 1) {
      const pass = passes(row);
      const hit = pass && query.every((word) => haystack[row].includes(word));
      mark(row, "off", isOff, !pass);
      mark(row, "hit", isHit, hit && query.length > 0);
      if (hit) hits.push(row);
    }
    tellHits();
    setEntry(hits.length ? hits[0] : -1);
  };
  let waiting = 0;
  $("search").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(search, 150);
  });
  const search = () => {
    clearTimeout(waiting);
    query = $("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    refresh();
  };
  document.addEventListener("click", (event) => {
    const chip = event.target instanceof Element ? event.target.closest(".chip") : null;
    if (!chip) return;
    press(chip, chip.getAttribute("aria-pressed") !== "true");
    refresh();
  });
  const press = (chip, on) => {
    chip.setAttribute("aria-pressed", String(on));
    off[on ? "delete" : "add"](`${chip.dataset.facet}:${chip.dataset.value}`);
  };
  // "None" leaves measures and codes as they are: the next kind pressed then shows whole.
  const pressAll = (on) => {
    for (const chip of document.querySelectorAll(".chip")) if (on || chip.dataset.facet === "k") press(chip, on);
    refresh();
  };

  // ---- going from numeral to numeral. One of them is in the tab order; the arrows do the rest.
  let entry = null;
  const setEntry = (row) => {
    entry?.setAttribute("tabindex", "-1");
    entry = row >= 0 ? elementOf(row) : null;
    entry?.setAttribute("tabindex", "0");
  };
  const go = (row) => {
    const mark = elementOf(row);
    setEntry(row);
    show(row, true);
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: "nearest", behavior: "instant" });
  };
  const step = (by) => {
    if (!hits.length) return;
    const at = hits.findIndex((row) => row >= shown);
    if (shown < 0) go(by > 0 ? hits[0] : hits[hits.length - 1]);
    else if (by > 0) go(hits[(at < 0 ? 0 : hits[at] === shown ? at + 1 : at) % hits.length]);
    else go(hits[((at < 0 ? hits.length : at) - 1 + hits.length) % hits.length]);
  };
  article.addEventListener("keydown", (event) => {
    const row = rowAt(event.target);
    if (row < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = {
      ArrowRight: () => step(1), ArrowDown: () => step(1), ArrowLeft: () => step(-1), ArrowUp: () => step(-1),
      Home: () => hits.length && go(hits[0]), End: () => hits.length && go(hits[hits.length - 1]),
      Enter: () => show(row, true), " ": () => show(row, true),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
  article.addEventListener("focusin", (event) => {
    const row = rowAt(event.target);
    if (row < 0) return;
    show(row, true);
    live.textContent = ["indicator", "measure", "bound", "value", "unit", "status", "disposition", "period"]
      .map((name) => describe(row, name)[0]).filter(Boolean).join(" ");
  });
  article.addEventListener("pointerover", (event) => {
    const row = event.pointerType === "mouse" && !pinned ? rowAt(event.target) : -1;
    if (row >= 0) show(row, false);
  });
  article.addEventListener("click", (event) => {
    const row = rowAt(event.target);
    if (row < 0) return;
    setEntry(row);
    show(row, true);
    elementOf(row)?.scrollIntoView({ block: "nearest", behavior: "instant" }); // the card may cover it on a small screen
    try { history.replaceState(null, "", "#" + idOf(row)); } catch { /* some browsers refuse this for files */ }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && event.target !== $("search")) letGo(); });
  panel.addEventListener("click", (event) => { if (event.target.id === "close") letGo(); });
  $("search").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    search();
    step(event.shiftKey ? -1 : 1);
    $("search").focus({ preventScroll: true });
  });
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("all").addEventListener("click", () => pressAll(true));
  $("none").addEventListener("click", () => pressAll(false));
  $("language").addEventListener("click", () => {
    english = 1 - english;
    remember("language", english ? "en" : "zh");
    applyLanguage();
  });
  $("theme").addEventListener("click", () => {
    theme = isDark() ? "light" : "dark";
    remember("theme", theme);
    applyTheme();
  });
  systemDark.addEventListener("change", applyTheme);

  const follow = () => {
    const row = rowOf.get(location.hash.slice(1));
    if (row === undefined) return;
    setEntry(row);
    show(row, true);
    elementOf(row)?.scrollIntoView({ block: "center", behavior: "instant" });
  };
  applyTheme();
  refresh();
  applyLanguage();
  follow();
  addEventListener("hashchange", follow);
})();
