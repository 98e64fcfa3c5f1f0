import { TriangleAlert } from "lucide-react";
import type { Report } from "@/lib/audit/verify";
import { LINK } from "../ui/classes";
import { Icon } from "../ui/icon";
import { inWords } from "./integrity";

interface ReportNotesProps {
  readonly report: Pick<Report, "faults" | "warnings">;
  readonly hrefOf?: (seq: number) => string;
}

/** All else that was found: further faults, and what does not make a log invalid but has to be said. */
export function ReportNotes({ report: { faults, warnings }, hrefOf }: ReportNotesProps) {
  const further = faults.slice(1);
  if (further.length === 0 && warnings.length === 0) return null;
  return (
    <ul className="space-y-1">
      {further.map((fault, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes, and nothing else tells two faults apart
        <li key={at} className="flex items-start gap-2">
          <Icon of={TriangleAlert} className="mt-0.5 size-4 text-error" />
          <span className="max-w-[60rem] wrap-anywhere">
            <code className="mr-1.5 text-error text-xs">{fault.code}</code>
            {fault.why}
          </span>
        </li>
      ))}
      {warnings.map(({ code, why, count, seq }) => (
        <li key={code} className="max-w-[60rem] text-text-muted">
          <code className="mr-1.5 text-xs">{code}</code>
          {why}
          {seq !== undefined && (
            <>
              {" "}
              {count > 1 ? `${inWords(count)} times, first at ` : "At "}
              {hrefOf === undefined ? (
                `#${inWords(seq)}`
              ) : (
                <a href={hrefOf(seq)} className={`${LINK} inline-flex min-h-6 items-center`}>
                  #{inWords(seq)}
                </a>
              )}
              .
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
