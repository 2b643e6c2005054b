/** Who says so: the sources of a statement, as links to the graphs that have it. */
import type { VNode } from "preact";
import { shortSourceName } from "../../ingest/source-names.js";
import type { FactsContext } from "./facts-context.js";
import { linkTo } from "../links.js";
import { formatDate } from "../wording.js";
import { otherLanguage } from "../names.js";

/** Which sources say so: one graph of a source is a link to it, several are counted and folded. */
export function Sources({ graphs, context }: { graphs: readonly string[]; context: FactsContext }): VNode {
  const bySource = new Map<string, string[]>();
  for (const graph of graphs) {
    const source = sourceOf(graph, context);
    bySource.set(source, [...(bySource.get(source) ?? []), graph]);
  }
  return (
    <>
      {[...bySource].map(([source, all]) => {
        const [first = ""] = all;
        if (all.length === 1) return <Source key={source} graph={first} text={source} context={context} />;
        return (
          <details key={source} class="sources">
            <summary class="source">
              {source} × {all.length}
            </summary>
            <ul>
              {all.map((graph) => (
                <li key={graph}>
                  <Source graph={graph} text={context.origins.get(graph)?.title ?? graph} context={context} />
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}

/** Who says what a graph says, by the first step of its path. */
function sourceOf(graph: string, { site, language }: FactsContext): string {
  const slug = graph.slice(`${site.base}/graph/`.length).split("/", 1)[0] ?? graph;
  return shortSourceName(slug, language);
}

/** A link to a graph; hovering tells its title and when it was loaded. */
function Source(props: { graph: string; text: string; context: FactsContext }): VNode {
  const { graph, text, context } = props;
  const origin = context.origins.get(graph);
  const title = origin?.title ?? graph;
  const loaded =
    origin?.loaded === undefined
      ? ""
      : `, ${context.language === "nl" ? "geladen op" : "loaded on"} ${formatDate(origin.loaded, context.language)}`;
  return (
    <a
      class="source"
      href={linkTo(context.site, context.language, graph)}
      title={`${title}${loaded}`}
      lang={text === title ? otherLanguage("nl", context.language) : undefined}
    >
      {text}
    </a>
  );
}
