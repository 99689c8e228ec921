// Stands at the end of every component's script, whose `draw` is called. Streamlit calls a script for each change of its
// data; calls that wait until the script is loaded come in any order, so data older than what is shown are left out.
export default function (component) {
  const { data, parentElement } = component;
  const packed = data instanceof Uint8Array;
  const stamp = packed ? Number(new TextDecoder().decode(data.subarray(0, 16))) : data.stamp;
  if (stamp < parentElement.docanalyzerStamp) return undefined;
  parentElement.docanalyzerStamp = stamp;
  return draw(packed ? { ...component, data: data.subarray(16) } : component);
}
