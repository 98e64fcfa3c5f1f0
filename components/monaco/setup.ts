import "./features";
import { inputLatency } from "monaco-editor/base/browser/performance";
import { CodeLensWidget } from "monaco-editor/editor/contrib/codelens/browser/codelensWidget";
import { editor, languages, Uri } from "monaco-editor/editor/editor.api";
import {
  javascriptDefaults,
  ModuleKind,
  ScriptTarget,
  typescriptDefaults,
} from "monaco-editor/languages/features/typescript/register";
import { DIAGNOSTICS, loadAgentTypesOnDemand } from "./agent-types";
import { JSON_ID, jsonConfiguration, jsonLanguage } from "./json";
import { provideForPolicies } from "./spec/providers";
import { watchPolicies } from "./spec/watch-policies";
import { keepLensesStill } from "./still-lenses";
import { followTheme } from "./theme";
import { TOML_ID, tomlConfiguration, tomlLanguage } from "./toml";
import { leaveKeysUnmeasured } from "./unmeasured-keys";
import { startWorker } from "./workers";

/** TypeScript's number for "bundler", which Monaco's enum does not list yet. */
const MODULE_RESOLUTION_BUNDLER = 100;

const compilerOptions = {
  target: ScriptTarget.ESNext,
  module: ModuleKind.ESNext,
  moduleResolution: MODULE_RESOLUTION_BUNDLER,
  lib: ["es2023"],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  allowNonTsExtensions: true,
};

function register(): void {
  globalThis.MonacoEnvironment = { getWorker: startWorker };
  languages.register({ id: TOML_ID, extensions: [".toml"], aliases: ["TOML"] });
  languages.setMonarchTokensProvider(TOML_ID, tomlLanguage);
  languages.setLanguageConfiguration(TOML_ID, tomlConfiguration);
  languages.register({ id: JSON_ID, extensions: [".json"], aliases: ["JSON"] });
  languages.setMonarchTokensProvider(JSON_ID, jsonLanguage);
  languages.setLanguageConfiguration(JSON_ID, jsonConfiguration);
  for (const defaults of [typescriptDefaults, javascriptDefaults]) {
    defaults.setCompilerOptions({ ...compilerOptions, allowJs: defaults === javascriptDefaults });
    defaults.setDiagnosticsOptions({ ...DIAGNOSTICS, noSemanticValidation: true }); // until the types are there
    defaults.setEagerModelSync(true); // one file imports another, open or not
  }
}

register();
keepLensesStill(CodeLensWidget);
leaveKeysUnmeasured(inputLatency);
watchPolicies();
provideForPolicies();
followTheme({ editor });
loadAgentTypesOnDemand();

export { editor, languages, Uri };
