/** Rollback triggers: an event by its name, or a count that is compared with a number. */
import { type Parsed, parsed, quoted, refused } from "./parsed";

export const TRIGGER_EVENTS = ["credential_access_attempt", "guard_block", "limit_exceeded"] as const;
export const TRIGGER_COUNTS = ["deny_violation_count", "error_count", "guard_block_count"] as const;
export const TRIGGER_PATTERN = `^((${TRIGGER_EVENTS.join("|")})|(${TRIGGER_COUNTS.join("|")}) *(>=|>) *[0-9]{1,9})$`;

export type Trigger =
  | { readonly kind: "event"; readonly event: (typeof TRIGGER_EVENTS)[number] }
  | {
      readonly kind: "count";
      readonly count: (typeof TRIGGER_COUNTS)[number];
      /** Triggers when the count is at least this. */
      readonly atLeast: number;
    };

export function parseTrigger(text: string): Parsed<Trigger> {
  const event = TRIGGER_EVENTS.find((known) => known === text);
  if (event !== undefined) return parsed({ kind: "event", event });
  const [, name, operator, digits] =
    text.length <= 100 ? (/^([a-z_]+) *(>=|>) *([0-9]{1,9})$/.exec(text) ?? []) : [];
  const count = TRIGGER_COUNTS.find((known) => known === name);
  if (count === undefined || digits === undefined) {
    return refused(
      `${quoted(text)} is not a trigger; there are the events ${TRIGGER_EVENTS.join(", ")} and the counts ${TRIGGER_COUNTS.join(", ")}, as in "deny_violation_count > 5".`,
    );
  }
  const atLeast = Number(digits) + (operator === ">" ? 1 : 0);
  return atLeast > 0
    ? parsed({ kind: "count", count, atLeast })
    : refused(`${quoted(text)} is always true, so that every action would be rolled back.`);
}
