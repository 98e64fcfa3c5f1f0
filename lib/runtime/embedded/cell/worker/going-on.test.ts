/** A run that goes on from a moment of an earlier one: out of its recording up to there, and live from there on. */
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readRecord } from "../../../../audit/record";
import { addedUp, usedOf } from "../../../../what-if";
import type { Place } from "../../../replay/replaying";
import { RECORDED_AGENT, RECORDED_FILES, RECORDED_SPEC } from "../../../testing/recorded-agent";
import type { EffectRequest } from "../protocol";
import { FILES, SPEC } from "../testing/tested-agent";
import {
  type Machinery,
  machinery,
  openAgain,
  openLive,
  pastOf,
  type SessionSpec,
  sourceOf,
  started,
  typesOf,
} from "../testing/worker-session";

const SID = "0190f1b2-0000-7000-8000-000000000001";

const isLong = process.env.PROPERTY_RUNS !== undefined;

let parts: Machinery;
beforeAll(async () => {
  parts = await machinery();
});

/** As a page would answer; what was asked is kept. */
function world() {
  const asked: string[] = [];
  const answer = (request: EffectRequest) => {
    if (request.effect === "ask") {
      asked.push(`ask ${request.question.op}`);
      const { action_sha256 } = request.question;
      return { effect: "ask", answer: { action_sha256, grant: true, approver: "boss" } } as const;
    }
    if (request.effect !== "http") return { effect: "failed", why: "no" } as const;
    asked.push(request.request.url);
    const body = new TextEncoder().encode(`answer to ${request.request.url}`);
    return { effect: "http", response: { status: 200, statusText: "OK", headers: [], body } } as const;
  };
  return { asked, answer };
}

async function recorded(agent: string, toml = SPEC, { files: given = FILES }: { files?: typeof FILES } = {}) {
  const { asked, answer } = world();
  const open = await openLive(parts, { toml, answer }, true);
  const files = { ...given, "agent.mjs": agent };
  await started(open, files);
  const { end } = await open.said.next("end");
  await open.said.next("taped");
  const text = new TextDecoder().decode(open.said.bytes("output"));
  return { toml, files, end, text, asked, lines: open.lines(), tape: open.said.bytes("tape") };
}
type Recorded = Awaited<ReturnType<typeof recorded>>;

/** What a run goes on from. */
type Ground = Pick<Recorded, "toml" | "files" | "lines" | "tape">;

async function looked(run: Ground, until: number, toml = run.toml) {
  const open = openAgain(parts, { ...run, until, second: { toml, goesOn: false } });
  await started(open, run.files);
  const { replayed } = await open.said.next("replayed");
  // Wherever it was left off.
  expect(open.said.all("failed")).toEqual([]);
  return replayed;
}

/** Each moment from which it can be gone on; few of them where nobody asks for all. */
async function placesOf(run: Recorded, few: number) {
  const places = new Map<number, Place>();
  const step = isLong ? 1 : Math.ceil(run.lines.length / few);
  for (let until = 0; until < run.lines.length; until += step) {
    const { place, difference, flips } = await looked(run, until);
    expect([difference, flips], `until ${until}`).toEqual([undefined, []]);
    if (place) places.set(place.records, place);
  }
  return [...places.values()];
}

async function goneOn(
  run: Ground,
  place: Place,
  more: Partial<SessionSpec> & { files?: Recorded["files"]; used?: Parameters<typeof pastOf>[3] } = {},
) {
  const { asked, answer } = world();
  const past = pastOf(parts, run, place, more.used);
  const open = await openLive(parts, { toml: run.toml, answer, sid: SID, past, ...more });
  await started(open, more.files ?? run.files);
  return { open, asked };
}

/** What a page answers and what waits for its turn comes some tasks later, each after another number of them. */
function lately(numbers: readonly number[]): Machinery["tick"] {
  let at = 0;
  return (then) => {
    let left = numbers[at++ % numbers.length] ?? 0;
    const next = () => void setImmediate(() => (left-- > 0 ? next() : then()));
    next();
  };
}

