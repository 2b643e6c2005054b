/** `$filter` as the test's service understands it: strict about which version of OData has which form. */
import { BadQuery, type EdmType, type Row, type Table, tableOf, type Tables, ticksOf } from "./tables.js";

type Kind = EdmType | "Edm.DateTime" | "null";
interface Value {
  readonly type: Kind;
  readonly value: string | number | boolean | null;
}
interface Scope {
  readonly row: Row;
  readonly table: Table;
  readonly vars: ReadonlyMap<string, { readonly row: Row; readonly table: Table }>;
}
type Expression = (scope: Scope) => Value;
export type Version = "v3" | "v4";

const TOKEN =
  /\s*(?:((?:datetimeoffset|datetime|guid)'[^']*'|'(?:[^']|'')*')|(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)?|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|-?\d+(?:\.\d+)?)|([A-Za-z_]\w*)|([(),/:]))/gy;

/** @throws {BadQuery} as a service would refuse it */
export function rowFilter(text: string, set: string, tables: Tables, version: Version): (row: Row) => boolean {
  const parser = new Parser(text, tables, version);
  const expression = parser.whole();
  const table = tableOf(tables, set);
  return (row) => truth(expression({ row, table, vars: new Map() }));
}

/** A literal as `$filter` and `$skiptoken` write it. */
export function literal(token: string, version: Version): Value {
  const prefixed = /^(datetimeoffset|datetime|guid)'(.*)'$/.exec(token);
  if (prefixed !== null) {
    if (version === "v4") throw new BadQuery(`Syntax error: unexpected ${token}.`);
    const [, prefix = "", value = ""] = prefixed;
    if (prefix === "guid") return { type: "Edm.Guid", value: value.toLowerCase() };
    if (prefix === "datetime" && /(?:Z|[+-]\d\d:\d\d)$/.test(value))
      throw new BadQuery(`Unrecognized literal ${token}.`);
    ticksOf(value);
    return { type: prefix === "datetime" ? "Edm.DateTime" : "Edm.DateTimeOffset", value };
  }
  if (token.startsWith("'")) return { type: "Edm.String", value: token.slice(1, -1).replaceAll("''", "'") };
  if (/^-?\d+$/.test(token)) return { type: "Edm.Int32", value: Number(token) };
  if (/^-?\d+\.\d+$/.test(token)) return { type: "Edm.Decimal", value: token };
  if (version === "v3") throw new BadQuery(`Unrecognized literal ${token}.`);
  if (/^[0-9a-f-]{36}$/i.test(token)) return { type: "Edm.Guid", value: token.toLowerCase() };
  if (!/(?:Z|[+-]\d\d:\d\d)$/.test(token)) throw new BadQuery(`Unrecognized literal ${token}.`);
  ticksOf(token);
  return { type: "Edm.DateTimeOffset", value: token };
}

class Parser {
  readonly #tokens: string[] = [];
  #at = 0;

  constructor(
    text: string,
    readonly tables: Tables,
    readonly version: Version,
  ) {
    TOKEN.lastIndex = 0;
    const trimmed = text.trim();
    while (TOKEN.lastIndex < trimmed.length) {
      const from = TOKEN.lastIndex;
      const match = TOKEN.exec(trimmed);
      if (match === null) throw new BadQuery(`Syntax error at position ${from} in '${text}'.`);
      this.#tokens.push(match[0].trim());
    }
  }

  whole(): Expression {
    const expression = this.#or();
    if (this.#at < this.#tokens.length) throw new BadQuery(`Syntax error: unexpected ${this.#tokens[this.#at]}.`);
    return expression;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takes("or")) {
      const [a, b] = [left, this.#and()];
      left = (scope) => bool(truth(a(scope)) || truth(b(scope)));
    }
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#takes("and")) {
      const [a, b] = [left, this.#not()];
      left = (scope) => bool(truth(a(scope)) && truth(b(scope)));
    }
    return left;
  }

  #not(): Expression {
    if (!this.#takes("not")) return this.#compared();
    const inner = this.#compared();
    return (scope) => bool(!truth(inner(scope)));
  }

  #compared(): Expression {
    const left = this.#value();
    const operator = this.#tokens[this.#at] ?? "";
    if (!["eq", "ne", "gt", "ge", "lt", "le"].includes(operator)) return left;
    this.#at += 1;
    const right = this.#value();
    return (scope) => bool(compared(left(scope), operator, right(scope)));
  }

