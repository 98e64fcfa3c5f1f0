/**
 * Monaco's workers, from this server. The URLs have to be written out: the bundler finds workers by this very
 * expression and gives each its own file.
 */
export function startWorker(_: string, label: string): Worker {
  return label === "typescript" || label === "javascript"
    ? new Worker(new URL("monaco-editor/language/typescript/ts.worker", import.meta.url), { type: "module" })
    : new Worker(new URL("monaco-editor/editor/editor.worker", import.meta.url), { type: "module" });
}