/** A timer, files, a server, a person and commands, all at the same time; what each of them does tells nothing of the order. */
const ASKS_AT_ONCE = `
  import fs from "node:fs";
  import { exec, execSync } from "node:child_process";
  import { promisify } from "node:util";
  const timer = new Promise((done) => setTimeout(() => { fs.writeFileSync("late.txt", "late"); done(); }, 8));
  const said = await Promise.all([
    fs.promises.writeFile("one.txt", "1").then(() => fs.promises.readFile("one.txt", "utf8")),
    fetch("https://api.example/1").then((response) => response.text()),
    promisify(exec)("cat a.txt; sleep 0.004; cat b.txt").then(({ stdout }) => stdout),
    fs.promises.writeFile("final.txt", "asked"),
    timer,
  ]);
  said.push(execSync("sleep 0.002; cat a.txt; sleep 0.002; cat b.txt", { encoding: "utf8" }));
  fs.writeFileSync("two.txt", said.join());`;

/** Records of the new run before anything is done in it: its opening, and what it goes on from. */
const OWN = 2;

async function ended({ open, asked }: Awaited<ReturnType<typeof goneOn>>) {
  const { end } = await open.said.next("end");
  expect((await open.close?.())?.verdict).toBe("OK");
  const text = new TextDecoder().decode(open.said.bytes("output"));
  return { end, text, asked, lines: open.lines() };
}

/** Type, request and verdict: what is the same in two runs that do the same, in whatever order timers and answers come. */
function deeds(lines: readonly Uint8Array[]): string[] {
  return lines.map((line) => {
    const read = readRecord(line);
    if (!read.ok) throw new Error(read.why);
    const { type, data } = read.record as { type: string; data: Record<string, unknown> };
    const { verdict, request, status, stream, code } = data;
    const text = JSON.stringify([type, verdict, request, status, stream, code]);
    // Some names and numbers are drawn anew.
    return text.replace(/\/tmp\/y-\w+/, "/tmp/y-").replace(/"echo","\d+","\d+"/, '"echo"');
  });
}

