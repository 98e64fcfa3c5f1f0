/** The words of the language, each with its one parser. */
export { APPROVER_PATTERN, type Approver, parseApprover } from "./approver";
export { type CommandPattern, parseCommandPattern } from "./command";
export { EGRESS_PATTERN, type EgressPattern, parseEgress } from "./egress";
export { ENTRY_PATTERN, parseEntry } from "./entry";
export { parseExpression } from "./expression";
export { parseGlob, parsePathGlob, parseUrlPathGlob } from "./glob";
export { GUARD_ACTIONS, GUARDS, type Guard, type GuardAction, type GuardName, parseGuard } from "./guard";
export { HEADER_TEMPLATE_PATTERN, type HeaderTemplate, parseHeaderTemplate } from "./header-template";
export { canonicalHost, type HostPattern, parseHostPattern } from "./host";
export {
  AGENT_NAME_PATTERN,
  ENV_NAME_PATTERN,
  NAME_GLOB_PATTERN,
  parseAgentName,
  parseEnvName,
  parseNameGlob,
  parseSqlNameGlob,
  parseToolName,
  SQL_NAME_GLOB_PATTERN,
  TOOL_NAME_PATTERN,
} from "./names";
export { isWellFormed, type Parsed, parsed, quoted, refused } from "./parsed";
export {
  DURATION_PATTERN,
  parseDuration,
  parseRate,
  parseSize,
  RATE_PATTERN,
  type Rate,
  SIZE_PATTERN,
} from "./quantities";
export { parseTrigger, TRIGGER_COUNTS, TRIGGER_EVENTS, TRIGGER_PATTERN, type Trigger } from "./trigger";
