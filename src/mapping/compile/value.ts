/** Compiles an expression to a function that gives its value or values in a record, before they become terms. */
import { isWellFormed } from "../../rdf/well-formed.js";
import type { Expression, TermMap, TermType } from "../model.js";
import type { Position } from "../problem.js";
import { compileCall } from "./call.js";
import type { Context, Value, Values } from "./context.js";
import { encoderFor } from "./encode.js";
import { finding, type Place, type Report } from "./finding.js";
import { compileReference, type Getter } from "./reference.js";

/** The values of an expression as data: what a function gets, what a join compares. */
export function compileValues(map: TermMap, context: Context, encodeAs: TermType = "Literal"): Values {
  const values = compileExpression(map.expression, map.at, context, encodeAs);
  if (map.condition === undefined) return values;
  const holds = compileCondition(map.condition, context);
  return (record, report) => (holds(record, report) ? values(record, report) : undefined);
}

/** Whether a condition holds; nothing, `false`, `0` and the empty string do not. */
export function compileCondition(condition: TermMap, context: Context): (record: unknown, report: Report) => boolean {
  const values = compileValues(condition, context);
  return (record, report) => {
    const value = values(record, report);
    return Array.isArray(value) ? value.some(isTrue) : isTrue(value as Value | undefined);
  };
}

function isTrue(value: Value | undefined): boolean {
  return value !== undefined && value !== false && value !== "" && value !== 0 && value !== "false";
}

function compileExpression(
  expression: Expression,
  at: Position | undefined,
  context: Context,
  encodeAs: TermType,
): Values {
  switch (expression.kind) {
    case "constant": {
      const { value } = expression.term;
      return () => value;
    }
    case "fresh":
      return () => undefined;
    case "reference":
      return scalars(getterOf(expression.reference, at, context), context.place, encodeAs !== "Literal");
    case "function":
      return compileCall(expression.call, context, (input) => compileValues(input, context));
    case "template": {
      const encode = encoderFor(encodeAs);
      const texts: string[] = [""];
      const values: Values[] = [];
      for (const part of expression.parts) {
        if ("text" in part) texts[texts.length - 1] += part.text;
        else {
          values.push(scalars(getterOf(part.reference, at, context), context.place, true));
          texts.push("");
        }
      }
      return joined(texts, values, encode);
    }
  }
}

function getterOf(reference: string, at: Position | undefined, context: Context): Getter {
  try {
    const get = compileReference(context.source, reference);
    context.seen(reference, get, at);
    return get;
  } catch (error) {
    context.problem(at, (error as Error).message, "write it as `$.key`, or `$['a key']`");
    return () => undefined;
  }
}

/** JSON may hold half a surrogate pair (`"\ud800"`), which no RDF syntax can write (RDF 1.1 Concepts §3.3). */
function unicode(text: string, place: Place, report: Report): string | undefined {
  if (isWellFormed(text)) return text;
  report(finding(place, "text", text));
  return undefined;
}

/** What a function made, for a literal: of a text that it cut within a pair, half is left. */
export function wholeCharacters(values: Values, place: Place): Values {
  return (record, report) => {
    const value = values(record, report);
    if (typeof value === "string") return unicode(value, place, report);
    if (typeof value !== "object") return value;
    return value.flatMap((one) => (typeof one === "string" ? (unicode(one, place, report) ?? []) : one));
  };
}

/**
 * Lets scalars through; null is nothing; a list or an object where a scalar belongs is a finding.
 *
 * @param named whether they name things: two ids that were rounded when the JSON was read may be one, so they are findings
 */
function scalars(get: Getter, place: Place, named: boolean): Values {
  const isRounded = (value: unknown): boolean => named && Number.isInteger(value) && !Number.isSafeInteger(value);
  return (record, report) => {
    const value = get(record);
    if (typeof value === "string") return unicode(value, place, report);
    if (value === undefined || value === null) return undefined;
    if (typeof value === "boolean" || (typeof value === "number" && !isRounded(value))) return value;
    if (!Array.isArray(value)) {
      report(finding(place, typeof value === "number" ? "rounded" : "value", value));
      return undefined;
    }
    const list: Value[] = [];
    for (const one of value as unknown[]) {
      const known = typeof one === "string" ? unicode(one, place, report) : one;
      if (isRounded(known)) {
        report(finding(place, "rounded", known));
        continue;
      }
      if (typeof known === "string" || typeof known === "number" || typeof known === "boolean") list.push(known);
      else if (known !== null && known !== undefined) report(finding(place, "value", one));
    }
    return list;
  };
}

/** A template: its texts around its values; several values in one place give several texts (RML-Core §6.3). */
function joined(texts: readonly string[], values: readonly Values[], encode: (value: string) => string): Values {
  const [head = "", tail = ""] = texts;
  const [only] = values;
  if (values.length === 1 && only !== undefined) {
    return (record, report) => {
      const value = only(record, report);
      if (typeof value === "string") return head + encode(value) + tail;
      if (value === undefined) return undefined;
      if (typeof value !== "object") return head + encode(String(value)) + tail;
      return value.map((v) => head + encode(String(v)) + tail);
    };
  }
  return (record, report) => {
    let text = head;
    let several: string[] | undefined;
    for (let i = 0; i < values.length; i++) {
      const value = values[i]?.(record, report);
      const after = texts[i + 1] ?? "";
      if (value === undefined) return undefined;
      if (typeof value === "object") {
        const sofar = several ?? [text];
        several = sofar.flatMap((start) => value.map((v) => start + encode(String(v)) + after));
        if (several.length === 0) return undefined;
      } else {
        const piece = encode(String(value)) + after;
        if (several === undefined) text += piece;
        else several = several.map((start) => start + piece);
      }
    }
    return several ?? text;
  };
}
