/** The driver for WebContainers: the vendor's own client, unchanged, against a peer of this machine that speaks its messages. */
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { LIARS } from "../lib/runtime/webcontainer/testing/liars";
import { type Peer, startPeer } from "../lib/runtime/webcontainer/testing/peer/server";
import { expect, test } from "./support/test";
import type { ContainerApi } from "./support/webcontainer-page";
import { serveContainerPage } from "./support/webcontainer-server";

declare const containerApi: ContainerApi;

const POLICY =
  '[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/workspace/out/**"]\ndeny = ["**/*.key"]\n';

let peer: Peer;
let url = "";
let close = async () => {};
test.beforeAll(async () => {
  peer = await startPeer();
  ({ url, close } = await serveContainerPage(peer.url));
});
test.afterAll(async () => {
  await close();
  await peer.close();
});
test.afterEach(() => peer.work.end());

async function openPage(page: Page, search = ""): Promise<void> {
  await page.addInitScript(`globalThis.WEBCONTAINER_API_IFRAME_URL = ${JSON.stringify(peer.url)}`);
  await page.goto(url + search);
}
const typesOf = (records: readonly { readonly type: string }[]) => records.map(({ type }) => type);

test("an agent prints, reads, writes and is refused, on a record that verifies", async ({ page }) => {
  await openPage(page);
  expect(await page.evaluate(() => containerApi.isIsolated())).toBe(true);
  const agent = `
    import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
    const name: string = readFileSync("name.txt", "utf8");
    mkdirSync("out", { recursive: true });
    writeFileSync("out/greeting.txt", "hällo " + name);
    for (const path of ["id.key", "/etc/passwd"])
      try { readFileSync(path) } catch (error) { console.log((error as { code: string }).code) }
    console.log("hällo", name, process.env.GOOD, process.env.BAD);
    process.exitCode = 3;`;
  const run = await page.evaluate((spec) => containerApi.run(spec), {
    policy: `${POLICY}[capabilities.exec]\nenv = ["GOOD"]\n`,
    files: { "agent.mts": agent, "name.txt": "wörld", "id.key": "secret" },
    env: { GOOD: "yes", BAD: "no" },
  });
  expect(run).toMatchObject({
    end: { reason: "exit", code: 3 },
    text: "EACCES\nEACCES\nhällo wörld yes undefined\n",
    verdict: "OK",
    troubles: [],
  });
  const denied = run.records.filter(({ data }) => data.verdict === "deny" && data.request !== undefined);
  const paths = denied.map(({ data }) => (data.request as { path?: string }).path);
  expect(paths).toEqual(expect.arrayContaining(["/workspace/id.key", "/etc/passwd"]));
  expect(typesOf(run.records)).not.toContain("unmediated.change");
  expect(typesOf(run.records).slice(-2)).toEqual(["agent.exit", "session.close"]);
});

test("what the agent may not read never reaches the container", async ({ page }) => {
  await openPage(page);
  await page.evaluate((spec) => containerApi.open(spec), {
    policy: POLICY,
    files: { "agent.mts": "", "a.txt": "a", "id.key": "secret", "deep/b.key": "secret" },
  });
  const tree = JSON.stringify(await peer.work.do({ op: "export", path: "workspace" }));
  const held = JSON.parse(Buffer.from(JSON.parse(tree), "base64").toString()) as { d: object };
  expect(Object.keys(held.d).sort()).toEqual(["a.txt", "agent.mts"]);
  const { records } = await page.evaluate(() => containerApi.teardown());
  const denied = records.filter(({ type, data }) => type === "fs.read" && data.verdict === "deny");
  expect(denied).toHaveLength(2);
});

