/** That a run was stopped and its workspace went back, in a sentence. */
import type { RolledBack } from "../../lib/runtime/checkpoints/checkpoints";
import { printable } from "../io/printable";
import { plural } from "../report/finding";

export function rollbackSentence({ by, time, failed }: RolledBack): string {
  const why = by === "user" ? "It was asked for" : `The trigger ${printable(by)} fired`;
  const when = new Date(time).toISOString();
  const left =
    failed === 0
      ? ""
      : ` ${plural(failed, "change")} could not be undone: somebody else was at the same files.`;
  return `${why}: the agent was stopped, and the workspace is as it was at ${when}.${left}`;
}
