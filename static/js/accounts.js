// What the browser adds around signing in: looking at a password while typing it, and passkeys, which need a script.

for (const input of document.querySelectorAll("input[data-show]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "text-button";
  button.textContent = input.dataset.show;
  button.setAttribute("aria-controls", input.id);
  button.addEventListener("click", () => {
    const isHidden = input.type === "password";
    input.type = isHidden ? "text" : "password";
    button.textContent = isHidden ? input.dataset.hide : input.dataset.show;
  });
  input.form?.addEventListener("submit", () => { input.type = "password"; });
  input.after(button);
}

// A passkey belongs to a name; a site that is reached by number has none.
const hasName = !/^[\d.]+$|:/.test(location.hostname);
const canUsePasskeys = hasName && Boolean(window.PublicKeyCredential?.parseRequestOptionsFromJSON);

const optionsOf = async (form) => {
  const kept = document.getElementById(form.dataset.options);
  if (kept) return JSON.parse(kept.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

const ways = {
  async make({ creation_options: { publicKey } }) {
    publicKey.authenticatorSelection = {
      ...publicKey.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required",
    };
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(publicKey) });
  },
  async show({ request_options: { publicKey } }) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(publicKey) });
  },
};

for (const place of document.querySelectorAll("[data-needs-passkeys]")) place.hidden = !canUsePasskeys;
for (const place of document.querySelectorAll("[data-lacks-passkeys]")) place.hidden = canUsePasskeys;

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const trouble = form.querySelector("[data-trouble]");
    trouble.hidden = true;
    try {
      const credential = await ways[form.dataset.passkey](await optionsOf(form));
      form.elements.credential.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
