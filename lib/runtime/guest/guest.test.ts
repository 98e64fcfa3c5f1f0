import { describe, expect, it } from "vitest";
import { runGuest } from "../node/testing/run-guest";

const run = (text: string, more = {}) => runGuest({ files: { "/work/main.mjs": text }, ...more });

describe("a session", () => {
  it("prints, ends with its code, and tells what nobody caught with the author's line", async () => {
    expect(await run("console.log('a', 1); process.exitCode = 3")).toMatchObject({
      stdout: "a 1\n",
      end: { reason: "exit", code: 3 },
      faults: [],
    });
    const { stderr, end } = await run("\n\nfunction f() { throw new TypeError('boom') }\nf();");
    expect(stderr).toContain("TypeError: boom\n    at f (file:///work/main.mjs:3:");
    expect(end.code).toBe(1);
  });

  it("has nothing of its host: no function, no entry, no name of ours but one", async () => {
    const { stdout } = await run(
      "console.log(JSON.stringify(Object.getOwnPropertyNames(globalThis).filter((name) => name.startsWith('__'))))",
    );
    expect(JSON.parse(stdout)).toEqual(["__aegis_builtin"]);
  });

  it("asks what it was told to ask whatever an agent does to prototypes", async () => {
    const { stdout } = await run(`
      import fs from "node:fs";
      Array.prototype.toJSON = () => ["process.exit", 9];
      Object.prototype.toJSON = () => "x";
      String.prototype.toJSON = () => "y";
      Map.prototype.get = () => undefined;
      JSON.stringify = () => '["process.exit",9]';
      fs.writeFileSync("a.txt", "content");
      process.stdout.write(fs.readFileSync("a.txt", "utf8"));
    `);
    expect(stdout).toBe("content");
  });

  it("begins with other random numbers each time", async () => {
    const text = "console.log(Math.random())";
    expect((await run(text)).stdout).not.toBe((await run(text)).stdout);
  });
});
