// The focus component: tells every open reader which record to mark and to scroll to, and the app what was chosen. It
// shows nothing itself. Choices are counted. The last one is a state of this component, so that every request carries it
// until the app has answered with its number; an answer with a lower number is about an earlier choice.
const readers = (window.docanalyzerReader ??= { last: null, open: new Set(), count: 0, wish: null, send: null });

function draw(component) {
  const { data, parentElement, setStateValue } = component;
  const host = parentElement.querySelector(".da-focus");
  const fresh = !host.docanalyzerKnown;
  host.docanalyzerKnown = true;
  readers.path = window.location.pathname;
  const send = () => {
    readers.sent = readers.wish.n;
    setStateValue("wish", readers.wish);
  };
  readers.send = send;
  // Chosen before this part was there, or on a screen that was left before the app heard of it.
  if (readers.wish && readers.wish.n > data.n && (fresh || readers.sent !== readers.wish.n)) send();
  if (data.n >= readers.count) {
    readers.last = data;
    for (const reader of readers.open) reader.focus(data);
  }
  return () => {
    if (readers.send === send) readers.send = null;
  };
}

// The buttons for back and forward choose too: what they show may not be taken back by a click before them.
function back() {
  if (!readers.send || window.location.pathname !== readers.path) return;
  const asked = new URLSearchParams(window.location.search);
  readers.wish = { document: asked.get("doc") ?? "", record: asked.get("record"), way: "back", n: ++readers.count };
  readers.send();
}

if (!readers.listens) {
  readers.listens = true;
  window.addEventListener("popstate", back, true);
}
