/** The words are ours, the decisions the engine's: what a list is said to decide is what it decides. */
import { expect, it } from "vitest";
import { compile, decide, link, newMeters, type PolicyRequest } from "../../policy";
import { load } from "../load";
import { LISTS, ruleWords } from "./rule-words";

const FILE = "/data/x";
const REQUESTS: readonly PolicyRequest[] = [
  ...(["fs.read", "fs.write", "fs.list", "fs.stat", "fs.delete", "fs.chmod"] as const).map((op) => ({
    op,
    path: FILE,
  })),
  ...(["fs.rename", "fs.link", "fs.copy"] as const).map((op) => ({ op, path: FILE, to: "/data/y" })),
  { op: "fs.symlink", path: "/data/y", target: FILE },
  { op: "net.fetch", url: "https://api.example.com/" },
  { op: "net.connect", host: "api.example.com", port: 443 },
  { op: "exec.spawn", argv: ["tool", "x"] },
  { op: "exec.shell", command: "tool x" },
  { op: "api.call", api: "it", scope: "entry" },
  { op: "model.call", model: "entry", region: "entry" },
  { op: "secret.use", name: "it", host: "api.example.com" },
  { op: "env.read", name: "entry" },
  { op: "agent.spawn", name: "entry" },
  { op: "code.load", how: "import", module: "entry" },
];
const PATTERN: Readonly<Record<string, string>> = {
  filesystem: "/data/**",
  network: "https://api.example.com",
  "exec.env": "entry",
  "exec.deny_dynamic_imports": "entry",
  exec: "tool",
  // Narrows what another list grants: no request of ours is in there.
  "models.regions": "elsewhere",
  secrets: "api.example.com",
};
/** What has to stand beside a rule for it to come into play. */
const BESIDE: Readonly<Record<string, string>> = {
  "filesystem.read": 'write = ["/data/y"]',
  "filesystem.approve": 'read = ["/data/**"]',
  "models.regions": 'allow = ["entry"]',
};
const VERDICT = { allows: "allow", denies: "deny", "asks a person before": "approve", limits: "deny" };

function decisionsOf(text: string) {
  const { spec, source } = load(text);
  if (!spec) throw new Error(`does not load: ${text}`);
  const engine = link(compile(spec, source));
  return REQUESTS.map((request) => decide(engine, request, newMeters(0)));
}

// Statements of SQL are read by a parser of their own, which no editor loads; lib/policy/sql holds those lists.
it.each(Object.entries(LISTS).filter(([list]) => !list.startsWith("sql.")))("%s", (list, { does, ops }) => {
  const [section = ""] = list.split(".");
  const parts = list.replace("*", "it").split(".");
  const pattern = PATTERN[list] ?? PATTERN[section] ?? "entry";
  const head = `[agent]\nname = "a"\n[capabilities.${parts.slice(0, -1).join(".")}]\n`;
  const written = decisionsOf(`${head}${parts.at(-1)} = [${JSON.stringify(pattern)}]\n${BESIDE[list] ?? ""}`);
  // A secret without hosts is no secret.
  const without = decisionsOf(section === "secrets" ? '[agent]\nname = "a"' : head + (BESIDE[list] ?? ""));
  const id = ruleWords(["capabilities", ...parts, 0], pattern)?.id ?? "none";
  const decided = REQUESTS.filter((_, index) => {
    const { rule, verdict } = written[index] ?? { rule: null, verdict: "deny" };
    return verdict === VERDICT[does] && (rule === id || verdict !== without[index]?.verdict);
  });
  expect(decided.map(({ op }) => op).sort()).toEqual([...ops].sort());
});
