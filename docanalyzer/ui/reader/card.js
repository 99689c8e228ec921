// The card of a record: lines of text, put in as text, and buttons that copy the citation and the link.
function draw(component) {
  const { data, parentElement } = component;
  const host = parentElement.querySelector(".da-card");
  const element = (tag, className, text) => {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined) made.textContent = text;
    return made;
  };
  const { words } = data;
  const head = element("div", "head");
  head.append(element("span", `chip ${data.kind}`, data.chip), element("strong", "", data.title));
  const quote = element("blockquote");
  quote.lang = data.lang;
  if (data.before) quote.append(element("span", "around", `…${data.before}`));
  quote.append(data.before || data.after ? element("mark", "", data.quote) : data.quote);
  if (data.after) quote.append(element("span", "around", `${data.after}…`));
  const place = element("div", "place", data.place);
  const list = element("dl");
  for (const fact of data.facts) {
    const line = element("div", `fact s-${fact.slot}`);
    const value = element("dd");
    value.append(element("span", "value", fact.value));
    if (fact.machine) value.append(element("span", "machine", fact.machine));
    if (fact.quote && fact.quote !== fact.value) {
      const words_ = element("q", "", fact.quote);
      words_.lang = data.lang;
      value.append(words_);
    }
    const small = [fact.place, fact.why].filter(Boolean).join(" · ");
    if (small) value.append(element("small", "", small));
    line.append(element("dt", "", fact.name), value);
    list.append(line);
  }
  const foot = element("div", "foot");
  foot.append(copier(words.cite, words.copied, data.citation), copier(words.link, words.copied, link(data)));
  host.replaceChildren(head, quote, place, list, foot);

  function copier(name, done, text) {
    const button = element("button", "", name);
    button.type = "button";
    button.dataset.copies = text;
    button.addEventListener("click", async () => {
      await copy(text);
      button.textContent = done;
      setTimeout(() => (button.textContent = name), 1500);
    });
    return button;
  }
}

function link(data) {
  const url = new URL(window.location.href);
  url.pathname = url.pathname.replace(/[^/]*$/, "read");
  url.search = new URLSearchParams({ doc: data.document, record: data.record }).toString();
  return url.href;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without a secure address the browser keeps its clipboard to itself; the old way still works.
    const area = document.createElement("textarea");
    area.value = text;
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
}
