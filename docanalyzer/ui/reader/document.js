// The document component: builds the text once, with textContent alone, and marks what is selected.
// It is given bytes: a line with the digest of the rest, then JSON. The focus component calls `focus` through
// window.docanalyzerReader, so that a rerun of the app sends an id and never the document again.

const KINDS = { target: "t", figure: "f", provision: "p", deadline: "d", unused: "u" };
const readers = (window.docanalyzerReader ??= { last: null, open: new Set(), count: 0, wish: null, send: null });

function draw(component) {
  const { data, parentElement } = component;
  const host = parentElement.querySelector(".da-document");
  const digest = new TextDecoder().decode(data.subarray(0, 64));
  let reader = host.docanalyzerReader;
  if (!reader || reader.digest !== digest) {
    if (reader) readers.open.delete(reader);
    const body = JSON.parse(new TextDecoder().decode(data.subarray(65)));
    reader = build(host, body, digest);
    host.docanalyzerReader = reader;
  }
  readers.open.add(reader);
  reader.call = component;
  if (readers.last) reader.focus(readers.last);
  // Calls that a newer one has overtaken are cleaned up too.
  return () => reader.call === component && readers.open.delete(reader);
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function build(host, body, digest) {
  host.replaceChildren();
  const state = {
    digest,
    body,
    host,
    runs: body.records.map(() => []),
    index: new Map(body.records.map((record, i) => [record[0], i])),
    selected: -1,
    cursor: -1,
    seen: null,
    picked: 0,
    shown: new Set(["t"]),
    lent: null,
  };
  state.bar = legend(state);
  state.scroller = element("div", "da-scroll");
  state.scroller.tabIndex = 0;
  state.scroller.setAttribute("role", "region");
  state.scroller.setAttribute("aria-label", body.words.text);
  state.page = element("div", "da-page");
  state.page.lang = body.lang;
  state.page.append(paragraphs(state));
  state.add = element("button", "da-add", body.words.add);
  state.add.type = "button";
  state.add.hidden = true;
  state.scroller.append(state.page, state.add);
  state.rail = element("div", "da-rail");
  state.rail.setAttribute("aria-hidden", "true");
  state.live = element("div", "da-live");
  state.live.setAttribute("aria-live", "polite");
  const frame = element("div", "da-frame");
  frame.append(state.scroller, state.rail);
  host.append(state.bar, frame, element("div", "da-help", body.words.keys), state.live);
  layers(state);
  listen(state);
  state.focus = (wish) => focus(state, wish);
  return state;
}

// The legend doubles as switches: which kinds of records are marked in the text and on the rail.
function legend(state) {
  const bar = element("div", "da-legend");
  const { words, records } = state.body;
  for (const [kind, letter] of Object.entries(KINDS)) {
    const count = records.filter((record) => record[1] === kind).length;
    const button = element("button", `da-kind da-${letter}`, `${words[kind]} ${count}`);
    button.type = "button";
    button.disabled = !count;
    button.dataset.kind = letter;
    button.addEventListener("click", () => {
      if (state.lent === letter) state.lent = null;
      if (state.shown.has(letter)) state.shown.delete(letter);
      else state.shown.add(letter);
      layers(state);
    });
    bar.append(button);
  }
  const slots = element("span", "da-slots");
  for (const slot of ["value", "indicator", "deadline", "baseline", "region", "industry"]) {
    slots.append(element("span", `da-slot s-${slot}`, words[`slot_${slot}`]));
  }
  bar.append(slots);
  return bar;
}

function layers(state) {
  for (const letter of Object.values(KINDS)) state.host.classList.toggle(`on-${letter}`, state.shown.has(letter));
  for (const button of state.bar.querySelectorAll("button")) {
    button.setAttribute("aria-pressed", String(state.shown.has(button.dataset.kind)));
  }
  rail(state);
}

// Rows of tables that follow each other make one table.
function paragraphs(state) {
  const all = document.createDocumentFragment();
  let table = null;
  for (const [start, level, page, runs] of state.body.paragraphs) {
    if (level === -1) {
      if (!table) {
        table = element("table", "da-table");
        const wrap = element("div", "da-wide");
        wrap.append(table);
        all.append(wrap);
      }
      const row = element("tr");
      if (page) row.dataset.page = state.body.words.page.replace("#", page);
      for (const cell of runs) {
        const place = element("td");
        fill(state, place, cell);
        row.append(place);
      }
      table.append(row);
      continue;
    }
    table = null;
    const line = element(level ? "h6" : "p", level ? `da-h da-h${Math.min(level, 4)}` : "da-p");
    if (level) line.setAttribute("aria-level", String(Math.min(level + 1, 6)));
    if (!runs.length) line.className = "da-blank";
    if (page) line.dataset.page = state.body.words.page.replace("#", page);
    line.dataset.start = start;
    fill(state, line, runs);
    all.append(line);
  }
  return all;
}

function fill(state, place, runs) {
  for (const [start, text, ...marks] of runs) {
    const classes = new Set();
    const records = new Set();
    for (const mark of marks) {
      const [kind, slot, record] = state.body.marks[mark];
      classes.add(KINDS[kind]);
      if (slot !== "evidence") classes.add(`${KINDS[kind]}-${slot}`);
      records.add(record);
    }
    const run = element("span", classes.size ? `da-m ${[...classes].join(" ")}` : "", text);
    run.dataset.start = start;
    if (records.size) {
      run.docanalyzerRecords = [...records];
      for (const record of records) state.runs[record].push(run);
    }
    place.append(run);
  }
}

// Where the records are: one stroke for each three pixels of the rail, by their place in the text.
function rail(state) {
  state.rail.replaceChildren();
  const taken = new Set();
  const length = Math.max(1, state.body.length);
  for (const [index, [, kind, start]] of state.body.records.entries()) {
    const letter = KINDS[kind];
    if (!letter || !state.shown.has(letter)) continue;
    const place = Math.round((250 * start) / length);
    if (taken.has(`${letter}${place}`)) continue;
    taken.add(`${letter}${place}`);
    const stroke = element("i", `da-${letter}`);
    stroke.style.top = `${(place * 100) / 250}%`;
    stroke.addEventListener("click", () => pick(state, index, true));
    state.rail.append(stroke);
  }
  state.here = element("b");
  state.rail.append(state.here);
  here(state);
}

function here(state) {
  const record = state.body.records[state.selected];
  state.here.hidden = !record || record[2] === undefined;
  if (!state.here.hidden) state.here.style.top = `${(record[2] * 100) / Math.max(1, state.body.length)}%`;
}

function listen(state) {
  state.page.addEventListener("click", (event) => {
    const records = event.target.docanalyzerRecords;
    if (!records || String(document.getSelection() ?? "")) return;
    const visible = records.filter((record) => state.shown.has(KINDS[state.body.records[record][1]]));
    if (!visible.length) return;
    // A place that proves several records goes on to the next of them with each click.
    pick(state, visible[(visible.indexOf(state.selected) + 1) % visible.length], false);
  });
  state.scroller.addEventListener("keydown", (event) => keys(state, event));
  for (const name of ["mouseup", "keyup", "touchend"]) {
    state.scroller.addEventListener(name, (event) => event.target !== state.add && setTimeout(() => offer(state), 0));
  }
  state.add.addEventListener("mousedown", (event) => event.preventDefault());
  state.add.addEventListener("click", () => {
    state.add.hidden = true;
    readers.wish = { document: state.body.document, ...state.chosen, way: "text", n: ++readers.count };
    readers.send?.();
    document.getSelection()?.removeAllRanges();
  });
}

function keys(state, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target === state.add) return;
  const step = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[event.key];
  if (step) {
    event.preventDefault();
    const stops = state.body.records
      .map((record, index) => index)
      .filter((index) => state.runs[index].length && state.shown.has(KINDS[state.body.records[index][1]]))
      .sort((a, b) => state.body.records[a][2] - state.body.records[b][2]);
    if (!stops.length) return;
    const at = stops.indexOf(state.cursor >= 0 ? state.cursor : state.selected);
    point(state, stops[at < 0 ? (step > 0 ? 0 : stops.length - 1) : (at + step + stops.length) % stops.length]);
  } else if (event.key === "Enter" && state.cursor >= 0) {
    event.preventDefault();
    pick(state, state.cursor, false);
  } else if (event.key === "Escape") {
    state.add.hidden = true;
    point(state, -1);
  }
}

