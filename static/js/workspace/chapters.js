// The order of chapters: dragged with the mouse, or moved with the buttons without leaving the page. Each order is kept
// at once; without this the buttons of the form do the same, one page at a time.

const form = document.querySelector("[data-chapters]");
const list = form.querySelector("[data-list]");
const said = form.querySelector("[data-said]");
const chapters = () => [...list.children];
const pause = 400;
let timer = 0;
let dragged = null;

const keep = async () => {
  const sent = new FormData(form);
  sent.set("step", "keep");
  try {
    const answer = await fetch(form.action, { method: "POST", body: sent, headers: { "X-Kept-By": "script" } });
    said.textContent = answer.status === 204 ? said.dataset.kept : said.dataset.refused;
  } catch {
    said.textContent = said.dataset.refused;
  }
  form.dataset.state = "kept";
};

const moved = (chapter) => {
  const place = chapters().indexOf(chapter) + 1;
  said.textContent = `${said.dataset.moved} ${place}`;
  form.dataset.state = "moved";
  clearTimeout(timer);
  timer = setTimeout(keep, pause);
};

form.addEventListener("submit", (event) => {
  const [step, name] = (event.submitter?.value ?? "").split(":");
  if (step !== "up" && step !== "down") return;
  event.preventDefault();
  const chapter = document.getElementById(name);
  const other = step === "up" ? chapter.previousElementSibling : chapter.nextElementSibling;
  if (!other) return;
  if (step === "up") other.before(chapter);
  else other.after(chapter);
  event.submitter.focus();
  moved(chapter);
});

for (const chapter of chapters()) chapter.draggable = true;
list.addEventListener("dragstart", (event) => {
  dragged = event.target.closest("[data-chapter]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.id);
  dragged.classList.add("chapter--dragged");
});
list.addEventListener("dragover", (event) => {
  const over = event.target.closest("[data-chapter]");
  if (!dragged || !over) return;
  event.preventDefault();
  if (over === dragged) return;
  const box = over.getBoundingClientRect();
  if (event.clientY < box.top + box.height / 2) over.before(dragged);
  else over.after(dragged);
});
list.addEventListener("drop", (event) => event.preventDefault());
list.addEventListener("dragend", () => {
  if (!dragged) return;
  dragged.classList.remove("chapter--dragged");
  moved(dragged);
  dragged = null;
});
form.dataset.ready = "";
