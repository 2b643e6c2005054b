/** SHACL Core by rdf-validate-shacl: a plan's shapes, applied to the focus nodes that it is given. */
import SHACLValidator, { type Options } from "rdf-validate-shacl";
import type { ValidationResult } from "rdf-validate-shacl/src/validation-report.js";
import { plainTerm } from "../rdf/nquads.js";
import { nodeKey } from "../rdf/subjects.js";
import { literal, type Literal, type Term } from "../rdf/terms.js";
import { DataView, type DataSource } from "./data-view.js";
import { EngineShapes } from "./engine-shapes.js";
import type { Finding } from "./finding.js";
import type { Plan, Root } from "./plan.js";
import { sh } from "./shacl.js";
import type { ShapesGraph } from "./shapes-graph.js";

/**
 * By itself the engine takes a node for right that it has put to the same shape more than fifty times, so as to get out
 * of recursive shapes. Those are refused before (shapes-problems.ts); a municipality that fifty schools lie in is not
 * right for that.
 */
const OPTIONS: Options & { readonly maxNodeChecks: number } = { maxNodeChecks: 0 };

const AND = sh("AndConstraintComponent");
const NODE = sh("NodeConstraintComponent");

export class Engine {
  readonly #graph: ShapesGraph;
  readonly #shapes: EngineShapes;
  readonly #validator: SHACLValidator;
  readonly #below = new Map<string, ReadonlySet<string>>();

  constructor(plan: Plan) {
    this.#graph = plan.graph;
    this.#shapes = new EngineShapes(plan);
    this.#validator = new SHACLValidator(this.#shapes.quads as never, OPTIONS);
  }

  /**
   * Applies shapes to their focus nodes.
   *
   * @throws {Error} when a shape is used in a way that the engine cannot follow
   */
  async check(source: DataSource, focus: ReadonlyMap<Root, readonly Term[]>): Promise<Finding[]> {
    const byPredicate = new Map([...focus].map(([root, nodes]) => [this.#shapes.focusPredicate(root), nodes]));
    // It keeps the reasons for results that were not needed in the end; they are none of the next batch's.
    this.#validator.validationEngine.nestedResults = {};
    const report = await this.#validator.validate(new DataView(source, byPredicate) as never);
    return report.results.map((result) => this.#finding(result));
  }

  #finding(result: ValidationResult): Finding {
    const value = result.value === null ? undefined : plainTerm(result.value);
    const focus = plainTerm(result.focusNode);
    const shape = plainTerm(result.sourceShape);
    let component = result.sourceConstraintComponent.value;
    let details: Finding[] = [];
    if (component === NODE) {
      details = result.detail.map((each) => this.#finding(each)).filter((each) => isAbout(each, value ?? focus));
      if (details.some((each) => this.#shapes.isConjunctionOf(each.shape, shape))) {
        component = AND;
        details = [];
      }
      // Some may be left of another shape: of an alternative (sh:or) that was tried and not needed.
      const own = this.#nodeShapes(this.#shapes.shape(shape));
      details = details.filter((each) => own.has(nodeKey(each.shape)));
    }
    return {
      focus,
      ...(result.path === null ? {} : { path: plainTerm(result.path) }),
      ...(value === undefined ? {} : { value }),
      shape: this.#shapes.shape(shape),
      component,
      severity: result.severity.value,
      messages: this.#messages(result, component, shape),
      details,
    };
  }

  /** The shapes that values of a shape should have (sh:node), and what those refer to. */
  #nodeShapes(shape: Term): ReadonlySet<string> {
    const key = nodeKey(shape);
    let found = this.#below.get(key);
    if (found === undefined) {
      found = this.#graph.reachable(this.#graph.values(shape, sh("node")));
      this.#below.set(key, found);
    }
    return found;
  }

  #messages(result: ValidationResult, component: string, shape: Term): Literal[] {
    const own = this.#graph.values(this.#shapes.shape(shape), sh("message"));
    const literals = own.filter((term): term is Literal => term.termType === "Literal");
    if (literals.length > 0) return literals;
    const given = component === AND ? "" : result.message.map(({ value }) => value).join("; ");
    const told = given === "" ? this.#standard(component, shape) : given;
    const text = this.#shapes.message(told, (each) => this.#graph.describe(each));
    return [literal(text, { language: "en" })];
  }

  /** For what the engine has no words of its own. */
  #standard(component: string, shape: Term): string {
    const graph = this.#graph;
    const source = this.#shapes.shape(shape);
    const named = (word: string): string =>
      graph
        .values(source, sh(word))
        .map(({ value }) => graph.name(value))
        .join(", ");
    switch (component) {
      case sh("ClassConstraintComponent"):
        return `Value is not an instance of ${named("class")}`;
      case AND:
        return "Value does not have all shapes of sh:and";
      case sh("OrConstraintComponent"):
        return "Value has none of the shapes of sh:or";
      case sh("XoneConstraintComponent"):
        return "Value has none or more than one of the shapes of sh:xone";
      default:
        return `Value does not meet ${graph.name(component)}`;
    }
  }
}

function isAbout(finding: Finding, node: Term): boolean {
  return finding.focus.termType === node.termType && finding.focus.value === node.value;
}