// The cursor walks over the records of the text; Enter selects the one that it stands on.
function point(state, index) {
  for (const run of state.runs[state.cursor] ?? []) run.classList.remove("da-cursor");
  state.cursor = index;
  if (index < 0) return;
  for (const run of state.runs[index]) run.classList.add("da-cursor");
  state.live.textContent = state.body.records[index][3] ?? "";
  show(state, index);
}

function pick(state, index, scroll) {
  point(state, -1);
  select(state, index);
  if (scroll) show(state, index);
  const record = state.body.records[index][0];
  const wish = { document: state.body.document, record, way: "text", n: ++readers.count };
  readers.last = readers.wish = wish;
  state.picked = wish.n;
  for (const other of readers.open) if (other !== state) other.focus(wish);
  readers.send?.();
}

function select(state, index) {
  for (const run of state.runs[state.selected] ?? []) run.classList.remove("da-sel", "da-first", "da-last");
  state.selected = index;
  const runs = state.runs[index] ?? [];
  for (const run of runs) {
    run.classList.add("da-sel");
    if (!runs.includes(run.previousElementSibling)) run.classList.add("da-first");
    if (!runs.includes(run.nextElementSibling)) run.classList.add("da-last");
  }
  here(state);
}

function evidence(state, index) {
  const start = state.body.records[index]?.[2];
  const runs = state.runs[index] ?? [];
  return runs.find((run) => Number(run.dataset.start) >= start) ?? runs[0];
}

