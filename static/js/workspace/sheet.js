// The form of a lesson or publication while one types: its text as one reads it, and what is not saved yet is kept in this
// browser. The page is whole without this. What was kept comes back with the revisions that it stands on, so that the
// server sees when somebody else changed the same.

const form = document.querySelector("#entry");
const say = form.dataset;
const { keep, forget, under } = await import(say.store);
const key = `form:${say.kept}`;
const notice = form.querySelector("[data-kept-notice]");
const state = form.querySelector("[data-kept-state]");
const never = new Set(["csrfmiddlewaretoken", "version", "sent", "sources"]);
const pause = 300;
let timer = 0;

const body = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !never.has(name))).toString();

const fill = (typed) => {
  for (const field of form.elements) {
    if (!field.name || never.has(field.name) || !typed.has(field.name) && !["checkbox", "radio"].includes(field.type)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = typed.getAll(field.name).includes(field.value);
    else field.value = typed.get(field.name);
  }
};

// A page that shows what was refused has newer words than what was kept: they were sent from it.
const isRefused = Boolean(form.querySelector(".error-summary"));
const saved = new URLSearchParams(location.search).get("bewaard");
const [kept] = (await under(key)).filter((entry) => entry.key === key);
if (kept && (isRefused || (saved && kept.sent === saved))) {
  if (!isRefused) await forget(key);
} else if (kept && kept.body !== body()) {
  fill(new URLSearchParams(kept.body));
  notice.hidden = false;
} else if (kept) {
  await forget(key);
}

const write = (sent = "") => keep({ key, body: body(), sent, at: Date.now() });

form.addEventListener("input", () => {
  state.textContent = state.dataset.textKept;
  clearTimeout(timer);
  timer = setTimeout(write, pause);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  const sent = crypto.randomUUID?.() ?? String(Date.now());
  form.elements.sent.value = sent;
  write(sent);
});
addEventListener("pagehide", () => {
  if (state.textContent && !form.elements.sent.value) write();
});
notice.querySelector("[data-kept-forget]").addEventListener("click", async () => {
  clearTimeout(timer);
  state.textContent = "";
  await forget(key);
  location.assign(location.pathname);
});

const { start } = await import(say.story);
await start(form.querySelector("[data-marked]"), say.editor);
form.dataset.ready = "";
