"""The scripts of the app's components, called as the browser may call them."""

import pytest

from tests.browser.conftest import ROOT

PARTS = ROOT / "docanalyzer" / "ui"
CALLS = """async ([script, name, datas]) => {
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const { default: call } = await import(url);
  const parentElement = document.createElement("div");
  parentElement.innerHTML = `<div class="${name}"></div>`;
  for (const data of datas) call({ data, parentElement });
  return parentElement.textContent;
}"""


def hits(stamp, title):
    return {"stamp": stamp, "hits": [{"id": title, "lang": "en", "title": title, "facts": "", "snippets": []}]}


@pytest.mark.parametrize(
    ("sent", "shown"),
    [([1, 2], "2"), ([2, 1], "2"), ([1, 3, 2], "3"), ([2, 2], "2")],
    ids=["in order", "the first call waited", "a call between waited", "drawn again"],
)
def test_an_older_call_takes_nothing_back(tab, sent, shown):
    script = "\n".join((PARTS / "parts" / f"{name}.js").read_text("utf-8") for name in ("hits", "ordered"))
    tab.page.goto(tab.app.url)
    datas = [hits(stamp, str(stamp)) for stamp in sent]
    assert tab.page.evaluate(CALLS, [script, "da-hits", datas]) == shown


def test_bytes_are_in_order_too(tab):
    script = """function draw({ data, parentElement }) {
      parentElement.firstChild.textContent = new TextDecoder().decode(data);
    }\n""" + (PARTS / "parts" / "ordered.js").read_text("utf-8")
    tab.page.goto(tab.app.url)
    calls = CALLS.replace("call({ data,", "call({ data: new TextEncoder().encode(data),")
    assert tab.page.evaluate(calls, [script, "da-any", [f"{2:016}new", f"{1:016}old"]]) == "new"
