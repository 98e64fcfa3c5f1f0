import { expect, it } from "vitest";
import type { Host } from "../../vm/host";
import { patient } from "./patient";

const HOST: Host = {
  call: (text) => (text === "slow" ? Promise.resolve({ text: "later" }) : { text: `${text}!` }),
  resolve: () => ({ text: "" }),
  load: () => ({ text: "" }),
  shouldStop: () => false,
  now: () => 0n,
  random: () => {},
};

it("waits with a call until there is room for its record", async () => {
  let drain = () => {};
  const room = {
    hasRoom: true,
    look: () => {},
    drained: () => new Promise<void>((resolve) => (drain = resolve)),
  };
  const host = patient(HOST, room, true);
  expect(host.call("a", undefined)).toEqual({ text: "a!" });
  room.hasRoom = false;
  const waiting = host.call("b", undefined);
  expect(waiting).toBeInstanceOf(Promise);
  drain();
  expect(await waiting).toEqual({ text: "b!" });
});

it("looks after the records whenever the machine asks whether it is to go on", () => {
  for (const waits of [true, false]) {
    let looks = 0;
    const look = () => {
      looks += 1;
    };
    const host = patient(
      { ...HOST, shouldStop: () => looks > 1 },
      { hasRoom: true, drained: async () => {}, look },
      waits,
    );
    expect([host.shouldStop(), host.shouldStop(), looks]).toEqual([false, true, 2]);
  }
});

it("says that it cannot wait where the platform cannot", () => {
  const host = patient(HOST, { hasRoom: false, look: () => {}, drained: () => new Promise(() => {}) }, false);
  expect(host.call("a", undefined)).toEqual({ text: "a!" });
  const answer = host.call("slow", undefined) as { text: string };
  expect(JSON.parse(answer.text)).toMatchObject({ e: { code: "ERR_AEGIS_CANNOT_WAIT" } });
});
