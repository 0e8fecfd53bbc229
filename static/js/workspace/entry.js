// The entry page while one types: each part saves itself, and what cannot be sent is kept in this browser. The page is
// whole without this: the server takes the same form as a whole, and it draws every part.

const form = document.querySelector("#entry");
const [{ keep, forget, under }, story] = await Promise.all([import(form.dataset.store), import(form.dataset.story)]);
const say = form.dataset;
const dialog = document.querySelector("#sign-in-again");
const state = form.querySelector("[data-state]");

const pause = 600;
const heartbeat = 12_000;
const patience = 20_000;
const courtesy = 3000;
const answered = "entry:answered"; // nothing is left to be sent, or it cannot be sent now

const waiting = new Map(); // part → whether the person is done typing it
let left = []; // what an earlier visit could not send; those parts are closed until the server has said what becomes of it
let isBusy = false;
let isStopped = false;
let timer = 0;
let retry = 0;

const parts = () => [...form.querySelectorAll("[data-part]")];
const partOf = (element) => element.closest?.("[data-part]");
const named = (name) => form.querySelector(`[data-part="${name}"]`);
const hidden = (part, kind) => part.querySelector(`input[name="${kind}-${part.dataset.part}"]`);
const keyOf = (name) => `${say.person}:${say.record}:${name}`;
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? form.elements.csrfmiddlewaretoken.value;

const bodyOf = (part) => {
  const body = new URLSearchParams();
  for (const field of part.querySelectorAll("input, select, textarea")) {
    if (!field.name || (["checkbox", "radio"].includes(field.type) && !field.checked) || field.type === "file") continue;
    body.append(field.name, field.value);
  }
  return body;
};

// What is typed, without the revisions that it stands on.
const typedIn = (body) => {
  const typed = new URLSearchParams(body);
  for (const name of [...typed.keys()]) if (/^(base|now)-/.test(name)) typed.delete(name);
  return typed.toString();
};

const tell = (kind, words = "") => {
  state.dataset.state = kind;
  state.classList.toggle("entry-state--trouble", !["saved", "saving", "part-typed"].includes(kind));
  const text = say[`text${kind.replace(/(^|-)(\w)/g, (_all, _dash, letter) => letter.toUpperCase())}`] ?? "";
  const shown = state.querySelector("[data-state-words]");
  const next = text.replace("{}", words);
  if (shown.textContent !== next) shown.textContent = next;
};

const isInTrouble = () => ["offline", "signed-out", "trouble", "too-large"].includes(state.dataset.state);

// ---------------------------------------------------------------- noticing
const touch = (part, isSettled) => {
  const name = part.dataset.part;
  if (isStopped && !form.contains(part)) return;
  waiting.set(name, isSettled);
  keep({
    key: keyOf(name), part: name, version: say.version, body: bodyOf(part).toString(), at: Date.now(),
    address: say.saving, title: document.querySelector("h1").textContent,
  });
  if (!isStopped && !isInTrouble()) tell("saving");
  schedule(isSettled ? 50 : pause);
};

const schedule = (delay) => {
  clearTimeout(timer);
  timer = setTimeout(send, delay);
};

// A file that is chosen is nothing typed: kept as such, the list as it was without it would come back after the upload.
const typedPart = (event) => (event.target.type === "file" ? null : partOf(event.target));

