import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { isolation, SYSTEM_PATH } from "./isolation";

const PROBE = `
const { readdirSync, writeFileSync, readFileSync } = require("node:fs");
const told = { network: Object.keys(require("node:os").networkInterfaces()).length, root: readdirSync("/").sort() };
const said = (work) => { try { return work() } catch (error) { return error.code } };
told.writes = ["/x", "/tmp/x", "/lib/x", "/usr/lib/x", "/agent"].map((path) => said(() => writeFileSync(path, "")));
told.reads = ["/etc/passwd", "/proc/self/environ", "/home", "/root", "/var"].map((path) => said(() => readFileSync(path, "utf8").length));
told.rights = said(() => require("node:child_process").execFileSync("/setpriv", ["--dump"]).toString());
require("node:net").connect(1, "127.0.0.1").on("error", ({ code }) => { told.connect = code; console.log(JSON.stringify(told)); });
`;

describe("where it is said to hold", () => {
  const { network, root, words } = isolation();
  const probe = () => {
    const [command = "", ...rest] = [...words, process.execPath, "-e", PROBE];
    return JSON.parse(spawnSync(command, rest, { env: SYSTEM_PATH, encoding: "utf8" }).stdout);
  };

  it.runIf(network)("nothing of the network is there", () => {
    expect(probe()).toMatchObject({ network: 0, connect: "ENETUNREACH" });
  });

  it.runIf(root)("nothing of the disk is there but libraries, and nobody has rights over it", () => {
    const told = probe();
    const allowed = ["agent", "setpriv", "lib", "lib32", "lib64", "libx32", "usr"];
    expect(told.root.filter((name: string) => !allowed.includes(name))).toEqual([]);
    expect(new Set(told.writes)).toEqual(new Set(["EROFS", "ENOENT"]));
    expect(new Set(told.reads)).toEqual(new Set(["ENOENT"]));
    expect(told.rights).toMatch(/no_new_privs: 1/);
    expect(told.rights).toMatch(/Capability bounding set: \[none\]/);
  });
});

it("is looked at once", () => {
  expect(isolation()).toBe(isolation());
});
