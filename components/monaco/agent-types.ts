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

export function loadAgentTypesOnDemand(diagnostics: Diagnostics): void {
  let isAsked = false;
  const ask = () => {
    if (isAsked) return;
    isAsked = true;
    load(diagnostics).catch(() => {
      isAsked = false; // the other language asks again
    });
  };
  for (const language of ["typescript", "javascript"]) languages.onLanguageEncountered(language, ask);
}

async function load(diagnostics: Diagnostics): Promise<void> {
  const libs = await Promise.all(AGENT_TYPES.map(fetchOne));
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setExtraLibs(
      libs.map(({ name, content }) => ({ content, filePath: `file://${FOLDER}${name}` })),
    );
    defaults.setDiagnosticsOptions(diagnostics);
  }
}

async function fetchOne(part: string): Promise<{ name: string; content: string }> {
  const name = `${part}.d.ts`;
  const response = await fetch(FOLDER + name);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return { name, content: await response.text() };
}
