// The form of a tile while one types: it saves itself, and what is not saved yet is kept in this browser. What was kept comes
// back with the revisions that it stands on, so that the server sees when somebody else changed the same.

const form = document.querySelector("#entry");
const { keep, forget, under } = await import(form.dataset.store);
const key = `form:${form.dataset.kept}`;
const notice = form.querySelector("[data-kept-notice]");
const never = new Set(["csrfmiddlewaretoken", "shape", "passages"]);
let isSending = false;
let isTyped = false;
let waiting = null;

const body = () => new URLSearchParams([...new FormData(form)].filter(([name]) => !never.has(name))).toString();
const said = (text) => [...new URLSearchParams(text)].filter(([name]) => !/^(base|now|choice)-/.test(name)).join("\n");
const state = () => form.querySelector("[data-kept-state]");
const write = () => keep({ key, body: body(), at: Date.now() });

const fill = (typed) => {
  for (const field of form.elements) {
    if (!field.name || never.has(field.name) || !typed.has(field.name) && !["checkbox", "radio"].includes(field.type)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = typed.getAll(field.name).includes(field.value);
    else field.value = typed.get(field.name);
  }
};

const [kept] = (await under(key)).filter((entry) => entry.key === key);
if (kept && said(kept.body) === said(body())) await forget(key);
else if (kept) {
  fill(new URLSearchParams(kept.body));
  notice.hidden = false;
}

form.addEventListener("input", (event) => {
  if (never.has(event.target.name)) return;
  isTyped = true;
  write();
});
const own = (event) => (event.detail.requestConfig?.elt ?? event.detail.elt) === form;
const refusals = [409, 422];
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!own(event)) return;
  isSending = true;
  isTyped = false;
});
// What the server refuses it says on the page too.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (!own(event) || !refusals.includes(event.detail.xhr.status)) return;
  event.detail.shouldSwap = true;
  event.detail.isError = false;
});
document.addEventListener("htmx:afterRequest", async (event) => {
  if (!own(event)) return;
  isSending = false;
  const status = event.detail.xhr?.status;
  const isSaved = status === 200;
  if (isSaved && !isTyped) {
    await forget(key);
    notice.hidden = true;
  } else if (!refusals.includes(status) && !isSaved) state().textContent = form.dataset.notSent;
  if (waiting) form.requestSubmit(waiting.at(0));
});
// Who sends the form while it is being saved waits for that: it would stand on what is not so any more.
form.addEventListener("submit", async (event) => {
  if (!isSending) return;
  event.preventDefault();
  waiting = [event.submitter];
});
notice.querySelector("[data-kept-forget]").addEventListener("click", async () => {
  await forget(key);
  location.assign(location.pathname);
});
form.dataset.ready = "";
