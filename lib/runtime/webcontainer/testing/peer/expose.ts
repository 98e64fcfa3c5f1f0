/**
 * The messages that the vendor's client speaks, from the other side: objects behind ports, their methods called by path, callbacks
 * as ports of their own. Written after what the client sends (version 1.6.4 of it; the protocol is that of comlink 4.3).
 */
type Path = readonly string[];
interface Wire {
  readonly type: number;
  readonly name?: string;
  readonly value?: unknown;
}
interface Question {
  readonly id: string;
  readonly type: number;
  readonly path?: Path;
  readonly argumentList?: readonly Wire[];
}

const GET = 0;
const APPLY = 2;
const RELEASE = 5;
const RAW = 0;
const HANDLED = 3;

/** What crosses as something that can be called, not as a copy. */
export class Shared {
  readonly target: object;
  constructor(target: object) {
    this.target = target;
  }
}
export type Callback = (...values: unknown[]) => void;

export function expose(target: object, port: MessagePort): void {
  port.onmessage = async ({ data }: MessageEvent<Question>) => {
    const { id, type } = data;
    const [wire, transfer] = await answer(target, data).then(asWire, asThrown);
    port.postMessage({ ...wire, id }, transfer);
    if (type === RELEASE) port.close();
  };
}

async function answer(target: object, { type, path = [], argumentList = [] }: Question): Promise<unknown> {
  if (type === RELEASE) return undefined;
  const owner = path.slice(0, -1).reduce<unknown>(memberOf, target);
  const last = path.at(-1);
  const member = last === undefined ? target : memberOf(owner, last);
  if (type === GET) return member;
  if (type !== APPLY || typeof member !== "function")
    throw new TypeError(`no ${path.join(".")} of that kind`);
  return Reflect.apply(member, owner, argumentList.map(fromWire));
}

function memberOf(owner: unknown, name: string): unknown {
  return (owner as Record<string, unknown>)[name];
}

function fromWire({ type, name, value }: Wire): unknown {
  if (type === RAW) return value;
  if (type !== HANDLED || name !== "proxy") throw new TypeError("a value of no known kind");
  const port = value as MessagePort;
  port.start();
  const callback: Callback = (...values) => {
    const argumentList = values.map((each) => ({ type: RAW, value: each }));
    port.postMessage({ id: crypto.randomUUID(), type: APPLY, path: [], argumentList });
  };
  return callback;
}

function asWire(value: unknown): [Wire, Transferable[]] {
  if (!(value instanceof Shared)) return [{ type: RAW, value }, []];
  const { port1, port2 } = new MessageChannel();
  expose(value.target, port1);
  return [{ type: HANDLED, name: "proxy", value: port2 }, [port2]];
}

function asThrown(thrown: unknown): [Wire, Transferable[]] {
  const { message, name, stack } = thrown instanceof Error ? thrown : new Error(String(thrown));
  const value = { isError: true, value: { message, name, stack } };
  return [{ type: HANDLED, name: "throw", value }, []];
}
