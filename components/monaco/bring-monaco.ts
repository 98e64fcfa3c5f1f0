/**
 * All that the code editor fetches when it is first used, fetched before: whoever loses the network then has its colours,
 * checks and types all the same.
 */
import { editor } from "monaco-editor/editor/editor.api";
import { getTypeScriptWorker } from "monaco-editor/languages/features/typescript/register";
import { loadAgentTypes } from "./agent-types";
import { FETCHED_LANGUAGES } from "./language-of";
import { bringWorkers } from "./workers";

export async function bringMonaco(): Promise<void> {
  for (const id of FETCHED_LANGUAGES) await editor.colorize("", id, {});
  await document.fonts.load("16px codicon");
  await bringTypeScript();
  await loadAgentTypes();
  await bringWorkers();
}

/** The part of it that is in the page. It fails where no file is in TypeScript yet, and is there then. */
async function bringTypeScript(): Promise<void> {
  await getTypeScriptWorker().catch(() => {});
}
