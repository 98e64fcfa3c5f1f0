import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { isolation, SYSTEM_PATH } from "./isolation";

it("is what it says: where the network is said to be its own, nothing is in it", () => {
  const { network, words } = isolation();
  if (!network) {
    expect(words).toEqual([]);
    return;
  }
  const [command = "", ...rest] = words;
  const code =
    "console.log(Object.keys(require('os').networkInterfaces()).length); require('net').connect(1, '127.0.0.1').on('error', (e) => console.log(e.code))";
  const { stdout } = spawnSync(command, [...rest, process.execPath, "-e", code], {
    env: SYSTEM_PATH,
    encoding: "utf8",
  });
  expect(stdout).toBe("0\nENETUNREACH\n");
});

it("is looked at once", () => {
  expect(isolation()).toBe(isolation());
});
