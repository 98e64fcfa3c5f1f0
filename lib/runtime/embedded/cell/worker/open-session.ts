/** A session as the page asks for it: live, recorded, or out of a recording. */

import { LineSplitter } from "../../../../audit/recorder/lines";
import type { MemoryFiles } from "../../../files";
import { readTape } from "../../../replay/read-tape";
import type { FromCell, ToCell } from "../protocol";
import type { Around, Post } from "./around";
import { BodySender } from "./body-sender";
import { FileHistory } from "./file-history";
import { RecordedWay } from "./recorded-way";
import { ReplayedWay } from "./replayed-way";
import { CellSession } from "./session";
import { SessionLogs } from "./session-logs";
import { liveWay, platformFrom } from "./way";

type Of<Kind extends ToCell["kind"]> = Extract<ToCell, { kind: Kind }>;
type FromOf<Kind extends FromCell["kind"]> = Extract<FromCell, { kind: Kind }>;

export function openSession(post: Post, around: Around, message: Of<"session">): CellSession {
  const { log, settings, now: began, recording: order, history } = message;
  const { sid } = log;
  const platform = platformFrom(began);
  const recorded = order && new RecordedWay({ post, around, platform, order, settings, sid });
  const way = recorded ?? liveWay(platform);
  const now = () => way.course.now();
  const bodies = message.bodies && new BodySender(post, message.bodies.mostBytes);
  const logs = new SessionLogs(post, around.hasher, now, log, () => {
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

/** Throws for what is no recording; the page has looked at its beginning, and tells a person. */
export function openReplay(post: Post, around: Around, order: Of<"replay">): CellSession {
  const { settings, now: began } = order;
  const tape = readTape(order.tape);
  if (!tape.ok) throw new RangeError(tape.why);
  const lines = new LineSplitter(order.lines.length).push(order.lines);
  const way = new ReplayedWay({ post, around, order, tape: tape.value, lines, folder: settings.cwd });
  const { sid } = tape.value.header;
  return new CellSession(post, around, { settings, sid, logs: way.logs, way, now: platformFrom(began).now });
}
