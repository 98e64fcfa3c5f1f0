/** Has every policy that is open in the editor read, shortly after it was changed, and marks what is wrong with it. */
import { editor, languages } from "monaco-editor/editor/editor.api";
import { TOML_ID } from "../toml";
import { readPolicy } from "./ask-spec";
import type { PolicyRead } from "./messages";
import { isPolicyModel } from "./providers";
import { actionsOf, markerOf } from "./to-markers";

/** Between two keys of somebody who types, nothing flickers. */
const AFTER_MS = 150;
export const POLICY_OWNER = "aegis";

interface Known {
  readonly version: number;
  readonly read: PolicyRead;
}

const known = new WeakMap<editor.ITextModel, Known>();

/** What was last read of a policy, if it still has that text. */
export function policyReadOf(model: editor.ITextModel): PolicyRead | undefined {
  const found = known.get(model);
  return found?.version === model.getVersionId() ? found.read : undefined;
}

export function watchPolicies(): void {
  editor.onDidCreateModel(watch);
  editor.getModels().forEach(watch);
  languages.registerCodeActionProvider(TOML_ID, {
    provideCodeActions(model, range) {
      const read = policyReadOf(model);
      const actions = read ? actionsOf(read.diagnostics, range, model.uri, model.getVersionId()) : [];
      return { actions, dispose: () => {} };
    },
  });
}

function watch(model: editor.ITextModel): void {
  if (!isPolicyModel(model)) return;
  let timer: ReturnType<typeof setTimeout> | undefined;
  model.onDidChangeContent(() => {
    clearTimeout(timer);
    timer = setTimeout(() => void read(model), AFTER_MS);
  });
  model.onWillDispose(() => clearTimeout(timer));
  void read(model);
}

async function read(model: editor.ITextModel): Promise<void> {
  const version = model.getVersionId();
  const found = await readPolicy(model.getValue());
  // Of a text that was changed since: the next answer is on its way.
  if (!found || model.isDisposed() || model.getVersionId() !== version) return;
  known.set(model, { version, read: found });
  editor.setModelMarkers(model, POLICY_OWNER, found.diagnostics.map(markerOf));
}
