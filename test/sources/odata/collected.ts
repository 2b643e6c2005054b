/** All that a generator yields. */
export async function collected<T>(walk: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const each of walk) all.push(each);
  return all;
}
