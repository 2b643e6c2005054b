/**
 * A part of a query as a source of Comunica: the part becomes a SELECT, which the gate has answered by an endpoint or by
 * our own store. Rows of the other side of a join go along as VALUES, some at a time.
 */
import { BindingsFactory, type Bindings } from "@comunica/utils-bindings-factory";
import { MetadataValidationState } from "@comunica/utils-metadata";
import type {
  BindingsStream,
  FragmentSelectorShape,
  IActionContext,
  IQueryBindingsOptions,
  IQuerySource,
} from "@comunica/types";
import type * as RDF from "@rdfjs/types";
import { ArrayIterator, TransformIterator } from "asynciterator";
import { DataFactory as terms } from "n3";
import { Algebra, Factory, toSparql, Util } from "sparqlalgebrajs";
import type { TermRow } from "./json-rows.js";

/** Gives the rows of a SELECT. @throws when there is no answer */
export type Asker = (sparql: string) => Promise<readonly TermRow[]>;

const factory = new Factory(terms);
const bindingsFactory = new BindingsFactory(terms, {});
/** Rows that are counted to before it is simply called many. */
const COUNTED = 10_000;
const MANY = 1_000_000;
/** A variable for a part that has none: its solutions still count. */
const NO_VARIABLE = terms.variable("geenVariabele");

export class PartSource implements IQuerySource {
  readonly referenceValue: string;

  constructor(
    name: string,
    readonly ask: Asker,
    /** SERVICE SILENT: no answer is one solution that binds nothing. */
    readonly isSilent: boolean,
  ) {
    this.referenceValue = name;
  }

  async getSelectorShape(): Promise<FragmentSelectorShape> {
    return { type: "operation", operation: { operationType: "wildcard" }, joinBindings: true };
  }

  queryBindings(
    operation: Algebra.Operation,
    _context: IActionContext,
    options?: IQueryBindingsOptions,
  ): BindingsStream {
    const join = options?.joinBindings;
    const stream = new CountedIterator<Bindings>(
      async () => {
        const rows =
          join === undefined
            ? await this.#rows(operation)
            : await this.#joined(operation, (await join.bindings.toArray()) as Bindings[]);
        return new ArrayIterator(rows, { autoStart: false });
      },
      () => this.#metadata(operation),
    );
    return stream as unknown as BindingsStream;
  }

  queryQuads(): never {
    throw new Error("a part of a query has rows, and no quads");
  }

  queryBoolean(): never {
    throw new Error("a part of a query has rows, and no truth");
  }

  queryVoid(): never {
    throw new Error("a part of a query changes nothing");
  }

  toString(): string {
    return this.referenceValue;
  }

  async #rows(operation: Algebra.Operation): Promise<Bindings[]> {
    // Blank nodes of the query are variables by now: this one is of another answer, and nobody else has it.
    if (hasBlankNode(operation)) return [];
    const variables = Util.inScopeVariables(operation);
    return await this.#solutions(asSelect(operation, variables), variables, () => [bindingsFactory.bindings()]);
  }

  async #joined(operation: Algebra.Operation, given: readonly Bindings[]): Promise<Bindings[]> {
    if (hasBlankNode(operation)) return [];
    const variables = Util.inScopeVariables(operation);
    const shared = variables.filter((variable) => given.some((row) => row.has(variable)));
    const values = new Map<string, Record<string, RDF.NamedNode | RDF.Literal>>();
    for (const row of given) {
      const value: Record<string, RDF.NamedNode | RDF.Literal> = {};
      for (const variable of shared) {
        const term = row.get(variable);
        if (term !== undefined) value[`?${variable.value}`] = term as RDF.NamedNode | RDF.Literal;
      }
      // A blank node of another answer matches nothing here.
      if (Object.values(value).some((term) => (term as RDF.Term).termType === "BlankNode")) continue;
      values.set(JSON.stringify(Object.entries(value)), value);
    }
    if (values.size === 0) return [];
    const bound =
      shared.length === 0
        ? operation
        : factory.createJoin([factory.createValues(shared, [...values.values()]), operation], false);
    const found = await this.#solutions(asSelect(bound, variables), variables, () => [bindingsFactory.bindings()]);
    return given.flatMap((row) => found.flatMap((each) => row.merge(each) ?? []));
  }

  async #solutions(
    sparql: string,
    variables: readonly RDF.Variable[],
    unanswered: () => Bindings[],
  ): Promise<Bindings[]> {
    let rows: readonly TermRow[];
    try {
      rows = await this.ask(sparql);
    } catch (error) {
      if (this.isSilent && isUnanswered(error)) return unanswered();
      throw error;
    }
    return rows.map((row) =>
      bindingsFactory.bindings(
        variables.flatMap((variable): [RDF.Variable, RDF.Term][] => {
          const term = row.get(variable.value);
          return term === undefined ? [] : [[variable, term]];
        }),
      ),
    );
  }

  /** How many rows there are, counted to a limit; it decides which side of a join is asked first. */
  async #metadata(operation: Algebra.Operation): Promise<object> {
    const variables = Util.inScopeVariables(operation);
    let count = MANY;
    if (!hasBlankNode(operation)) {
      const count$ = terms.variable("aantal");
      const limited = factory.createSlice(asProject(operation, variables), 0, COUNTED + 1);
      const sum = factory.createBoundAggregate(
        terms.variable("som"),
        "count",
        factory.createWildcardExpression(),
        false,
      );
      const counting = factory.createProject(
        factory.createExtend(
          factory.createGroup(limited, [], [sum]),
          count$,
          factory.createTermExpression(terms.variable("som")),
        ),
        [count$],
      );
      try {
        const [row] = await this.ask(toSparql(counting));
        const found = Number(row?.get("aantal")?.value);
        // None may be a server that counts otherwise; that it has none is for the question itself to find.
        if (found > 0 && found <= COUNTED) count = found;
        else if (found === 0) count = 1;
      } catch {
        // Not counted: many.
      }
    }
    return {
      state: new MetadataValidationState(),
      cardinality: { type: "estimate", value: count },
      variables: variables.map((variable) => ({ variable, canBeUndef: this.isSilent || mayBeUnbound(operation) })),
    };
  }
}