form.addEventListener("input", (event) => {
  const part = typedPart(event);
  if (part) touch(part, false);
});
form.addEventListener("change", (event) => {
  const part = typedPart(event);
  if (part && part.dataset.makesNew === undefined) touch(part, true);
});
// A name that is not finished makes no actor or keyword: those are saved when one leaves the row or the field. What is not
// valid is said then, too.
form.addEventListener("focusout", (event) => {
  const part = partOf(event.target);
  if (!part || part.querySelector(".choice")) return;
  if (!waiting.has(part.dataset.part) && part.dataset.waiting === undefined) return;
  const around = event.target.closest("[data-row]") ?? part;
  const goesOn = around.contains(event.relatedTarget) && event.relatedTarget.matches("input, select, textarea");
  if (!goesOn) touch(part, true);
});
form.addEventListener("suggest-box:filled", (event) => {
  const kind = event.target.closest("[data-row]")?.querySelector("select[name$='-actor_kind']");
  if (kind && event.detail.kind) kind.value = event.detail.kind;
});
form.addEventListener("submit", (event) => {
  const isUpload = /^(pictures|attachments)\.add$/.test(event.submitter?.value ?? "");
  if (isStopped || isUpload) return; // files go with the form as a whole
  event.preventDefault();
  const step = event.submitter?.name === "step" ? event.submitter : null;
  if (step) return takeStep(step);
  if (event.submitter?.name?.startsWith("choice-")) return choose(event.submitter);
  if (waiting.size || left.length) return void saveAll();
  tell(form.querySelector("[data-waiting]") ? "waiting" : "saved", new Date().toLocaleTimeString("nl", { hour: "2-digit", minute: "2-digit" }));
  schedule(0);
});

// ---------------------------------------------------------------- rows
const takeStep = (button) => {
  const part = partOf(button);
  const [, step] = button.value.split(".");
  const row = button.closest("[data-row]");
  const list = part.querySelector("[data-list]");
  if (step === "add") {
    const key = `n${Date.now().toString(36)}`;
    list.insertAdjacentHTML("beforeend", part.querySelector("template").innerHTML.replaceAll("__key__", key));
    return list.lastElementChild.querySelector("input:not([type=hidden])").focus();
  }
  if (step === "up") row.previousElementSibling?.before(row);
  if (step === "down") row.nextElementSibling?.after(row);
  const next = step === "remove" ? (row.nextElementSibling ?? row.previousElementSibling) : row;
  if (step === "remove") row.remove();
  (next?.querySelector(`button[value*=".${step}."]`) ?? part.querySelector("button[value$='.add']")).focus();
  touch(part, true);
};

const choose = (button) => {
  const part = partOf(button);
  const body = bodyOf(part);
  body.append(button.name, button.value);
  body.append("show", "1");
  waiting.delete(part.dataset.part);
  ask(body, [part.dataset.part], { isShown: true });
};

// ---------------------------------------------------------------- sending
const saveAll = () => {
  for (const name of waiting.keys()) waiting.set(name, true);
  schedule(0);
  return new Promise((resolve) => form.addEventListener(answered, resolve, { once: true }));
};

const send = () => {
  if (isBusy || isStopped) return;
  if (!waiting.size && left.length) return recover();
  const names = [...waiting.keys()].filter(named);
  const body = new URLSearchParams();
  for (const name of names) for (const [key, value] of bodyOf(named(name))) body.append(key, value);
  for (const name of names) if (waiting.get(name)) body.append("settled", name);
  ask(body, names);
};

const ask = async (body, names, { isShown = false, isLeft = false } = {}) => {
  isBusy = true;
  const settled = body.getAll("settled");
  const sent = new Map(names.filter(named).map((name) => [name, { typed: typedIn(bodyOf(named(name))), isSettled: isShown || settled.includes(name) }]));
  body.append("person", say.person);
  body.append("version", say.version);
  if (!body.has("settled")) for (const name of isShown ? names : [""]) body.append("settled", name);
  body.append("seen", parts().filter((part) => !waiting.has(part.dataset.part)).map((part) => `${part.dataset.part}:${hidden(part, "now").value}`).join(" "));
  if (names.length && !isInTrouble()) tell("saving");
  try {
    const answer = await fetch(say.saving, {
      method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(patience), headers: { "X-CSRFToken": token() },
    });
    isBusy = false;
    if (answer.type === "opaqueredirect") return signedOut();
    if (answer.ok) return take(await answer.json(), sent, { isShown, isLeft });
    if (answer.status === 413) return tooLarge();
    if (answer.status === 409) return stop((await answer.json()).state);
    again("trouble");
  } catch {
    isBusy = false;
    again("offline");
  }
};

