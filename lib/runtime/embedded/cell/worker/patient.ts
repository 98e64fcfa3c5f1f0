/**
 * The host as the machine calls it in a worker: it waits where more is recorded than the page can store, answers what
 * would take time by a sentence where the platform cannot wait inside a call, and sends what was recorded while the guest
 * never pauses: what it did before it computed without end is in the log, also when it is taken away.
 */
import type { CallError } from "../../../calls/protocol";
import type { Host, Reply } from "../../vm/host";

export interface Room {
  readonly hasRoom: boolean;
  drained(): Promise<void>;
  look(): void;
}

const CANNOT_WAIT: CallError = {
  name: "Error",
  code: "ERR_AEGIS_CANNOT_WAIT",
  message: "This browser cannot wait inside a synchronous call; use the asynchronous one.",
};

export function patient(host: Host, room: Room, waits: boolean): Host {
  const call: Host["call"] = (text, bytes) => host.call(text, bytes);
  const shouldStop = () => {
    room.look();
    return host.shouldStop();
  };
  if (!waits) {
    return {
      ...host,
      shouldStop,
      call: (text, bytes): Reply => {
        const reply = call(text, bytes);
        return reply instanceof Promise ? { text: JSON.stringify({ e: CANNOT_WAIT }) } : reply;
      },
    };
  }
  return {
    ...host,
    shouldStop,
    call: (text, bytes) => (room.hasRoom ? call(text, bytes) : room.drained().then(() => call(text, bytes))),
  };
}
