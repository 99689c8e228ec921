// The focus component: tells every open reader which record to mark and to scroll to. It shows nothing itself.
export default function (component) {
  const { data } = component;
  if (!data) return;
  const readers = (window.docanalyzerReader ??= { last: null, open: new Set() });
  readers.last = data;
  for (const reader of readers.open) reader.focus(data);
}
