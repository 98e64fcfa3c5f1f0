import type { DiffLine } from "@/lib/spec/diagnostics/unified-lines";
import { printable } from "../audit/record-row";

const INK: Readonly<Record<DiffLine["kind"], string>> = {
  hunk: "text-text-muted",
  old: "bg-deny-soft text-deny",
  new: "bg-allow-soft text-allow",
  same: "",
};

/** A unified diff; what goes and what comes has its sign and its colour. */
export function DiffLines({ lines }: { lines: readonly DiffLine[] }) {
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
      tabIndex={0}
      aria-label="Change of the text"
      className="overflow-x-auto border-line border-y py-1"
    >
      <pre className="w-max min-w-full text-xs">
        {lines.map(({ kind, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no names, and are never moved
          <span key={index} className={`block px-2 ${INK[kind]}`}>
            {printable(text)}
          </span>
        ))}
      </pre>
    </section>
  );
}
