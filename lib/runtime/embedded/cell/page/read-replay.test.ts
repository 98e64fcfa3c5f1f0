import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReplayOrder } from "../../../driver";
import { aroundNothing } from "../testing/around";
import { CellFault } from "./fault";
import { readReplay } from "./read-replay";

const around = await aroundNothing();
const SPEC = '[agent]\nname = "tested"\nmax_runtime = "1m"\n';
const HEADER = {
  aegis_recording: 1,
  sid: "0190f1b2-0000-7000-8000-000000000000",
  spec: btoa(SPEC),
  actor: "me",
  host: "h",
  workspace: "ws_1",
  entry: "/workspace/agent.ts",
  argv: ["a"],
  env: { LANG: "C" },
  is_tty: false,
  limits: {},
  has_approver: true,
  files: "given",
  seed: "0".repeat(64),
};
const orderOf = (tape: Uint8Array<ArrayBuffer>): ReplayOrder => ({
  recorded: { kind: "kept", isWhole: true, tape, lines: new Uint8Array() },
  folder: "/workspace",
  tree: {},
});
const tapeOf = (header: object) => new TextEncoder().encode(`${JSON.stringify(header)}\n{"in":["start"]}\n`);

it("reads what was run and by which policy, with more time than it had", () => {
  const { message, start } = readReplay(orderOf(tapeOf(HEADER)), around);
  expect(start).toEqual({ entry: "/workspace/agent.ts", argv: ["a"], isTty: false });
  expect(message.settings).toMatchObject({ actor: "me", cwd: "/workspace", env: { LANG: "C" } });
  expect(message.settings.limits).toMatchObject({ wallMs: 60_000, cpuMs: 125_000 });
  expect(message.opening).toMatchObject({ actor: "me", agent: "tested", workspace: "ws_1" });
});

it("refuses any bytes that are none, with a sentence", () => {
  for (const spec of ["no base64", btoa("no = spec")])
    expect(() => readReplay(orderOf(tapeOf({ ...HEADER, spec })), around)).toThrow(CellFault);
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (any) => {
      expect(() => readReplay(orderOf(new Uint8Array(any)), around)).toThrow(
        "The recording cannot be used: it is damaged, or of something else.",
      );
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 500), seed: 20_260_101 },
  );
});
