import { BUTTON } from "../ui/classes";
import { Verdict } from "../verdict/verdict";
import type { SyncEngine } from "./engine";
import { SessionTable } from "./session-table";
import { type SyncPhase, type SyncTrouble, type SyncView, WORDS } from "./view";

interface SyncDetailsProps {
  readonly view: SyncView;
  readonly engine: SyncEngine | null;
}

/** How far each log of this browser is vouched for, and what is in the way. */
export function SyncDetails({ view, engine }: SyncDetailsProps) {
  return (
    <>
      {view.failed !== null && (
        <p className="px-4 pt-3">
          <Verdict kind="error" word="Not stored" /> {view.failed}
        </p>
      )}
      {view.troubles.map((trouble) => (
        <Trouble key={trouble.about} trouble={trouble} engine={engine} />
      ))}
      <SessionTable sessions={view.sessions} />
      <div className="flex items-center justify-between gap-3 border-line border-t px-4 py-2 text-text-muted text-xs">
        <span>{phaseText(view.phase)}</span>
        <button type="button" className={BUTTON} disabled={engine === null} onClick={() => engine?.retry()}>
          Try again now
        </button>
      </div>
    </>
  );
}

function Trouble({ trouble, engine }: { trouble: SyncTrouble; engine: SyncEngine | null }) {
  const { about, code, why, offered } = trouble;
  return (
    <section className="border-line border-b px-4 py-3 text-sm">
      <h3 className="font-semibold">
        <Verdict kind="error" word={WORDS[code]} />
      </h3>
      <p className="mt-1">{why}</p>
      <p className="mt-1 text-text-muted text-xs">
        About <code>{about}</code>. {ADVICE[code]}
      </p>
      {offered !== undefined && (
        <div className="mt-2">
          <dl className="text-xs">
            <dt className="text-text-muted">The keys that it uses now, of {offered.host}</dt>
            <dd className="font-mono wrap-anywhere">{offered.cosigner[0]}</dd>
            <dd className="font-mono wrap-anywhere">{offered.log[0]}</dd>
          </dl>
          <button
            type="button"
            className={`${BUTTON} mt-2`}
            disabled={engine === null}
            onClick={() => void engine?.acceptKeys(offered)}
          >
            These are the server's keys
          </button>
        </div>
      )}
    </section>
  );
}

const KEPT = "Both signed notes are kept in this browser as evidence, and nothing more is sent.";
const ADVICE: Readonly<Record<SyncTrouble["code"], string>> = {
  FORK: KEPT,
  ROLLBACK: KEPT,
  KEYS_CHANGED:
    "Ask whoever runs the server whether it has new keys, and compare them. Nothing is sent until then.",
  BAD_RECEIPT: "What the server answered is not believed, and nothing counts as countersigned by it.",
  REFUSED: "The records stay in this browser.",
  NO_KEY: "The records stay in this browser.",
  DAMAGED: "Something changed this browser's storage. What was countersigned is with the server.",
};

function phaseText(phase: SyncPhase): string {
  switch (phase.kind) {
    case "resting":
      return "Nothing is waiting to be sent.";
    case "sending":
      return "Sending.";
    case "offline":
      return "This browser is offline. Records are sent when it is back.";
    case "waiting":
      return `${phase.why} It is tried again by itself.`;
  }
}
