/**
 * What a workspace provides for its agents: tools, models, other agents. Read once, by the host, before anything of an agent runs, and
 * the same for all agents of a run: who writes these files in the middle of it changes the next run, not this one.
 */
import type { Files } from "../files/types";
import type { ModelEffect } from "../models/effect";
import { MODELS_FILE, readScript, scriptedModels } from "../models/script";
import { type Declarations, NO_TOOLS, readDeclarations, TOOLS_FILE } from "../tools/declarations";
import type { Read } from "../tools/plain";
import { AGENTS_FOLDER, isAgentName } from "./folder";

export interface Provisions {
  /** Where it was read, as the guest sees it. */
  readonly folder: string;
  readonly declarations: Declarations;
  readonly models: ModelEffect | undefined;
  /** The bytes of the specs, by the name of the agent. */
  readonly agents: ReadonlyMap<string, Uint8Array>;
  /** Why a file could not be used, by its name. Whoever asks for what would be in it is told. */
  readonly troubles: ReadonlyMap<string, string>;
}

const SPEC_BYTES = 1024 * 1024;
const MOST_AGENTS = 100;
const ENDING = ".toml";

export function readProvisions(files: Files, folder: string): Provisions {
  const troubles = new Map<string, string>();
  const use = <Value>(name: string, read: (bytes: Uint8Array) => Read<Value>): Value | undefined => {
    const bytes = contentOf(files, `${folder}/${name}`);
    const result = bytes && read(bytes);
    if (result && !result.ok) troubles.set(name, result.why);
    return result?.ok ? result.value : undefined;
  };
  const script = use(MODELS_FILE, readScript);
  return {
    folder,
    declarations: use(TOOLS_FILE, readDeclarations) ?? NO_TOOLS,
    models: script && scriptedModels(script),
    agents: agentsIn(files, `${folder}/${AGENTS_FOLDER}`),
    troubles,
  };
}

function agentsIn(files: Files, folder: string): ReadonlyMap<string, Uint8Array> {
  const agents = new Map<string, Uint8Array>();
  for (const file of namesIn(files, folder)) {
    const name = file.endsWith(ENDING) ? file.slice(0, -ENDING.length) : "";
    if (!isAgentName(name) || agents.size >= MOST_AGENTS) continue;
    const bytes = contentOf(files, `${folder}/${file}`);
    if (bytes) agents.set(name, bytes);
  }
  return agents;
}

function namesIn(files: Files, folder: string): readonly string[] {
  try {
    const at = files.locate(folder, { walk: "follow" });
    return at.kind === "directory" ? files.readdir(at).map(({ name }) => name) : [];
  } catch {
    return [];
  }
}

/** Undefined for what is not there, is no file, or is larger than any of these may be. */
function contentOf(files: Files, path: string): Uint8Array | undefined {
  try {
    const at = files.locate(path, { walk: "follow" });
    if (at.kind !== "file" || files.stat(at).size > SPEC_BYTES) return undefined;
    return files.readFile(at);
  } catch {
    return undefined;
  }
}
