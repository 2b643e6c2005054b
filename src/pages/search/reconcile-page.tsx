/** `/reconcile` for people: how a table of their own is matched with what is here. */
import { inLanguage } from "../../http/documents.js";
import type { Site } from "../../http/site.js";
import type { ReconcilePage } from "../../search/reconcile/routes.js";
import type { NamesIn } from "../../search/suggest-route.js";
import { Layout, renderPage } from "../layout.js";
import { linkTo } from "../links.js";

const TEXTS = {
  nl: {
    title: "Namen koppelen",
    lead: "Van een kolom met namen van scholen, besturen of gemeenten maakt OpenRefine met dit adres een kolom met hun codes.",
    address: "Het adres van deze dienst",
    steps: [
      "Kies in OpenRefine in het menu van de kolom Reconcile → Start reconciling… → Add standard service, en geef het adres hieronder.",
      "Kies wat er in de kolom staat. Zonder soort komt alles in aanmerking, en zijn minder rijen zeker.",
      "Geef andere kolommen mee, zoals de plaats: er zijn meer scholen met dezelfde naam.",
      "Voeg met Edit column → Add columns from reconciled values… toe wat de graaf van elk weet.",
    ],
    kinds: "Wat er in de kolom mag staan",
    more: "En al het andere dat een naam of code heeft.",
    programs: "Voor programma’s",
    api: "Dit is de Reconciliation Service API 0.2 van het W3C. Wie JSON vraagt, krijgt op dit adres het manifest.",
    search: "Eén naam opzoeken",
  },
  en: {
    title: "Match names",
    lead: "With this address OpenRefine makes a column of names of schools, boards or municipalities a column of their codes.",
    address: "The address of this service",
    steps: [
      "In OpenRefine choose Reconcile → Start reconciling… → Add standard service in the menu of the column, and give the address below.",
      "Choose what is in the column. Without a type everything is a candidate, and fewer rows are sure.",
      "Give other columns too, such as the town: several schools have the same name.",
      "Add what the graph knows of each with Edit column → Add columns from reconciled values….",
    ],
    kinds: "What may be in the column",
    more: "And whatever else has a name or a code.",
    programs: "For programs",
    api: "This is the Reconciliation Service API 0.2 of the W3C. Who asks for JSON is given the manifest at this address.",
    search: "Look up one name",
  },
} as const;

export function reconcilePage(site: Site, namesIn: NamesIn): ReconcilePage {
  return ({ language, types }) => {
    const texts = TEXTS[language];
    const names = namesIn(language);
    return renderPage(
      <Layout
        site={site}
        language={language}
        title={texts.title}
        here="/reconcile"
        trail={[]}
        description={texts.lead}
        canonical={`${site.base}/reconcile`}
      >
        <h1>{texts.title}</h1>
        <p class="lead">{texts.lead}</p>
        <ol>
          {texts.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <h2>{texts.address}</h2>
        <p>
          <code>{`${site.base}/reconcile`}</code>
        </p>
        <h2>{texts.kinds}</h2>
        <ul>
          {types.map((type) => (
            <li key={type}>
              <a href={linkTo(site, language, type)}>{names(type)}</a>
            </li>
          ))}
        </ul>
        <p>{texts.more}</p>
        <h2>{texts.programs}</h2>
        <p>{texts.api}</p>
        <p>
          <a href={site.prefix + inLanguage("/search", language)}>{texts.search}</a>
        </p>
      </Layout>,
    );
  };
}
