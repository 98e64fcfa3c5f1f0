import type { DiagnosticKind } from "@/lib/spec";
import { Heading } from "./heading";
import type { PageHeading } from "./headings";

const SEVERITIES = { error: "An error.", warning: "A warning.", note: "A note." } as const;

type Table = Readonly<Record<string, DiagnosticKind>>;

export function diagnosticHeadings(table: Table): readonly PageHeading[] {
  return Object.keys(table).map((code) => ({ id: code, text: code, depth: 2 }));
}

/** Every diagnostic of the language, from the table that the checks take them from. */
export function DiagnosticReference({ table }: { table: Table }) {
  return (
    <>
      <Heading depth={1} id="diagnostics">
        Diagnostics
      </Heading>
      <p className="my-3">
        What the editor and <code>aegis validate</code> say about a spec. Each has a code that stays the same,
        and points at the line and column at fault.
      </p>
      {Object.entries(table).map(([code, { severity, summary, mend }]) => (
        <section key={code} className="target:bg-accent-soft">
          <Heading depth={2} id={code}>
            <code className="text-base">{code}</code>
          </Heading>
          <p>{summary}</p>
          <p className="mt-1">{mend}</p>
          <p className="mt-1 text-sm text-text-muted">{SEVERITIES[severity]}</p>
        </section>
      ))}
    </>
  );
}
