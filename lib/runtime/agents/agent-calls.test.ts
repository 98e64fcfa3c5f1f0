import { describe, expect, it } from "vitest";
import { bench } from "../../mediator/testing/bench";
import { Values } from "../calls/values";
import { AGENT_LIMITS, agentCalls, type ChildOrder, newAgentLineage } from "./agent-calls";
import { asker } from "./testing/asker";

const SPEC = '[capabilities.agents]\nspawn = ["helper", "constructor"]\n';
const END = { output: 5, code: 0, reason: "exit", text: "", session: "" };

describe("starting an agent", () => {
  it("is recorded with the name of its log before that begins, and binds it to who started it", async () => {
    const orders: ChildOrder[] = [];
    const made = asker(SPEC, {
      runChild: async (order) => {
        orders.push(order);
        expect(made.log.durableSize).toBe(1);
        return { ...END, session: order.sid };
      },
    });
    const { value } = await made.ask("agent.spawn", "helper", { task: 1 });
    const [order] = orders;
    expect(value).toEqual({ ...END, session: order?.sid });
    expect(made.log.entries[0]?.data).toMatchObject({
      verdict: "allow",
      request: { name: "helper" },
      call: order?.sid,
      body: { bytes: 10 },
    });
    expect(made.log.entries[1]).toMatchObject({
      type: "agent.spawn.result",
      data: { of: 0, status: "ok", code: 0, body: { bytes: 1 } },
    });
    expect(order).toMatchObject({
      name: "helper",
      input: { task: 1 },
      parent: { seq: 0 },
      lineage: { depth: 1 },
    });
    expect(order?.above).toEqual(made.mediator.authorities);
  });

  it("is for those that the spec names", async () => {
    const { ask } = asker(SPEC, { runChild: async () => END });
    for (const name of ["other", "", "__proto__", "../helper", "helper/.."])
      expect((await ask("agent.spawn", name)).error?.code).toBe("ERR_ACCESS_DENIED");
    expect((await ask("agent.spawn", "helper", "x".repeat(AGENT_LIMITS.inputUnits))).error?.name).toBe(
      "TypeError",
    );
  });

  it("is limited in number, at once and in all", async () => {
    const ends: (() => void)[] = [];
    const { begin, settled, ask } = asker(SPEC, {
      runChild: () => new Promise((resolve) => ends.push(() => resolve(END))),
    });
    const first = Array.from({ length: AGENT_LIMITS.living }, () => begin("agent.spawn", "helper"));
    const refused = await settled(begin("agent.spawn", "helper"));
    expect(refused.error).toMatchObject({ code: "ERR_AEGIS_AGENT_LIMIT" });
    while (ends.length < first.length) await Promise.resolve();
    for (const end of ends.splice(0)) end();
    await Promise.all(first.map(settled));
    for (let i = AGENT_LIMITS.living; i < AGENT_LIMITS.inAll; i++) {
      const promise = begin("agent.spawn", "helper");
      while (ends.length === 0) await Promise.resolve();
      ends.pop()?.();
      expect((await settled(promise)).error).toBeUndefined();
    }
    expect((await ask("agent.spawn", "helper")).error).toMatchObject({ code: "ERR_AEGIS_AGENT_LIMIT" });
  });

  it("is limited in depth", async () => {
    const { mediator } = bench(SPEC);
    const lineage = { ...newAgentLineage(), depth: AGENT_LIMITS.deepest };
    const calls = agentCalls({ mediator, sid: "x", lineage, runChild: async () => END, newSid: () => "y" });
    await expect(calls["agent.spawn"](new Values(["helper"]), undefined)).rejects.toMatchObject({
      code: "ERR_AEGIS_AGENT_LIMIT",
    });
  });

  it("ends with whoever started it", async () => {
    let signal: AbortSignal | undefined;
    const made = asker(SPEC, {
      runChild: (_, ending) => {
        signal = ending as globalThis.AbortSignal;
        return new Promise((_resolve, reject) =>
          ending.addEventListener("abort", () => reject(new Error("stopped"))),
        );
      },
    });
    const promise = made.begin("agent.spawn", "helper");
    while (!signal) await Promise.resolve();
    made.mediator.end();
    expect(signal.aborted).toBe(true);
    expect((await made.settled(promise)).error).toBeDefined();
  });
});

it("an agent that nobody started has no input, and its reply goes nowhere", async () => {
  const { ask } = asker(SPEC);
  expect(await ask("agent.input")).toEqual({ value: undefined });
  expect(await ask("agent.reply", 5)).toEqual({ value: undefined });
  expect((await ask("agent.spawn", "helper")).error).toMatchObject({ code: "ERR_AEGIS_AGENT_FAILED" });
});
