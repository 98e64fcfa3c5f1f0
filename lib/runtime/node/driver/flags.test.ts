import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { nodeFlags, shellLimits, versionOf } from "./flags";

const LIMITS = { memoryBytes: 64 << 20 };

describe("the flags of the agent's Node", () => {
  it.each([
    ["20.9.0", "--experimental-permission"],
    ["20.20.2", "--experimental-permission"],
    ["22.12.0", "--experimental-permission"],
    ["22.13.0", "--permission"],
    ["23.4.0", "--experimental-permission"],
    ["23.5.0", "--permission"],
    ["24.0.0", "--permission"],
    ["26.1.0", "--permission"],
  ])("name the permission model as Node %s does: %s", (version, flag) => {
    expect(nodeFlags(versionOf(version), LIMITS)[0]).toBe(flag);
  });

  it("grant nothing", () => {
    expect(nodeFlags(versionOf("24.0.0"), LIMITS).filter((flag) => flag.startsWith("--allow"))).toEqual([]);
  });

  it("are taken by this Node, and hold", () => {
    const flags = nodeFlags(versionOf(process.versions.node), LIMITS);
    const code = `
      const told = [typeof require("node:vm").SourceTextModule, process.permission.has("fs.read"), process.permission.has("child"), process.permission.has("worker"), Object.isFrozen(Object.prototype)];
      try { Function("1"); told.push("code") } catch { told.push("no code") }
      console.log(told.join());`;
    const { stdout, stderr } = spawnSync(process.execPath, [...flags, "-e", code], { encoding: "utf8" });
    expect([stdout, stderr]).toEqual(["function,false,false,false,true,no code\n", ""]);
  });

  it("take memory from the spec, and never too little to begin", () => {
    const heapOf = (memoryBytes: number) => nodeFlags(versionOf("24.0.0"), { memoryBytes }).at(-1);
    expect(heapOf(64 << 20)).toBe("--max-old-space-size=64");
    expect(heapOf(1)).toBe("--max-old-space-size=16");
  });
});

describe("the limits of the process", () => {
  it("are words that a shell takes", () => {
    const script = `${shellLimits(versionOf(process.versions.node), LIMITS, process.platform === "linux")} && ulimit -f && ulimit -c && ulimit -t`;
    const { stdout, status } = spawnSync("/bin/sh", ["-c", script], { encoding: "utf8" });
    expect([stdout, status]).toEqual(["0\n0\n240\n", 0]);
  });
});
