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

/** Whether a path is a name that its source may change, as a catalogue does those of datasets: what had it, keeps it. */
function isKept(path: string): boolean {
  return kindOf(path) === "dataset";
}

export class IdentityIndex {
  /** Alias → the URI it stands for, both as paths; sorted, so that equal claims give an equal index in any order. */
  readonly aliases: ReadonlyMap<string, string>;
  /** A name that records give to several things → their URIs. It is an alias of none. */
  readonly withdrawn: ReadonlyMap<string, readonly string[]>;
  /** Earlier names of what no record tells of any more → its URI, where its tombstone is. */
  readonly ended: ReadonlyMap<string, string>;

  private constructor(
    candidates: ReadonlyMap<string, ReadonlySet<string>>,
    ended: ReadonlyMap<string, string> = new Map(),
  ) {
    this.ended = ended;
    const sorted = [...candidates].sort(([a], [b]) => (a < b ? -1 : 1));
    this.aliases = new Map(sorted.flatMap(([name, uris]) => (uris.size === 1 ? [[name, [...uris][0] ?? ""]] : [])));
    this.withdrawn = new Map(sorted.flatMap(([name, uris]) => (uris.size > 1 ? [[name, [...uris].sort()]] : [])));
  }

  /**
   * The index of all claims. Those with an official code decide first; a thing known by a register's or vendor's id alone
   * then goes by what they say of that id.
   *
   * @param earlier the aliases that are published: a name of a dataset stays one, unless another has it now
   */
  static of(claims: Iterable<Claim>, earlier: ReadonlyMap<string, string> = new Map()): IdentityIndex {
    const candidates = new Map<string, Set<string>>();
    const add = (name: string, uri: string): void => {
      if (name === uri || isOfficial(kindOf(name))) return;
      const uris = candidates.get(name);
      if (uris === undefined) candidates.set(name, new Set([uri]));
      else uris.add(uri);
    };
    const unofficial: Claim[] = [];
    const told = new Set<string>();
    for (const claim of claims) {
      told.add(claim.uri);
      if (isOfficial(kindOf(claim.uri))) for (const name of claim.names) add(name, claim.uri);
      else unofficial.push(claim);
    }
    const decided = new IdentityIndex(candidates);
    for (const { uri, names } of unofficial) for (const name of names) add(name, decided.canonical(uri));
    const ended = new Map<string, string>();
    for (const [name, uri] of earlier) {
      if (!isKept(name) || candidates.has(name)) continue;
      if (told.has(uri)) add(name, uri);
      else ended.set(name, uri);
    }
    return new IdentityIndex(candidates, ended);
  }

  /** The URI that a path stands for: its own, unless it is an alias. */
  canonical(path: string): string {
    return this.aliases.get(path) ?? path;
  }

  /** All aliases, those of what is gone too. */
  get published(): ReadonlyMap<string, string> {
    return new Map([...this.aliases, ...this.ended]);
  }

  /** Whether these are all its aliases. */
  isSame(aliases: ReadonlyMap<string, string>): boolean {
    const { published } = this;
    return published.size === aliases.size && [...published].every(([name, uri]) => aliases.get(name) === uri);
  }
}
