// An editable combobox with a listbox (WAI-ARIA Authoring Practices). What comes from the server becomes text, never HTML.
"use strict";
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const heard = document.createElement("p");
  const words = form.dataset;
  let options = [],
    active = -1,
    asked,
    timer;
  list.className = "suggestions";
  list.id = "suggesties";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestLabel);
  heard.className = "heard";
  heard.setAttribute("role", "status");
  form.append(list, heard);
  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": list.id,
    autocomplete: "off",
  }))
    input.setAttribute(name, value);

  const choose = (i) => {
    active = i;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === i)));
    if (i < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[i].id);
      options[i].scrollIntoView({ block: "nearest" });
    }
  };
  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    choose(-1);
  };
  const show = (suggestions) => {
    options = suggestions.map(({ url, label, about }, i) => {
      const option = document.createElement("li");
      const small = document.createElement("small");
      option.id = "suggestie-" + i;
      option.setAttribute("role", "option");
      option.dataset.url = url;
      small.textContent = about;
      option.append(label, small);
      // Before the input loses focus, which closes the list.
      option.addEventListener("mousedown", (event) => {
        event.preventDefault();
        location.assign(url);
      });
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    heard.textContent = options.length === 0 ? "" : words.suggestCount.replace("{n}", options.length);
    choose(-1);
  };
  const ask = async () => {
    const text = input.value.trim();
    if (text.length < 2) return close();
    asked = new AbortController();
    try {
      const url = new URL(words.suggest, location.href);
      url.searchParams.set("q", text);
      const answer = await fetch(url, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).suggestions);
    } catch {
      // The next letter asks again; the form works without.
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(timer);
    asked?.abort();
    timer = setTimeout(ask, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      choose(
        active < 0 && step < 0
          ? options.length - 1
          : ((active + 1 + step + options.length + 1) % (options.length + 1)) - 1,
      );
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      location.assign(options[active].dataset.url);
    }
  });
  input.addEventListener("blur", close);
}
