/** [guards], [approvals], [audit], [compliance]: what is looked for, who says yes, what is kept. */
import { z } from "zod";
import {
  APPROVER_PATTERN,
  DURATION_PATTERN,
  GUARDS,
  parseApprover,
  parseDuration,
  parseGuard,
  parseNameGlob,
} from "../values";
import { list, word } from "./fields";

const guards = () => list(word(parseGuard, "ADS027").meta({ enum: GUARDS }));

export const guardsSchema = z
  .strictObject({
    input: guards().meta({
      description: "Guards on what is given to the agent, in this order. A guard that fails blocks.",
      examples: [["injection:block", "pii:mask"]],
    }),
    tool_call: guards().meta({
      description: "Guards on the arguments of every call.",
      examples: [["secrets:block", "masked-data:block"]],
    }),
    tool_result: guards().meta({
      description: "Guards on what a call brings back.",
      examples: [["injection:block"]],
    }),
    output: guards().meta({
      description: "Guards on what the agent says.",
      examples: [["pii:mask", "secrets:block"]],
    }),
  })
  .prefault({})
  .meta({ description: "What is looked for in the data that passes, and what happens when it is found." });

export const approvalsSchema = z
  .strictObject({
    approvers: list(word(parseApprover, "ADS028").meta({ pattern: APPROVER_PATTERN })).meta({
      description: "Who may say yes: role:NAME or an e-mail address. Left out: whoever started the run.",
      examples: [["role:security", "lead@example.com"]],
    }),
    timeout: word(parseDuration, "ADS021")
      .default("5m")
      .meta({
        description: "How long a question waits. On expiry the answer is no, always.",
        examples: ["5m"],
        pattern: DURATION_PATTERN,
      }),
    second_person: z
      .boolean()
      .default(false)
      .meta({
        description: "Whether the one who started the run is barred from saying yes.",
        examples: [true],
      }),
  })
  .prefault({})
  .meta({ description: "Who is asked when a rule asks." });

export const auditSchema = z
  .strictObject({
    log_level: z
      .enum(["all", "actions", "errors"])
      .default("actions")
      .meta({
        description: "What the view of the log shows at first. Everything is recorded.",
        examples: ["all"],
      }),
    retention: word(parseDuration, "ADS021")
      .optional()
      .meta({
        description: "How long the log is kept at least.",
        examples: ["90d"],
        pattern: DURATION_PATTERN,
      }),
    hash_chain: z
      .boolean()
      .default(true)
      .meta({
        description: "The log is always chained; false is a warning and is ignored.",
        examples: [true],
      }),
    export: list(z.enum(["file", "siem", "stdout"])).meta({
      description: "Where the log is also written to.",
      examples: [["file"]],
    }),
  })
  .prefault({})
  .meta({ description: "What is kept of a run, and for how long." });

export const complianceSchema = z
  .strictObject({
    frameworks: list(word(parseNameGlob, "ADS032")).meta({
      description: "Frameworks under which reports are made.",
      examples: [["soc2"]],
    }),
    review_interval: word(parseDuration, "ADS021")
      .optional()
      .meta({
        description: "How often a person reviews the agent.",
        examples: ["30d"],
        pattern: DURATION_PATTERN,
      }),
  })
  .prefault({})
  .meta({ description: "Frameworks and reviews that the agent is under." });
