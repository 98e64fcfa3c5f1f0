/**
 * The host as the machine calls it in a worker: it waits where more is recorded than the page can store, and answers
 * what would take time by a sentence where the platform cannot wait inside a call.
 */
import type { CallError } from "../../../calls/protocol";
import type { Host, Reply } from "../../vm/host";

export interface Room {
  readonly hasRoom: boolean;
  drained(): Promise<void>;
}

const CANNOT_WAIT: CallError = {
  name: "Error",
  code: "ERR_AEGIS_CANNOT_WAIT",
  message: "This browser cannot wait inside a synchronous call; use the asynchronous one.",
};

export function patient(host: Host, room: Room, waits: boolean): Host {
  const call: Host["call"] = (text, bytes) => host.call(text, bytes);
  if (!waits) {
    return {
      ...host,
      call: (text, bytes): Reply => {
        const reply = call(text, bytes);
        return reply instanceof Promise ? { text: JSON.stringify({ e: CANNOT_WAIT }) } : reply;
      },
    };
  }
  return {
    ...host,
    call: (text, bytes) => (room.hasRoom ? call(text, bytes) : room.drained().then(() => call(text, bytes))),
  };
}
