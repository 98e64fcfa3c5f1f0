import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { Host } from "../../embedded/vm/interface";
import { LineReader, packetLines } from "../frames/lines";
import { DOWN_KINDS, type DownKind, type Packet, UP_KINDS, type UpKind } from "../frames/packet";
import { Link } from "./link";

const RUNS = Number(process.env.PROPERTY_RUNS ?? 200);
const HOST: Host = {
  call: async (text, bytes) => ({ text: `${text}!`, ...(bytes && { bytes }) }),
  resolve: (base, specifier) => ({ text: `${base}|${specifier}` }),
  load: (name) => (name === "none" ? { error: "not here" } : { text: "export {}" }),
  shouldStop: () => false,
  now: () => 0n,
  random: () => {},
};

/** The other end of the streams, in the hands of a test. */
function streams(host: Partial<Host> = {}) {
  let output: ReadableStreamDefaultController<string> | undefined;
  const heard: Packet<DownKind>[] = [];
  const reader = new LineReader("down", DOWN_KINDS);
  const stray: string[] = [];
  const events = { floods: 0, kills: 0 };
  let exit: (code: number) => void = () => {};
  const exited = new Promise<number>((resolve) => {
    exit = resolve;
  });
  const link = new Link(
    {
      output: new ReadableStream({
        start: (controller) => {
          output = controller;
        },
      }),
      input: new WritableStream({
        write: (text) => {
          for (const each of reader.push(text)) if (each.what === "packet") heard.push(each.packet);
        },
      }),
      exit: exited,
      kill: () => {
        events.kills += 1;
        exit(137);
      },
    },
    {
      stray: (text) => stray.push(text),
      flood: () => {
        events.floods += 1;
      },
    },
  );
  const say = (text: string) => output?.enqueue(text);
  const send = (packet: Packet<UpKind>) => say(packetLines("up", UP_KINDS, packet));
  const until = (count: number) =>
    vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(count), { timeout: 20_000, interval: 1 });
  const ready = async () => {
    const realm = link.realm({ ...HOST, ...host }, { allowsCode: false });
    await until(1);
    send({ kind: "ready", id: heard[0]?.id ?? 0, text: "" });
    await realm;
    heard.length = 0;
  };
  return { link, heard, stray, events, say, send, until, ready, exit };
}

describe("the page's end of a process", () => {
  it("answers questions with what the host says, each by its number", async () => {
    const { send, until, ready, heard } = streams();
    await ready();
    send({ kind: "call", id: 5, text: "a", bytes: new Uint8Array([1, 2]) });
    await until(1);
    send({ kind: "resolve", id: 6, text: '["/a","./b"]' });
    await until(2);
    send({ kind: "load", id: 7, text: "none" });
    await until(3);
    send({ kind: "resolve", id: 8, text: "no names" });
    await until(4);
    expect(heard.map(({ kind, id, text }) => [kind, id, text])).toEqual([
      ["answer", 5, '{"text":"a!"}'],
      ["answer", 6, '{"text":"/a|./b"}'],
      ["answer", 7, '{"error":"not here"}'],
      ["unanswered", 8, "The host failed to answer."],
    ]);
    expect(heard[0]?.bytes).toEqual(new Uint8Array([1, 2]));
  });

  it("takes a report for the order that is open, and no other", async () => {
    const { link, send, until, ready, heard, stray } = streams();
    await ready();
    const order = link.order("run", "message");
    await until(1);
    const id = heard[0]?.id ?? 0;
    const report = (text: string) => `{"ended":{"kind":"value","text":"${text}"},"memoryBytes":1}`;
    send({ kind: "report", id: id + 1, text: report("of another") });
    send({ kind: "ready", id, text: "" });
    send({ kind: "report", id, text: report("mine") });
    send({ kind: "report", id, text: report("again") });
    expect(await order).toEqual({
      ended: { kind: "value", text: "mine" },
      hasRejections: false,
      memoryBytes: 1,
    });
    expect(stray).toEqual([]);
  });

  it("does not take what is no report", async () => {
    for (const text of [
      "",
      "{}",
      "null",
      '{"memoryBytes":"1"}',
      '{"ended":{"kind":"new"},"memoryBytes":1}',
    ]) {
      const { link, send, until, ready, heard } = streams();
      await ready();
      const order = link.order("run", "message");
      await until(1);
      send({ kind: "report", id: heard[0]?.id ?? 0, text });
      await expect(order).rejects.toThrow("no report");
    }
  });

  it("ends its orders when the process ends, and when the guest is to stop", async () => {
    const gone = streams();
    await gone.ready();
    const order = gone.link.order("run", "message");
    gone.exit(1);
    await expect(order).rejects.toThrow("the process ended");
    await expect(gone.link.order("run", "next")).rejects.toThrow("the process is gone");

    let isOver = false;
    const stopped = streams({ shouldStop: () => isOver });
    await stopped.ready();
    const loop = stopped.link.order("run", "message");
    isOver = true;
    expect(await loop).toMatchObject({ ended: { kind: "stopped" } });
    expect(stopped.events.kills).toBe(1);
  });

  it("ends a process that asks more at once than one that waits for its answers", async () => {
    const { link, send, ready, events } = streams({ call: () => new Promise(() => {}) });
    await ready();
    for (let id = 0; id < 100; id++) send({ kind: "call", id, text: "[]" });
    await link.exited;
    expect(events).toEqual({ floods: 1, kills: 1 });
  });

  it("takes whatever a process says, and says no more than answers", async () => {
    const packet = fc.record({
      kind: fc.constantFrom(...UP_KINDS),
      id: fc.nat({ max: 5 }),
      text: fc.oneof(fc.string(), fc.json(), fc.constant('["a","b"]')),
    });
    const said = fc.oneof(
      packet.map((each) => packetLines("up", UP_KINDS, each)),
      fc.string(),
      fc.constant("\n"),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(said, { maxLength: 20 }), async (texts) => {
        const { link, say, ready, heard, exit } = streams();
        await ready();
        const order = link.order("run", "message").catch((cause: Error) => cause);
        for (const text of texts) say(text);
        await new Promise((resolve) => setImmediate(resolve));
        exit(0);
        await link.exited;
        await order;
        for (const { kind } of heard) expect(["run", "answer", "unanswered"]).toContain(kind);
      }),
      { numRuns: RUNS },
    );
  });
});
