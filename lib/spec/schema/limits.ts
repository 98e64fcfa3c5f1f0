/** [resources] and [checkpoint]: what a run may use, and when its state is kept. */
import { z } from "zod";
import {
  DURATION_PATTERN,
  parseDuration,
  parseSize,
  parseTrigger,
  SIZE_PATTERN,
  TRIGGER_PATTERN,
} from "../values";
import { list, wholeNumber, word } from "./fields";

const size = (description: string, example: string) =>
  word(parseSize, "ADS022")
    .optional()
    .meta({ description, examples: [example], pattern: SIZE_PATTERN });
const MANY = 1_000_000_000;

export const resourcesSchema = z
  .strictObject({
    memory_limit: size("Most memory that a run may use.", "512M"),
    memory_swap: size("Most memory and swap together.", "512M"),
    tmp_size: size("Most that may lie in the temporary folder.", "256M"),
    max_output: size("Most that a run may print; then it is ended.", "1M"),
    cpu_shares: wholeNumber(1, 262_144)
      .optional()
      .meta({ description: "Weight against other runs for the processor.", examples: [128] }),
    io_weight: wholeNumber(1, 10_000)
      .optional()
      .meta({ description: "Weight against other runs for the disk.", examples: [100] }),
    pids_limit: wholeNumber(1, MANY)
      .optional()
      .meta({ description: "Most processes at the same time, the agent included.", examples: [64] }),
    max_tool_calls: wholeNumber(1, MANY)
      .optional()
      .meta({ description: "Most actions in one run; further ones are denied.", examples: [500] }),
  })
  .prefault({})
  .meta({ description: "What a run may use." });

export const checkpointSchema = z
  .strictObject({
    interval: word(parseDuration, "ADS021")
      .optional()
      .meta({
        description: "How often a snapshot of the workspace is taken.",
        examples: ["30m"],
        pattern: DURATION_PATTERN,
      }),
    max_snapshots: wholeNumber(1, 10_000)
      .optional()
      .meta({ description: "How many snapshots are kept; the oldest goes first.", examples: [10] }),
    before_high_risk: z
      .boolean()
      .default(false)
      .meta({ description: "Take a snapshot before an action of high risk.", examples: [true] }),
    rollback_triggers: list(word(parseTrigger, "ADS031").meta({ pattern: TRIGGER_PATTERN })).meta({
      description: "Events and counts on which the workspace goes back to the last snapshot.",
      examples: [["deny_violation_count > 5", "credential_access_attempt"]],
    }),
  })
  .prefault({})
  .meta({ description: "When the state of the workspace is kept, and when it goes back." });
