// On the page of a case: words that are selected, with mouse, touch or keys, can be marked. The bar with the link comes after
// the words in the document, so that Tab leads to it; the link carries the words and what stands before them.

const texts = ".case-head .lead, .prose, .notes li > span[lang], .connection > p[lang]";
const notText = ".passage-sign, .note-sign, .margin, .figure, .visually-hidden, .marking-bar";
const blocks = "p, li, h2, h3, h4, blockquote, br, hr";
const most = 2000, around = 200, wait = 200, waitToHide = 600; // a tap on the bar may end the selection first

const panel = document.querySelector("[data-marking]");
const bar = panel?.querySelector(".marking-bar");
const status = panel?.querySelector("[role=status]");
let timer;

// The words of a range as a reader sees them, without the signs among them; a block is words of its own.
const wordsOf = (range) => {
  const held = document.createElement("div");
  held.append(range.cloneContents());
  for (const sign of held.querySelectorAll(notText)) sign.remove();
  for (const block of held.querySelectorAll(blocks)) block.after("\n");
  return held.textContent.replace(/\s+/g, " ").trim();
};

const within = (range, text) => {
  const part = document.createRange();
  part.selectNodeContents(text);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
};

// What is selected of the text, and what stands before that where it begins; nothing outside of the text.
const chosen = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const touched = [...document.querySelectorAll(texts)].filter((text) => range.intersectsNode(text));
  const said = touched.map((text) => ({ text, words: wordsOf(within(range, text)) })).filter(({ words }) => words);
  if (!said.length) return null;
  const before = document.createRange();
  before.selectNodeContents(said[0].text);
  const start = within(range, said[0].text);
  before.setEnd(start.startContainer, start.startOffset);
  const words = said.map((each) => each.words).join(" ");
  return { words, before: wordsOf(before).slice(-around), last: said.at(-1).text, end: range.endContainer };
};

const offer = () => {
  const found = chosen();
  bar.hidden = !found;
  status.textContent = found ? status.dataset.said : "";
  if (!found) return;
  const link = bar.querySelector("a"), isLong = found.words.length > most;
  link.hidden = isLong;
  bar.querySelector("[data-too-long]").hidden = !isLong;
  const carried = new URLSearchParams({ woorden: isLong ? "" : found.words, ervoor: found.before });
  link.href = `${panel.dataset.marking}&${carried}`;
  const block = found.end.nodeType === Node.TEXT_NODE ? found.end.parentElement : found.end;
  const after = block.closest(".prose > *, .connection, .notes") ?? found.last;
  if (after.nextSibling !== bar) after.after(bar);
};

if (bar) {
  document.addEventListener("keydown", (event) => { // from selected words, past what else one can go to among them
    const isFromText = document.activeElement === document.body || document.activeElement.contains(bar);
    if (event.key !== "Tab" || event.shiftKey || bar.hidden || bar.querySelector("a").hidden || !isFromText) return;
    event.preventDefault();
    bar.querySelector("a").focus();
  });
  bar.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    if (!bar.contains(document.activeElement)) timer = setTimeout(offer, getSelection().isCollapsed ? waitToHide : wait);
  });
}
