/** Keys and sections that the language does not know: what was meant, or where the key belongs. */
import { agentSpecSchema } from "../agent-spec";
import { keysAt } from "../schema/walk";
import { quoted } from "../values";
import type { SpecPath } from "./diagnostic";
import { didYouMean } from "./did-you-mean";
import { renameKey, writeSection } from "./fixes";
import type { Reporter } from "./reporter";

const SECTIONS: readonly SpecPath[] = [
  [],
  ...Object.keys(agentSpecSchema.shape).map((name) => [name]),
  ...Object.keys(agentSpecSchema.shape.capabilities.unwrap().shape).map((name) => ["capabilities", name]),
];

export function reportUnknownKey(reporter: Reporter, parent: SpecPath, name: string): void {
  const path = [...parent, name];
  const node = reporter.source.nodeAt(path);
  const section = parent.length < 2 && (node?.kind === "table" || (node?.kind === "array" && node.ofTables));
  const known = keysAt(parent, (key) => scalarAt(reporter, [...parent, key])).filter((key) => key !== name);
  const meant = didYouMean(name, known) ?? lifted(parent, name);
  const where = parent.length === 0 ? "the top of the file" : writeSection(parent);
  const what = section
    ? `There is no section [${path.join(".")}]`
    : `There is no key ${quoted(name)} in ${where}`;
  if (meant !== null) {
    reporter.add({
      code: section ? "ADS011" : "ADS010",
      message: `${what}; did you mean ${quoted(meant)}?`,
      path,
      part: "key",
      suggestion: meant,
      fixes: freeToTake(reporter, parent, meant) ? [renameKey(reporter.source, path, meant)] : [],
    });
    return;
  }
  const home = homeOf(name, parent);
  reporter.add({
    code: section ? "ADS011" : "ADS010",
    message: `${what}${home === null ? listOf(known) : `; it belongs in ${home}`}.`,
    path,
    part: "key",
  });
}

function scalarAt(reporter: Reporter, path: SpecPath): unknown {
  const node = reporter.source.nodeAt(path);
  return node?.kind === "string" ? node.value : undefined;
}

/** `[filesystem]` at the top is `[capabilities.filesystem]`, which is where people forget to put it. */
function lifted(parent: SpecPath, name: string): string | null {
  if (parent.length !== 0) return null;
  const meant = didYouMean(name, keysAt(["capabilities"]));
  return meant === null ? null : `capabilities.${meant}`;
}

/** Renaming to a key that is there already would break the file in another way. */
function freeToTake(reporter: Reporter, parent: SpecPath, name: string): boolean {
  return reporter.source.nodeAt([...parent, ...name.split(".")]) === undefined;
}

function homeOf(name: string, parent: SpecPath): string | null {
  const home = SECTIONS.find((section) => keysAt(section).includes(name));
  if (home === undefined || home.join(".") === parent.join(".")) return null;
  return home.length === 0 ? "the top of the file" : writeSection(home);
}

function listOf(known: readonly string[]): string {
  if (known.length === 0) return "";
  return known.length > 14 ? "" : `; there are ${known.join(", ")}`;
}
