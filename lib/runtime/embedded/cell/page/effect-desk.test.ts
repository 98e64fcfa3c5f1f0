import { expect, it } from "vitest";
import type { EffectAnswer, EffectRequest, ToCell } from "../protocol";
import { EffectDesk } from "./effect-desk";
import { ForgedQuestion } from "./effects";

const request: EffectRequest = { effect: "agentEnd", agent: 1 };
const httpAnswer = (bytes: number): EffectAnswer => ({
  effect: "http",
  response: { status: 200, statusText: "OK", headers: [], body: new Uint8Array(bytes) },
});
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

function desk() {
  const posted: ToCell[] = [];
  const forged: unknown[] = [];
  const open: {
    resolve: (answer: EffectAnswer) => void;
    reject: (cause: unknown) => void;
    signal: AbortSignal;
  }[] = [];
  const desk = new EffectDesk({
    perform: (_, agent, signal) =>
      agent === 9
        ? undefined
        : new Promise<EffectAnswer>((resolve, reject) => open.push({ resolve, reject, signal })),
    post: (message) => posted.push(message),
    forged: (cause) => forged.push(cause),
  });
  const ids = () =>
    posted.map((message) => message.kind === "answers" && message.answers.map(({ id }) => id));
  return { desk, posted, forged, open, ids };
}

it("answers together what is there together", async () => {
  const { desk: it, open, ids } = desk();
  for (const id of [1, 2, 3]) expect(it.begin({ id, request })).toBe(true);
  open[2]?.resolve({ effect: "agentEnd" });
  open[0]?.resolve({ effect: "agentEnd" });
  await turn();
  open[1]?.reject(new Error("anything"));
  await turn();
  expect(ids()).toEqual([[3, 1], [2]]);
});

it("sends no message that is much larger than its last answer", async () => {
  const { desk: it, open, ids } = desk();
  for (const id of [1, 2, 3]) it.begin({ id, request });
  for (const { resolve } of open) resolve(httpAnswer(200_000));
  await turn();
  expect(ids()).toEqual([[1, 2], [3]]);
});

it("begins no number twice, and nothing for an agent that there is not", async () => {
  const { desk: it, open, ids } = desk();
  expect(it.begin({ id: 1, request })).toBe(true);
  expect(it.begin({ id: 1, request })).toBe(false);
  expect(it.begin({ id: 2, request, agent: 9 })).toBe(false);
  open[0]?.resolve({ effect: "agentEnd" });
  await turn();
  expect(ids()).toEqual([[1]]);
});

it("ends what is cancelled, and everything at its end", () => {
  const { desk: it, open } = desk();
  for (const id of [1, 2]) it.begin({ id, request });
  it.cancel(1);
  expect(open.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  it.end();
  expect(open.map(({ signal }) => signal.aborted)).toEqual([true, true]);
});

it("tells of a question that is not what it shows, and answers it nothing", async () => {
  const { desk: it, open, posted, forged } = desk();
  it.begin({ id: 1, request });
  open[0]?.reject(new ForgedQuestion());
  await turn();
  expect([posted.length, forged.length]).toEqual([0, 1]);
});
