import { printable } from "../audit/record-row";
import type { TestsView } from "../policy-desk/messages";
import { HEADING } from "../ui/classes";
import { LineLink } from "../ui/line-link";

interface CoverageProps {
  readonly view: TestsView;
  readonly onGoToLine: (line: number) => void;
}

/** Which rules a test names as its reason, and those that none does. */
export function Coverage({ view: { rules, touched, untouched }, onGoToLine }: CoverageProps) {
  if (rules === 0) return null;
  return (
    <section aria-label="Coverage" className="border-line border-t pt-2">
      <h3 className={HEADING}>
        Rules that tests touch: {touched} of {rules}
      </h3>
      {untouched.length > 0 && (
        <>
          <p className="mt-0.5 text-text-muted">No test touches:</p>
          <ul>
            {untouched.map(({ id, text, line }) => (
              <li key={id} className="flex min-h-6 items-baseline gap-2">
                <code className="min-w-0 break-all text-xs">{printable(text)}</code>
                <span className="grow text-text-muted text-xs">{id}</span>
                {line !== null && <LineLink line={line} what={id} onGoToLine={onGoToLine} />}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
