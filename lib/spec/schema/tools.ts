/** [capabilities.tools."name"] and [capabilities.api.name]: what the agent calls, and with which arguments. */
import { z } from "zod";
import { parseNameGlob, parseRate, parseToolName, RATE_PATTERN, TOOL_NAME_PATTERN } from "../values";
import { argumentCondition, constraint } from "./arguments";
import { list, named, word } from "./fields";

const rateLimit = () =>
  word(parseRate, "ADS023")
    .optional()
    .meta({
      description: "Most calls in a sliding window: N/second, N/minute, N/hour or N/day.",
      examples: ["10/hour"],
      pattern: RATE_PATTERN,
    });

const toolSchema = z.strictObject({
  effect: z
    .enum(["allow", "deny", "approve"])
    .default("allow")
    .meta({
      description: "What happens when the conditions hold. Left out it is allow: naming a tool grants it.",
      examples: ["approve"],
    }),
  rate_limit: rateLimit(),
  args: z
    .record(z.string().min(1).max(256), argumentCondition)
    .prefault({})
    .meta({
      description:
        "Condition on each argument: a list of patterns, or a table with max_length, min_length, min, max, equals, one_of, matches, required, items.",
      examples: [{ repo: ["acme/*"], title: { max_length: 200 } }],
    }),
});

export const toolsSchema = named(parseToolName, "ADS020", TOOL_NAME_PATTERN, toolSchema).meta({
  description: "The tools that the agent may call, by name. A tool that is not named is denied.",
});

const apiSchema = z
  .object({
    scopes: list(word(parseNameGlob, "ADS032")).meta({
      description: "Scopes that the agent may use.",
      examples: [["read", "send"]],
    }),
    rate_limit: rateLimit(),
  })
  .catchall(constraint);

export const apiSchemas = named(parseToolName, "ADS020", TOOL_NAME_PATTERN, apiSchema).meta({
  description:
    "The APIs that the agent may use, by name and scope. Every further key constrains an argument.",
});
