/**
 * The JSON Schema of the language, for completion and hover in any editor. Made from the definition that validates:
 * it cannot say anything else. What only a parser can judge (a glob, a host) it describes by pattern or in words.
 */
import { z } from "zod";
import { agentSpecSchema } from "./agent-spec";

export type JsonSchema = z.core.JSONSchema.BaseSchema;

export const SPEC_SCHEMA_ID = "https://aegis.invalid/schemas/agent-spec-1.json";

export function specJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(agentSpecSchema, { target: "draft-2020-12", io: "input", reused: "inline" });
  const { $schema, ...rest } = schema;
  return {
    ...($schema === undefined ? {} : { $schema }),
    $id: SPEC_SCHEMA_ID,
    title: "Agent Definition Spec",
    description: "What an agent is and what it may do. What no rule allows is denied.",
    ...rest,
  };
}
