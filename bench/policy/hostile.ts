/** Policies and requests made to take long, each the worst of its kind that was found. No Node here. */
import { compile, type Engine, link } from "../../lib/policy";
import { type AgentSpec, agentSpecSchema } from "../../lib/spec/agent-spec";

export interface Hostile {
  readonly what: string;
  /** The sections below `capabilities`. */
  readonly capabilities: Readonly<Record<string, unknown>>;
  readonly requests: readonly unknown[];
}

const list = (count: number, each: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i));
const STARS = `${"*a".repeat(100)}b`;
/** All but the last character agree at every place of `aaaa…`. */
const ALMOST = `*${"a".repeat(99)}b`;
const QUESTIONS = `*${"?".repeat(60)}${"a".repeat(60)}b`;
const CLASSES = `*${"[a-b]".repeat(60)}c`;
/** Every word of `Aa` and `BB` has the same hash. */
const colliding = (index: number) =>
  index.toString(2).padStart(14, "0").replaceAll("0", "Aa").replaceAll("1", "BB");

const PATHS = [
  `/${"a".repeat(4000)}`,
  "/a".repeat(2047),
  `/${"a".repeat(200)}`.repeat(20),
  `/${"a".repeat(1_000_000)}`,
  "/..".repeat(1365),
].map((path) => ({ op: "fs.read", path }));
const URLS = [
  "a".repeat(60_000),
  "a/".repeat(30_000),
  "%61".repeat(20_000),
  "../".repeat(20_000),
  "é".repeat(30_000),
].map((path) => ({ op: "net.fetch", url: `https://a.test/${path}` }));
const git = (word: string, count = 10_000) => ({
  op: "exec.spawn",
  argv: ["git", ...list(count, () => word)],
});
const call = (args: unknown) => ({ op: "tool.call", tool: "t", args });
const shell = (command: string) => ({ op: "exec.shell", command });

export const HOSTILE: readonly Hostile[] = [
  {
    what: "paths against stars",
    capabilities: {
      filesystem: {
        read: ["/**"],
        deny: [STARS, ALMOST, QUESTIONS, CLASSES, `*${"a".repeat(2000)}b*`].map((glob) => `/**/${glob}`),
      },
    },
    requests: PATHS,
  },
  {
    what: "paths against double stars",
    capabilities: {
      filesystem: { read: ["/**"], deny: [`/${"**/a/".repeat(100)}b`, `${"**/*a*/".repeat(60)}c`] },
    },
    requests: PATHS,
  },
  {
    what: "paths against a thousand patterns that begin and end in stars",
    capabilities: { filesystem: { read: ["/**"], deny: list(1000, (i) => `**/*${"a".repeat(30)}${i}*`) } },
    requests: PATHS,
  },
  {
    what: "paths against names that share one hash",
    capabilities: {
      filesystem: {
        read: list(600, (i) => `/${colliding(i)}`),
        deny: list(600, (i) => `**/${colliding(i)}`),
      },
    },
    requests: [...PATHS, { op: "fs.read", path: `/${colliding(9999)}`.repeat(100) }],
  },
  {
    what: "patterns that braces multiply",
    capabilities: { filesystem: { read: list(200, (i) => `/x${i}/${"{a,b}".repeat(8)}`) } },
    requests: [],
  },
  {
    what: "addresses against stars",
    capabilities: {
      network: {
        allow_egress: [`https://*/${STARS}`, `https://*/${ALMOST}`, `https://a.test/${"a/**/".repeat(100)}b`],
        deny_egress: list(200, (i) => `https://*/**/*${"a".repeat(30)}${i}*`),
      },
    },
    requests: URLS,
  },
  {
    what: "addresses against thousands of hosts",
    capabilities: {
      network: {
        allow_egress: list(1500, (i) => `https://*.h${i}.test/*${i}a*`),
        deny_egress: list(1000, (i) => `https://*/*a${i}a*`),
      },
    },
    requests: URLS,
  },
  {
    what: "ten thousand arguments",
    capabilities: {
      exec: { allow: ["*"], deny: [`git ${STARS}`, `git ${ALMOST}`, `git ${"* ".repeat(28)}b`] },
    },
    requests: [git("-a"), git("a"), git("a".repeat(100)), git(`--${"a".repeat(98)}`), git("-a", 16_000)],
  },
  {
    what: "ten thousand arguments against a hundred rules for every program",
    capabilities: { exec: { allow: ["*"], deny: list(100, (i) => `* ${ALMOST}${i}`) } },
    requests: [git("-a"), git(`-${"a".repeat(99)}`)],
  },
  {
    what: "shell lines",
    capabilities: { exec: { allow: ["*"], deny: [`git ${STARS}`], allow_dynamic_code: true } },
    requests: [
      ...[
        '"$(',
        "a;",
        "a ",
        "`",
        "(",
        "a=b ",
        "a>b ",
        "{a,",
        "sh -c ",
        "env ",
        "$((",
        "<<a\n",
        "! ",
        "cd a;",
      ].map((part) => shell(part.repeat(Math.floor(65_000 / part.length)))),
      shell(`git ${`-${"a".repeat(60)} `.repeat(1000)}`),
    ],
  },
  {
    what: "programs that start programs",
    capabilities: { exec: { allow: ["*"], allow_dynamic_code: true } },
    requests: [
      { op: "exec.spawn", argv: list(16_000, () => "env") },
      { op: "exec.spawn", argv: ["env", ...list(16_000, (i) => `A${i}=b`)] },
      { op: "exec.spawn", argv: ["sh", "-c", "sh -c 'a b';".repeat(5000)] },
      { op: "exec.spawn", argv: ["find", ".", ...list(9000, (i) => ["-exec", "a", ";"][i % 3] as string)] },
    ],
  },
  {
    what: "arguments of tools",
    capabilities: {
      tools: {
        t: {
          effect: "allow",
          args: {
            a: [STARS, ALMOST, QUESTIONS, CLASSES],
            g: list(200, (i) => `*${"a".repeat(30)}${i}*`),
            m: { required: false, matches: "(a*)*b" },
            n: { required: false, matches: ".*(a|b|ab|ba){900}c" },
            i: { required: false, items: { matches: "(a|aa)*b" } },
            l: { required: false, max_length: 5 },
          },
        },
      },
    },
    requests: [
      call({ a: "a".repeat(4096) }),
      call({ a: "a".repeat(1_000_000) }),
      call({ g: "a".repeat(4096) }),
      call({ m: "a".repeat(16_000) }),
      call({ n: "ab".repeat(8000) }),
      call({ i: list(10_000, () => "a".repeat(400)) }),
      call({ l: "𝄞".repeat(4_000_000) }),
      call(Object.fromEntries(list(30_000, (i) => `k${i}`).map((key) => [key, 1]))),
      call(JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`)),
    ],
  },
];

export function specOfHostile({ capabilities }: Hostile): AgentSpec {
  return agentSpecSchema.parse({ agent: { name: "hostile" }, capabilities: structuredClone(capabilities) });
}

export function linkSpec(spec: AgentSpec): Engine {
  return link(compile(spec));
}
