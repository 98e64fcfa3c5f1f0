/** Has every policy that is open in the editor read, shortly after it was changed, and marks what is wrong with it. */
import { editor, languages } from "monaco-editor/editor/editor.api";
import type { Diagnostic } from "@/lib/spec";
import { TOML_ID } from "../toml";
import type { PolicyRead, ReadPolicy } from "./messages";
import { actionsOf, markerOf } from "./to-markers";

/** Between two keys of somebody who types, nothing flickers. */
const AFTER_MS = 150;
const OWNER = "aegis";
/** Other files in TOML are nobody's policy. */
const POLICY = /\/agent\.toml$/;

interface Known {
  readonly version: number;
  readonly diagnostics: readonly Diagnostic[];
}

export function watchPolicies(): void {
  const known = new Map<string, Known>();
  let worker: Worker | undefined;
  const ask = (model: editor.ITextModel) => {
    worker ??= startWorker((read) => take(read, known));
    const question: ReadPolicy = {
      uri: model.uri.toString(),
      version: model.getVersionId(),
      text: model.getValue(),
    };
    worker.postMessage(question);
  };
  const watch = (model: editor.ITextModel) => {
    if (!POLICY.test(model.uri.path)) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    model.onDidChangeContent(() => {
      clearTimeout(timer);
      timer = setTimeout(() => ask(model), AFTER_MS);
    });
    model.onWillDispose(() => {
      clearTimeout(timer);
      known.delete(model.uri.toString());
    });
    ask(model);
  };
  editor.onDidCreateModel(watch);
  editor.getModels().forEach(watch);
  languages.registerCodeActionProvider(TOML_ID, {
    provideCodeActions(model, range) {
      const found = known.get(model.uri.toString());
      const isCurrent = found?.version === model.getVersionId();
      const actions = isCurrent ? actionsOf(found.diagnostics, range, model.uri, found.version) : [];
      return { actions, dispose: () => {} };
    },
  });
}

/** The bundler finds workers by this very expression. */
function startWorker(onRead: (read: PolicyRead) => void): Worker {
  const worker = new Worker(new URL("./spec.worker.ts", import.meta.url), { type: "module" });
  worker.onmessage = ({ data }: MessageEvent<PolicyRead>) => onRead(data);
  return worker;
}

function take({ uri, version, diagnostics }: PolicyRead, known: Map<string, Known>): void {
  const model = editor.getModels().find((each) => each.uri.toString() === uri);
  // Of a text that was changed since: the next answer is on its way.
  if (!model || model.getVersionId() !== version) return;
  known.set(uri, { version, diagnostics });
  editor.setModelMarkers(model, OWNER, diagnostics.map(markerOf));
}
