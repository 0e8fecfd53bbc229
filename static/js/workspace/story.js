// The story as one reads it: an editor in the place of the textarea, which keeps the HTML and stays what is sent. The
// server cleans it; what the editor does not know (a colour, a table from elsewhere) is dropped when it is pasted.

const marks = {
  bold: ["toggleBold", "bold"],
  italic: ["toggleItalic", "italic"],
  heading: ["toggleHeading", "heading", { level: 2 }],
  subheading: ["toggleHeading", "heading", { level: 3 }],
  bullets: ["toggleBulletList", "bulletList"],
  numbers: ["toggleOrderedList", "orderedList"],
  quote: ["toggleBlockquote", "blockquote"],
  note: ["toggleNote", "note"],
};

// Styles mean nothing here, and the policy of the site forbids them; but Word says with them what HTML says with elements.
export const fromElsewhere = (html) => {
  const plain = html.replace(/(<[^>]*?\s)style(\s*=)/gi, "$1data-style$2").replace(/<!\[(if|endif)[^>]*>/g, "");
  if (!/mso-|urn:schemas-microsoft-com|class="?Mso/i.test(plain)) return plain;
  const pasted = new DOMParser().parseFromString(plain, "text/html");
  for (const item of [...pasted.querySelectorAll("p[data-style*='mso-list']")]) {
    const sign = item.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
    const kind = /[\da-z]\W/i.test(sign?.textContent ?? "") ? "OL" : "UL";
    sign?.remove();
    const before = item.previousElementSibling;
    const list = before?.tagName === kind ? before : pasted.createElement(kind);
    const row = pasted.createElement("li");
    const text = pasted.createElement("p");
    text.append(...item.childNodes);
    row.append(text);
    if (list !== before) item.before(list);
    list.append(row);
    item.remove();
  }
  for (const sign of pasted.querySelectorAll("a[href^='#_ftn'], a[href^='#_edn']")) takeNote(sign, pasted);
  for (const list of pasted.querySelectorAll("[data-style*='footnote-list'], [data-style*='endnote-list']")) list.remove();
  return pasted.body.innerHTML;
};

// A note of Word stands at the end, with links there and back: its words go where its sign is.
const takeNote = (sign, pasted) => {
  const name = sign.getAttribute("href").slice(1);
  if (name.includes("ref")) return;
  const end = pasted.querySelector(`a[name="${CSS.escape(name)}"]`);
  const words = end?.closest("div, p");
  end?.remove();
  const note = pasted.createElement(words ? "note" : "sup");
  note.textContent = words ? words.textContent.trim().replace(/\s+/g, " ") : sign.textContent.replace(/[[\]]/g, "");
  words?.remove();
  sign.replaceWith(note);
};

export const start = async (part, address) => {
  const area = part.querySelector("textarea");
  const tools = part.querySelector("[data-tools]");
  if (!area || !tools || area.hidden) return;
  const kit = await import(address);
  const isTypedIn = document.activeElement === area; // somebody was faster: the caret goes on in the editor
  const place = document.createElement("div");
  place.className = "story-text prose";
  area.after(place);
  area.hidden = true;
  tools.hidden = false;
  const label = part.querySelector(`label[for="${area.id}"]`);
  label.id ||= `${area.id}_label`;
  const editor = new kit.Editor({
    element: place,
    injectCSS: false,
    autofocus: isTypedIn ? "end" : false,
    content: area.value,
    extensions: [
      kit.Document, kit.Paragraph, kit.Text, kit.HardBreak, kit.History, kit.Gapcursor, kit.Bold, kit.Italic,
      kit.Heading.configure({ levels: [2, 3, 4] }), kit.BulletList, kit.OrderedList, kit.ListItem, kit.Blockquote,
      kit.HorizontalRule, kit.Superscript, kit.Subscript, plainLink(kit), noteMark(kit), pictureNode(kit, tools),
    ],
    editorProps: {
      attributes: {
        role: "textbox", "aria-multiline": "true", "aria-labelledby": label.id, "aria-describedby": `${area.id}_helptext`, class: "story-text__body", spellcheck: "true",
      },
      transformPastedHTML: fromElsewhere,
    },
    onUpdate: () => {
      area.value = editor.isEmpty ? "" : editor.getHTML();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    },
    onBlur: () => area.dispatchEvent(new Event("change", { bubbles: true })),
    onTransaction: () => press(editor, tools),
  });
  label.addEventListener("click", () => editor.commands.focus());
  tools.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button?.dataset.place) placePicture(editor, button.dataset.place, tools);
    else if (button) apply(editor, button, tools);
  });
  press(editor, tools);
};

