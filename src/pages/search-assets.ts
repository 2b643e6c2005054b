/** What the search page has beside the stylesheet of all pages: its own rules, and suggestions as one types. */
import { createHash } from "node:crypto";

const STYLE = `
.search { display: grid; grid-template-columns: minmax(11rem, 15rem) 1fr; gap: 0 2.5rem; }
.search ol { list-style: none; margin: 0; padding: 0; }
.search li.hit { padding: .7rem 0; border-bottom: 1px solid var(--line, #d5dce3); overflow-wrap: anywhere; }
.search li.hit p { margin: .1rem 0 0; color: var(--soft, #51606f); font-size: .9rem; }
.facets ul { list-style: none; margin: 0; padding: 0; }
.facets li { padding: .15rem 0; }
.facets h3 { margin: 1rem 0 .2rem; font-size: 1rem; }
.turn { display: flex; gap: 1rem; margin: 1.2rem 0; }
form.find { position: relative; }
.suggestions { position: absolute; z-index: 3; top: 100%; left: 0; right: 0; margin: 0; padding: 0; list-style: none;
  background: #fff; border: 1px solid #7a8896; box-shadow: 0 4px 12px rgb(0 0 0 / .15); }
.suggestions[hidden] { display: none; }
.suggestions li { padding: .5rem .8rem; cursor: pointer; color: #1c2430; }
.suggestions li[aria-selected=true], .suggestions li:hover { background: #154273; color: #fff; }
.suggestions small { display: block; }
.heard { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 44rem) { .search { grid-template-columns: 1fr; } .search .facets { order: 2; } }
@media print { .facets, .turn, form.find { display: none; } }
`;

// An editable combobox with a listbox (WAI-ARIA Authoring Practices). What comes from the server becomes text, never HTML.
const SCRIPT = `"use strict";
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.querySelector("input[type=search]");
  const list = document.createElement("ul");
  const heard = document.createElement("p");
  const words = form.dataset;
  let options = [], active = -1, asked, timer;
  list.className = "suggestions";
  list.id = "suggesties";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", words.suggestLabel);
  heard.className = "heard";
  heard.setAttribute("role", "status");
  form.append(list, heard);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
    "aria-controls": list.id, autocomplete: "off" })) input.setAttribute(name, value);

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
      option.addEventListener("mousedown", (event) => { event.preventDefault(); location.assign(url); });
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
      choose(active < 0 && step < 0 ? options.length - 1 : (active + 1 + step + options.length + 1) % (options.length + 1) - 1);
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
`;

/** A file under a name that changes with its content. */
export interface Asset {
  readonly path: string;
  readonly mediaType: string;
  readonly text: string;
}

function asset(name: string, extension: string, mediaType: string, text: string): Asset {
  const hash = createHash("sha256").update(text).digest("base64url").slice(0, 10);
  return { path: `/assets/${name}-${hash}.${extension}`, mediaType, text };
}

export const SEARCH_STYLE = asset("zoeken", "css", "text/css; charset=utf-8", STYLE);
export const SEARCH_SCRIPT = asset("zoeken", "js", "text/javascript; charset=utf-8", SCRIPT);
