// The order of chapters: carried with mouse or finger, or moved with the buttons without leaving the page. Each order is kept
// at once; without this the buttons of the form do the same, one page at a time.

const form = document.querySelector("[data-chapters]");
const list = form.querySelector("[data-list]");
const said = form.querySelector("[data-said]");
const { carry, grip } = await import(form.dataset.carryingScript);
const chapters = () => [...list.children];
const pause = 400;
let timer = 0;

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

for (const chapter of chapters()) chapter.append(grip());
carry(list, {
  dropped: (chapter, next) => {
    list.insertBefore(chapter, next);
    moved(chapter);
  },
});
form.dataset.ready = "";
