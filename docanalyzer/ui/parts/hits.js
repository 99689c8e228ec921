// Draws found places; every word of a document goes through textContent.
function draw(component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".da-hits");
  const make = (tag, name, text) => {
    const node = document.createElement(tag);
    if (name) node.className = name;
    if (text !== undefined) node.textContent = text;
    return node;
  };
  root.replaceChildren(
    ...data.hits.map((hit) => {
      const card = make("article", "hit");
      card.lang = hit.lang;
      const title = make("button", "title", hit.title);
      title.type = "button";
      const open = () => setTriggerValue("opened", hit.id);
      title.addEventListener("click", open);
      card.append(title, make("div", "facts", hit.facts));
      for (const pieces of hit.snippets) {
        const line = make("p", "snippet");
        line.append("… ", ...pieces.map((piece) => make(piece.mark ? "mark" : "span", "", piece.text)), " …");
        line.addEventListener("click", open);
        card.append(line);
      }
      return card;
    }),
  );
}
