import type { SessionStates } from "@/lib/audit/sync/states";
import { Hash } from "../hash/hash";

/** More than these nobody looks through here: the page of all logs has the rest. */
const SHOWN = 20;

/** The four states of each session, never one tick for all. */
export function SessionTable({ sessions }: { sessions: readonly SessionStates[] }) {
  if (sessions.length === 0)
    return <p className="px-4 py-3 text-sm text-text-muted">This browser holds no log.</p>;
  const more = sessions.length - SHOWN;
  return (
    <div className="overflow-x-auto px-4 py-3">
      <table className="w-full text-left text-xs tabular-nums">
        <caption className="sr-only">The newest first</caption>
        <thead className="text-text-muted">
          <tr>
            {["Session", "Recorded", "Countersigned", "Anchored", "Witnessed"].map((name) => (
              <th key={name} scope="col" className="py-1 pr-3 font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sessions.slice(0, SHOWN).map((session) => (
            <Row key={session.sid} session={session} />
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="pt-2 text-text-muted text-xs">and {more} older</p>}
    </div>
  );
}

function Row({ session }: { session: SessionStates }) {
  const { sid, agent, recorded, countersigned, anchored, witnessed, isClosed, workspaceId } = session;
  return (
    <tr className="border-line border-t align-top">
      <th scope="row" className="py-1 pr-3 font-normal">
        {agent ?? "unnamed"} <Hash value={sid} label="session id" />
      </th>
      <td className="py-1 pr-3">
        {recorded}
        {isClosed ? "" : ", open"}
      </td>
      <td className="py-1 pr-3">
        {countersigned === null
          ? workspaceId === null
            ? "for no server"
            : "not yet"
          : countersignedText(countersigned)}
      </td>
      <td className="py-1 pr-3">{anchored === null ? "not yet" : `in a log of ${anchored.size}`}</td>
      <td className="py-1">
        {witnessed === null ? "not witnessed" : `${witnessed.seen} of ${witnessed.of}`}
      </td>
    </tr>
  );
}

function countersignedText({ size, time }: NonNullable<SessionStates["countersigned"]>): string {
  return `${size}, at ${new Date(time * 1_000).toLocaleTimeString("en-GB")}`;
}
