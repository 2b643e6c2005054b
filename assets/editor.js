/**
 * Puts YASGUI in the place of the plain text field. It is large, so it comes after the page, and only on this page. The
 * button of the form stays: it asks the question as a page, with its chart.
 */
const place = document.getElementById("editor");
const form = document.getElementById("vraag");
const text = document.getElementById("query");

if (place !== null && form !== null && text instanceof HTMLTextAreaElement) {
  const { endpoint = "", library = "", style = "", prefixes = "{}" } = place.dataset;
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  const script = document.createElement("script");
  script.src = library;
  script.addEventListener("load", () => open(endpoint, JSON.parse(prefixes)));
  document.head.append(sheet, script);
}

/**
 * @param {string} endpoint path of our endpoint, the only one
 * @param {Record<string, string>} prefixes the prefixes of the project
 */
function open(endpoint, prefixes) {
  const { Yasgui } = globalThis;
  const address = new URL(endpoint, location.href).href;
  // What is hidden has no size, and the editor draws nothing in it.
  place.hidden = false;
  // The other completers ask other hosts: prefix.cc and Linked Open Vocabularies.
  const autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.autocompleters = autocompleters;
  // Tab goes on to the next element (WCAG 2.1.2); Ctrl-] and Ctrl-[ indent.
  Object.assign(Yasgui.Yasqe.defaults.extraKeys, { Tab: false, "Shift-Tab": false });
  Yasgui.Yasqe.defaults.screenReaderLabel = text.labels[0]?.textContent;
  // Its own words are English, whatever the page is in.
  const inner = document.createElement("div");
  inner.lang = "en";
  place.append(inner);
  const yasgui = new Yasgui(inner, {
    autofocus: false,
    requestConfig: { endpoint: address, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint: address }] },
    corsProxy: undefined,
    copyEndpointOnNewTab: false,
    // A tab of before would stand where the question of this page belongs.
    persistenceId: null,
    populateFromUrl: false,
    yasqe: { autocompleters },
    yasr: { prefixes },
  });
  yasgui.getTab()?.setQuery(text.value);
  for (const plain of [text, ...text.labels]) plain.hidden = true;
  form.addEventListener("submit", () => {
    text.value = yasgui.getTab()?.getQuery() ?? text.value;
  });
}
