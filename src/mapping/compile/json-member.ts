/** The own property `name` of an object; nothing when it has none, or `value` is no object (RFC 9535 §2.3.1). */
export function member(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object" || Array.isArray(value) || !Object.hasOwn(value, name))
    return undefined;
  return (value as Record<string, unknown>)[name];
}
