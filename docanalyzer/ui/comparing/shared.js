// What the table and the cards of a comparison share. Every word of a document goes through textContent.
const make = (tag, name, text) => {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined && text !== null) node.textContent = text;
  return node;
};

const opener = (setTriggerValue) => (side, words) => {
  const link = make("a", "open", words.open);
  link.href = side.href;
  link.addEventListener("click", (event) => {
    // Another tab or window is the browser's own business.
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    setTriggerValue("opened", { document: side.document, record: side.record });
  });
  return link;
};

function pieces(host, parts) {
  const tags = { mark: "mark", delete: "del", insert: "ins" };
  for (const part of parts) host.append(part.kind in tags ? make(tags[part.kind], "", part.text) : part.text);
  return host;
}

function sideOf(side, words, open) {
  const box = make("section", "side");
  if (!side) {
    box.classList.add("missing");
    box.append(make("p", "", words.missing));
    return box;
  }
  const source = make("div", "source", side.title);
  source.title = side.title;
  box.append(source);
  if (side.name || side.value) {
    const head = make("div", "head");
    head.append(make("span", "name", side.name), make("span", "value", side.value));
    box.append(head);
  }
  if (side.facts.length) {
    const facts = make("div", "facts");
    facts.append(...side.facts.map((fact) => make("span", "", fact)));
    box.append(facts);
  }
  const quote = pieces(make("blockquote"), side.quote);
  quote.lang = side.lang;
  const foot = make("div", "foot");
  foot.append(make("span", "place", side.place));
  if (side.href) foot.append(open(side, words));
  box.append(quote, foot);
  return box;
}

function tagOf(pair) {
  const tags = make("span", "tags");
  for (const tag of pair.tags) tags.append(make("span", `tag ${tag.id}`, tag.text));
  return tags;
}

function pairOf(pair, words, open, { tags = true } = {}) {
  const card = make("article", "pair");
  const top = make("div", "top");
  if (tags) top.append(tagOf(pair));
  if (pair.reason) top.append(make("span", "reason", pair.reason));
  if (top.childNodes.length) card.append(top);
  if (pair.steps.length) {
    const steps = make("ul", "steps");
    steps.append(...pair.steps.map((step) => make("li", "", step)));
    card.append(steps);
  }
  const sides = make("div", "sides");
  sides.append(...pair.sides.map((side) => sideOf(side, words, open)));
  card.append(sides);
  return card;
}
