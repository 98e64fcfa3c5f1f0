"use client";

import { BUTTON } from "../ui/classes";
import type { DriverPickerProps } from "./driver-picker";
import { DriverTable } from "./driver-table";
import { addressOf, DRIVERS, type DriverName } from "./drivers";

/** Both drivers with what is to be known of them, and the way to the other. */
export function DriverChoices({ workspaceId, driver, isBusy }: DriverPickerProps) {
  return (
    <>
      {(Object.keys(DRIVERS) as DriverName[]).map((each) => (
        <Choice
          key={each}
          of={each}
          isChosen={each === driver}
          href={addressOf(workspaceId, each)}
          isBusy={isBusy}
        />
      ))}
      <DriverTable />
    </>
  );
}

interface ChoiceProps {
  readonly of: DriverName;
  readonly isChosen: boolean;
  readonly href: string;
  readonly isBusy: boolean;
}

function Choice({ of, isChosen, href, isBusy }: ChoiceProps) {
  const { title, what, trust } = DRIVERS[of];
  return (
    <section className="flex items-start gap-4 border-line border-b px-4 py-3 text-sm">
      <div className="min-w-0 grow">
        <h3 className="font-semibold">
          {title}: {trust}
        </h3>
        <p className="mt-1 max-w-[60ch]">{what}</p>
      </div>
      {isChosen && <span className="shrink-0 py-1 text-text-muted text-xs">Chosen</span>}
      {!isChosen && isBusy && <span className="shrink-0 py-1 text-text-muted text-xs">After this run</span>}
      {/* Loaded anew: each has headers of its own. */}
      {!isChosen && !isBusy && (
        <a href={href} className={`${BUTTON} shrink-0`}>
          {trust === "enforced" ? "Run here" : "Run here, advisory"}
        </a>
      )}
    </section>
  );
}