/** Marks the failures that SILENT covers: those of the other side. */
export class UnansweredError extends Error {
  override readonly name = "UnansweredError";
}

function isUnanswered(error: unknown): boolean {
  return error instanceof UnansweredError;
}

/** An iterator that looks for its metadata when somebody asks for them. */
class CountedIterator<T> extends TransformIterator<T, T> {
  #counting: Promise<object> | undefined;
  readonly #count: () => Promise<object>;

  constructor(source: () => Promise<ArrayIterator<T>>, count: () => Promise<object>) {
    super(source as never, { autoStart: false });
    this.#count = count;
  }

  override getProperty<P>(name: string, callback?: (value: P) => void): P | undefined {
    if (name === "metadata" && this.#counting === undefined) {
      this.#counting = this.#count();
      void this.#counting.then((metadata) => this.setProperty("metadata", metadata));
    }
    return super.getProperty(name, callback);
  }
}

function asProject(operation: Algebra.Operation, variables: RDF.Variable[]): Algebra.Operation {
  if (operation.type === Algebra.types.PROJECT || variables.length > 0) {
    return operation.type === Algebra.types.PROJECT ? operation : factory.createProject(operation, variables);
  }
  const one = factory.createTermExpression(
    terms.literal("1", terms.namedNode("http://www.w3.org/2001/XMLSchema#integer")),
  );
  return factory.createProject(factory.createExtend(operation, NO_VARIABLE, one), [NO_VARIABLE]);
}

function asSelect(operation: Algebra.Operation, variables: RDF.Variable[]): string {
  return toSparql(asProject(operation, variables));
}

/** Whether a solution may leave a variable unbound: only then the join must look at each. */
function mayBeUnbound(operation: Algebra.Operation): boolean {
  let found = false;
  const look = (): boolean => {
    found = true;
    return false;
  };
  Util.recurseOperation(operation, {
    [Algebra.types.LEFT_JOIN]: look,
    [Algebra.types.UNION]: look,
    [Algebra.types.VALUES]: look,
    [Algebra.types.EXTEND]: look,
    [Algebra.types.GROUP]: look,
  });
  return found;
}

function hasBlankNode(operation: Algebra.Operation): boolean {
  let found = false;
  Util.recurseOperation(operation, {
    [Algebra.types.PATTERN]: ({ subject, predicate, object, graph }: Algebra.Pattern) => {
      found ||= isBlank(subject, predicate, object, graph);
      return false;
    },
    [Algebra.types.PATH]: ({ subject, object, graph }: Algebra.Path) => {
      found ||= isBlank(subject, object, graph);
      return false;
    },
  });
  return found;
}

function isBlank(...all: readonly RDF.Term[]): boolean {
  return all.some(({ termType }) => termType === "BlankNode");
}
