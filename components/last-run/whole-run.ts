import type { FilesTold } from "@/lib/runtime/driver";
import type { KeptOutput } from "../output/output-text";
import type { KeptRun } from "../run/kept-run";
import type { Shown } from "../run/shown";

/** What is to be seen of a run beside its log. As private as the run was. */
export interface WholeRun {
  readonly sid: string;
  readonly output: KeptOutput;
  readonly files: FilesTold;
  /** Absent where it is not to be made again. */
  readonly made?: Pick<KeptRun, "texts" | "recorded" | "left">;
}

/** Undefined where nothing has run. */
export function wholeOf({ sid, output, past, kept }: Readonly<Shown>): WholeRun | undefined {
  if (sid === undefined) return undefined;
  const made = kept && { texts: kept.texts, recorded: kept.recorded, left: kept.left };
  return { sid, output: output.kept, files: past.told, ...(made && { made }) };
}
