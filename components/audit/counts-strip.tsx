import type { RecordFilter } from "@/lib/audit/sync/wire";
import { Verdict } from "../verdict/verdict";
import { inWords } from "./integrity";

const KINDS = ["deny", "approve", "sanitize", "allow"] as const;

interface CountsStripProps {
  readonly counts: Readonly<Record<(typeof KINDS)[number], number>>;
  readonly size: number;
  readonly filter: RecordFilter;
  readonly hrefOf: (filter: RecordFilter) => string;
  readonly onFilter: (filter: RecordFilter) => void;
}

/** How many of which verdict; each is the filter for it. Links, so that it works without script as well. */
export function CountsStrip({ counts, size, filter, hrefOf, onFilter }: CountsStripProps) {
  const { verdict: chosen, ...rest } = filter;
  const look =
    "inline-flex h-7 items-center gap-1.5 rounded border px-2 no-underline tabular-nums text-text hover:bg-surface-2";
  const link = (to: RecordFilter, isChosen: boolean, content: React.ReactNode, key: string) => (
    <li key={key}>
      <a
        href={hrefOf(to)}
        aria-current={isChosen ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          onFilter(to);
        }}
        className={`${look} ${isChosen ? "border-accent bg-accent-soft" : "border-line"}`}
      >
        {content}
      </a>
    </li>
  );
  return (
    <ul aria-label="By verdict" className="flex flex-wrap gap-1.5">
      {link(rest, chosen === undefined, <>all {inWords(size)}</>, "all")}
      {KINDS.map((kind) =>
        link(
          { ...rest, verdict: kind },
          chosen === kind,
          <>
            <Verdict kind={kind} /> {inWords(counts[kind])}
          </>,
          kind,
        ),
      )}
    </ul>
  );
}
