/** `npm run test:conformance -- --data DIR`: outside vectors and labelled samples, run against the product. */
import { readdir, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { endingLines, runSuites } from "./report";
import type { Suite } from "./suite";

const EXIT = { fine: 0, wrong: 1, usage: 2 };
const USAGE = "npm run test:conformance -- --data DIR [--explain], where DIR holds vectors/ and samples/";

async function loadSuites(folder: string): Promise<Suite[]> {
  const files = (await readdir(folder)).filter((file) => /^[\w-]+\.ts$/.test(file)).sort();
  const suites: Suite[] = [];
  for (const file of files) {
    const module: { suite?: Suite } = await import(join(folder, file));
    if (!module.suite) throw new Error(`${file} exports no suite`);
    suites.push(module.suite);
  }
  return suites;
}

async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      data: { type: "string" },
      explain: { type: "boolean", default: false },
      suites: { type: "string", default: fileURLToPath(new URL("./suites", import.meta.url)) },
    },
  });
  if (values.data === undefined) {
    process.stderr.write(`The folder of the data is missing: ${USAGE}.\n`);
    return EXIT.usage;
  }
  const dataDir = resolve(values.data);
  if (!(await stat(dataDir).catch(() => undefined))?.isDirectory()) {
    process.stderr.write(`There is no folder ${values.data}: ${USAGE}.\n`);
    return EXIT.usage;
  }
  const suites = await loadSuites(resolve(values.suites));
  if (suites.length === 0) process.stdout.write("There is no suite yet: nothing was run.\n");
  const options = { dataDir, suites, isExplaining: values.explain };
  const { lines, faults, passed, failed } = await runSuites(options);
  const ending = [...endingLines(faults), `${passed} passed, ${failed} failed`, ""];
  process.stdout.write([...lines, ...ending].join("\n"));
  return failed > 0 ? EXIT.wrong : EXIT.fine;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = EXIT.usage;
}
