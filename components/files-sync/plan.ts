/** Which files go which way, from the hashes here, on the server, and of what both had last. */
export type Hashes = ReadonlyMap<string, string>;
/** Null where the file is gone; absent where there never was one. */
export type Stored = ReadonlyMap<string, string | null>;

export interface Sides {
  readonly here: Hashes;
  readonly server: Stored;
  /** What both had when they last agreed; before that, what the workspace started out with. */
  readonly agreed: Stored;
}

export interface Plan {
  /** The same on both sides. */
  readonly agree: readonly string[];
  readonly send: readonly string[];
  readonly take: readonly string[];
  /** Changed on both sides: both are kept. */
  readonly keepBoth: readonly string[];
}

type Way = keyof Plan;

export function planOf(sides: Sides): Plan {
  const plan: Record<Way, string[]> = { agree: [], send: [], take: [], keepBoth: [] };
  const paths = new Set([...sides.here.keys(), ...sides.server.keys(), ...sides.agreed.keys()]);
  for (const path of [...paths].sort()) plan[wayOf(path, sides)].push(path);
  return plan;
}

function wayOf(path: string, { here, server, agreed }: Sides): Way {
  const mine = here.get(path) ?? null;
  const theirs = server.get(path);
  // Also that a file of the example is gone: whoever has it must learn that.
  if (theirs === undefined) return "send";
  if (mine === theirs) return "agree";
  const before = agreed.get(path) ?? null;
  if (theirs === before) return "send";
  if (mine === before) return "take";
  // Changed on one side and deleted on the other: what somebody wrote outlives a deletion.
  if (mine === null) return "take";
  return theirs === null ? "send" : "keepBoth";
}

/** Where the other version goes, beside the file: "agent.ts" becomes "agent.theirs-3.ts". */
export function besideOf(path: string, version: number, isTaken: (path: string) => boolean): string {
  const slash = path.lastIndexOf("/") + 1;
  const dot = path.lastIndexOf(".");
  const at = dot > slash ? dot : path.length;
  const name = (count: number) =>
    `${path.slice(0, at)}.theirs-${version}${count === 1 ? "" : `-${count}`}${path.slice(at)}`;
  let count = 1;
  while (isTaken(name(count))) count++;
  return name(count);
}
