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
  note: ["toggleSuperscript", "superscript"],
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
  for (const note of pasted.querySelectorAll("a[href^='#_ftn'], a[href^='#_edn']")) {
    const sign = pasted.createElement("sup");
    sign.textContent = note.textContent.replace(/[[\]]/g, "");
    note.replaceWith(sign);
  }
  return pasted.body.innerHTML;
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
      kit.HorizontalRule, kit.Superscript, kit.Subscript, plainLink(kit),
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
    const button = event.target.closest("button[data-mark]");
    if (button) apply(editor, button, tools);
  });
  press(editor, tools);
};

const plainLink = (kit) => kit.Link.extend({ addKeyboardShortcuts: () => ({}) }).configure({ HTMLAttributes: { target: null, rel: null }, openOnClick: false });

const apply = (editor, button, tools) => {
  const mark = button.dataset.mark;
  const field = tools.querySelector("[data-link]");
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
    if (mark === "set-link") continue;
    const [, name, options] = marks[mark] ?? [null, "link"];
    button.setAttribute("aria-pressed", String(editor.isActive(name, options)));
  }
};
