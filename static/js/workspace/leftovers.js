// What an earlier visit typed and could not send, on every page of who is signed in: it is sent as soon as there is a
// network, and before one signs out. What was meant for a version that is not open any more is shown, to be copied.

const { dataset: say } = document.querySelector("#leftovers-script");
const place = document.querySelector("[data-leftovers]");
const page = document.querySelector("#entry");
const heading = document.querySelector("h1");
const patience = 10_000;

const { drop, under } = await import(say.store);
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]*)/)?.[1] ?? document.querySelector("[name=csrfmiddlewaretoken]").value;
const mine = async () => (await under(`${say.person}:`)).filter((entry) => entry.address);

// By case and version, as they are sent.
const grouped = (entries) => Object.values(Object.groupBy(entries, (entry) => `${entry.address} ${entry.version}`));

// A page that is open in another tab sends what it has itself, with the revision that it knows.
const elsewhere = async () => {
  const { held } = (await navigator.locks?.query()) ?? { held: [] };
  return new Set(held.map((lock) => lock.name));
};
const isOfThisPage = (entry) => page && entry.address === page.dataset.saving && entry.version === page.dataset.version;

const send = async (entries) => {
  const [{ address, version }] = entries;
  const body = new URLSearchParams(entries.map((entry) => entry.body).join("&"));
  body.append("person", say.person);
  body.append("version", version);
  for (const entry of entries) body.append("settled", entry.part);
  try {
    const answer = await fetch(address, {
      method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(patience), headers: { "X-CSRFToken": token() },
    });
    if (answer.ok) await Promise.all(entries.map(drop));
    if (answer.status !== 409) return;
    const told = await answer.json();
    if (told.state === "not-open") for (const entry of entries) await (told.words[entry.part] ? show(entry, told.words[entry.part]) : drop(entry));
  } catch {
    // It stays in this browser.
  }
};

const show = (entry, words) => {
  if (!place || place.querySelector(`[data-leftover="${entry.key}"]`)) return;
  const item = place.querySelector("template").content.cloneNode(true).firstElementChild;
  item.dataset.leftover = entry.key;
  const link = item.querySelector("a");
  link.href = entry.address.replace(/[^/]+\/$/, "");
  link.textContent = entry.title;
  item.querySelector("[data-words]").innerHTML = words;
  item.querySelector("button").addEventListener("click", async () => {
    await drop(entry);
    item.remove();
    heading.tabIndex = -1;
    place.hidden = !place.querySelector("[data-leftover]");
    (place.querySelector("button") ?? heading).focus();
  });
  place.querySelector("[data-list]").append(item);
  place.hidden = false;
};

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (new URL(form.action).pathname !== say.signOut || event.defaultPrevented) return;
  event.preventDefault();
  await Promise.all(grouped(await mine()).map(send));
  form.submit();
});

if (place) {
  const open = await elsewhere();
  const left = (await mine()).filter((entry) => !isOfThisPage(entry) && !open.has(`${entry.address} ${entry.version}`));
  await Promise.all(grouped(left).map(send));
}
