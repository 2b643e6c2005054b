/**
 * One thing, one URI (MODEL §1.3): which names of a thing are aliases of its URI. Records claim what they know of one
 * thing; nothing is matched by likeness.
 */

/** What one record knows: the URI it gives a thing, and the other names by which the thing is known. All are paths. */
export interface Claim {
  readonly uri: string;
  readonly names: readonly string[];
}

/** Kinds whose code is given out by the government: a URI of these is never an alias of another. */
const OFFICIAL = new Set(["instelling", "vestiging", "bevoegd-gezag"]);

/** Kind of a path: `instelling` of `/id/instelling/18BR`. */
export function kindOf(path: string): string {
  return path.split("/", 3)[2] ?? "";
}

/** Whether a kind of thing has a code that the government gives out. */
export function isOfficial(kind: string): boolean {
  return OFFICIAL.has(kind);
}

export class IdentityIndex {
  /** Alias → the URI it stands for, both as paths; sorted, so that equal claims give an equal index in any order. */
  readonly aliases: ReadonlyMap<string, string>;
  /** A name that records give to several things → their URIs. It is an alias of none. */
  readonly withdrawn: ReadonlyMap<string, readonly string[]>;

  private constructor(candidates: ReadonlyMap<string, ReadonlySet<string>>) {
    const sorted = [...candidates].sort(([a], [b]) => (a < b ? -1 : 1));
    this.aliases = new Map(sorted.flatMap(([name, uris]) => (uris.size === 1 ? [[name, [...uris][0] ?? ""]] : [])));
    this.withdrawn = new Map(sorted.flatMap(([name, uris]) => (uris.size > 1 ? [[name, [...uris].sort()]] : [])));
  }

  /**
   * The index of all claims. Those with an official code decide first; a thing known by a register's or vendor's id alone
   * then goes by what they say of that id.
   */
  static of(claims: Iterable<Claim>): IdentityIndex {
    const candidates = new Map<string, Set<string>>();
    const add = (name: string, uri: string): void => {
      if (name === uri || isOfficial(kindOf(name))) return;
      const uris = candidates.get(name);
      if (uris === undefined) candidates.set(name, new Set([uri]));
      else uris.add(uri);
    };
    const unofficial: Claim[] = [];
    for (const claim of claims) {
      if (isOfficial(kindOf(claim.uri))) for (const name of claim.names) add(name, claim.uri);
      else unofficial.push(claim);
    }
    const decided = new IdentityIndex(candidates);
    for (const { uri, names } of unofficial) for (const name of names) add(name, decided.canonical(uri));
    return new IdentityIndex(candidates);
  }

  /** The URI that a path stands for: its own, unless it is an alias. */
  canonical(path: string): string {
    return this.aliases.get(path) ?? path;
  }

  /** Whether another index has the same aliases. */
  isSame(aliases: ReadonlyMap<string, string>): boolean {
    return this.aliases.size === aliases.size && [...this.aliases].every(([name, uri]) => aliases.get(name) === uri);
  }
}
