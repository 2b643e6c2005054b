/** Numbers as decimal text, which has no exponent. */

/** Digits after the point that xsd:decimal must at least keep (XSD 1.1 part 2 §5.4), and stores do keep. */
const DIGITS = 18;

/** A finite number as canonical decimal text: `5.1214`, `-0.0000001`, `0`. */
export function decimalText(value: number): string {
  const [, sign = "", whole = "0", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  const shift = Number(exponent);
  const digits = shift < 0 ? whole.padStart(1 - shift, "0") + fraction : whole + fraction.padEnd(shift, "0");
  const point = shift < 0 ? digits.length - fraction.length + shift : whole.length + shift;
  const left = digits.slice(0, point).replace(/^0+(?=\d)/, "");
  const right = digits.slice(point, point + DIGITS).replace(/0+$/, "");
  const text = right === "" ? left : `${left}.${right}`;
  return sign === "-" && /[1-9]/.test(text) ? `-${text}` : text;
}
