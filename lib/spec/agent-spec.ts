/**
 * The one definition of the spec language. Validation, the types, the JSON Schema and the reference pages all come
 * from it.
 *
 * Guarantees: strict at every level (an unknown key, section or word is an issue, never ignored); every section is
 * present in the result with its defaults, so that readers need no optional chaining; lists that are left out are
 * empty. Not here: what the rules mean, which is `lib/policy`.
 */
import { z } from "zod";
import { agentSchema } from "./schema/agent";
import { execSchema } from "./schema/exec";
import { filesystemSchema } from "./schema/filesystem";
import { approvalsSchema, auditSchema, complianceSchema, guardsSchema } from "./schema/governance";
import { checkpointSchema, resourcesSchema } from "./schema/limits";
import { agentsSchema, modelsSchema, secretsSchema } from "./schema/models";
import { networkSchema } from "./schema/network";
import { sqlSchema } from "./schema/sql";
import { testSchema } from "./schema/tests";
import { apiSchemas, toolsSchema } from "./schema/tools";

const capabilitiesSchema = z.strictObject({
  filesystem: filesystemSchema,
  network: networkSchema,
  exec: execSchema,
  tools: toolsSchema,
  api: apiSchemas,
  sql: sqlSchema,
  models: modelsSchema,
  secrets: secretsSchema,
  agents: agentsSchema,
});

export const agentSpecSchema = z.strictObject({
  spec: z
    .literal(1)
    .default(1)
    .meta({ description: "Version of the language.", examples: [1] }),
  agent: agentSchema.meta({ description: "Who the agent is." }),
  capabilities: capabilitiesSchema
    .prefault({})
    .meta({ description: "What the agent may do. What no rule allows is denied." }),
  guards: guardsSchema,
  approvals: approvalsSchema,
  resources: resourcesSchema,
  audit: auditSchema,
  checkpoint: checkpointSchema,
  compliance: complianceSchema,
  test: z
    .array(testSchema)
    .default([])
    .meta({ description: "Tests of the policy, which live with it: one request, one expected verdict." }),
});

export type AgentSpec = z.infer<typeof agentSpecSchema>;
export type Capabilities = AgentSpec["capabilities"];
export type ToolRule = Capabilities["tools"][string];
export type ApiRule = Capabilities["api"][string];
export type SqlRule = Capabilities["sql"][string];
export type SecretRule = Capabilities["secrets"][string];
export type SpecTest = AgentSpec["test"][number];
export type { ArgumentBounds, ArgumentCondition } from "./schema/arguments";
