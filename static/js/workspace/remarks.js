// Remarks on words that one selects in the text of a case. Without this, one chooses a sentence from a list.

const section = document.querySelector("[data-texts]");
const dialog = section?.querySelector("[data-dialog]");
let chosen = null; // the words that were selected last: in which text, which, and after how many characters

// With a caret in it, words are selected by keyboard too; nothing can be typed.
const openToCaret = (words) => {
  const name = words.dataset.words;
  words.contentEditable = "true";
  for (const [attribute, value] of Object.entries({
    role: "textbox", "aria-multiline": "true", "aria-readonly": "true", "aria-labelledby": `text-${name}`,
    "aria-describedby": "texts-help", inputmode: "none", spellcheck: "false",
  })) words.setAttribute(attribute, value);
  for (const change of ["beforeinput", "cut", "paste", "drop", "dragstart"]) words.addEventListener(change, (event) => event.preventDefault());
  words.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    look(); // the event that tells of a selection comes later than the key
    if (chosen?.words === words) write();
  });
};

const buttonOf = (words) => words.closest(".review-text").querySelector("[data-remark-button]");

const look = () => {
  const selection = getSelection();
  const words = selection.anchorNode && (selection.anchorNode.parentElement ?? selection.anchorNode).closest("[data-words]");
  if (!words || dialog.open) return;
  const range = selection.getRangeAt(0);
  const text = words.contains(range.endContainer) ? range.toString() : "";
  chosen = null;
  if (text.trim()) {
    const before = document.createRange();
    before.setStart(words, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const blank = text.length - text.trimStart().length;
    chosen = { words, text: text.trim(), start: [...before.toString()].length + blank };
  }
  for (const button of section.querySelectorAll("[data-remark-button]")) button.hidden = button !== (chosen && buttonOf(words));
};

const write = () => {
  const form = dialog.querySelector("form");
  form.action = form.dataset.address + chosen.words.dataset.words;
  form.elements.words.value = chosen.text;
  form.elements.start.value = chosen.start;
  dialog.querySelector("[data-quote]").textContent = chosen.text;
  dialog.showModal();
  form.elements.text.focus();
};

if (section) {
  for (const words of section.querySelectorAll("[data-words]")) openToCaret(words);
  section.querySelector("[data-texts-help]").hidden = false;
  document.addEventListener("selectionchange", look);
  section.addEventListener("click", (event) => {
    if (event.target.closest("[data-remark-button]") && chosen) write();
    if (event.target.closest("[data-close]")) dialog.close();
  });
  dialog.addEventListener("close", () => chosen?.words.focus());
  section.dataset.ready = "";
}
