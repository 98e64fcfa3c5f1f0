/** `aegis init`: a spec and an agent to start from. */
import { link, mkdir, unlink, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative, resolve } from "node:path";
import { parseAgentName } from "../../lib/spec/values";
import { type ProcessRun, textOf } from "../definitions/definition";
import { EXIT_OK, UsageError } from "../failure";
import { printable } from "../io/printable";
import { agentToml } from "../templates/agent-toml";
import { AGENT_TS, INPUT_TXT } from "../templates/agent-ts";

export const run: ProcessRun = async (invocation, io) => {
  const folder = resolve(io.cwd, invocation.positionals[0] ?? ".");
  const name = nameFor(folder, textOf(invocation, "name"));
  const files = [
    { path: join(folder, "agent.toml"), text: agentToml(name) },
    { path: join(folder, "agent.ts"), text: AGENT_TS },
    { path: join(folder, "data", "input.txt"), text: INPUT_TXT },
  ];
  await writeAll(folder, files);
  const shown = files.map(({ path }) => printable(relative(io.cwd, path) || path));
  const spec = shown[0] ?? "agent.toml";
  const next = [`aegis run ${spec}`, `aegis inspect ${spec}`, `aegis test ${spec}`];
  await io.out.write(
    `Wrote ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}.\nNext:\n${next.map((line) => `  ${line}\n`).join("")}`,
  );
  return EXIT_OK;
};

/** The name that was asked for, or one made of the folder's: what is no name in the language becomes "-". */
function nameFor(folder: string, asked: string | undefined): string {
  if (asked !== undefined) {
    const parsed = parseAgentName(asked);
    if (parsed.ok) return asked;
    throw new UsageError(`--name cannot be taken: ${printable(parsed.message)}`);
  }
  const made = basename(folder)
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 64);
  return parseAgentName(made).ok ? made : "my-agent";
}

interface NewFile {
  readonly path: string;
  readonly text: string;
}

/** All or nothing: what was written goes away again when a later one is there already. */
async function writeAll(folder: string, files: readonly NewFile[]): Promise<void> {
  const written: string[] = [];
  try {
    for (const { path, text } of files) {
      await mkdir(dirname(path), { recursive: true });
      await writeNew(path, text);
      written.push(path);
    }
  } catch (thrown) {
    for (const path of written) await unlink(path).catch(() => undefined);
    throw refusal(thrown, files[written.length]?.path ?? folder);
  }
}

/** Whole and under its name at once: linking fails when the name is taken, also by a link that leads nowhere. */
async function writeNew(path: string, text: string): Promise<void> {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, text, { flag: "wx" });
  try {
    await link(draft, path);
  } finally {
    await unlink(draft);
  }
}

function refusal(thrown: unknown, path: string): UsageError {
  const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown";
  if (code === "EEXIST" || code === "ENOTDIR") {
    return new UsageError(
      `${printable(path)} is there already, so nothing was written; name another folder.`,
    );
  }
  return new UsageError(
    `${printable(path)} cannot be written: the system says ${code}; name another folder.`,
  );
}
