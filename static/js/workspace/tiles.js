// Composing an infographic by mouse, finger and keyboard: tiles are carried to another place, sized by their corner, and moved
// and sized with the arrow keys. Each gesture is one step that the server takes, as the buttons of the form are; it draws the
// board again and says what became of the tile.

const keys = { ArrowLeft: "earlier", ArrowUp: "earlier", ArrowRight: "later", ArrowDown: "later" };
const sizes = { ArrowLeft: "narrower", ArrowRight: "wider", ArrowUp: "lower", ArrowDown: "higher" };
const columns = 12;
const narrowest = 2;
const rows = 12;
const { carry, follow, grip } = await import(document.querySelector("[data-carrying-script]").dataset.carryingScript);

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
  corner.setPointerCapture(down.pointerId);
  cell.classList.add("cell--sized");
  follow(down, {
    move,
    undone: () => {
      cell.classList.remove("cell--sized");
      show(was, now);
    },
    done: () => {
      cell.classList.remove("cell--sized");
      if (now.join() !== was.join()) take(`size.${cell.dataset.cell}.${now.join(".")}`);
    },
  });
};

const ready = () => {
  if (!board()) return;
  for (const cell of cells()) {
    cell.querySelector(".cell__tools").prepend(grip());
    const corner = document.createElement("span");
    corner.className = "cell__size";
    corner.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      size(corner, event);
    });
    cell.append(corner);
  }
  carry(board(), {
    sideways: () => document.querySelector(".composing-view--screen"),
    dropped: (cell, next) => take(["before", cell.dataset.cell, ...(next ? [next.dataset.cell] : [])].join(".")),
  });
  board().dataset.ready = "";
};
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target.id === "bord") ready();
});
ready();
