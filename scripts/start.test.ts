import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ENV_REFERENCE, readEnv } from "@/server/env";
import { nodeFault, testNodeFault } from "./lib/node-version.mjs";
import { parseHost, parsePort, urlOf } from "./lib/port.mjs";
import { ROOT } from "./lib/root.mjs";
import { startModule, startNode, tempFolder } from "./testing/launcher";

const ONE_SENTENCE = /^[A-Z][^\n]*: [^\n]*\.\n$/;

/** The launcher ends with 1 and one sentence, which names the fault and its mend, and nothing beside it. */
async function refused(env: Record<string, string>): Promise<{ stderr: string; stdout: string }> {
  const { code, stdout, stderr } = await startNode(["scripts/start.mjs"], env).ended;
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(ONE_SENTENCE) });
  return { stderr, stdout };
}

describe("npm start refuses, in one sentence", () => {
  test.each(["abc", "70000", "-1", "", " 3000", "3e3", "0x50", "3000.5"])(
    "PORT=%j, before anything else",
    async (PORT) => {
      const { stderr, stdout } = await refused({ PORT });
      expect(stderr).toContain(`PORT cannot be ${JSON.stringify(PORT)}`);
      expect(stdout).toBe("");
    },
  );

  test("a HOST that is no address, before anything else", async () => {
    const { stderr, stdout } = await refused({ HOST: "http://here" });
    expect(stderr).toContain('HOST cannot be "http://here"');
    expect(stdout).toBe("");
  });

  test("what the preparation refuses, in its own words", async () => {
    const file = join(tempFolder(), "file");
    await writeFile(file, "");
    const body = `process.exitCode = (await module.prepare(${JSON.stringify(ROOT)}, { mode: "production" })) ? 0 : 1;`;
    const { code, stdout, stderr } = await startModule("scripts/lib/prepare.mjs", body, { DATA_DIR: file })
      .ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(ONE_SENTENCE),
    });
    expect(stderr).toContain(file);
  });

  test("a Node that is too old", () => {
    for (const good of ["20.9.0", "21.0.0", "24.1.0"]) expect(nodeFault(good)).toBeUndefined();
    for (const old of ["20.8.1", "18.20.0", "8.0.0"]) {
      expect(nodeFault(old)).toContain(`this is Node ${old}: install`);
    }
    for (const good of ["20.19.0", "22.12.1", "24.0.0", "25.1.0"])
      expect(testNodeFault(good)).toBeUndefined();
    for (const old of ["20.18.9", "21.9.0", "22.11.0", "18.20.0"]) {
      expect(testNodeFault(old)).toContain(`this is Node ${old}: install`);
    }
  });
});

describe("the launcher and the server agree on PORT and HOST", () => {
  const values = [
    "0",
    "1",
    "3000",
    "65535",
    "65536",
    "",
    "abc",
    "-1",
    "3 000",
    "127.0.0.1",
    "::1",
    "localhost",
  ];
  const more = ["a.example", "a..b", "-a", "http://a", "a:1", "[::1]", "0.0.0.0", "1e3", "é"];
  const ours = { PORT: parsePort, HOST: parseHost };

  test.each(["PORT", "HOST"] as const)("%s", (name) => {
    expect(ENV_REFERENCE.find((variable) => variable.name === name)?.default).toBe(
      String(ours[name](undefined)),
    );
    for (const value of [...values, ...more]) {
      const theirs = readEnv({ NODE_ENV: "development", [name]: value });
      let fault: string | undefined;
      try {
        ours[name](value);
      } catch (error) {
        fault = (error as Error).message;
      }
      expect({ value, faults: fault === undefined ? [] : [fault] }).toEqual({
        value,
        faults: theirs.ok ? [] : theirs.faults,
      });
    }
  });
});

test.each([
  ["127.0.0.1", "http://127.0.0.1:3000"],
  ["0.0.0.0", "http://localhost:3000"],
  ["::", "http://localhost:3000"],
  ["::1", "http://[::1]:3000"],
])("the address of %s is %s", (host, url) => {
  expect(urlOf(host, 3000)).toBe(url);
});
