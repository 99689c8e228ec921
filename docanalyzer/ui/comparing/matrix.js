// The table of a comparison: a click on a cell unfolds its evidence below the row.
function draw(component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".cmp");
  const open = opener(setTriggerValue);
  const table = make("table");
  const head = make("tr");
  head.append(make("th", "what", data.words.indicator));
  for (const column of data.columns) {
    const cell = make("th");
    const name = make("div", "column", column.title);
    name.title = column.title;
    cell.append(name, make("div", "sub", column.sub));
    cell.scope = "col";
    head.append(cell);
  }
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  let shown = null;
  const close = () => {
    shown?.detail.remove();
    shown?.button.setAttribute("aria-expanded", "false");
    shown = null;
  };
  const unfold = (row, button, cell) => {
    const same = shown?.button === button;
    close();
    if (same) return;
    const detail = make("tr", "detail");
    const place = make("td");
    place.colSpan = data.columns.length + 1;
    const frame = make("div", "unfolded");
    frame.append(pairOf(cell.pair, data.words, open));
    place.append(frame);
    detail.append(place);
    row.after(detail);
    button.setAttribute("aria-expanded", "true");
    shown = { detail, button };
  };
  for (const entry of data.rows) {
    const row = make("tr", entry.again ? "again" : "");
    const what = make("th", "what", entry.name);
    what.scope = "row";
    row.append(what);
    for (const cell of entry.cells) {
      const place = make("td");
      if (cell) {
        const button = make("button", `cell ${cell.verdict}`);
        button.type = "button";
        button.setAttribute("aria-expanded", "false");
        button.append(make("span", "value", cell.value), make("span", "when", cell.when));
        if (cell.label) button.append(make("span", `tag ${cell.verdict}`, cell.label));
        button.addEventListener("click", () => unfold(row, button, cell));
        place.append(button);
      } else {
        place.append(make("span", "none", "—"));
        place.title = data.words.missing;
      }
      row.append(place);
    }
    body.append(row);
  }
  table.append(top, body);
  const scroll = make("div", "scroll");
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", data.words.table);
  scroll.append(table);
  root.replaceChildren(scroll);
  // What unfolds is as wide as the window on the table, however wide the table is.
  const measure = () => root.style.setProperty("--window", `${scroll.clientWidth}px`);
  measure();
  const watch = new ResizeObserver(measure);
  watch.observe(scroll);
  return () => watch.disconnect();
}