  #value(): Expression {
    const token = this.#next();
    if (token === "(") {
      const inner = this.#or();
      this.#expect(")");
      return inner;
    }
    if (token === "null") return () => ({ type: "null", value: null });
    if (token === "true" || token === "false") return () => bool(token === "true");
    if (/^[A-Za-z_]\w*$/.test(token)) return this.#tokens[this.#at] === "(" ? this.#call(token) : this.#path(token);
    const value = literal(token, this.version);
    return () => value;
  }

  #call(name: string): Expression {
    this.#expect("(");
    const args = [this.#or()];
    while (this.#takes(",")) args.push(this.#or());
    this.#expect(")");
    const [first = fail(name), second] = args;
    if (name === "year" || name === "month") {
      const [from, to] = name === "year" ? [0, 4] : [5, 7];
      return (scope) => {
        const { value } = first(scope);
        return value === null
          ? { type: "null", value: null }
          : { type: "Edm.Int32", value: Number(String(value).slice(from, to)) };
      };
    }
    const has = this.version === "v3" ? "substringof" : "contains";
    if (name !== has || second === undefined) fail(name);
    // v3 names the part first, v4 the whole.
    const [whole, part] = this.version === "v3" ? [second, first] : [first, second];
    return (scope) => bool(String(whole(scope).value ?? "").includes(String(part(scope).value)));
  }

  #path(first: string): Expression {
    const steps = [first];
    while (this.#takes("/")) {
      const step = this.#next();
      if (step === "any") return this.#any(steps);
      steps.push(step);
    }
    return (scope) => {
      let { row, table, rest } = start(scope, steps);
      while (rest.length > 1) {
        const relation = table.relations[rest[0] ?? ""];
        if (relation === undefined || relation.isMany)
          throw new BadQuery(`Could not find a property named '${rest[0]}'.`);
        const [other] = relation.of(row);
        if (other === undefined) return { type: "null", value: null };
        ({ row, table, rest } = { row: other, table: tableOf(this.tables, relation.to), rest: rest.slice(1) });
      }
      const type = table.columns[rest[0] ?? ""];
      if (type === undefined) throw new BadQuery(`Could not find a property named '${rest[0]}'.`);
      return columnValue(row[rest[0] ?? ""] ?? null, type, this.version);
    };
  }

  #any(steps: readonly string[]): Expression {
    this.#expect("(");
    const name = this.#next();
    this.#expect(":");
    const inner = this.#or();
    this.#expect(")");
    return (scope) => {
      const { row, table, rest } = start(scope, steps);
      let rows = [{ row, table }];
      rest.forEach((step, i) => {
        rows = rows.flatMap(({ row, table }) => {
          const relation = table.relations[step];
          if (relation === undefined) throw new BadQuery(`Could not find a property named '${step}'.`);
          if (relation.isMany !== (i === rest.length - 1)) throw new BadQuery(`Any may only be used of a collection.`);
          return relation.of(row).map((other) => ({ row: other, table: tableOf(this.tables, relation.to) }));
        });
      });
      return bool(rows.some((each) => truth(inner({ ...scope, vars: new Map([...scope.vars, [name, each]]) }))));
    };
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw new BadQuery("Syntax error: the expression ends too early.");
    this.#at += 1;
    return token;
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw new BadQuery(`Syntax error: ${token} expected.`);
  }
}

function start(scope: Scope, steps: readonly string[]): { row: Row; table: Table; rest: readonly string[] } {
  const named = scope.vars.get(steps[0] ?? "");
  if (named !== undefined && steps.length > 1) return { ...named, rest: steps.slice(1) };
  return { row: scope.row, table: scope.table, rest: steps };
}

/** The value of a column in an answer of a version. */
export function columnValue(value: Row[string], type: EdmType, version: Version): Value {
  if (value === null) return { type: "null", value };
  if (type !== "Edm.DateTimeOffset" || version === "v4") return { type, value };
  return { type: "Edm.DateTime", value: String(value).replace(/(?:Z|[+-]\d\d:\d\d)$/, "") };
}

const NUMBERS = new Set<Kind>(["Edm.Int32", "Edm.Int64", "Edm.Decimal"]);

function compared(left: Value, operator: string, right: Value): boolean {
  const isNumber = NUMBERS.has(left.type) && NUMBERS.has(right.type);
  if (left.type !== right.type && left.type !== "null" && right.type !== "null" && !isNumber) {
    throw new BadQuery(
      `A binary operator with incompatible types was detected. Found operand types '${left.type}' and '${right.type}' for operator kind '${operator === "eq" ? "Equal" : operator}'.`,
    );
  }
  if (left.value === null || right.value === null) {
    const same = left.value === right.value;
    return operator === "eq" ? same : operator === "ne" ? !same : false;
  }
  const order = compare(left, right);
  switch (operator) {
    case "eq":
      return order === 0;
    case "ne":
      return order !== 0;
    case "gt":
      return order > 0;
    case "ge":
      return order >= 0;
    case "lt":
      return order < 0;
    default:
      return order <= 0;
  }
}

/** Order of two values of a type; null before all. */
export function compare(left: Value, right: Value): number {
  if (left.value === null || right.value === null) return Number(left.value !== null) - Number(right.value !== null);
  if (left.type === "Edm.DateTime" || left.type === "Edm.DateTimeOffset") {
    const difference = ticksOf(String(left.value)) - ticksOf(String(right.value));
    return difference === 0n ? 0 : difference < 0n ? -1 : 1;
  }
  if (NUMBERS.has(left.type)) return Number(left.value) - Number(right.value);
  return left.value === right.value ? 0 : left.value < right.value ? -1 : 1;
}

function truth({ value }: Value): boolean {
  return value === true;
}

function bool(value: boolean): Value {
  return { type: "Edm.Boolean", value };
}

function fail(name: string): never {
  throw new BadQuery(`An unknown function with name '${name}' was found.`);
}
