"use client";

import { CopyButton } from "../feedback/copy-button";
import { BUTTON } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { Outcome, Probe } from "./probe";
import { PROBES } from "./probes";
import { reportText, tally, tallySentence } from "./report";
import { useProbes } from "./use-probes";

/** What was found, row by row as it is found. */
export function Check() {
  const { outcomes, again } = useProbes();
  const counts = tally(PROBES, outcomes);
  const finished = counts.done === counts.all;
  return (
    <section aria-label="Results">
      <div className="flex min-h-8 flex-wrap items-center gap-2">
        <p role="status" className="mr-auto font-medium tabular-nums">
          {tallySentence(counts)}
        </p>
        {finished && (
          <>
            <button type="button" className={BUTTON} onClick={again}>
              Check again
            </button>
            <CopyButton
              wide
              label="Copy report"
              text={() => reportText(PROBES, outcomes, navigator.userAgent)}
            />
          </>
        )}
      </div>
      <table className="mt-3 w-full border-collapse max-md:block">
        <thead className="max-md:sr-only">
          <tr className="border-line-strong border-b text-left text-text-muted text-xs">
            <th scope="col" className="py-1.5 pr-4 font-medium">
              What
            </th>
            <th scope="col" className="py-1.5 pr-4 font-medium">
              Result
            </th>
            <th scope="col" className="py-1.5 font-medium">
              What it means here
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {PROBES.map((probe) => (
            <Row key={probe.id} probe={probe} outcome={outcomes[probe.id]} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ probe, outcome }: { probe: Probe; outcome: Outcome | undefined }) {
  return (
    <tr className="border-line border-b align-top max-md:block max-md:py-2">
      <th scope="row" className="py-2 pr-4 text-left font-medium max-md:block max-md:py-0 md:w-[17rem]">
        {probe.title}
      </th>
      <td className="py-2 pr-4 max-md:block max-md:py-0 md:w-[17rem]">
        {outcome === undefined ? (
          <span className="text-text-muted">Checking</span>
        ) : (
          <>
            <Verdict kind={outcome.works ? "allow" : "error"} word={outcome.works ? "works" : "missing"} />
            <span className="block text-text-muted wrap-anywhere">{outcome.fact}</span>
          </>
        )}
      </td>
      <td className="py-2 max-md:block max-md:py-0">
        {probe.use}
        {outcome?.works === false && <span className="block font-medium">{probe.without}</span>}
      </td>
    </tr>
  );
}
