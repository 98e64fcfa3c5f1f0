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
  const room = { hasRoom: true, drained: () => new Promise<void>((resolve) => (drain = resolve)) };
  const host = patient(HOST, room, true);
  expect(host.call("a", undefined)).toEqual({ text: "a!" });
  room.hasRoom = false;
  const waiting = host.call("b", undefined);
  expect(waiting).toBeInstanceOf(Promise);
  drain();
  expect(await waiting).toEqual({ text: "b!" });
});

it("says that it cannot wait where the platform cannot", () => {
  const host = patient(HOST, { hasRoom: false, drained: () => new Promise(() => {}) }, false);
  expect(host.call("a", undefined)).toEqual({ text: "a!" });
  const answer = host.call("slow", undefined) as { text: string };
  expect(JSON.parse(answer.text)).toMatchObject({ e: { code: "ERR_AEGIS_CANNOT_WAIT" } });
});