// What was not sent stays in `waiting` and in the browser; after a while it is tried again.
const again = (kind) => {
  tell(kind);
  clearTimeout(timer);
  retry = Math.min(15_000, retry * 2 || 1000);
  timer = setTimeout(send, retry);
  form.dispatchEvent(new Event(answered));
};

// It would be refused again: it waits, and stays in this browser, until it is changed.
const tooLarge = () => {
  tell("too-large");
  clearTimeout(timer);
  form.dispatchEvent(new Event(answered));
};

const stop = (kind) => {
  isStopped = true;
  openAgain();
  tell(kind);
  form.dispatchEvent(new Event(answered));
};

const signedOut = () => {
  tell("signed-out");
  form.dispatchEvent(new Event(answered));
  if (!dialog.open) dialog.showModal();
  clearTimeout(timer);
  timer = setTimeout(send, 3000);
};
dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

// ---------------------------------------------------------------- what the server says
const take = (told, sent, { isShown, isLeft }) => {
  retry = 0;
  if (dialog.open) dialog.close();
  if (isLeft) openAgain();
  for (const [name, outcome] of Object.entries(told.parts)) {
    if (isLeft && isTypedIn(named(name))) touch(named(name), true);
    else takeOutcome(named(name), outcome, sent.get(name), isShown);
  }
  for (const [name, change] of Object.entries(told.changed)) takeChange(named(name), change, isShown);
  showWhole(told);
  if (waiting.size) return schedule(pause);
  if (left.length) return again("trouble");
  form.dispatchEvent(new Event(answered));
  if (form.querySelector(".choice")) return tell("conflict");
  const open = [...form.querySelectorAll("[data-waiting]")];
  if (open.some((part) => !part.contains(document.activeElement))) return tell("waiting");
  tell(open.length ? "part-typed" : "saved", told.at);
};

const takeOutcome = (part, outcome, sent, isShown) => {
  const name = part.dataset.part;
  const isFinal = typedIn(bodyOf(part)) === sent.typed && (sent.isSettled || !waiting.get(name));
  if (isFinal) {
    waiting.delete(name);
    forget(keyOf(name));
  } else if (isShown) {
    return; // typed on what stood here, not on what was sent: the revision stays, so that the server asks which it is
  }
  hidden(part, "now").value = outcome.revision;
  if (outcome.state === "conflict") return showChoice(part, outcome.html);
  if (outcome.state === "saved") {
    hidden(part, "base").value = outcome.revision;
    const choice = part.querySelector(".choice");
    const hadFocus = choice?.contains(document.activeElement);
    choice?.remove();
    if (hadFocus) focusOn(part);
    part.classList.remove("part--waiting");
    delete part.dataset.waiting;
  } else {
    part.dataset.waiting = "";
  }
  if (outcome.html && isFinal && (isShown || !part.contains(document.activeElement))) draw(part, outcome.html);
};

const takeChange = (part, change, isShown) => {
  if (waiting.has(part.dataset.part) || part.inert || (!isShown && part.contains(document.activeElement))) return;
  const fresh = draw(part, change.html);
  if (!isShown) fresh.querySelector("[data-part-state]").textContent = say.textChanged;
  forget(keyOf(part.dataset.part));
};

const focusOn = (part) => part.querySelector("input:not([type=hidden]), select, textarea")?.focus();

const parse = (html) => {
  const template = document.createElement("template");
  template.innerHTML = html.trim();
  return template.content.firstElementChild;
};

const draw = (part, html) => {
  const fresh = parse(html);
  const hadFocus = part.contains(document.activeElement);
  part.replaceWith(fresh);
  if (hadFocus) focusOn(fresh);
  document.dispatchEvent(new CustomEvent("entry:drawn", { detail: fresh }));
  return fresh;
};

