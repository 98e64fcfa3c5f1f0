/** A session as the page asks for it: live, recorded, or out of a recording. */
import type { Hasher } from "../../../../audit/hash";
import { LineSplitter } from "../../../../audit/recorder/lines";
import type { MemoryFiles } from "../../../files";
import { readTape } from "../../../replay/read-tape";
import type { FromCell, PastRun, ToCell } from "../protocol";
import type { Around, Post } from "./around";
import { BodySender } from "./body-sender";
import { FileHistory } from "./file-history";
import { type GoingOnParts, GoingOnWay } from "./going-on-way";
import { RecordedWay } from "./recorded-way";
import { ReplayedWay } from "./replayed-way";
import { CellSession } from "./session";
import { SessionLogs } from "./session-logs";
import { liveWay, platformFrom } from "./way";

type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;
type FromOf<Kind extends FromCell["kind"]> = Extract<FromCell, { kind: Kind }>;

export function openSession(post: Post, around: Around, message: Of<"session">): CellSession {
  const { log, settings, now: began, recording: order, history, past } = message;
  const { sid } = log;
  const platform = platformFrom(began);
  const recorded = order && new RecordedWay({ post, around, platform, order, settings, sid });
  const way = recorded ?? (past ? goingOn(past, { post, around, platform, settings }) : liveWay(platform));
  const now = () => way.course.now();
  const bodies = message.bodies && new BodySender(post, message.bodies.mostBytes);
  const logs = new SessionLogs(post, around, now, log, () => {
    bodies?.flush();
    recorded?.sender.flush();
  });
  const tell = (told: FromOf<"files">) => {
    logs.own.flush();
    post(told);
  };
  const watch =
    history && ((files: MemoryFiles) => new FileHistory(files, () => logs.own.size, history.mostBytes, tell));
  return new CellSession(post, around, {
    settings,
    sid,
    logs,
    way,
    now: platform.now,
    ...(watch && { watch }),
    ...(bodies && { bodies }),
  });
}

function goingOn(past: PastRun, parts: Omit<GoingOnParts, "past" | "tape" | "lines">): GoingOnWay {
  const { tape, lines } = boundTape(past, parts.around.hasher);
  return new GoingOnWay({ ...parts, past, tape, lines });
}

/** Throws for a recording of another log: one that has its end names the last of its records. */
function boundTape(given: Pick<PastRun, "tape" | "lines">, hasher: Hasher) {
  const tape = readTape(given.tape);
  if (!tape.ok) throw new RangeError(tape.why);
  const lines = new LineSplitter(given.lines.length).push(given.lines);
  const { end } = tape.value;
  const last = lines.at(-1);
  if (end && !(last && end.records === lines.length && end.head === hasher.leafHex(last)))
    throw new RangeError("The recording is of another log.");
  return { tape: tape.value, lines };
}

/** Throws for what is no recording; the page has looked at its beginning, and tells a person. */
export function openReplay(post: Post, around: Around, order: Of<"replay">): CellSession {
  const { settings, now: began } = order;
  const { tape, lines } = boundTape(order, around.hasher);
  const way = new ReplayedWay({ post, around, order, tape, lines, folder: settings.cwd });
  const { sid } = tape.header;
  return new CellSession(post, around, { settings, sid, logs: way.logs, way, now: platformFrom(began).now });
}
