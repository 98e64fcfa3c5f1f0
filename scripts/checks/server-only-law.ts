import { parseSync } from "oxc-parser";
import { type FileMap, isSource, isTest } from "./source-files";

/** Files of server/ that something must read which no bundler has touched, so that the marker would throw there. */
const EXEMPT: Readonly<Record<string, string>> = {
  "server/env.ts": "next.config.ts checks the environment with it",
  "server/env-checks.ts": "server/env.ts is made of it",
  "server/http/security-headers.ts": "next.config.ts takes the headers of static files from it",
  "server/db/drizzle.config.ts": "the tool that generates migrations reads it",
};

/**
 * Every module of server/ begins with `import "server-only"`, so that a bundle for the browser that takes in any
 * of them does not build. One sentence for each that does not, and for each exemption that nothing needs.
 */
export function serverOnlyFaults(
  files: FileMap,
  exempt: Readonly<Record<string, string>> = EXEMPT,
): string[] {
  const faults: string[] = [];
  for (const [path, source] of files) {
    if (!path.startsWith("server/") || !isSource(path) || isTest(path)) continue;
    const isMarked = startsWithMarker(path, source);
    if (!isMarked && !(path in exempt)) faults.push(`${path} does not begin with import "server-only"`);
    if (isMarked && path in exempt) faults.push(`${path} is exempt and yet marked`);
  }
  for (const path of Object.keys(exempt))
    if (!files.has(path)) faults.push(`${path} is exempt and not there`);
  return faults;
}

function startsWithMarker(path: string, source: string): boolean {
  const first = parseSync(path, source).program.body.find(
    (statement) => statement.type !== "ExpressionStatement",
  );
  return (
    first?.type === "ImportDeclaration" &&
    first.source.value === "server-only" &&
    first.specifiers.length === 0
  );
}
