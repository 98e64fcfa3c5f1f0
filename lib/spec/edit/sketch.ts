/**
 * A policy as far as it is written: what the eye sees of a text that may be broken anywhere. For an editor only; what
 * the text means is said by `toml/`, which takes nothing but whole files.
 */
import type { Span } from "../toml/text";

/** One name of a dotted key; empty behind a dot that nothing follows yet. */
export interface SketchPart {
  readonly name: string;
  readonly span: Span;
}

export type SketchValue =
  /** `inner` is what stands between the quotes, as it is written; `text` what it says. */
  | {
      readonly kind: "text";
      readonly text: string;
      readonly span: Span;
      readonly inner: Span;
      readonly closed: boolean;
    }
  /** Anything that is not quoted: numbers, true, and what is none of them yet. */
  | { readonly kind: "word"; readonly text: string; readonly span: Span }
  | {
      readonly kind: "list";
      readonly items: readonly SketchValue[];
      readonly span: Span;
      readonly closed: boolean;
    }
  | {
      readonly kind: "table";
      readonly pairs: readonly SketchPair[];
      readonly span: Span;
      readonly closed: boolean;
    };

export interface SketchPair {
  readonly parts: readonly SketchPart[];
  /** Where the "=" is, if there is one. */
  readonly equals: number | null;
  readonly value: SketchValue | null;
  /** From the key to the end of what belongs to it. */
  readonly span: Span;
}

export interface SketchSection {
  /** The top of the file, `[table]` or `[[table]]`. */
  readonly kind: "top" | "table" | "each";
  readonly parts: readonly SketchPart[];
  /** The header itself; empty for the top. */
  readonly header: Span;
  readonly closed: boolean;
  readonly pairs: readonly SketchPair[];
  /** Up to the next header. */
  readonly span: Span;
}

export interface Sketch {
  readonly text: string;
  /** The top first, also where nothing stands there. */
  readonly sections: readonly SketchSection[];
  readonly comments: readonly Span[];
}
