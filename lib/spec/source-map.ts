/** Where everything stands in the text: from a path in the spec to lines and columns. */
import type { SourceRange } from "../policy/types";
import type { SpecPath } from "./diagnostics/diagnostic";

export interface SourceMap {
  /** The text as it was read; empty when it was no text. */
  readonly text: string;
  /**
   * The range of the value at a path, or of its key. The value of a `[section]` is its header. Array elements are
   * addressed by index: `["capabilities", "filesystem", "deny", 0]`. Null for what the text does not contain.
   */
  rangeOf(path: SpecPath, part?: "key" | "value"): SourceRange | null;
}
