import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import { expect, it } from "vitest";
import { Footer } from "#src/pages/footer.js";

const foot = (publisher?: { name: string; email?: string; url?: string }, language: "nl" | "en" = "nl"): string =>
  renderToString(
    h(Footer, { site: { prefix: "/graaf", ...(publisher === undefined ? {} : { publisher }) }, language }),
  );

it("the foot of a page leads to the changes, and developers to the doors for programs", () => {
  const dutch = foot();
  expect(dutch).toContain('<a href="/graaf/changes">Wijzigingen</a>');
  expect(dutch).toContain("<h2>Voor ontwikkelaars</h2>");
  for (const door of ["sparql", "catalog.ttl", ".well-known/void", "changes.ttl", "reconcile"]) {
    expect(dutch).toContain(`href="/graaf/${door}"`);
  }
  expect(foot(undefined, "en")).toContain('<a href="/graaf/changes?lang=en">Changes</a>');
});

it("the foot of a page names who publishes, and how to reach them", () => {
  expect(foot()).toContain("Uitgever: Onderwijsgraaf");
  const named = foot({ name: "Gemeente <X>", email: "data@x.example", url: "https://x.example/data" });
  expect(named).toContain('Uitgever: <a href="https://x.example/data">Gemeente &lt;X></a>');
  expect(named).toContain('<a href="mailto:data@x.example">data@x.example</a>');
  expect(foot({ name: "X", url: "javascript:alert(1)" })).not.toContain("javascript:");
});
