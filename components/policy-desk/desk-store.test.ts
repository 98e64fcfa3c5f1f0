import { expect, onTestFinished, test, vi } from "vitest";
import { utf8 } from "@/lib/audit/bytes";
import type { Phase } from "../run/phases";
import { Trace } from "../run/trace";
import { Desk } from "./desk";
import { type DeskPort, DeskStore } from "./desk-store";
import type { ToDesk } from "./messages";

const POLICY = '[agent]\nname = "a"\n[capabilities.filesystem]\nread = ["/w/**"]\n';
const NARROW = POLICY.replace("/w/**", "/w/a");
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));
const ENDED: Phase = { at: "ended", end: { code: 0, reason: "exit" } as never, byAuthor: false };

/** The worker's own desk, with messages that cross as they do to a worker. */
function inProcess(sent: ToDesk[], starts: DeskPort[]): () => DeskPort {
  return () => {
    const port: DeskPort = {
      onmessage: null,
      onerror: null,
      postMessage(message, transfer) {
        const crossed = structuredClone(message, { transfer });
        sent.push(crossed);
        desk.take(crossed);
      },
      terminate: () => {
        port.onmessage = null;
      },
    };
    const desk = new Desk((data) => port.onmessage?.({ data: structuredClone(data) }), pause);
    starts.push(port);
    return port;
  };
}

function opened() {
  const [sent, starts]: [ToDesk[], DeskPort[]] = [[], []];
  const listeners = new Set<() => void>();
  const run = {
    trace: new Trace(),
    policy: POLICY,
    phase: { at: "running", since: 0, isStopping: false } as Phase,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const desk = new DeskStore(inProcess(sent, starts));
  onTestFinished(desk.open(run));
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const record = (seq: number, path: string) => {
    const data = { code: "ALLOWED", request: { path }, verdict: "allow" };
    run.trace.add([utf8(JSON.stringify({ data, seq, ts: "2026-01-02T03:04:05.000Z", type: "fs.read" }))]);
    tell();
  };
  return { desk, run, sent, starts, tell, record };
}

test("records cross once, whatever is typed meanwhile; what flips is of the text that is typed", async () => {
  const { desk, run, sent, tell, record } = opened();
  desk.setPolicy(POLICY);
  record(0, "/w/a");
  record(1, "/w/b");
  await expect.poll(() => desk.whatIf?.view?.asked).toBe(2);
  expect(desk.whatIf?.view?.flipped).toBe(0);
  desk.setPolicy("not a policy");
  desk.setPolicy(NARROW);
  await expect.poll(() => desk.whatIf?.view?.flipped).toBe(1);
  expect(desk.whatIf?.text).toBe(NARROW);
  expect(desk.unused).toBeUndefined(); // it still runs
  run.phase = ENDED;
  tell();
  await expect.poll(() => desk.unused?.view).toEqual([]);
  const lines = sent.flatMap((each) =>
    each.kind === "records" ? new TextDecoder().decode(each.lines).trimEnd().split("\n") : [],
  );
  expect(lines.map((line) => JSON.parse(line).seq)).toEqual([0, 1]);
  expect(sent.filter(({ kind }) => kind === "over")).toHaveLength(1);
});

test("a policy that takes long waits for a pause as long as the one before took", () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const texts: string[] = [];
  const port: DeskPort = {
    onmessage: null,
    onerror: null,
    terminate: () => {},
    postMessage: (message) => void (message.kind === "policy" && texts.push(message.text)),
  };
  const desk = new DeskStore(() => port);
  onTestFinished(desk.open({ ...opened().run, trace: new Trace() }));
  const view = { mistakes: [], risks: [], tests: null, permissions: null };
  const answer = (milliseconds: number) =>
    port.onmessage?.({ data: { kind: "policy", version: texts.length, view, milliseconds } });
  /** How long a text waits after which nothing is typed. */
  const waits = (text: string) => {
    desk.setPolicy(text);
    const began = Date.now();
    while (texts.at(-1) !== text) vi.advanceTimersByTime(1);
    return Date.now() - began;
  };
  waits("first");
  answer(400);
  expect(waits("second")).toBe(400);
  answer(90_000);
  expect(waits("third")).toBe(1_000);
  answer(3);
  expect(waits("fourth")).toBe(40);
});

test("a new run forgets what was said of the one before", async () => {
  const { desk, run, record } = opened();
  desk.setPolicy(NARROW);
  record(0, "/w/b");
  await expect.poll(() => desk.whatIf?.view?.flipped).toBe(1);
  run.trace = new Trace();
  record(0, "/w/a");
  expect(desk.whatIf).toBeUndefined();
  await expect.poll(() => desk.whatIf?.view).toMatchObject({ asked: 1, flipped: 0 });
});

test("of two questions of a kind the newer is answered", async () => {
  const { desk } = opened();
  const ask = (line: string) => desk.ask<"try">({ kind: "try", text: POLICY, line });
  const [first, second, third] = await Promise.all([ask("read /w/a"), ask("read /x"), ask("read /w/b")]);
  expect(first).toMatchObject({ verdict: "allow" });
  expect(second).toBeUndefined();
  expect(third).toMatchObject({ verdict: "allow", request: "fs.read /w/b" });
});

test("after a fault it is said, and another worker begins anew with all of the run", async () => {
  const { desk, starts, record } = opened();
  desk.setPolicy(NARROW);
  record(0, "/w/b");
  await expect.poll(() => desk.whatIf?.view?.flipped).toBe(1);
  starts[0]?.onerror?.({ message: "It fell over." });
  expect(await desk.ask<"shrink">({ kind: "shrink", text: NARROW })).toBeUndefined();
  expect(desk.failure).toBe("It fell over.");
  desk.whatIf = undefined;
  desk.retry();
  await expect.poll(() => desk.whatIf?.view?.flipped).toBe(1);
  expect([desk.failure, starts.length]).toEqual([undefined, 2]);
});
