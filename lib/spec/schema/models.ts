/** [capabilities.models], [capabilities.secrets.NAME], [capabilities.agents]: models, secrets, other agents. */
import { z } from "zod";
import {
  ENV_NAME_PATTERN,
  HEADER_TEMPLATE_PATTERN,
  NAME_GLOB_PATTERN,
  parseEnvName,
  parseHeaderTemplate,
  parseHostPattern,
  parseNameGlob,
} from "../values";
import { list, named, wholeNumber, word } from "./fields";

const names = () => list(word(parseNameGlob, "ADS032").meta({ pattern: NAME_GLOB_PATTERN }));

export const modelsSchema = z
  .strictObject({
    allow: names().meta({
      description: "Models that the agent may call, by name, with * and ?.",
      examples: [["default", "claude-*"]],
    }),
    regions: names().meta({
      description:
        "Regions where the model may run. Left out: every region. A provider of unknown region is refused.",
      examples: [["eu"]],
    }),
    max_tokens: wholeNumber(1, Number.MAX_SAFE_INTEGER)
      .optional()
      .meta({ description: "Budget of one run in tokens, both ways.", examples: [200_000] }),
    max_cost_usd: z
      .number()
      .positive()
      .max(1_000_000)
      .optional()
      .meta({ description: "Budget of one run in dollars.", examples: [2] }),
  })
  .prefault({})
  .meta({ description: "Which models the agent calls, where, and for how much." });

const secretSchema = z.strictObject({
  hosts: z
    .array(word(parseHostPattern, "ADS029"))
    .min(1)
    .meta({
      description: "Hosts to which the secret is sent, and no other.",
      examples: [["api.github.com"]],
    }),
  header: word(parseHeaderTemplate, "ADS030")
    .default("Authorization: Bearer {}")
    .meta({
      description: "Header in which the secret is sent; {} is its place.",
      examples: ["Authorization: Bearer {}"],
      pattern: HEADER_TEMPLATE_PATTERN,
    }),
});

export const secretsSchema = named(parseEnvName, "ADS020", ENV_NAME_PATTERN, secretSchema).meta({
  description: "Secrets that the agent can have used for it, by name. It never reads one.",
});

export const agentsSchema = z
  .strictObject({
    spawn: names().meta({
      description: "Agents that this one may start. A child gets at most the rights of its parent.",
      examples: [["summarizer"]],
    }),
  })
  .prefault({})
  .meta({ description: "Which other agents this one starts." });
