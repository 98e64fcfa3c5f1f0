/** What Tab does with what can stand at the cursor: puts in what is certain, or shows what there is to choose from. */
import type { Completion } from "@/lib/runtime/shell";
import type { Line, LineAction } from "./line";

export interface Completed {
  readonly action?: LineAction;
  /** To be shown below the line: nothing more can be put in for certain. */
  readonly options?: readonly string[];
}

export function completed({ text, cursor }: Line, { from, options }: Completion): Completed {
  const [only] = options;
  if (only === undefined || from > cursor) return {};
  if (options.length === 1) {
    const isOpen = only.endsWith("/") || /^['"]/.test(only);
    return { action: { type: "replace", from, text: isOpen ? only : `${only} ` } };
  }
  const common = commonStart(options);
  if (common.length > cursor - from && common.startsWith(text.slice(from, cursor)))
    return { action: { type: "replace", from, text: common } };
  return { options };
}

function commonStart(options: readonly string[]): string {
  const [first = ""] = options;
  let length = first.length;
  for (const option of options) while (!option.startsWith(first.slice(0, length))) length--;
  // Half of an escaped or a surrogate pair is no start of anything.
  return first
    .slice(0, length)
    .replace(/(?:^|[^\\])(?:\\\\)*\\$|[\ud800-\udbff]$/, (cut) => cut.slice(0, -1));
}
