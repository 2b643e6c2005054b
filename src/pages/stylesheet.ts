/** The one stylesheet, served under a name that changes with its content. */
import { createHash } from "node:crypto";

export const STYLESHEET = `
:root {
  --ink: #1c2430; --soft: #51606f; --line: #d5dce3; --paper: #ffffff; --wash: #f3f6f8;
  --brand: #154273; --link: #0b5394; --accent: #ffb612; --bad: #a11616;
  color-scheme: light;
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; font: 1rem/1.55 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); }
a { color: var(--link); text-underline-offset: .15em; }
a:hover { text-decoration-thickness: .14em; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; box-shadow: 0 0 0 5px var(--ink); }
.skip { position: absolute; left: -99rem; top: 0; background: var(--paper); padding: .6rem 1rem; z-index: 2; }
.skip:focus { left: 0; }
.wrap { max-width: 68rem; margin: 0 auto; padding: 0 1.1rem; }
.top { background: var(--brand); color: #fff; border-bottom: 4px solid var(--accent); }
.top .wrap { display: flex; flex-wrap: wrap; align-items: center; gap: .3rem 1.5rem; padding-top: .75rem; padding-bottom: .75rem; }
.top a { color: #fff; text-decoration: none; }
.top a:hover { text-decoration: underline; }
.top .name { font-weight: 700; font-size: 1.15rem; margin-right: auto; }
.top nav { display: flex; flex-wrap: wrap; gap: .2rem 1.2rem; }
main { padding: 1.6rem 0 3rem; }
h1 { font-size: clamp(1.5rem, 4vw, 2.1rem); line-height: 1.2; margin: .2rem 0 .4rem; text-wrap: balance; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; line-height: 1.3; margin: 2.2rem 0 .7rem; }
h3 { font-size: 1.05rem; margin: 1.2rem 0 .3rem; }
.lead { font-size: 1.1rem; max-width: 46rem; }
.kind { margin: 0; color: var(--soft); font-weight: 600; }
.kind a { color: inherit; text-decoration-color: var(--line); }
.iri { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; margin: 0 0 1.2rem; }
.note { background: var(--wash); border-left: 4px solid var(--accent); padding: .8rem 1rem; max-width: 50rem; }
.note h2 { margin-top: .2rem; }
.note pre { padding: 0; margin-bottom: 0; }
.error { border-left-color: var(--bad); }
dl.facts { margin: 0; border-top: 1px solid var(--line); }
dl.facts > div { display: grid; grid-template-columns: minmax(9rem, 15rem) 1fr; gap: .1rem 1.2rem; padding: .5rem 0; border-bottom: 1px solid var(--line); }
dl.facts dt { color: var(--soft); overflow-wrap: anywhere; }
dl.facts dt a { color: inherit; text-decoration-color: var(--line); }
dl.facts dt a:hover { text-decoration-color: currentcolor; }
dl.facts dd { margin: 0; min-width: 0; overflow-wrap: anywhere; }
dl.facts dd > ul { list-style: none; margin: 0; padding: 0; }
dl.facts dl.facts { border-top: 0; }
dl.facts li + li > dl.facts { margin-top: .6rem; }
dl.facts dl.facts > div { padding: .2rem 0; border-bottom: 0; grid-template-columns: minmax(7rem, 11rem) 1fr; }
.source { color: var(--soft); font-size: .75rem; margin-left: .5rem; white-space: nowrap; text-decoration: none; border-bottom: 1px dotted var(--soft); }
.code { color: var(--soft); font-size: .85rem; white-space: nowrap; }
.lang { color: var(--soft); font-size: .8rem; }
.forms { display: flex; flex-wrap: wrap; gap: .4rem .5rem; padding: 0; margin: .4rem 0; list-style: none; }
.forms a { display: inline-block; padding: .25rem .7rem; border: 1px solid var(--link); border-radius: 2rem; text-decoration: none; font-size: .9rem; }
.forms a:hover { background: var(--wash); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .95rem; }
caption { text-align: left; color: var(--soft); padding: .3rem 0; }
th, td { text-align: left; vertical-align: top; padding: .45rem .8rem .45rem 0; border-bottom: 1px solid var(--line); }
th { color: var(--soft); font-weight: 600; }
td.n + td, th.n + th { padding-left: .8rem; }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
form.find { display: flex; flex-wrap: wrap; gap: .5rem; max-width: 42rem; margin: 1.2rem 0; }
label { display: inline-block; margin-bottom: .25rem; }
form.find label { flex-basis: 100%; font-weight: 600; }
input[type=search] { flex: 1 1 14rem; min-width: 0; }
input, select, textarea, button { font: inherit; color: inherit; padding: .55rem .8rem; border: 1px solid #7a8896; border-radius: 4px; background: #fff; }
textarea { width: 100%; font: .9rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; tab-size: 2; }
button { background: var(--brand); border-color: var(--brand); color: #fff; font-weight: 600; cursor: pointer; }
button:hover { background: #0d2f55; }
.row { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem; margin: .6rem 0; }
ul.plain { padding-left: 1.1rem; margin: .3rem 0; }
ul.columns { columns: 17rem; }
ul.plain li { break-inside: avoid; padding: .15rem 0; }
pre { background: var(--wash); padding: .9rem; overflow-x: auto; font-size: .875rem; line-height: 1.45; }
code { font-size: .9em; background: var(--wash); padding: .05rem .3rem; border-radius: 3px; }
pre code { padding: 0; }
details { margin: .3rem 0; }
summary { cursor: pointer; }
footer { border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; padding: 1.2rem 0 2.5rem; }
@media (max-width: 40rem) {
  dl.facts > div, dl.facts dl.facts > div { grid-template-columns: 1fr; }
  dl.facts dl.facts { border-left: 3px solid var(--line); padding-left: .8rem; margin-top: .3rem; }
  .top .name { flex-basis: 100%; }
}
@media print {
  .top nav, footer, form, .skip, .forms, section:has(> .forms) { display: none; }
  .top { background: none; color: inherit; } .top a { color: inherit; }
  .scroll { overflow: visible; } dl.facts > div, tr { break-inside: avoid; }
}
`.trimStart();

/** Path of the stylesheet, below the prefix of the site. */
export const STYLESHEET_PATH = `/assets/${createHash("sha256").update(STYLESHEET).digest("hex").slice(0, 16)}.css`;

/** The mark of the site: three linked dots. */
export const FAVICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#154273"/><g stroke="#fff" stroke-width="2.2"><path d="M9 22 16 9l8 12z" fill="none"/></g><g fill="#ffb612"><circle cx="9" cy="22" r="3.6"/><circle cx="16" cy="9" r="3.6"/><circle cx="24" cy="21" r="3.6"/></g></svg>
`;
