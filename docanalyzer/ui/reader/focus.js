// The focus component: tells every open reader which record to mark and to scroll to. It shows nothing itself.
const PATIENCE = 15000;

export default function (component) {
  const { data } = component;
  if (!data) return;
  const readers = (window.docanalyzerReader ??= { last: null, open: new Set(), pending: null });
  const { pending } = readers;
  if (pending && pending.document === data.document && pending.record !== data.record) {
    // The answer to a choice before the last one: the next answer will be about that.
    if (Date.now() - pending.at < PATIENCE) return;
  }
  readers.pending = null;
  readers.last = data;
  for (const reader of readers.open) reader.focus(data);
}
