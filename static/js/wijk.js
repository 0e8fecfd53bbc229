// What the browser adds to pages that are whole without it. Words come from data attributes, as templates translate them.

const wait = 150;

// <suggest-box data-source="/gemeenten/zoeken/" data-found="{} gevonden" data-none="Niets gevonden"> around one <input>:
// a list box to choose from while typing; a suggestion that has an address leads there, another fills the form and sends it.
// With data-fills it only fills the input, and with data-several the last of the words that commas separate in it.
// The form that it stands in works without it.
class SuggestBox extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input");
    if (!this.input || this.list) return;
    this.list = document.createElement("div");
    this.list.id = `${this.input.id}-suggestions`;
    this.list.className = "combobox__list";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", this.input.labels[0]?.textContent.trim() ?? "");
    this.list.hidden = true;
    this.status = document.createElement("div");
    this.status.className = "visually-hidden";
    this.status.setAttribute("role", "status");
    this.append(this.list, this.status);
    for (const [name, value] of Object.entries({
      role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(this.asked()), wait);
    });
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.close());
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.choose(option);
    });
  }

  asked() {
    return (this.dataset.several === undefined ? this.input.value : this.input.value.split(",").at(-1)).trim();
  }

  async ask(text) {
    this.running?.abort();
    if (text.length < 2) return this.close();
    this.running = new AbortController();
    try {
      const answer = await fetch(`${this.dataset.source}?q=${encodeURIComponent(text)}`, { signal: this.running.signal });
      if (answer.ok) this.show((await answer.json()).results);
    } catch (error) {
      if (error.name !== "AbortError") this.close();
    }
  }

  show(results) {
    this.list.replaceChildren(...results.map((result, number) => {
      const option = document.createElement("div");
      option.id = `${this.list.id}-${number}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.value = result.label;
      if (result.address) option.dataset.address = result.address;
      if (result.kind) option.dataset.kind = result.kind;
      option.append(result.label);
      if (result.note) {
        const note = document.createElement("span");
        note.className = "combobox__note";
        note.textContent = result.note;
        option.append(" ", note);
      }
      return option;
    }));
    this.active = -1;
    this.open(results.length > 0);
    this.status.textContent = results.length ? this.dataset.found.replace("{}", results.length) : this.dataset.none;
  }

  press(event) {
    const options = [...this.list.children];
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      return this.close();
    }
    if (event.key === "Enter" && !this.list.hidden && this.active >= 0) {
      event.preventDefault();
      return this.choose(options[this.active]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || this.list.hidden) return;
    event.preventDefault();
    this.active = this.active < 0 && step < 0 ? options.length - 1 : (this.active + step + options.length) % options.length;
    options.forEach((option, number) => option.setAttribute("aria-selected", String(number === this.active)));
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    if (option.dataset.address) return location.assign(option.dataset.address);
    if (this.dataset.fills !== undefined) return this.fill(option);
    this.input.value = option.dataset.value;
    this.close();
    this.input.form?.requestSubmit();
  }

  fill(option) {
    const before = this.dataset.several === undefined ? [] : this.input.value.split(",").slice(0, -1);
    this.input.value = [...before.map((word) => word.trim()), option.dataset.value].join(", ");
    this.close();
    this.dispatchEvent(new CustomEvent("suggest-box:filled", { bubbles: true, detail: { kind: option.dataset.kind ?? "" } }));
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  open(yes) {
    this.list.hidden = !yes;
    this.input.setAttribute("aria-expanded", String(yes));
    this.input.removeAttribute("aria-activedescendant");
  }

  close() {
    clearTimeout(this.timer);
    this.running?.abort();
    this.open(false);
  }
}
customElements.define("suggest-box", SuggestBox);

// What paper is good for: a button that prints, of no use without us.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

// The catalogue: which facets stand open survives an update in place, and a screen reader hears the new total.
const isWide = matchMedia("(min-width: 60rem)");
const folds = new Map();
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details[id]")) folds.set(event.target.id, event.target.open);
}, true);

const refold = () => {
  for (const details of document.querySelectorAll("details[id]")) {
    if (folds.has(details.id)) details.open = folds.get(details.id);
  }
  const filters = document.querySelector("details.filters");
  if (filters && isWide.matches && !CSS.supports("selector(::details-content)")) filters.open = true;
};

// In the matrix the arrow keys go to the next number in that direction.
const steps = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
document.addEventListener("keydown", (event) => {
  const step = steps[event.key];
  let cell = step && event.target.closest(".matrix td");
  if (!cell || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  const column = cell.cellIndex;
  do {
    cell = step[0] ? cell.parentElement.cells[cell.cellIndex + step[0]] : cell.closest("table").rows[cell.parentElement.rowIndex + step[1]]?.cells[column];
  } while (cell && !cell.querySelector("a"));
  if (cell?.matches("td")) {
    event.preventDefault();
    cell.querySelector("a").focus();
  }
});

// Fields that were left empty stay out of the address.
document.addEventListener("htmx:configRequest", (event) => {
  const fields = event.detail.formData;
  for (const [name, value] of [...fields]) if (value === "") fields.delete(name);
});

document.addEventListener("htmx:afterSwap", () => {
  refold();
  const status = document.querySelector("#catalogue-status");
  const total = document.querySelector("[data-total-words]");
  if (status && total) status.textContent = total.textContent.trim();
});
refold();
