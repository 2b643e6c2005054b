/** What the kind of a thing may add to its page. */
import type { VNode } from "preact";
import type { FactsContext } from "./facts-context.js";
import type { Step } from "../layout.js";

/** What is written once the names of all that it speaks of are known. */
export interface KindParts {
  /** IRIs that it names, beyond those of the description; their labels are asked for. */
  readonly named?: readonly string[];
  readonly above?: (context: FactsContext) => VNode | null;
  readonly below?: (context: FactsContext) => VNode;
  /** What it is called, where that says more than its name does, or it has none. */
  readonly title?: (context: FactsContext) => string | undefined;
  /** What stands between the home page and this one, before its class. */
  readonly trail?: (context: FactsContext) => readonly Step[];
  /** Properties that the facts leave out. */
  readonly told?: ReadonlySet<string>;
  /** Whether the facts are but the rest of what there is to know. */
  readonly leavesRest?: boolean;
  /** Properties by which others point here that are listed above. */
  readonly listed?: ReadonlySet<string>;
  /** Properties by which others point here whose list is left for who asks for it: what they say is told above. */
  readonly counted?: ReadonlySet<string>;
  /** Whether there will be more to show in a while. */
  readonly isPassing?: boolean;
}
