/**
 * What the editor knows of the world in which agents run: the files of `public/types`, fetched when the first file in
 * TypeScript or JavaScript is there. Until then, and without them, the editor checks no more than the syntax: everything
 * that an agent imports would be unknown to it.
 */
import { languages } from "monaco-editor/editor/editor.api";
import { javascriptDefaults, typescriptDefaults } from "monaco-editor/languages/features/typescript/register";
import { AGENT_TYPES } from "./agent-types-list";

const FOLDER = "/types/";

type Diagnostics = Parameters<typeof typescriptDefaults.setDiagnosticsOptions>[0];

/** tsc also reports what only a project has: no way to load types, files outside. Those are not the agent's faults. */
export const DIAGNOSTICS: Diagnostics = { diagnosticCodesToIgnore: [2688, 6053] };

let loading: Promise<void> | undefined;

export function loadAgentTypesOnDemand(): void {
  const ask = () => void loadAgentTypes().catch(() => {}); // the other language asks again
  for (const language of ["typescript", "javascript"]) languages.onLanguageEncountered(language, ask);
}

/** Once; a failure is not kept. */
export function loadAgentTypes(): Promise<void> {
  loading ??= load().catch((cause: unknown) => {
    loading = undefined;
    throw cause;
  });
  return loading;
}

async function load(): Promise<void> {
  const libs = await Promise.all(AGENT_TYPES.map(fetchOne));
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setExtraLibs(
      libs.map(({ name, content }) => ({ content, filePath: `file://${FOLDER}${name}` })),
    );
    defaults.setDiagnosticsOptions(DIAGNOSTICS);
  }
}

async function fetchOne(part: string): Promise<{ name: string; content: string }> {
  const name = `${part}.d.ts`;
  const response = await fetch(FOLDER + name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return { name, content: await response.text() };
}