// What is typed under this mark is a note: readers get a number in its place, and the words below the text.
const noteMark = (kit) => kit.Mark.create({
  name: "note",
  priority: 1000,
  parseHTML: () => [{ tag: "note" }],
  renderHTML: () => ["note", 0],
  addCommands: () => ({ toggleNote: () => ({ commands }) => commands.toggleMark("note") }),
});

// The place of a picture that is among those below; its drawing and its words are taken from there.
const pictureNode = (kit, tools) => kit.Node.create({
  name: "picture",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({ key: { parseHTML: (element) => element.dataset.picture } }),
  parseHTML: () => [{ tag: "figure[data-picture]" }],
  renderHTML: ({ node }) => ["figure", { "data-picture": node.attrs.key }],
  addNodeView: () => ({ node }) => {
    const dom = drawn(node.attrs.key, tools);
    return {
      dom,
      selectNode: () => dom.classList.add("story-picture--chosen"),
      deselectNode: () => dom.classList.remove("story-picture--chosen"),
    };
  },
});

const pictures = () => [...document.querySelectorAll("[data-part=pictures] [data-picture]")].map((row, number) => ({
  key: row.dataset.picture,
  source: row.querySelector("img")?.currentSrc || row.querySelector("img")?.src,
  words: [number + 1, row.querySelector("[name$=-caption]")?.value || row.querySelector("[name$=-alternative_text]")?.value].filter(Boolean).join(". "),
}));

const image = (source) => Object.assign(document.createElement("img"), { src: source, alt: "" });

const drawn = (key, tools) => {
  const figure = document.createElement("figure");
  figure.className = "story-picture";
  const picture = pictures().find((each) => each.key === key);
  const words = document.createElement("figcaption");
  words.textContent = picture ? `${tools.dataset.textPicture} ${picture.words}` : tools.dataset.textGone;
  if (picture?.source) figure.append(image(picture.source));
  figure.append(words);
  return figure;
};

const offerPictures = (tools) => {
  const list = tools.querySelector("[data-pictures]");
  const found = pictures();
  list.replaceChildren(...found.map((picture) => {
    const button = Object.assign(document.createElement("button"), { type: "button" });
    button.dataset.place = picture.key;
    button.append(image(picture.source), picture.words);
    return button;
  }));
  if (!found.length) list.textContent = tools.dataset.textNone;
  list.hidden = !list.hidden;
  tools.querySelector("[data-mark=picture]").setAttribute("aria-expanded", String(!list.hidden));
  list.querySelector("button")?.focus();
};

const placePicture = (editor, key, tools) => {
  offerPictures(tools);
  editor.chain().focus().insertContent({ type: "picture", attrs: { key } }).command(goOnBehind).run();
};

// What is typed next stands below the picture: with the picture chosen, it would take its place.
const goOnBehind = ({ tr, state, commands }) => {
  if (tr.selection.node?.type.name !== "picture") return true;
  const { to, $to } = tr.selection;
  if (!$to.nodeAfter?.isTextblock) tr.insert(to, state.schema.nodes.paragraph.create());
  return commands.setTextSelection(to + 1);
};

const plainLink = (kit) => kit.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({ HTMLAttributes: { target: null, rel: null }, openOnClick: false });

const apply = (editor, button, tools) => {
  const mark = button.dataset.mark;
  const field = tools.querySelector("[data-link]");
  if (mark === "picture") return offerPictures(tools);
  if (mark === "link") {
    field.hidden = !field.hidden;
    if (field.hidden) return editor.commands.focus();
    field.querySelector("input").value = editor.getAttributes("link").href ?? "";
    return field.querySelector("input").focus();
  }
  if (mark === "set-link") {
    const address = field.querySelector("input").value.trim();
    field.hidden = true;
    const href = !address || /^(https?:|mailto:)/i.test(address) ? address : `https://${address}`;
    const chain = editor.chain().focus().extendMarkRange("link");
    return (href ? chain.setMark("link", { href }) : chain.unsetMark("link")).run();
  }
  const [command, , options] = marks[mark];
  editor.chain().focus()[command](options).run();
};

const press = (editor, tools) => {
  for (const button of tools.querySelectorAll("button[data-mark]")) {
    const mark = button.dataset.mark;
    if (mark === "set-link" || mark === "picture") continue;
    const [, name, options] = marks[mark] ?? [null, "link"];
    button.setAttribute("aria-pressed", String(editor.isActive(name, options)));
  }
};
