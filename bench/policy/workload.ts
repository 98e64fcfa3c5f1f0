/**
 * The work that the engines are compared on: R rules, half of them denials, and requests that are mostly distinct,
 * half of which meet a rule. No Node here, so that the same work can be done in a page.
 *
 * The patterns are of the four kinds that all engines can say: one file, all below a folder, a name ending at any
 * depth, a folder at any depth. What the right answers are follows from how requests are made, not from an engine.
 */
export interface Pattern {
  readonly kind: "file" | "below" | "ending" | "folder";
  readonly text: string;
}
export interface Workload {
  readonly rules: number;
  readonly allow: readonly string[];
  readonly deny: readonly string[];
  readonly patterns: { readonly allow: readonly Pattern[]; readonly deny: readonly Pattern[] };
  readonly paths: readonly string[];
  /** 1 where the path is allowed. */
  readonly expected: Uint8Array;
}

/** A small generator with a seed, so that every run and every engine sees the same. */
export function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const AREAS = ["workspace", "srv", "data", "home/agent", "opt/tools", "var/lib"];
const WORDS = [
  "src",
  "docs",
  "reports",
  "2024",
  "invoices",
  "build",
  "assets",
  "notes",
  "tests",
  "cache",
  "a",
  "module",
];

export function makeWorkload(rules: number, requests: number, seed = 1): Workload {
  const random = randomFrom(seed + rules);
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(random() * items.length)] as Item;
  const half = Math.ceil(rules / 2);
  const allow = Array.from({ length: half }, (_, index) => allowPattern(index, pick));
  const deny = Array.from({ length: rules - half }, (_, index) => denyPattern(index, pick));
  const tail = () => Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(WORDS)).join("/");
  const paths: string[] = [];
  const expected = new Uint8Array(requests);
  for (let i = 0; i < requests; i++) {
    const unique = Math.floor(random() * 1e6).toString(36);
    const granted = below(pick(allow), `${tail()}/f${unique}.md`);
    const dice = random();
    if (dice < 0.3) {
      paths.push(granted);
      expected[i] = 1;
    } else if (dice < 0.5) paths.push(meeting(pick(deny), granted, unique));
    else paths.push(`/${pick(AREAS)}/other-${unique}/${tail()}/f${unique}.md`);
  }
  const texts = (patterns: readonly Pattern[]) => patterns.map(({ text }) => text);
  // Requests come as JSON in life, as whole texts; what was just put together is a chain of pieces in memory.
  const arrived: string[] = JSON.parse(JSON.stringify(paths));
  return {
    rules,
    allow: texts(allow),
    deny: texts(deny),
    patterns: { allow, deny },
    paths: arrived,
    expected,
  };
}

function allowPattern(index: number, pick: <Item>(items: readonly Item[]) => Item): Pattern {
  const folder = `/${pick(AREAS)}/team-${index % 50}/project-${index}`;
  if (index % 4 === 3) return { kind: "file", text: `${folder}/${pick(WORDS)}/manifest-${index}.json` };
  return { kind: "below", text: `${folder}/**` };
}

function denyPattern(index: number, pick: <Item>(items: readonly Item[]) => Item): Pattern {
  const kinds = ["ending", "folder", "below", "file"] as const;
  const kind = kinds[index % kinds.length] as Pattern["kind"];
  if (kind === "ending") return { kind, text: `**/*.key${index}` };
  if (kind === "folder") return { kind, text: `**/.secret-${index}/**` };
  const folder = `/${pick(AREAS)}/private-${index}`;
  return kind === "below" ? { kind, text: `${folder}/**` } : { kind, text: `${folder}/passwd` };
}

/** A path that the grant covers. */
function below({ kind, text }: Pattern, tail: string): string {
  return kind === "below" ? text.replace("**", tail) : text;
}

/** A path that the denial meets, within what is granted where that is possible. */
function meeting({ kind, text }: Pattern, granted: string, unique: string): string {
  const folder = granted.slice(0, granted.lastIndexOf("/"));
  if (kind === "ending") return `${folder}/${unique}${text.slice("**/*".length)}`;
  if (kind === "folder") return `${folder}/${text.slice("**/".length, -"/**".length)}/${unique}`;
  return kind === "below" ? text.replace("**", unique) : text;
}
