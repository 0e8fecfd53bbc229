// A long list to choose from gets a field above it: what one types there leaves the choices with these words.

const short = 12;
const label = document.querySelector("#long-lists")?.dataset.label ?? "";
const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

for (const list of document.querySelectorAll("form.form select")) {
  if (list.options.length <= short) continue;
  const groups = [...list.children].map((each) => each.cloneNode(true));
  const field = document.createElement("input");
  field.type = "search";
  field.placeholder = label;
  field.setAttribute("aria-label", `${label}: ${list.labels[0]?.firstChild.textContent.trim() ?? ""}`);
  field.addEventListener("input", () => {
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    const chosen = list.value;
    const fits = (option) => !option.value || words.every((word) => folded(option.textContent).includes(word));
    list.replaceChildren(...groups.map((each) => {
      const group = each.cloneNode(true);
      if (group.tagName !== "OPTGROUP") return fits(group) ? group : null;
      for (const option of [...group.children]) if (!fits(option)) option.remove();
      return group.children.length ? group : null;
    }).filter(Boolean));
    list.value = chosen;
    const fitting = [...list.options].filter((option) => option.value);
    if (words.length && list.selectedIndex <= 0 && fitting.length) fitting[0].selected = true;
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault();
  });
  list.before(field);
}
