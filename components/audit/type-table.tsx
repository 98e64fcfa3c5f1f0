import { LINK } from "../ui/classes";
import { Verdict, VerdictMark } from "../verdict/verdict";
import { inWords } from "./integrity";
import { type Counts, tableOf } from "./type-counts";

const COLUMNS = ["allow", "deny", "approve", "sanitize"] as const;

interface TypeTableProps {
  readonly counts: Counts;
  readonly hrefOf?: (type: string, verdict?: string) => string;
}

/** What the agent touched, by kind and by what was decided. */
export function TypeTable({ counts, hrefOf }: TypeTableProps) {
  const { rows, others } = tableOf(counts);
  if (rows.length === 0) return <p className="text-text-muted">Nothing was decided.</p>;
  return (
    <>
      <table className="w-full border-collapse">
        <thead>
          <tr className="border-line-strong border-b text-left text-text-muted text-xs">
            <th scope="col" className="py-1 pr-2 font-medium">
              What
            </th>
            {COLUMNS.map((verdict) => (
              <th key={verdict} scope="col" className="py-1 pl-2 text-right font-medium">
                <span className="max-sm:hidden">
                  <Verdict kind={verdict} />
                </span>
                <span className="sm:hidden">
                  <VerdictMark kind={verdict} />
                </span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ type, by }) => (
            <tr key={type} className="border-line border-b">
              <th scope="row" className="py-1 pr-2 text-left font-normal">
                <Linked href={hrefOf?.(type)}>{type}</Linked>
              </th>
              {COLUMNS.map((verdict) => (
                <td key={verdict} className="py-1 pl-2 text-right tabular-nums">
                  {by[verdict] === 0 ? (
                    <span className="text-text-muted">0</span>
                  ) : (
                    <Linked href={hrefOf?.(type, verdict)}>{inWords(by[verdict])}</Linked>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {others > 0 && (
        <p className="mt-1 text-text-muted text-xs">
          And {inWords(others)} records that are no decision: results, output, the ends of the session.
        </p>
      )}
    </>
  );
}

function Linked({ href, children }: { href: string | undefined; children: string }) {
  if (href === undefined) return children;
  return (
    <a href={href} className={`${LINK} inline-flex min-h-6 min-w-6 items-center justify-end`}>
      {children}
    </a>
  );
}
