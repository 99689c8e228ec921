// Saves the chart beside it as a picture. The chart is an SVG of this page already: nothing is asked of anybody.
function draw(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".da-saving");
  const found = () => document.querySelector(`.st-key-${data.chart} svg.marks`);
  const drawn = () => {
    const copy = found().cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    return new XMLSerializer().serializeToString(copy);
  };
  const give = (blob, ending) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = `${data.name}.${ending}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };
  const savers = {
    png: () => {
      const { width, height } = found().viewBox.baseVal;
      const picture = new Image();
      picture.onload = () => {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [width * 3, height * 3];
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => give(blob, "png"), "image/png");
      };
      picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn())}`;
    },
    svg: () => give(new Blob([drawn()], { type: "image/svg+xml" }), "svg"),
  };
  root.replaceChildren(
    ...Object.keys(savers).map((form) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = data.words[form];
      button.addEventListener("click", () => found() && savers[form]());
      return button;
    }),
  );
}
