/**
 * Events of a server (the format of `text/event-stream`), read from a whole answer. Total on any bytes: an endless line, ten
 * million events or broken text end in a refusal and in nothing else.
 */
import type { Read } from "../plain";

export interface ServerEvent {
  /** `message` where the server named none. */
  readonly event: string;
  readonly data: string;
}

export const SSE_LIMITS = { lineUnits: 1024 * 1024, events: 10_000 } as const;

const decoder = new TextDecoder("utf-8");
const LINE_END = /\r\n|\n|\r/;

export function readEvents(bytes: Uint8Array): Read<readonly ServerEvent[]> {
  const events: ServerEvent[] = [];
  let name = "";
  let data: string[] = [];
  // The decoder takes a mark at the beginning off, as the format has it. The last line may have no end: it is no event.
  const lines = decoder.decode(bytes).split(LINE_END);
  lines.pop();
  for (const line of lines) {
    if (line.length > SSE_LIMITS.lineUnits)
      return { ok: false, why: "a line of the server's events is too long" };
    if (line === "") {
      if (data.length > 0) events.push({ event: name === "" ? "message" : name, data: data.join("\n") });
      if (events.length > SSE_LIMITS.events) return { ok: false, why: "the server sent too many events" };
      name = "";
      data = [];
      continue;
    }
    const colon = line.indexOf(":");
    if (colon === 0) continue;
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "event") name = value;
    else if (field === "data") data.push(value);
  }
  return { ok: true, value: events };
}
