// Composing an infographic by mouse and keyboard: tiles are dragged to another place, sized by their corner, and moved and
// sized with the arrow keys. Each gesture is one step that the server takes, as the buttons of the form are; it draws the
// board again and says what became of the tile.

const keys = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later" };
const sizes = { ArrowLeft: "narrower", ArrowRight: "wider", ArrowUp: "lower", ArrowDown: "higher" };
const columns = 12;
const narrowest = 2;
const rows = 12;
let dragged = null;

const board = () => document.querySelector("[data-board]");
const cells = () => [...board().children];
const between = (least, number, most) => Math.max(least, Math.min(number, most));

const take = (step) => {
  const button = document.querySelector("#gebaar");
  button.value = step;
  button.click();
};

for (const part of document.querySelectorAll("[data-with-script]")) part.hidden = false;

// ------------------------------------------------------------ keyboard
document.addEventListener("keydown", (event) => {
  const summary = event.target.closest?.("[data-arrange]");
  const step = summary && !event.altKey && !event.ctrlKey && !event.metaKey && (event.shiftKey ? sizes : keys)[event.key];
  if (event.key === "Escape") {
    const open = event.target.closest?.(".cell__more[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    }
  }
  if (!step) return;
  event.preventDefault();
  take(`${step}.${summary.dataset.arrange}`);
});
// One tile is arranged at a time.
document.addEventListener("toggle", (event) => {
  if (!event.target.matches?.(".cell__more") || !event.target.open) return;
  for (const other of document.querySelectorAll(".cell__more[open]")) if (other !== event.target) other.open = false;
}, true);

// ------------------------------------------------------------ dragging to another place
const unmark = () => {
  for (const cell of board().querySelectorAll(".cell--target, .cell--last")) cell.classList.remove("cell--target", "cell--last");
};

// The tile that the dragged one would stand before; null for the end.
const before = (event) => {
  const over = event.target.closest?.("[data-cell]");
  if (!over) return undefined;
  const box = over.getBoundingClientRect();
  return event.clientX < box.left + box.width / 2 ? over : over.nextElementSibling;
};

document.addEventListener("dragstart", (event) => {
  const cell = event.target.closest?.("[data-cell]");
  if (!cell) return;
  dragged = cell;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", cell.id);
  cell.classList.add("cell--dragged");
});
document.addEventListener("dragover", (event) => {
  if (!dragged) return;
  const place = before(event);
  if (place === undefined) return;
  event.preventDefault();
  unmark();
  if (place) place.classList.add("cell--target");
  else board().lastElementChild.classList.add("cell--last");
});
document.addEventListener("drop", (event) => {
  if (!dragged) return;
  const place = before(event);
  if (place === undefined) return;
  event.preventDefault();
  if (place !== dragged && place !== dragged.nextElementSibling) {
    take(`before.${dragged.dataset.cell}${place ? `.${place.dataset.cell}` : ""}`);
  } else if (!place && dragged.nextElementSibling) take(`before.${dragged.dataset.cell}`);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("cell--dragged");
  dragged = null;
  unmark();
});

// ------------------------------------------------------------ sizing by the corner
const size = (corner, down) => {
  const cell = corner.parentElement;
  const box = cell.getBoundingClientRect();
  const column = board().getBoundingClientRect().width / columns;
  const row = box.height / Number(cell.dataset.height);
  const was = [cell.dataset.width, cell.dataset.height];
  let now = was;
  const show = ([wide, tall], [before_wide, before_tall]) => {
    cell.classList.replace(`board__wide--${before_wide}`, `board__wide--${wide}`);
    cell.classList.replace(`board__tall--${before_tall}`, `board__tall--${tall}`);
  };
  const move = (event) => {
    const wide = between(narrowest, Math.round((event.clientX - box.left) / column), columns);
    const tall = between(1, Math.round((event.clientY - box.top) / row), rows);
    const next = [String(wide), String(tall)];
    show(next, now);
    now = next;
  };
  const stop = (event) => {
    corner.removeEventListener("pointermove", move);
    corner.removeEventListener("pointerup", stop);
    corner.removeEventListener("pointercancel", stop);
    cell.classList.remove("cell--sized");
    if (event.type === "pointercancel") show(was, now);
    else if (now.join() !== was.join()) take(`size.${cell.dataset.cell}.${now.join(".")}`);
  };
  corner.setPointerCapture(down.pointerId);
  cell.classList.add("cell--sized");
  corner.addEventListener("pointermove", move);
  corner.addEventListener("pointerup", stop);
  corner.addEventListener("pointercancel", stop);
};

const ready = () => {
  if (!board()) return;
  for (const cell of cells()) {
    cell.draggable = true;
    const corner = document.createElement("span");
    corner.className = "cell__size";
    corner.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      size(corner, event);
    });
    corner.addEventListener("dragstart", (event) => event.preventDefault());
    cell.append(corner);
  }
  board().dataset.ready = "";
};
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "bord") ready();
});
ready();
