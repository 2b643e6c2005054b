/** Text that stands for itself in a regular expression. */
export function inPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