test("a person's yes is waited for inside of a synchronous call, which then goes on", async ({ page }) => {
  await openPage(page);
  const agent = `
    import { writeFileSync } from "node:fs";
    console.log("before");
    writeFileSync("out/final.txt", "text");
    console.log("after");`;
  await page.evaluate((spec) => containerApi.open(spec), {
    policy: `${POLICY}approve = ["/workspace/out/final.txt"]\n`,
    files: { "agent.mts": agent, "out/.keep": "" },
    approve: true,
  });
  await page.evaluate(() => containerApi.start());
  await expect.poll(() => page.evaluate(() => containerApi.asked())).toBe(true);
  expect(await page.evaluate(() => containerApi.text())).toBe("before\n");
  await page.evaluate(() => containerApi.answer(true));
  expect(await page.evaluate(() => containerApi.ended())).toEqual({ reason: "exit", code: 0 });
  const run = await page.evaluate(() => containerApi.teardown());
  expect(run).toMatchObject({ text: "before\nafter\n", verdict: "OK" });
  expect(typesOf(run.records)).toEqual(expect.arrayContaining(["approval.request", "approval.grant"]));
});

test("a change behind the shim is on the record, and the agent's where it might have made it", async ({
  page,
}) => {
  await openPage(page);
  const agent = `console.log("begun"); setInterval(() => {}, 1000);`;
  await page.evaluate((spec) => containerApi.open(spec), {
    policy: POLICY,
    files: { "agent.mts": agent, "a.txt": "a", "out/gone.txt": "gone" },
  });
  await page.evaluate(() => containerApi.start());
  await expect.poll(() => page.evaluate(() => containerApi.text())).toBe("begun\n");
  const at = (path: string) => join(peer.work.folder, "workspace", path);
  await writeFile(at("a.txt"), "tampered");
  await rm(at("out/gone.txt"));
  await writeFile(at("out/new.txt"), "new");
  await expect
    .poll(async () => Object.keys(await page.evaluate(() => containerApi.files())).sort())
    .toEqual(["a.txt", "agent.mts", "out", "out/new.txt"]);
  await page.evaluate(() => containerApi.stop());
  const { records, verdict } = await page.evaluate(() => containerApi.teardown());
  expect(verdict).toBe("OK");
  const changes = records.filter(({ type }) => type === "unmediated.change");
  expect(new Set(changes.map(({ data }) => `${data.change} ${data.path}`))).toEqual(
    new Set([
      "changed /workspace/a.txt",
      "created /workspace/out/new.txt",
      "deleted /workspace/out/gone.txt",
    ]),
  );
});

test("stop ends an agent that loops, at once, and the log closes", async ({ page }) => {
  await openPage(page);
  const spec = { policy: POLICY, files: { "agent.mts": `console.log("begun"); for (;;);` } };
  await page.evaluate((spec) => containerApi.open(spec), spec);
  await page.evaluate(() => containerApi.start());
  await expect.poll(() => page.evaluate(() => containerApi.text())).toBe("begun\n");
  const { end, ms } = await page.evaluate(() => containerApi.stop());
  expect(end).toEqual({ reason: "stopped", code: 130 });
  // 100 ms are promised, and a machine that does much else at the same time is given more.
  expect(ms).toBeLessThan(5_000);
  const { records, verdict } = await page.evaluate(() => containerApi.teardown());
  expect(verdict).toBe("OK");
  const exits = records.filter(({ type }) => type === "agent.exit");
  expect(exits.map(({ data }) => data)).toEqual([{ code: 130, reason: "stopped" }]);
  await expect.poll(() => peer.work.living).toBe(0);
});

test("a process that reads past the shim is ended before anything of the agent has run", async ({ page }) => {
  await openPage(page);
  const liar = LIARS["reads the file past the shim"];
  const run = await page.evaluate((spec) => containerApi.run(spec), {
    policy: POLICY,
    files: { "agent.mts": `console.log("ran")` },
    wrapper: liar?.wrapper ?? "",
  });
  expect(run.end).toMatch(/^bypassed true: .*could be read past it.* The default sandbox/);
  expect(run).toMatchObject({ text: "", verdict: "OK" });
});

test("a boot that does not come is given up after 20 seconds, with the sentence to go on by", async ({
  page,
}) => {
  peer.isSilent = true;
  try {
    await page.clock.install();
    await openPage(page);
    const failing = page.evaluate((spec) => containerApi.openFails(spec), { policy: POLICY, files: {} });
    let said: string | undefined;
    void failing.then((sentence) => {
      said = sentence;
    });
    await expect
      .poll(async () => {
        await page.clock.fastForward(10_000);
        return said;
      })
      .toMatch(/^late true: Full Node did not start within 20 seconds\..* The default sandbox/);
  } finally {
    peer.isSilent = false;
  }
});

