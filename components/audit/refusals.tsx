import { LINK } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import { inWords } from "./integrity";
import { rowOf } from "./record-row";

interface RefusalsProps {
  readonly items: readonly { readonly seq: number; readonly line: string }[];
  /** Of all of them, where not all are listed. */
  readonly total: number;
  readonly hrefOf?: (seq: number) => string;
  readonly allHref?: string;
}

/** What was refused, first: the agent asked for it, and a rule or the lack of one said no. */
export function Refusals({ items, total, hrefOf, allHref }: RefusalsProps) {
  if (total === 0) return <p className="text-text-muted">Nothing was refused.</p>;
  return (
    <>
      <ul className="border-line-strong border-t">
        {items.map(({ seq, line }) => {
          const { type, subject, rule, why } = rowOf(seq, line);
          const name = `#${inWords(seq)}`;
          return (
            <li key={seq} className="border-line border-b py-1">
              <span className="flex items-baseline gap-2">
                <Verdict kind="deny" />
                <span className="shrink-0 text-text-muted">{type}</span>
                <code className="min-w-0 truncate text-xs" title={subject}>
                  {subject}
                </code>
                <span className="ml-auto shrink-0 tabular-nums">
                  {hrefOf === undefined ? (
                    name
                  ) : (
                    <a href={hrefOf(seq)} className={`${LINK} inline-flex min-h-6 items-center`}>
                      {name}
                    </a>
                  )}
                </span>
              </span>
              <span className="block truncate text-text-muted text-xs">
                {rule === "" ? why : `by ${rule}`}
              </span>
            </li>
          );
        })}
      </ul>
      {total > items.length && (
        <p className="mt-1 text-text-muted text-xs">
          {inWords(items.length)} of {inWords(total)} shown.{" "}
          {allHref !== undefined && (
            <a href={allHref} className={`${LINK} inline-flex min-h-6 items-center`}>
              All that was refused
            </a>
          )}
        </p>
      )}
    </>
  );
}