// The field stays as it is, with the caret in it; above it both texts are put side by side.
const showChoice = (part, html) => {
  const fresh = parse(html);
  part.querySelector(".choice")?.remove();
  hidden(part, "now").after(fresh.querySelector(".choice"));
  hidden(part, "now").value = hidden(fresh, "now").value;
  part.classList.add("part--waiting");
  part.dataset.waiting = "";
};

const showWhole = (told) => {
  for (const [name, [done, total]] of Object.entries(told.sections)) {
    const measure = form.querySelector(`[data-measure="${name}"]`);
    if (measure) measure.textContent = `${done}/${total}`;
  }
  form.querySelector("[data-share]").value = told.share;
  form.querySelector("[data-share-words]").textContent = `${told.share}%`;
  const here = form.querySelector("[data-here]");
  here.hidden = !told.here.length;
  const words = say.textHere.replace("{}", told.here.join(", "));
  if (here.textContent !== words) here.textContent = words;
};

// ---------------------------------------------------------------- beginning, coming back and going
// What an earlier visit could not send goes first, with the revision that it was typed on: the server says what becomes of
// it. What is typed in those parts before that would take its place in this browser, so nothing is.
const recover = async () => {
  const body = new URLSearchParams(left.map((entry) => entry.body).join("&"));
  body.append("show", "1");
  for (const entry of left) body.append("settled", entry.part);
  await ask(body, left.map((entry) => entry.part), { isShown: true, isLeft: true });
};

const openAgain = () => {
  for (const entry of left) named(entry.part).inert = false;
  left = [];
};

// What was typed before this script came is in no event: it is found by what the server drew.
const isTypedIn = (part) => [...part.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea")].some((field) => {
  if (field.matches("[type=checkbox], [type=radio]")) return field.checked !== field.defaultChecked;
  if (field.matches("select")) return field.value !== ([...field.options].findLast((option) => option.defaultSelected) ?? field.options[0])?.value;
  if (field.matches("textarea")) return field.value !== field.defaultValue;
  return field.value !== Object.assign(document.createElement("input"), { type: field.type, value: field.defaultValue }).value;
});

addEventListener("online", () => schedule(0));
addEventListener("focus", () => waiting.size && schedule(0));
addEventListener("pagehide", () => {
  if (!waiting.size || isStopped) return;
  const body = new URLSearchParams({ person: say.person, version: say.version, settled: "" });
  for (const name of waiting.keys()) for (const [key, value] of bodyOf(named(name))) body.append(key, value);
  fetch(say.saving, { method: "POST", body, keepalive: true, redirect: "manual", headers: { "X-CSRFToken": token() } }).catch(() => {});
});
// Who follows a link finds on the next page what she typed on this one: it is followed when that is saved, or soon.
document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]");
  const isElsewhere = event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || isElsewhere || link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
  const isHere = link.pathname === location.pathname && link.search === location.search && link.hash;
  if (isHere || !waiting.size || isStopped || isInTrouble()) return;
  event.preventDefault();
  await Promise.race([saveAll(), new Promise((resolve) => setTimeout(resolve, courtesy))]);
  location.assign(link.href);
});
setInterval(() => {
  if (!document.hidden && !isBusy && !waiting.size) send();
}, heartbeat);

document.addEventListener("entry:drawn", (event) => {
  if (event.detail.dataset.part === "story") story.start(event.detail, say.editor);
});

// Other tabs leave what this one has to this one.
navigator.locks?.request(`${say.saving} ${say.version}`, { mode: "shared" }, () => new Promise(() => {}));
left = (await under(keyOf(""))).filter((entry) => entry.version === say.version && named(entry.part));
for (const entry of left) named(entry.part).inert = true;
for (const part of parts()) if (!part.inert && isTypedIn(part)) touch(part, true);
if (left.length) await recover();
await story.start(named("story"), say.editor);
form.dataset.ready = "";
schedule(0); // says that one is here, and asks who else is: opening a page changes nothing by itself
