import type { WhatIfView } from "../policy-desk/messages";
import type { VerdictKind } from "../verdict/verdict";
import { Change } from "./flips";
import { doubtsOf } from "./standing";

/** How many come out otherwise, and in which way. */
export function Summary({ view, isCurrent }: { view: WhatIfView; isCurrent: boolean }) {
  const { asked, flipped, counts } = view;
  const all = `${asked.toLocaleString("en")} recorded ${asked === 1 ? "request" : "requests"}`;
  return (
    <div className="border-line border-b px-3 py-2" aria-busy={!isCurrent}>
      <p role="status">
        {flipped === 0 ? (
          <>Nothing flips: the {all} would be decided as they were.</>
        ) : (
          <>
            <strong className="font-semibold tabular-nums">{flipped.toLocaleString("en")}</strong> of {all}{" "}
            would be decided otherwise.
          </>
        )}
      </p>
      {flipped > 0 && (
        <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-xs">
          {Object.entries(counts).map(([pair, count]) => {
            const [was, would] = pair.split(" ") as [VerdictKind, VerdictKind];
            return (
              <li key={pair} className="inline-flex items-center gap-1 tabular-nums">
                {count.toLocaleString("en")} × <Change was={was} would={would} />
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}

export function Doubts({ view }: { view: WhatIfView }) {
  return (
    <details className="px-3 py-2 text-text-muted">
      <summary className="min-h-6 cursor-pointer">What this cannot know</summary>
      <ul className="mt-1 max-w-prose list-disc space-y-1 pl-4">
        {doubtsOf(view).map((doubt) => (
          <li key={doubt}>{doubt}</li>
        ))}
      </ul>
    </details>
  );
}
