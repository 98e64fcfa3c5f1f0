import type { LogKeyList, LogState } from "@/lib/audit/sync/operate";
import { printable } from "../audit/record-row";
import { LINK } from "../ui/classes";
import { Erasing } from "./erasing";
import { PublicLog } from "./public-log";
import type { Said } from "./said";
import { ServerKeys } from "./server-keys";
import type { Typed } from "./witness-forms";
import { WitnessSection } from "./witness-section";

interface LogSettingsProps {
  readonly workspaceId: string;
  readonly workspaceName: string;
  readonly mayChange: boolean;
  readonly log: LogState;
  readonly told: LogKeyList;
  readonly address: string;
  readonly said: Said;
  readonly typed: Typed;
}

/** Who may read the log of a workspace, who vouches for it beside the server, by which keys. */
export function LogSettings(props: LogSettingsProps) {
  const { workspaceId, workspaceName, mayChange, log, told, address, said, typed } = props;
  return (
    <div className="mx-auto w-full max-w-[76rem] space-y-7 px-4 py-4 sm:px-6">
      <header>
        <p className="flex flex-wrap gap-x-4 text-xs">
          <a href={`/audit?w=${workspaceId}`} className={`${LINK} inline-flex min-h-6 items-center`}>
            Audit of {printable(workspaceName)}
          </a>
          <a href={`/w/${workspaceId}`} className={`${LINK} inline-flex min-h-6 items-center`}>
            Workbench
          </a>
        </p>
        <h1 className="font-semibold text-xl tracking-[-0.01em]">Settings of the log</h1>
        <p className="mt-1 max-w-[46rem] text-text-muted">
          Of the workspace {printable(workspaceName)}.{" "}
          {!mayChange && "You see them as a member; its owner changes them."}
        </p>
      </header>
      <PublicLog
        workspaceId={workspaceId}
        log={log}
        keys={told.keys}
        address={address}
        mayChange={mayChange}
        said={said}
      />
      <WitnessSection workspaceId={workspaceId} log={log} mayChange={mayChange} said={said} typed={typed} />
      <ServerKeys {...told} />
      <Erasing />
    </div>
  );
}
