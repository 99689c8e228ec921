function draw(component) {
  const { data, parentElement, setTriggerValue } = component;
  const root = parentElement.querySelector(".cmp");
  const open = opener(setTriggerValue);
  root.replaceChildren(...data.pairs.map((pair) => pairOf(pair, data.words, open)));
}
