/**
 * Every route of the application, read from the folders that make them, so that a new page is tested from its
 * first day on. A route with a parameter needs an example here, or the tests that go over all routes fail.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../scripts/lib/root.mjs";

export interface Route {
  /** As Next names it: `/w/[workspace]`. */
  readonly pattern: string;
  readonly kind: "page" | "endpoint";
}

/** Things that exist on the server under test. */
export interface Known {
  readonly workspace: string;
  /** Of a session of that workspace. */
  readonly session: string;
}

/** More than one where what the parameter names differs in kind. */
const EXAMPLES: Readonly<Record<string, (known: Known) => readonly string[]>> = {
  "/api/trpc/[trpc]": () => ["/api/trpc/system.about"],
  "/audit/[session]": ({ session }) => [`/audit/${session}`],
  "/audit/[session]/[seq]": ({ session }) => [`/audit/${session}/7`],
  "/audit/[session]/entries.jsonl": ({ session }) => [`/audit/${session}/entries.jsonl`],
  "/audit/[session]/export": ({ session }) => [`/audit/${session}/export?format=csv`],
  "/cell/[part]": () => ["/cell/program.js", "/cell/machine.wasm", "/cell/guest.js", "/cell/builtins.json"],
  "/docs/[...page]": () => [
    "/docs/language",
    "/docs/diagnostics",
    "/docs/errors",
    "/docs/keys",
    "/docs/configuration",
    "/docs/running",
  ],
  "/log/[workspace]/checkpoint": ({ workspace }) => [`/log/${workspace}/checkpoint`],
  "/log/[workspace]/tile/[...tile]": ({ workspace }) => [
    `/log/${workspace}/tile/0/000.p/1`,
    `/log/${workspace}/tile/entries/000`,
  ],
  "/settings/[workspace]/log": ({ workspace }) => [`/settings/${workspace}/log`],
  "/settings/[workspace]/log/change": ({ workspace }) => [`/settings/${workspace}/log/change`],
  "/w/[workspace]": ({ workspace }) => [`/w/${workspace}`],
  "/w/[workspace]/full-node": ({ workspace }) => [`/w/${workspace}/full-node`],
};

export const ROUTES: readonly Route[] = listRoutes(join(ROOT, "app"));

/** The routes below a folder laid out like `app/`. */
export function listRoutes(folder: string, pattern = ""): Route[] {
  const routes: Route[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) {
      if (entry.name.startsWith("_")) continue; // private: makes no route
      // Groups and slots shape the layout and are not part of the address.
      const isSilent = entry.name.startsWith("(") || entry.name.startsWith("@");
      const below = isSilent ? pattern : `${pattern}/${entry.name}`;
      routes.push(...listRoutes(join(folder, entry.name), below));
    } else if (/^page\.(tsx?|mdx?)$/.test(entry.name)) routes.push({ pattern: pattern || "/", kind: "page" });
    else if (/^route\.tsx?$/.test(entry.name)) routes.push({ pattern: pattern || "/", kind: "endpoint" });
  }
  return routes.sort((a, b) => (a.pattern < b.pattern ? -1 : 1));
}

/** Addresses that the route answers; of a route without a parameter, the only one. */
export function exampleUrls({ pattern }: Route, known: Known): readonly string[] {
  const examples = EXAMPLES[pattern];
  if (examples) return examples(known);
  if (!pattern.includes("[")) return [pattern];
  throw new Error(`the route ${pattern} has a parameter and no example: add one to e2e/routes.ts`);
}