// Paragraphs out of view have no measured height yet, so the place moves while they get one: look again until it rests.
function show(state, index) {
  const run = evidence(state, index);
  if (!run) return;
  let [rounds, still] = [0, 0];
  const settle = () => {
    if (!run.isConnected) return;
    const box = run.getBoundingClientRect();
    const view = state.scroller.getBoundingClientRect();
    const away = box.top - view.top - Math.max(24, (view.height - box.height) / 3);
    const before = state.scroller.scrollTop;
    if (Math.abs(away) > 4) state.scroller.scrollTop += away;
    still = Math.abs(state.scroller.scrollTop - before) > 1 ? 0 : still + 1;
    if (still < 4 && ++rounds < 60) requestAnimationFrame(settle);
  };
  settle();
}

function focus(state, wish) {
  if (wish.document !== state.body.document) return;
  const index = state.index.get(wish.record) ?? -1;
  // A choice made on this page comes at once and without a turn; the app's answer to it comes later.
  const own = Boolean(wish.way);
  const known = own ? wish.n === state.picked : wish.turn === state.seen || (state.seen !== null && index === state.selected);
  const first = state.seen === null && !own;
  if (own) state.picked = wish.n;
  else state.seen = wish.turn;
  lend(state, KINDS[wish.kind]);
  if (index !== state.selected) select(state, index);
  // What is marked already was scrolled to when it was chosen, and a person may have scrolled on since.
  if (index < 0 || known || wish.quiet) return;
  point(state, -1);
  show(state, index);
  if (first) return;
  const view = state.scroller.getBoundingClientRect();
  if (view.bottom < 80 || view.top > window.innerHeight - 80) state.scroller.scrollIntoView({ block: "nearest" });
}

// The kind of the chosen record is marked; where nobody switched it on, only as long as a record of it is chosen.
function lend(state, letter) {
  if (!letter || letter === state.lent) return;
  if (state.lent) state.shown.delete(state.lent);
  state.lent = state.shown.has(letter) ? null : letter;
  state.shown.add(letter);
  layers(state);
}

// A stretch of text that was selected can become a record: where it stands, in code points.
function offer(state) {
  const selection = document.getSelection();
  state.add.hidden = true;
  if (!selection || selection.isCollapsed || !selection.rangeCount) return;
  const range = selection.getRangeAt(0);
  if (!state.page.contains(range.startContainer) || !state.page.contains(range.endContainer)) return;
  const start = offset(state, range.startContainer, range.startOffset, false);
  const end = offset(state, range.endContainer, range.endOffset, true);
  if (start === null || end === null || end <= start) return;
  state.chosen = { start, end };
  const box = range.getBoundingClientRect();
  const view = state.scroller.getBoundingClientRect();
  state.add.style.top = `${Math.max(4, box.bottom - view.top + state.scroller.scrollTop + 6)}px`;
  state.add.style.left = `${Math.max(8, Math.min(box.left - view.left, view.width - 190))}px`;
  state.add.hidden = false;
}

function offset(state, node, at, isEnd) {
  if (node.nodeType === Node.TEXT_NODE) {
    const run = node.parentElement?.closest("[data-start]");
    if (!run) return null;
    return Number(run.dataset.start) + [...node.data.slice(0, at)].length;
  }
  // The browser may point between elements: take the run before or after that place.
  const child = node.childNodes[isEnd ? at - 1 : at] ?? node;
  const runs = child.nodeType === Node.ELEMENT_NODE ? [...child.querySelectorAll("span[data-start]")] : [];
  if (child.matches?.("span[data-start]")) runs.push(child);
  const run = isEnd ? runs.at(-1) : runs[0];
  if (!run) return child.dataset?.start ? Number(child.dataset.start) : null;
  return Number(run.dataset.start) + (isEnd ? [...run.textContent].length : 0);
}
