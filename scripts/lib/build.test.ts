/** The building around the builder: a stand-in for Next's command shows when it ran, and can be made to hang. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { startModule, tempFolder, writeFiles } from "../testing/launcher";
import { build, isBuilt } from "./build.mjs";
import { buildInputs } from "./fingerprint.mjs";

const FAKE_NEXT = `
  const { appendFileSync, existsSync, mkdirSync, writeFileSync } = require("node:fs");
  mkdirSync(".next", { recursive: true });
  appendFileSync("builds.log", process.pid + "\\n");
  if (existsSync("fail")) { console.log("planted failure"); process.exit(1); }
  const finish = () => writeFileSync(".next/BUILD_ID", String(process.hrtime.bigint()));
  existsSync("hang") ? setTimeout(finish, 120_000) : setTimeout(finish, 50);
`;

function project(): string {
  const root = tempFolder();
  writeFiles(root, {
    "node_modules/next/dist/bin/next": FAKE_NEXT,
    "package.json": "{}",
    "package-lock.json": "{}",
    "next.config.ts": "export default {};",
    "app/page.tsx": "one",
    "server/db/migrations/0000.sql": "CREATE TABLE a (b);",
  });
  return root;
}

const buildsOf = (root: string) => readFileSync(join(root, "builds.log"), "utf8").trim().split("\n");
const startBuild = (root: string) =>
  startModule("scripts/lib/build.mjs", `console.log((await module.build(${JSON.stringify(root)})).detail)`);

test("builds once, and again only when something that is built has changed", async () => {
  const root = project();
  expect(isBuilt(root)).toBe(false);
  expect((await build(root)).detail).toBe("production build");
  expect((await build(root)).detail).toBe("up to date");

  writeFiles(root, {
    "app/page.test.tsx": "a test",
    "app/README.md": "a text",
    "docs/guide.md": "a text",
    "scripts/x.mjs": "a tool",
    "vitest.config.ts": "for tests",
    ".next/cache/x": "of the build itself",
  });
  expect((await build(root)).detail).toBe("up to date");

  const changes = {
    "app/page.tsx": "two",
    "components/new.tsx": "",
    "server/db/migrations/0001.sql": "",
    "public/logo.svg": "",
    "proxy.ts": "",
    "package-lock.json": '{"a":1}',
    ".env.local": "NEXT_PUBLIC_X=1",
  };
  for (const [path, text] of Object.entries(changes)) {
    writeFiles(root, { [path]: text });
    expect(isBuilt(root), path).toBe(false);
    expect((await build(root)).detail, path).toBe("production build");
  }
  rmSync(join(root, "components/new.tsx"));
  expect(isBuilt(root)).toBe(false);
});

test("a build by hand, or one that was taken away, is not taken for the stamped one", async () => {
  const root = project();
  await build(root);
  writeFileSync(join(root, ".next/BUILD_ID"), "by hand");
  expect(isBuilt(root)).toBe(false);
  await build(root);
  rmSync(join(root, ".next/BUILD_ID"));
  expect(isBuilt(root)).toBe(false);
});

test("a build that fails leaves no stamp, though there was one", async () => {
  const root = project();
  await build(root);
  writeFiles(root, { "app/page.tsx": "broken", fail: "" });
  const { stdout, stderr } = await startBuild(root).ended;
  expect(stdout).toBe("");
  expect(stderr).toContain("planted failure");
  expect(stderr).toContain("The build failed");
  writeFiles(root, { "app/page.tsx": "one" });
  expect(isBuilt(root)).toBe(false);
});

test("two at once build once", async () => {
  const root = project();
  const ended = await Promise.all([startBuild(root).ended, startBuild(root).ended, startBuild(root).ended]);
  expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect(buildsOf(root)).toHaveLength(1);
});

test("killed in the middle: its builder goes with it, and the next one builds", async () => {
  const root = project();
  writeFiles(root, { hang: "" });
  const killed = startBuild(root);
  while (!existsSync(join(root, "builds.log"))) await sleep(10);
  const builder = Number(buildsOf(root)[0]);
  process.kill(killed.pid, "SIGKILL");
  await killed.ended;
  rmSync(join(root, "hang"));
  expect((await build(root)).detail).toBe("production build");
  expect(buildsOf(root)).toHaveLength(2);
  expect(() => process.kill(builder, 0)).toThrow("ESRCH");
});

test("what is built is listed, sorted, without tests and texts", () => {
  const root = project();
  writeFiles(root, {
    "lib/a.ts": "",
    "lib/a.test.ts": "",
    "lib/README.md": "",
    "e2e/x.spec.ts": "",
    "notes.txt": "",
  });
  expect(buildInputs(root)).toEqual([
    "app/page.tsx",
    "lib/a.ts",
    "next.config.ts",
    "package-lock.json",
    "package.json",
    "server/db/migrations/0000.sql",
  ]);
});
