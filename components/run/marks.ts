/** What each line of the policy decided, for the editor that shows it. */
import { rowOf } from "../audit/record-row";
import type { LineMarks } from "../editor/line-marks";
import type { Trace } from "./trace";

export function marksOf(policy: string, trace: Trace): LineMarks {
  const marks = [...trace.lines].map(([line, { counts, last }]) => ({
    line,
    counts,
    last: last.map((seq) => {
      const { type, subject, mark } = rowOf(seq, trace.line(seq));
      return `${mark?.word ?? ""} ${type} ${subject}`.trim();
    }),
  }));
  return { text: policy, marks };
}
