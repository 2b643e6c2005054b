/** Text that RDF can hold (RDF 1.1 Concepts §3.3): whole characters, and no half of a pair, which JSON and JavaScript have. */
export function isWellFormed(text: string): boolean {
  // In the language since ES2024, which the compiler's library is behind of; Node 20 has it.
  return (text as string & { isWellFormed: () => boolean }).isWellFormed();
}
