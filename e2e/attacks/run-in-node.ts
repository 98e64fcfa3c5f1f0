/** One attack by a driver of the command line, on a real folder, with what an attacker looks for planted around it. */

import { mkdirSync, writeFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readRecord } from "../../lib/audit/record";
import { verify } from "../../lib/audit/verify";
import { compile, link } from "../../lib/policy";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { openFileJournal } from "../../lib/runtime/node/journal/file-journal";
import type { DriverAssets } from "../../lib/runtime/node/run/assets";
import { GUEST_FOLDER, runEmbedded } from "../../lib/runtime/node/run/run-embedded";
import { load } from "../../lib/spec";
import type { AgentSpec } from "../../lib/spec/agent-spec";
import { type Attack, filled } from "./attack";
import type { Outcome, Planted } from "./judge";
import { KIT } from "./kit";
import type { Servers } from "./servers";
import { specOf } from "./settings";
import { tokens } from "./tokens";

export interface Attacked {
  readonly outcome: Outcome;
  readonly planted: Planted;
}

/** Where the secrets are: what a folder of an attack holds, and what lies beside it. */
async function plant(base: string, attack: Attack, fill: (text: string) => string): Promise<string> {
  const folder = join(base, "ws");
  const files: Record<string, string> = {
    "ws/private/secret.txt": tokens.denied,
    "ws/out/id.key": tokens.denied,
    "ws/ok.txt": "fine\n",
    "ws/kit.mjs": KIT,
    "outside/secret.txt": tokens.outside,
    "outside/secret.mjs": `export default ${JSON.stringify(tokens.outside)};\n`,
    "outside/victim.txt": "as it was",
    "ws-evil/secret.txt": tokens.outside,
  };
  for (const [path, text] of Object.entries(attack.files)) files[`ws/${path}`] = fill(text);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(base, dirname(path)), { recursive: true });
    writeFileSync(join(base, path), text);
  }
  await symlink(join(base, "outside"), join(folder, "to-outside"));
  await symlink("../outside/secret.txt", join(folder, "to-secret.txt"));
  await symlink("private", join(folder, "to-private"));
  return folder;
}

/** Every path with what it is: for finding out what has changed. */
async function inventory(base: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const entry of await readdir(base, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    const what = entry.isFile() ? await readFile(path, "latin1") : "";
    const { mode } = entry.isSymbolicLink() ? { mode: 0 } : await stat(path);
    found.set(path, `${mode} ${what}`);
  }
  return found;
}

function differences(before: Map<string, string>, after: Map<string, string>): string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

export async function attackInNode(
  attack: Attack,
  assetsFor: (spec: AgentSpec) => DriverAssets,
  servers: Servers,
): Promise<Attacked> {
  const base = await mkdtemp(join(tmpdir(), "aegis-attack-"));
  try {
    const fill = filled({
      ALLOWED: servers.allowed,
      CANARY: servers.canary,
      OUTSIDE: join(base, "outside"),
      FOLDER: join(base, "ws"),
    });
    const folder = await plant(base, attack, fill);
    const before = await inventory(base);
    const text = specOf(attack, servers.allowed);
    const { spec, source, diagnostics } = load(text);
    if (!spec) throw new Error(JSON.stringify(diagnostics));
    const program = compile(spec, source);
    const logs = await mkdtemp(join(tmpdir(), "aegis-attack-log-"));
    const journal = await openFileJournal(join(logs, "session.jsonl"), { mode: "write" });
    let output = "";
    const failures: string[] = [];
    servers.begin();
    try {
      const { end, closed } = await runEmbedded({
        assets: assetsFor(spec),
        source: { bytes: new TextEncoder().encode(text), spec, program },
        engine: link(program),
        folder,
        entry: `${GUEST_FOLDER}/${attack.entry}`,
        argv: [],
        env: { LANG: "C", AEGIS_SECRET: tokens.variable, HOME: "/root" },
        journal,
        actor: "author",
        host: "local",
        approver: { ask: ({ action_sha256 }) => answer(attack, action_sha256) },
        isTty: false,
        output: (_, bytes) => {
          output += new TextDecoder().decode(bytes);
        },
        failed: (cause) => failures.push(String(cause)),
      });
      const after = await inventory(base);
      const lines = await readFile(join(logs, "session.jsonl"), "utf8");
      const records = lines
        .trimEnd()
        .split("\n")
        .map((line) => {
          const read = readRecord(new TextEncoder().encode(line));
          if (!read.ok) throw new Error(read.why);
          return read.record;
        });
      const report = await verify(
        { lines: [new TextEncoder().encode(lines)] },
        {
          hasher: await nodeHasher(),
          checkpoints: [new TextEncoder().encode(closed.checkpoint)],
          keys: [`${records[0]?.data.vkey}`],
        },
      );
      const outcome: Outcome = {
        end,
        output,
        records,
        verdict: report.verdict,
        ...servers.seen(),
        changed: differences(before, after).map((path) =>
          path.startsWith(`${folder}/`) ? GUEST_FOLDER + path.slice(folder.length) : path,
        ),
        failures,
      };
      return { outcome, planted: { secrets: { ...secrets(), ...place(attack, base) } } };
    } finally {
      await journal.close();
      await rm(logs, { recursive: true, force: true });
    }
  } finally {
    await rm(base, { recursive: true, force: true });
  }
}

function secrets(): Record<string, string> {
  return {
    "a file that is denied": tokens.denied,
    "a file outside": tokens.outside,
    "a variable that is denied": tokens.variable,
    "a variable of the host": tokens.host,
    "a path of the host": process.cwd(),
  };
}

/** Where it runs, unless the attack was told so that it can try it. */
function place({ files }: Attack, base: string): Record<string, string> {
  const isTold = Object.values(files).some((text) => /@@(OUTSIDE|FOLDER)@@/.test(text));
  return isTold ? {} : { "the folder where it runs": base };
}

async function answer({ approve }: Attack, action_sha256: string) {
  if (approve === "late") await new Promise((resolve) => setTimeout(resolve, 600));
  return { action_sha256, grant: approve !== "no", approver: "author" };
}
