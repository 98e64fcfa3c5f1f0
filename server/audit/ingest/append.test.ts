import { describe, expect, test } from "vitest";
import { newDesk, storedLines, verdictOn } from "./testing/sending";
import { SentSession } from "./testing/sent-session";

describe("a session in batches", () => {
  test("gets a receipt for each, which verifies with the records", async () => {
    const desk = await newDesk();
    const session = new SentSession().grow(700).close();
    const first = await desk.send(await session.batch(0, 500));
    const second = await desk.send(await session.batch(500));
    for (const receipt of [first, second]) {
      const report = await verdictOn(desk, session, receipt);
      expect(report).toMatchObject({ verdict: "OK", faults: [] });
    }
    expect(await storedLines(desk, session.sid)).toEqual(session.records);
  });
});
