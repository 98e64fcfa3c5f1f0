/** The spec language: what other folders may use of it. */
export {
  type AgentSpec,
  type ApiRule,
  type ArgumentBounds,
  type ArgumentCondition,
  agentSpecSchema,
  type Capabilities,
  type SecretRule,
  type SpecTest,
  type SqlRule,
  type ToolRule,
} from "./agent-spec";
export { applyFix } from "./diagnostics/apply-fix";
export { DIAGNOSTIC_CODES, DIAGNOSTICS, type DiagnosticCode, type DiagnosticKind } from "./diagnostics/codes";
export type { Diagnostic, Fix, PathSegment, SpecPath, TextEdit } from "./diagnostics/diagnostic";
export { diagnosticsOfFaults } from "./diagnostics/from-faults";
export {
  type EnforcementReport,
  enforcement,
  PARTS,
  RUNTIMES,
  type Runtime,
  type SpecPart,
} from "./enforcement";
export { type FormatResult, format } from "./format";
export { type JsonSchema, specJsonSchema } from "./json-schema";
export { type LoadResult, load } from "./load";
export { type KeyReference, type SectionReference, specReference } from "./reference";
export type { SourceMap } from "./source-map";