describe("a run that goes on", () => {
  it("has the memory, the files and the timers of the moment, from every record on", async () => {
    const run = await recorded(`
      import fs from "node:fs";
      const kept = { count: 0, words: [fs.readFileSync("a.txt", "utf8").trim()] };
      setTimeout(() => fs.writeFileSync("late.txt", kept.words[0]), 40);
      for (const name of ["b.txt", "id.key"])
        try { kept.words.push(fs.readFileSync(name, "utf8").trim()); kept.count++ } catch (error) { kept.words.push(error.code) }
      fs.mkdirSync("out");
      fs.writeFileSync("out/words", kept.words.join());
      const response = await fetch("https://api.example/1");
      kept.words.push(await response.text());
      await fs.promises.appendFile("out/words", kept.words.at(-1));
      console.log(kept.count, fs.readFileSync("out/words", "utf8"));
      fs.writeFileSync("final.txt", "agreed");
      await new Promise((done) => setTimeout(done, 60));
      console.log(fs.readFileSync("late.txt", "utf8"), fs.readdirSync(".").sort());
    `);
    expect(run.end).toEqual({ reason: "exit", code: 0 });
    const all = deeds(run.lines);
    const places = await placesOf(run, 4);
    expect(places.length).toBeGreaterThan(2);
    for (const place of places) {
      const { records } = place;
      const on = await ended(await goneOn(run, place));
      expect([records, on.end]).toEqual([records, { reason: "exit", code: 0 }]);
      // Its log begins with its own first records, and then with what was not done before.
      expect(deeds(on.lines).slice(OWN).sort(), `from ${records}`).toEqual(all.slice(records).sort());
      const hadOutput = run.lines
        .slice(0, records)
        .filter((line) => `${Buffer.from(line)}`.includes("agent.output"));
      expect(on.text.length > 0, `output from ${records}`).toBe(hadOutput.length < 2);
      expect(run.text.endsWith(on.text)).toBe(true);
      // A person is asked once more, whatever was said before; a server only for what is still to come.
      const before = all.slice(0, records).join();
      expect(on.asked.includes("https://api.example/1")).toBe(!before.includes('"net.fetch.result"'));
      expect(on.asked.includes("ask fs.write")).toBe(!before.includes('"approval.grant"'));
    }
  });

  it("does the same as the run did, with commands, timers and whatever else there is", async () => {
    const run = await recorded(RECORDED_AGENT, RECORDED_SPEC, { files: RECORDED_FILES });
    const all = deeds(run.lines);
    for (const place of await placesOf(run, 4)) {
      const on = await ended(await goneOn(run, place));
      expect([place.records, on.end]).toEqual([place.records, run.end]);
      expect(deeds(on.lines).slice(OWN).sort(), `from ${place.records}`).toEqual(
        all.slice(place.records).sort(),
      );
    }
  });

  it("does so from each moment, in whatever order answers and tasks come", async () => {
    const usual = parts;
    const late = fc.array(fc.nat(4), { minLength: 5, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(late, late, async (then, now) => {
        parts = { ...usual, tick: lately(then) };
        const run = await recorded(ASKS_AT_ONCE);
        expect(run.end).toEqual({ reason: "exit", code: 0 });
        const all = deeds(run.lines);
        parts = { ...usual, tick: lately(now) };
        for (const place of await placesOf(run, 12)) {
          const on = await ended(await goneOn(run, place));
          expect([place.records, on.end]).toEqual([place.records, run.end]);
          const rest = all.slice(place.records).sort();
          expect(deeds(on.lines).slice(OWN).sort(), `from ${place.records}`).toEqual(rest);
        }
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 1) },
    );
    parts = usual;
  });

  it("has random bytes, ids and salts of its own, and times that go on", async () => {
    const run = await recorded(`
      import { randomUUID } from "node:crypto";
      import fs from "node:fs";
      const [then, passed] = [Date.now(), performance.now()];
      fs.readFileSync("a.txt");
      console.log(JSON.stringify({ uuid: randomUUID(), isLater: Date.now() >= then, isFurther: performance.now() >= passed }));
    `);
    const { place } = await looked(run, seqOf(run, "fs.read.result", "last"));
    const two = [
      await ended(await goneOn(run, place ?? NOWHERE)),
      await ended(await goneOn(run, place ?? NOWHERE)),
    ];
    const said = [run, ...two].map(({ text }) => JSON.parse(text));
    expect(new Set(said.map(({ uuid }) => uuid)).size).toBe(3);
    expect(said.every(({ isLater, isFurther }) => isLater && isFurther)).toBe(true);
    const digests = [run, ...two].map(
      ({ lines }) => /"sha256":"\w+"/.exec(`${Buffer.from(lines.at(-2) ?? [])}`)?.[0],
    );
    expect(new Set(digests).size).toBe(3);
  });

  it("takes up what it did not read yet of its standard input, and what comes live", async () => {
    const agent = `
      import fs from "node:fs";
      process.stdin.on("data", (data) => { fs.readFileSync("a.txt"); console.log("got " + data) });
      process.stdin.on("end", () => console.log("over"));
    `;
    const first = await openLive(parts, { toml: SPEC, answer: world().answer }, true);
    const files = { ...FILES, "agent.mjs": agent };
    await started(first, files);
    await first.said.next("stdin");
    first.session.take({ kind: "stdin", bytes: new TextEncoder().encode("one") });
    await first.said.next("output");
    first.session.take({ kind: "stdin", bytes: null });
    await first.said.next("end");
    await first.said.next("taped");
    const run = { toml: SPEC, files, lines: first.lines(), tape: first.said.bytes("tape") };
    const { place } = await looked(run, seqOf(run, "fs.read.result", "last"));
    const on = await goneOn(run, place ?? NOWHERE);
    await on.open.said.next("stdin");
    on.open.session.take({ kind: "stdin", bytes: new TextEncoder().encode("two") });
    on.open.session.take({ kind: "stdin", bytes: null });
    expect((await ended(on)).text).toBe("got one\ngot two\nover\n");
  });

  it("waits for what is open: its moment is the last before it", async () => {
    const run = await recorded(`
      import fs from "node:fs";
      const file = fs.openSync("log.txt", "w");
      fs.writeSync(file, "one");
      fs.readFileSync("a.txt");
      fs.closeSync(file);
      fs.readFileSync("b.txt");
    `);
    const opened = seqOf(run, "fs.write", "first");
    const within = await looked(run, seqOf(run, "fs.write.result", "last") - 1);
    expect(within.place?.records).toBe(opened);
    const after = await looked(run, seqOf(run, "fs.read.result", "last"));
    expect(after.place?.records).toBeGreaterThan(opened);
  });
});

const LIMITED = SPEC.replace(
  "[capabilities.network]",
  "[resources]\nmax_tool_calls = 6\n[capabilities.network]",
);

describe("what was used up", () => {
  it("stays used up, also what was used after the moment, and what others used that went on from it", async () => {
    const run = await recorded(FETCHES, LIMITED);
    const count = (lines: readonly Uint8Array[]) =>
      deeds(lines).filter((deed) => deed.startsWith('["net.fetch","allow"')).length;
    expect(run.text).toBe("used up\n");
    const { place } = await looked(run, seqOf(run, "net.fetch.result", "first"));
    expect(place).toBeDefined();
    const { program } = sourceOf(LIMITED);
    const usedBy = (...logs: (readonly Uint8Array[])[]) =>
      addedUp(
        logs.map((lines) =>
          usedOf(
            lines.map((line) => `${Buffer.from(line)}`),
            program,
            program,
          ),
        ),
      );
    // The whole run used up all of it, so there is nothing left wherever it is gone on from.
    const none = await ended(await goneOn(run, place ?? NOWHERE, { used: usedBy(run.lines) }));
    expect([count(none.lines), none.text]).toEqual([0, "used up\n"]);
    // Without what came after, the rest; and that once.
    const before = run.lines.slice(0, place?.records);
    const rest = await ended(await goneOn(run, place ?? NOWHERE, { used: usedBy(before) }));
    expect(count(rest.lines)).toBe(count(run.lines) - count(before));
    const again = await ended(await goneOn(run, place ?? NOWHERE, { used: usedBy(before, rest.lines) }));
    expect(count(again.lines)).toBe(0);
    // Whoever hands in that nothing was used has what the run itself has counted.
    const forged = await ended(await goneOn(run, place ?? NOWHERE));
    expect(count(forged.lines)).toBe(count(rest.lines));
  });

  it("counts towards a trigger", async () => {
    const toml = `${SPEC}[checkpoint]\ninterval = "1h"\nrollback_triggers = ["deny_violation_count > 2"]\n`;
    const run = await recorded(
      `import fs from "node:fs";
       const deny = () => { try { fs.readFileSync("id.key") } catch {} };
       deny(); deny(); fs.writeFileSync("new.txt", "new"); fs.writeFileSync("go.txt", "go"); deny();
       console.log("never");`,
      toml,
    );
    expect(run.end.reason).toBe("stopped");
    const { place } = await looked(run, seqOf(run, "fs.write.result", "last"));
    const on = await ended(await goneOn(run, place ?? NOWHERE));
    // The third denial ends it, as it ended the other; its files go back to where it was taken up.
    expect(on.end.reason).toBe("stopped");
    const types = typesOf(on.lines);
    expect(types.slice(1, 3)).toEqual(["snapshot.restore", "snapshot.take"]);
    expect(types.slice(OWN)).toContain("snapshot.restore");
    expect(on.text).toBe("");
  });
});

describe("nothing goes on", () => {
  const AGENT = `import fs from "node:fs";
fs.readFileSync("a.txt");
try { fs.readFileSync("id.key") } catch {}
const text = await (await fetch("https://api.example/1")).text();
fs.writeFileSync("out.txt", text);
fs.writeFileSync("final.txt", text);
await fetch("https://api.example/2");`;
  let run: Recorded;
  let place: Place;
  beforeAll(async () => {
    run = await recorded(AGENT);
    place = (await looked(run, seqOf(run, "approval.grant", "last") + 1)).place ?? NOWHERE;
    expect(place.records).toBeGreaterThan(10);
  });

  /** It is told, and neither records nor asks for anything. */
  async function refused(from: Recorded, at: Place, more: Parameters<typeof goneOn>[2] = {}): Promise<void> {
    const on = await goneOn(from, at, more);
    expect(await on.open.said.next("failed")).toEqual({ kind: "failed", what: "past" });
    expect(on.open.said.all("records")).toEqual([]);
    expect(on.open.said.bytes("output").length).toBe(0);
    expect(on.asked).toEqual([]);
  }
  const withTape = (change: (text: string) => string): Recorded => {
    const tape = new TextEncoder().encode(change(new TextDecoder().decode(run.tape)));
    return { ...run, tape };
  };

  it("from a recording in which an answer was exchanged", async () => {
    const body = (text: string) => Buffer.from(text).toString("base64");
    const forged = withTape((text) =>
      text.replace(body("answer to https://api.example/1"), body("answer to https://api.example/9")),
    );
    expect(forged.tape).not.toEqual(run.tape);
    await refused(forged, place);
  });

  it("from a recording with other random bytes, or other times", async () => {
    await refused(
      withTape((text) => text.replace(/"seed":"[0-9a-f]{4}/, '"seed":"0123')),
      place,
    );
    await refused(
      withTape((text) => text.replace(/"now",(\d{3})/, '"now",9$1')),
      place,
    );
  });

  it("over other files than it began with, or another agent", async () => {
    await refused(run, place, { files: { ...run.files, "a.txt": "other" } });
    await refused(run, place, { files: { ...run.files, "agent.mjs": AGENT.replace("out.txt", "b.txt") } });
  });

  it("from a moment that there was not", async () => {
    await refused(run, { steps: place.steps, records: place.records - 1 });
    await refused(run, { steps: place.steps - 1, records: place.records });
  });

  it("from the recording of another run", async () => {
    const other = await recorded(AGENT.replace("out.txt", "b.txt"));
    await refused({ ...run, tape: other.tape }, place);
    const head = parts.hasher.leafHex(other.lines.at(-1) ?? new Uint8Array(0));
    const end = Buffer.from(`${JSON.stringify({ end: { records: other.lines.length, head } })}\n`);
    const bound = new Uint8Array(Buffer.concat([other.tape, end]));
    await expect(goneOn({ ...run, tape: bound }, place)).rejects.toThrow("The recording is of another log.");
  });

  it("under a policy that would have decided otherwise, and it is told where", async () => {
    const denied = seqOf(run, "fs.read", "last");
    for (const [toml, what, seq] of [
      [SPEC.replace('deny = ["**/*.key"]', "deny = []"), "read /workspace/id.key", denied],
      [
        SPEC.replace('"https://api.example"', '"https://other.example"'),
        "fetched GET https://api.example/1 api.example",
        undefined,
      ],
      [
        SPEC.replace("approve = ", "approve_not = ").replace('approve_not = ["/workspace/final.txt"]', ""),
        "wrote /workspace/final.txt",
        undefined,
      ],
    ] as const) {
      const { flips, place: before } = await looked(run, place.records - 1, toml);
      expect(flips[0]?.what).toBe(what);
      if (seq !== undefined) expect(flips[0]?.seq).toBe(seq);
      expect(before?.records).toBeLessThanOrEqual(flips[0]?.seq ?? 0);
      // What comes later speaks against nothing that was before.
      const earlier = await looked(run, (before?.records ?? 0) - 1, toml);
      expect([earlier.flips, earlier.place]).toEqual([[], before]);
      await refused(run, place, { toml });
    }
  });

  it("under a policy by which somebody else would have had to agree", async () => {
    const toml = SPEC.replace(
      "[capabilities.exec]",
      '[approvals]\napprovers = ["role:lead"]\n[capabilities.exec]',
    );
    const { difference } = await looked(run, place.records - 1, toml);
    expect(difference?.why).toBe("was approved by boss, who may not approve it by the policy now in force");
    await refused(run, place, { toml });
  });

  it("under a policy that would have ended it", async () => {
    const toml = `${SPEC}[checkpoint]\nrollback_triggers = ["deny_violation_count > 0"]\n`;
    const { difference } = await looked(run, place.records - 1, toml);
    expect(difference?.why).toBe("would be ended by the policy now in force (deny_violation_count > 0)");
    await refused(run, place, { toml });
  });

  it("under a policy that lets agents make no code of text, where the machine can", async () => {
    const allowing = SPEC.replace("[capabilities.exec]", "[capabilities.exec]\nallow_dynamic_code = true");
    const evil = await recorded(
      'import fs from "node:fs"; eval("1"); fs.readFileSync("a.txt"); fs.readFileSync("b.txt");',
      allowing,
    );
    const { flips } = await looked(evil, seqOf(evil, "fs.read.result", "last"), SPEC);
    expect(flips[0]?.what).toBe("may do code.load");
  });
});

const NOWHERE = { steps: 0, records: 0 };
const FETCHES = `try { for (;;) await (await fetch("https://api.example/1")).text() } catch { console.log("used up") }`;

function seqOf({ lines }: Pick<Recorded, "lines">, type: string, which: "first" | "last"): number {
  const types = typesOf(lines);
  return which === "first" ? types.indexOf(type) : types.lastIndexOf(type);
}
