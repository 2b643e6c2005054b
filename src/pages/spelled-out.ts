/** What a thing without any name is called: `/id/bevoegd-gezag/41645` is "Bevoegd gezag 41645". */

/** @param path of the thing or of its page, below the base */
export function spelledOut(path: string): string {
  const [, concept = "", ref = ""] = /^\/(?:id|doc)\/(?:(?:tk|loket)\/)?([^/]+)\/(.*)$/.exec(path) ?? [];
  if (concept === "") return path;
  const words = concept.replaceAll("-", " ");
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)} ${ref}`;
}
