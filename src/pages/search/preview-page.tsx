/** A thing in a few lines, for a frame in OpenRefine. */
import type { Site } from "../../http/site.js";
import type { Listed } from "../../search/questions.js";
import { renderPage } from "../layout.js";
import type { Names } from "../names.js";

export function previewPage(site: Site, names: Names): (thing: Listed) => string {
  return (thing) => {
    const iri = site.base + thing.path;
    const [type] = thing.types;
    const about = [type === undefined ? undefined : names(type), thing.place, thing.code];
    return renderPage(
      <html lang="nl">
        <head>
          <meta charset="utf-8" />
          <title>{thing.label}</title>
          {site.look.stylesheets.map((path) => (
            <link key={path} rel="stylesheet" href={site.prefix + path} />
          ))}
        </head>
        <body>
          <main class="wrap">
            <p>
              <a href={iri} target="_blank" rel="noopener">
                <strong>{thing.label}</strong>
              </a>
            </p>
            <p class="kind">{about.filter((part) => part !== undefined).join(" · ")}</p>
            {thing.text === undefined ? null : <p>{thing.text}</p>}
          </main>
        </body>
      </html>,
    );
  };
}
