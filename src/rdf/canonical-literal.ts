/**
 * Literals in their canonical form (XSD 1.1 part 2, "canonical mapping"): with two
 * spellings of one value a diff of two versions would tell of changes that are none (DESIGN §8.10).
 */
import { canonicalDay, canonicalDuration, canonicalMoment, withoutZeros } from "./canonical-time.js";
import { type Literal, literal, XSD } from "./terms.js";

const INTEGERS: ReadonlySet<string> = new Set(
  (
    "integer long int short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger " +
    "unsignedLong unsignedInt unsignedShort unsignedByte"
  ).split(" "),
);
/** White space that does not count around a value (XSD 1.1 part 2 §4.3.6). */
const AROUND = /^[ \t\r\n]+|[ \t\r\n]+$/g;
/** In characters: longer ones are not taken apart. */
const LONGEST = 1000;
/** Digits behind the first with which every float is told from all others (IEEE 754 §5.12.2). */
const MOST_FLOAT_DIGITS = 8;

/** The literal in its canonical form; what is not in the lexical space of its datatype stays as it is. */
export function canonicalLiteral(term: Literal): Literal {
  if (!term.datatype.value.startsWith(XSD) || term.value.length > LONGEST) return term;
  const value = canonicalValue(term.value.replace(AROUND, ""), term.datatype.value.slice(XSD.length));
  return value === undefined || value === term.value ? term : literal(value, { datatype: term.datatype.value });
}

function canonicalValue(value: string, type: string): string | undefined {
  if (INTEGERS.has(type)) return /^[+-]?[0-9]+$/.test(value) ? canonicalDecimal(value) : undefined;
  switch (type) {
    case "decimal":
      return canonicalDecimal(value);
    case "double":
    case "float":
      if (value === "+INF") return "INF";
      return /^[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?$/.test(value)
        ? canonicalFloating(Number(value), type)
        : undefined;
    case "boolean":
      return value === "1" ? "true" : value === "0" ? "false" : undefined;
    case "dateTime":
    case "dateTimeStamp":
    case "time":
      return canonicalMoment(value);
    case "date":
    case "gYear":
    case "gYearMonth":
    case "gMonthDay":
    case "gMonth":
    case "gDay":
      return canonicalDay(value);
    case "duration":
    case "dayTimeDuration":
      return canonicalDuration(value, "PT0S");
    case "yearMonthDuration":
      return canonicalDuration(value, "P0M");
    default:
      return undefined;
  }
}

/** Digits without what says nothing: `+007` → `7`, `6.40` → `6.4`, `-0.0` → `0`; undefined when it is no decimal. */
function canonicalDecimal(value: string): string | undefined {
  const parts = /^([+-]?)([0-9]*)(?:\.([0-9]*))?$/.exec(value);
  if (parts === null || !/[0-9]/.test(value)) return undefined;
  const whole = (parts[2] ?? "").replace(/^0+/, "");
  const fraction = withoutZeros(parts[3] ?? "");
  const number = `${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`;
  return parts[1] === "-" && number !== "0" ? `-${number}` : number;
}

/** A number as an xsd:double or xsd:float: one digit before the point, and `E`. A float has as many digits as tell it from other floats. */
export function canonicalFloating(value: number, type: "double" | "float"): string {
  const held = type === "float" ? Math.fround(value) : value;
  // JSON may hold 1e400, which as a double is infinite; of floats 1e39 is.
  if (!Number.isFinite(held)) return held > 0 ? "INF" : "-INF";
  if (Object.is(held, -0)) return "-0.0E0";
  const [digits = "0", exponent = "0"] = (type === "float" ? shortestFloat(held) : held.toExponential()).split("e");
  return `${digits.includes(".") ? digits : `${digits}.0`}E${Number(exponent)}`;
}

function shortestFloat(value: number): string {
  for (let digits = 0; digits < MOST_FLOAT_DIGITS; digits += 1) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text.replace(/\.?0+e/, "e");
  }
  return value.toExponential(MOST_FLOAT_DIGITS);
}
