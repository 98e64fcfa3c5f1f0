import { describe, expect, it } from "vitest";
import { testBox } from "../testing/box";
import { LIARS } from "../testing/liars";

const POLICY = '[capabilities.filesystem]\nread = ["/workspace/**"]\n';
const AGENT = { "agent.ts": `console.log("ran")` };
/** For those that never answer; the true one has all the time that it needs. */
const SHORT_MS = 1_500;

describe("a process that is not proven", () => {
  for (const [what, { wrapper, says }] of Object.entries(LIARS)) {
    it(`is ended, and nothing of the agent has run: one that ${what}`, async () => {
      const isSilent = says.source.includes("in time");
      const test = await testBox({
        policy: POLICY,
        files: AGENT,
        wrapper,
        options: isSilent ? { proofMs: SHORT_MS } : {},
      });
      expect(await test.run()).toMatch(says);
      expect(test.output.stdout).toBe("");
      // It has ended, and not by itself where it would have gone on.
      for (const { exit } of test.instance.processes) expect(await exit).toBeTypeOf("number");
      const { records, verdict } = await test.close();
      expect(verdict).toBe("OK");
      // Mounting reads the agent's file; importing it would look at it first.
      expect(records.filter(({ type }) => type === "fs.stat")).toEqual([]);
      expect(records.at(-2)).toMatchObject({ type: "agent.exit", data: { reason: "broken" } });
    });
  }

  it("is ended when it answers too late", async () => {
    const { parts } = await (await import("../testing/container")).bundledParts();
    const wait = "Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60_000);";
    const wrapper = `import "node:fs"; ${wait}\n${parts.wrapper}`;
    const test = await testBox({ policy: POLICY, files: AGENT, wrapper, options: { proofMs: SHORT_MS } });
    expect(await test.run()).toMatch(/did not show in time/);
    expect((await test.close()).verdict).toBe("OK");
  });
});

it("is proven also where the policy lets the agent read everything, or asks for everything", async () => {
  for (const list of ["read", "approve"]) {
    const policy = `[capabilities.filesystem]\nread = ["/**"]\n${list === "approve" ? 'approve = ["/tmp/**", "/home/**"]\n' : ""}`;
    const test = await testBox({ policy, files: AGENT });
    expect(await test.run()).toEqual({ reason: "exit", code: 0 });
    expect(test.output.stdout).toBe("ran\n");
    expect((await test.close()).records.map(({ type }) => type)).not.toContain("approval.request");
  }
});

it("leaves no canary in the container", async () => {
  const test = await testBox({ policy: POLICY, files: AGENT });
  await test.run();
  const left = await test.instance.disk.readdir(".aegis", { withFileTypes: true });
  expect(left.map(({ name }) => name).sort()).toEqual(["guest.js", "inside.js", "run.mjs"]);
  await test.close();
});
