// The list of records beside the text. Like the document it is static: which row is selected comes by way of the focus
// component, so that a choice sends an id and not the list again.
const readers = (window.docanalyzerReader ??= { last: null, open: new Set(), count: 0, wish: null, send: null });

function draw(component) {
  const { data, parentElement } = component;
  const host = parentElement.querySelector(".da-list");
  const digest = new TextDecoder().decode(data.subarray(0, 64));
  let list = host.docanalyzerList;
  if (!list || list.digest !== digest) {
    if (list) readers.open.delete(list);
    list = build(host, JSON.parse(new TextDecoder().decode(data.subarray(65))), digest);
    host.docanalyzerList = list;
  }
  readers.open.add(list);
  list.call = component;
  if (readers.last) list.focus(readers.last);
  // Calls that a newer one has overtaken are cleaned up too.
  return () => list.call === component && readers.open.delete(list);
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text !== undefined && text !== "") made.textContent = text;
  return made;
}

function build(host, body, digest) {
  const list = { digest, body, rows: new Map(), selected: null };
  list.box = element("div", body.tall ? "rows tall" : body.items.length > 6 ? "rows" : "rows few");
  list.box.tabIndex = 0;
  list.box.setAttribute("role", "listbox");
  list.box.setAttribute("aria-label", body.words.name);
  for (const item of body.items) list.rows.set(item.id, row(list, item));
  list.box.append(...list.rows.values());
  list.box.addEventListener("keydown", (event) => keys(list, event));
  host.replaceChildren(...(body.words.filter && body.items.length > 8 ? [tools(list)] : []), list.box);
  list.focus = (wish) => wish.document === body.document && mark(list, wish.record);
  return list;
}

function row(list, item) {
  const made = element("div", "row");
  made.setAttribute("role", "option");
  made.setAttribute("aria-selected", "false");
  made.id = `da-row-${item.id}`;
  made.dataset.record = item.id;
  const first = element("div", "first");
  first.append(element("span", "name", item.name), element("span", "value", item.value));
  const second = element("div", "second");
  for (const part of item.parts) second.append(element("span", "", part));
  if (item.review) second.append(element("span", "review", item.review));
  if (item.confidence !== null && item.confidence !== undefined) {
    const meter = element("span", "meter", `${Math.round(item.confidence * 100)}%`);
    meter.title = list.body.words.confidence;
    meter.style.setProperty("--fraction", String(item.confidence));
    second.append(meter);
  }
  made.append(first, second);
  made.addEventListener("click", () => pick(list, item.id));
  return made;
}

function tools(list) {
  const { words } = list.body;
  const bar = element("div", "tools");
  const search = element("input");
  search.type = "search";
  search.placeholder = words.filter;
  search.setAttribute("aria-label", words.filter);
  search.addEventListener("input", () => {
    const wanted = search.value.trim().toLowerCase();
    for (const made of list.rows.values()) made.hidden = !made.textContent.toLowerCase().includes(wanted);
  });
  bar.append(search);
  const orders = { text: null, confidence: (a, b) => a.confidence - b.confidence, due: (a, b) => (a.due < b.due ? -1 : 1) };
  const order = element("select");
  order.setAttribute("aria-label", words.order);
  for (const name of Object.keys(orders)) {
    if (name === "text" || list.body.items.some((item) => item[name])) {
      const option = element("option", "", words[`by_${name}`]);
      option.value = name;
      order.append(option);
    }
  }
  order.addEventListener("change", () => {
    const items = [...list.body.items];
    if (orders[order.value]) items.sort(orders[order.value]);
    list.box.append(...items.map((item) => list.rows.get(item.id)));
  });
  if (order.options.length > 1) bar.append(order);
  return bar;
}

function keys(list, event) {
  const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  const shown = [...list.box.children].filter((made) => !made.hidden);
  if (!shown.length) return;
  const at = shown.indexOf(list.rows.get(list.selected));
  const next = at < 0 ? 0 : Math.max(0, Math.min(shown.length - 1, at + step));
  if (next !== at) pick(list, shown[next].dataset.record);
}

function pick(list, id) {
  mark(list, id);
  const wish = { document: list.body.document, record: id, kind: list.body.kind, way: "list", n: ++readers.count };
  // The text follows at once.
  readers.last = readers.wish = wish;
  for (const other of readers.open) if (other !== list) other.focus(wish);
  readers.send?.();
}

function mark(list, id) {
  if (id === list.selected) return;
  list.rows.get(list.selected)?.setAttribute("aria-selected", "false");
  list.selected = id;
  const made = list.rows.get(id);
  if (!made) return;
  made.setAttribute("aria-selected", "true");
  list.box.setAttribute("aria-activedescendant", made.id);
  // Rows out of view have no measured height yet: look again when they have one.
  for (const wait of [0, 60, 250]) setTimeout(() => list.selected === id && bring(list, made), wait);
}

function bring(list, made) {
  const box = made.getBoundingClientRect();
  const view = list.box.getBoundingClientRect();
  if (box.top < view.top || box.bottom > view.bottom) list.box.scrollTop += box.top - view.top - view.height / 3;
}