test("a page that is not isolated is told so, and loads nothing of the vendor's", async ({ page }) => {
  await openPage(page, "?plain");
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  const said = await page.evaluate((spec) => containerApi.openFails(spec), { policy: POLICY, files: {} });
  expect(said).toMatch(/^isolation true: This page is not cross-origin isolated/);
  expect(asked.filter((each) => each.startsWith(peer.url))).toEqual([]);
});

test("a page has one container at a time, and another one after it", async ({ page }) => {
  await openPage(page);
  const spec = { policy: POLICY, files: { "agent.mts": `console.log("fine")` } };
  await page.evaluate((spec) => containerApi.open(spec), spec);
  expect(await page.evaluate((spec) => containerApi.openFails(spec), spec)).toMatch(
    /^taken false: There is a container on this page already/,
  );
  // The one that is there goes on.
  await page.evaluate(() => containerApi.start());
  expect(await page.evaluate(() => containerApi.ended())).toEqual({ reason: "exit", code: 0 });
  expect(await page.evaluate(() => containerApi.teardown())).toMatchObject({ text: "fine\n", verdict: "OK" });
  const second = await page.evaluate((spec) => containerApi.run(spec), spec);
  expect(second).toMatchObject({ text: "fine\n", verdict: "OK", frames: 1 });
  expect(peer.work.boots).toBeGreaterThan(1);
});

test("a process that does not end when it is told to loses its frame, and the page boots no other one", async ({
  page,
}) => {
  await openPage(page);
  const spec = { policy: POLICY, files: { "agent.mts": `console.log("begun"); for (;;);` } };
  await page.evaluate((spec) => containerApi.open(spec), spec);
  await page.evaluate(() => containerApi.start());
  await expect.poll(() => page.evaluate(() => containerApi.text())).toBe("begun\n");
  peer.work.isDeaf = true;
  const { end } = await page.evaluate(() => containerApi.stop());
  expect(end).toEqual({ reason: "stopped", code: 130 });
  expect(await page.evaluate(() => containerApi.teardown())).toMatchObject({ verdict: "OK", frames: 0 });
  expect(await page.evaluate((spec) => containerApi.openFails(spec), spec)).toMatch(
    /^reload false: .* Load the page again/,
  );
  await page.reload();
  await page.evaluate((spec) => containerApi.open(spec), spec);
  await page.evaluate(() => containerApi.teardown());
});

test("what the vendor's runtime reports of itself is told, and nothing ends because of it", async ({
  page,
}) => {
  await openPage(page);
  const spec = { policy: POLICY, files: { "agent.mts": "" } };
  await page.evaluate((spec) => containerApi.open(spec), spec);
  await expect
    .poll(async () => {
      peer.emit("error", { message: "of the vendor" });
      return page.evaluate(() => containerApi.troubles().length);
    })
    .toBeGreaterThan(0);
  const { troubles, verdict } = await page.evaluate(() => containerApi.teardown());
  expect(troubles[0]).toMatch(/vendor's runtime/);
  expect(verdict).toBe("OK");
});

test.describe("the vendor's own runtime", () => {
  test.skip(
    process.env.WEBCONTAINER_E2E !== "1",
    "it is loaded from the vendor's servers: WEBCONTAINER_E2E=1",
  );

  test("runs an agent, or says why not", async ({ page }) => {
    test.setTimeout(120_000);
    const vendor = await serveContainerPage("https://stackblitz.com");
    try {
      await page.goto(vendor.url);
      const agent = `import { readFileSync } from "node:fs"; console.log(readFileSync("name.txt", "utf8"));`;
      const run = await page.evaluate((spec) => containerApi.run(spec), {
        policy: POLICY,
        files: { "agent.mts": agent, "name.txt": "world" },
      });
      expect(run).toMatchObject({ end: { reason: "exit", code: 0 }, text: "world\n", verdict: "OK" });
    } finally {
      await vendor.close();
    }
  });
});
