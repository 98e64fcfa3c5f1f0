/**
 * Where everything stands in the text: from a path in the spec to lines and columns.
 *
 * Guarantees: every range lies inside the text; null only for what the text does not contain, such as a default.
 */
import type { SourceRange } from "../policy/types";
import type { SpecPath } from "./diagnostics/diagnostic";
import { LineIndex, type Span } from "./toml/text";
import type { TomlEntry, TomlNode, TomlTable } from "./toml/tree";

export interface SourceMap {
  /** The text as it was read; empty when it was no text. */
  readonly text: string;
  /**
   * The range of the value at a path, or of its key. The value of a `[section]` is its header. Array elements are
   * addressed by index: `["capabilities", "filesystem", "deny", 0]`. Null for what the text does not contain.
   */
  rangeOf(path: SpecPath, part?: "key" | "value"): SourceRange | null;
}

/** Every key in every place, with the places of both. */
export class TreeSourceMap implements SourceMap {
  readonly text: string;
  readonly lines: LineIndex;
  private readonly root: TomlTable | null;

  constructor(text: string, lines: LineIndex, root: TomlTable | null) {
    this.text = text;
    this.lines = lines;
    this.root = root;
  }

  rangeOf(path: SpecPath, part: "key" | "value" = "value"): SourceRange | null {
    const span = part === "key" ? this.keysOf(path)[0] : this.nodeAt(path)?.span;
    return span === undefined ? null : this.lines.range(span);
  }

  /** The range of the value, or of the closest thing around it that is in the text. */
  nearest(path: SpecPath, part: "key" | "value" = "value"): SourceRange {
    for (let length = path.length; length > 0; length--) {
      const range = this.rangeOf(path.slice(0, length), part) ?? this.rangeOf(path.slice(0, length));
      if (range !== null) return range;
    }
    return this.lines.range({ start: 0, end: 0 });
  }

  /** Every place where the key at the end of the path is written. */
  keysOf(path: SpecPath): readonly Span[] {
    return this.entryAt(path)?.keys ?? [];
  }

  nodeAt(path: SpecPath): TomlNode | undefined {
    const last = path.at(-1);
    if (last === undefined) return this.root ?? undefined;
    if (typeof last === "string") return this.entryAt(path)?.node;
    const parent = this.nodeAt(path.slice(0, -1));
    return parent?.kind === "array" ? parent.items[last] : undefined;
  }

  private entryAt(path: SpecPath): TomlEntry | undefined {
    let node: TomlNode | undefined = this.root ?? undefined;
    let entry: TomlEntry | undefined;
    for (const segment of path) {
      if (typeof segment === "number") {
        node = node?.kind === "array" ? node.items[segment] : undefined;
        entry = undefined;
      } else {
        entry = node?.kind === "table" ? node.entries.get(segment) : undefined;
        node = entry?.node;
      }
      if (node === undefined) return undefined;
    }
    return entry;
  }
}

export function emptySourceMap(text: string): TreeSourceMap {
  return new TreeSourceMap(text, new LineIndex(text), null);
}
