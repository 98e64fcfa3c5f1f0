import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadWasmHasher } from "../../audit/hash";
import { readTape } from "./read-tape";
import { RecordingCourse } from "./recording-course";
import { seededRandom } from "./seeded-random";
import { MOST_TAPE_BYTES, SEED_BYTES } from "./tape";

const HEADER = {
  aegis_recording: 1,
  sid: "0190f1b2-0000-7000-8000-000000000000",
  spec: "",
  actor: "me",
  host: "local",
  entry: "/workspace/agent.ts",
  argv: [],
  env: {},
  is_tty: false,
  limits: {},
  has_approver: false,
  seed: "0".repeat(64),
};
const END = { records: 1, head: "0".repeat(64) };
const bytes = (text: string) => new TextEncoder().encode(text);
const RUNS = { numRuns: Math.ceil(Number(process.env.PROPERTY_RUNS ?? 2000)), seed: 20_260_101 };

function written(end = true): string {
  const lines = [JSON.stringify(HEADER)];
  let time = 1000;
  const course = new RecordingCourse({
    now: () => time++,
    elapsed: () => 0.5,
    after: () => () => {},
    random: () => {},
    tick: (then) => then(),
    write: (line) => lines.push(line),
  });
  course.now();
  const lane = course.lane(() => {});
  lane.seen([[5, 2]]);
  lane.turn(() => course.now() + course.elapsed());
  if (end) course.finish(END);
  return `${lines.join("\n")}\n`;
}

describe("a recording", () => {
  it("is read as it was written", () => {
    const read = readTape(bytes(written()));
    expect(read).toEqual({
      ok: true,
      value: {
        header: HEADER,
        end: END,
        steps: [
          { in: ["start"], had: [["now", 1000]] },
          {
            in: ["guest", 1],
            had: [
              ["now", 1],
              ["elapsed", 500],
            ],
            clock: [5, 2],
          },
        ],
      },
    });
  });

  it("may end early, in the middle of a line, and nowhere else", () => {
    const text = written();
    const whole = readTape(bytes(text));
    const ends = text.lastIndexOf("\n", text.length - 2);
    const cut = readTape(bytes(text.slice(0, ends + 10)));
    expect(cut).toMatchObject({ ok: true });
    expect(cut.ok && whole.ok && { ...cut.value, end: END }).toEqual(whole.ok && whole.value);
    expect(readTape(bytes(text.replace('"start"', '"other"'))).ok).toBe(false);
    expect(readTape(bytes(`${text}{}\n`))).toEqual({ ok: false, why: "The recording is damaged at step 2." });
    expect(readTape(bytes(JSON.stringify(HEADER))).ok).toBe(false);
    expect(readTape(new Uint8Array(MOST_TAPE_BYTES + 1)).ok).toBe(false);
  });

  it("is told from anything else: any bytes are read or refused", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (any) => {
        expect(readTape(any).ok).toBe(false);
      }),
      RUNS,
    );
    const text = bytes(written());
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.nat({ max: 255 }), (at, value) => {
        const changed = text.slice();
        changed[at] = value;
        const read = readTape(changed);
        if (!read.ok) expect(read.why).toMatch(/^[A-Z].*\.$/);
      }),
      RUNS,
    );
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(readTape(bytes(`${JSON.stringify(HEADER)}\n{"in":["came","x",${deep}]}\n`)).ok).toBe(false);
  });
});

describe("random bytes of a seed", () => {
  it("are the same for the same seed, however they are asked for, and others for another", async () => {
    const hasher = await loadWasmHasher();
    const drawn = (seed: number, sizes: readonly number[]) => {
      const random = seededRandom(hasher, new Uint8Array(SEED_BYTES).fill(seed));
      return sizes.flatMap((size) => {
        const part = new Uint8Array(size);
        random(part);
        return [...part];
      });
    };
    const all = drawn(1, [200]);
    expect(drawn(1, [1, 31, 32, 33, 0, 103])).toEqual(all);
    expect(drawn(2, [200])).not.toEqual(all);
    expect(new Set(all).size).toBeGreaterThan(90);
    expect(() => seededRandom(hasher, new Uint8Array(31))).toThrow(RangeError);
  });
});
