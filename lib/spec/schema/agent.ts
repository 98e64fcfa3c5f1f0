/** [agent]: who the agent is, what it starts with, and how far it is trusted. */
import { z } from "zod";
import {
  AGENT_NAME_PATTERN,
  DURATION_PATTERN,
  ENTRY_PATTERN,
  parseAgentName,
  parseDuration,
  parseEntry,
} from "../values";
import { text, word } from "./fields";

export const TRUST_LEVELS = ["trusted", "semi-trusted", "untrusted"] as const;

export const agentSchema = z.strictObject({
  name: word(parseAgentName, "ADS020").meta({
    description:
      "Name of the agent: letters, digits, - and _, at most 64. The one key that every spec needs.",
    examples: ["report-writer"],
    pattern: AGENT_NAME_PATTERN,
  }),
  version: text(64)
    .optional()
    .meta({ description: "Version of the agent, for people.", examples: ["1.2.0"] }),
  description: text(1000)
    .optional()
    .meta({ description: "One line about what the agent does.", examples: ["Turns orders into a report"] }),
  owner: text(254)
    .optional()
    .meta({ description: "Who answers for the agent.", examples: ["ops@example.com"] }),
  entry: word(parseEntry, "ADS034")
    .optional()
    .meta({
      description: "The file that a run starts, relative to the spec.",
      examples: ["agent.ts"],
      pattern: ENTRY_PATTERN,
    }),
  framework: z
    .enum(["openclaw", "crewai", "autogpt", "langchain", "custom"])
    .default("custom")
    .meta({ description: "Framework that the agent is written in. Informative.", examples: ["langchain"] }),
  runtime: text(64)
    .optional()
    .meta({ description: "Language runtime that the agent expects. Informative.", examples: ["python3.12"] }),
  model: text(128)
    .optional()
    .meta({
      description: "Model that the agent is made for. Informative: [capabilities.models] grants.",
      examples: ["claude-sonnet-4-5"],
    }),
  restart_policy: z
    .enum(["never", "on-failure", "always"])
    .default("never")
    .meta({ description: "Whether a run that ended is started again.", examples: ["on-failure"] }),
  max_runtime: word(parseDuration, "ADS021")
    .optional()
    .meta({
      description: "Longest time that a run may take; then it is ended.",
      examples: ["2h"],
      pattern: DURATION_PATTERN,
    }),
  trust_level: z
    .enum([...TRUST_LEVELS, "semitrusted"])
    .transform((level) => (level === "semitrusted" ? "semi-trusted" : level))
    .prefault("semi-trusted")
    .meta({
      description:
        "How far the agent is trusted. It grants nothing: what no rule allows is denied at every level. semitrusted is another spelling of semi-trusted.",
      examples: ["untrusted"],
    }),
  skill_sandbox: z
    .enum(["none", "basic", "strict"])
    .default("strict")
    .meta({ description: "How strictly skills that the agent loads are confined.", examples: ["strict"] }),
});
