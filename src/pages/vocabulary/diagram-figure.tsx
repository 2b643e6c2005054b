/** A diagram of classes as SVG: its boxes are links, its colours are of the stylesheet, and a list says the same in words. */
import { curveBasis, line } from "d3-shape";
import type { VNode } from "preact";
import { type Arrow, type Box, LINE_HEIGHT, laidOut, type Selection } from "./diagram.js";
import { termHref, TermName, type VocabularyContext } from "./term-name.js";
import { Scroll } from "../scroll.js";

const TEXTS = {
  nl: {
    more: (n: number) => `en nog ${n}`,
    kind: "is een soort",
    words: "Het diagram in woorden",
    legend:
      "Een pijl is een eigenschap, een onderbroken pijl “is een soort”; een onderbroken rand is een klasse van een andere woordenlijst.",
    leftOut: (n: number) => (n === 1 ? "Eén klasse staat er niet in." : `${n} klassen staan er niet in.`),
  },
  en: {
    more: (n: number) => `and ${n} more`,
    kind: "is a kind of",
    words: "The diagram in words",
    legend: "An arrow is a property, a broken arrow “is a kind of”; a broken border is a class of another vocabulary.",
    leftOut: (n: number) => (n === 1 ? "One class is not in it." : `${n} classes are not in it.`),
  },
} as const;

export function DiagramFigure(props: {
  title: string;
  selection: Selection;
  context: VocabularyContext;
}): VNode | null {
  const { title, selection, context } = props;
  const texts = TEXTS[context.language];
  if (selection.links.length + selection.kinds.length === 0) return null;
  const { width, height, boxes, arrows, leftOut } = laidOut(selection, context.names, texts.more);
  return (
    <figure>
      <Scroll label={title}>
        <svg
          class="diagram"
          viewBox={`0 0 ${width} ${height}`}
          width={width}
          height={height}
          role="group"
          aria-labelledby="diagram-title"
        >
          <title id="diagram-title">{title}</title>
          <defs>
            {["pijl", "soort"].map((id) => (
              <marker
                key={id}
                id={id}
                viewBox="0 0 10 10"
                refX="9"
                refY="5"
                markerWidth="8"
                markerHeight="8"
                orient="auto"
              >
                <path class={id === "pijl" ? "arrow" : "arrow open"} d="M0 1L9 5L0 9z" />
              </marker>
            ))}
          </defs>
          {arrows.map((arrow) => (
            <ArrowPath key={`${arrow.from} ${arrow.to} ${arrow.lines.join()}`} arrow={arrow} />
          ))}
          {boxes.map((box) => (
            <BoxNode key={box.iri} box={box} context={context} />
          ))}
        </svg>
      </Scroll>
      <figcaption>
        {texts.legend}
        {leftOut > 0 ? ` ${texts.leftOut(leftOut)}` : ""}
      </figcaption>
      <details>
        <summary>{texts.words}</summary>
        <ul class="plain">
          {selection.links.map(({ from, property, to }) => (
            <li key={`${from} ${property} ${to}`}>
              <TermName iri={from} context={context} /> – <TermName iri={property} context={context} /> →{" "}
              <TermName iri={to} context={context} />
            </li>
          ))}
          {selection.kinds.map(({ from, to }) => (
            <li key={`${from} ${to}`}>
              <TermName iri={from} context={context} /> {texts.kind} <TermName iri={to} context={context} />
            </li>
          ))}
        </ul>
      </details>
    </figure>
  );
}

const curve = line<Arrow["points"][number]>()
  .x(({ x }) => Math.round(x))
  .y(({ y }) => Math.round(y))
  .curve(curveBasis);

function ArrowPath({ arrow: { points, lines, x, y } }: { arrow: Arrow }): VNode {
  const isKind = lines.length === 0;
  const top = y - (lines.length * LINE_HEIGHT) / 2;
  return (
    <g>
      <path
        class={isKind ? "edge sub" : "edge"}
        d={curve(points) ?? ""}
        marker-end={`url(#${isKind ? "soort" : "pijl"})`}
      />
      {lines.map((text, place) => (
        <text
          key={text}
          class="edge-name"
          x={Math.round(x)}
          y={Math.round(top + (place + 0.8) * LINE_HEIGHT)}
          text-anchor="middle"
        >
          {text}
        </text>
      ))}
    </g>
  );
}

function BoxNode({ box, context }: { box: Box; context: VocabularyContext }): VNode {
  const { iri, name, isCentre, x, y, width, height } = box;
  const term = context.index.terms.get(iri);
  const drawn = (
    <>
      <rect x={Math.round(x - width / 2)} y={Math.round(y - height / 2)} width={width} height={height} rx="4" />
      <text x={Math.round(x)} y={Math.round(y + 4)} text-anchor="middle">
        {name}
      </text>
    </>
  );
  if (term === undefined) return <g class="node foreign">{drawn}</g>;
  return (
    <a class={isCentre ? "node centre" : "node"} href={termHref(context.site, context.language, term)}>
      {drawn}
    </a>
  );
}
