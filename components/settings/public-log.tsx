import type { LogKeyList, LogState } from "@/lib/audit/sync/operate";
import { inWords } from "../audit/integrity";
import { BUTTON, HEADING } from "../ui/classes";
import { ChangeForm } from "./change-form";
import { KeyLine } from "./key-line";
import { type Said, SaidLine } from "./said";

interface PublicLogProps {
  readonly workspaceId: string;
  readonly log: LogState;
  readonly keys: LogKeyList["keys"];
  /** Whole where the server knows by which name people reach it. */
  readonly address: string;
  readonly mayChange: boolean;
  readonly said: Said;
}

export function PublicLog({ workspaceId, log, keys, address, mayChange, said }: PublicLogProps) {
  const { isPublic, size } = log;
  return (
    <section aria-labelledby="public" className="max-w-[46rem]">
      <h2 id="public" className={`${HEADING} scroll-mt-14`}>
        A log that others can read
      </h2>
      <SaidLine said={said} part="public" />
      <p className="mt-1">
        <strong className="font-medium">{isPublic ? "Public." : "Private."}</strong>{" "}
        {isPublic
          ? "Anybody can read the log of this workspace at its address, without a session."
          : "Members of the workspace alone can read its log."}
        {isPublic &&
          size === 0 &&
          " It has no entry yet: until the first session is countersigned, the address answers as if nothing were there."}
      </p>
      {isPublic && <Address address={address} keys={keys} />}
      <WhatIsPublic size={size} />
      {mayChange &&
        (isPublic ? (
          <ChangeForm workspaceId={workspaceId} does="hide" className="mt-3">
            <button type="submit" className={BUTTON}>
              Make the log private
            </button>
          </ChangeForm>
        ) : (
          <ChangeForm
            workspaceId={workspaceId}
            does="show"
            className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2"
          >
            <label className="inline-flex min-h-6 items-center gap-2">
              <input
                type="checkbox"
                name="known"
                value="yes"
                required
                aria-describedby="what-is-public"
                className="size-4"
              />
              I know that what was public stays known
            </label>
            <button type="submit" className={BUTTON}>
              Make the log public
            </button>
          </ChangeForm>
        ))}
    </section>
  );
}

function Address({ address, keys }: Pick<PublicLogProps, "address" | "keys">) {
  const inUse = keys.filter(({ purpose, retiredAt }) => purpose === "log" && retiredAt === null);
  return (
    <dl className="mt-2">
      <dt className="text-text-muted text-xs">Address, as tlog-tiles has it</dt>
      <dd>
        <KeyLine value={address} label="address of the log" />
      </dd>
      {inUse.map(({ vkey }) => (
        <div key={vkey} className="mt-1">
          <dt className="text-text-muted text-xs">Key, by which its checkpoints are verified</dt>
          <dd>
            <KeyLine value={vkey} label="key of the log" />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function WhatIsPublic({ size }: { size: number }) {
  return (
    <div id="what-is-public" className="mt-2 text-text-muted">
      <p>A public log shows, for each batch of records that was countersigned ({inWords(size)} until now):</p>
      <ul className="list-disc pl-5">
        <li>the id of its session, how many records that had by then, and the hash over them;</li>
        <li>so when the agents of this workspace ran, and how much they did; and who witnessed it.</li>
      </ul>
      <p className="mt-1">
        No record is in it: nothing of what an agent asked for, no name of an agent, a file or a person. What
        was public stays known: whoever has read it keeps it, and making the log private again takes nothing
        back.
      </p>
    </div>
  );
}
