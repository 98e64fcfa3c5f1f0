/** The door by which the host comes in: one message at a time, each answered with whether there is anything left to do. */
import type { Message } from "../../calls/protocol";
import { settle } from "./host";
import { jsonParse, objectCreate } from "./intrinsics";
import { addPolled, alarmed, guarded, hasTicks, isAlive, runTicks, setAlarm, step } from "./loop";

type Kind = Message["kind"];
type Handler<Name extends Kind> = (message: Extract<Message, { kind: Name }>, extra: unknown) => void;
type Handlers = { readonly [Name in Kind]?: Handler<Name> };

const handlers = objectCreate(null) as Record<string, Handler<Kind>>;
let end: () => boolean = () => false;
let worked: () => void = () => {};
let exitCode: () => number | undefined = () => undefined;
let hasStarted = false;
/** Messages that wait for what was left over: what comes after them waits as well, or it would overtake them. */
let deferred = 0;

export function handle(more: Handlers): void {
  for (const kind of Object.keys(more)) handlers[kind] = more[kind as Kind] as Handler<Kind>;
}
export function answerExitCode(read: () => number | undefined): void {
  exitCode = read;
}

/** What happens when nothing is left; it answers whether something may come of it. `onWork` is told of all else. */
export function onEnd(atEnd: () => boolean, onWork: () => void): void {
  end = atEnd;
  worked = onWork;
}

function status(again: boolean): string {
  setAlarm();
  const code = exitCode();
  return `{"alive":${isAlive()}${again ? ',"again":true' : ""}${code === undefined ? "" : `,"exitCode":${code}`}}`;
}

export function entry(text: string, extra?: unknown): string {
  const message = jsonParse(text) as Message;
  if (message.kind === "turn") {
    const hasWorked = step();
    if (hasWorked) worked();
    return status(hasWorked);
  }
  if (message.kind === "exit") {
    let isOpen = false;
    guarded(() => {
      isOpen = end();
    });
    return status(isOpen);
  }
  worked();
  // What is left over from before comes first, and its promises before anything new.
  if ((hasTicks() || deferred > 0) && message.kind !== "rejections") {
    runTicks();
    deferred++;
    addPolled(() => {
      deferred--;
      deliver(message, extra);
    });
    return status(true);
  }
  deliver(message, extra);
  return status(true);
}

function deliver(message: Message, extra: unknown): void {
  if (message.kind === "start") {
    if (hasStarted) return;
    hasStarted = true;
  }
  if (message.kind === "alarm") {
    alarmed();
    return;
  }
  if (message.kind === "settle") {
    guarded(() => settle(message.promise, message.answer, extra as Uint8Array | undefined));
    return;
  }
  const handler = handlers[message.kind];
  if (handler !== undefined) guarded(() => handler(message, extra));
}
