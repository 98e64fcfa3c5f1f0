import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { testBox } from "../testing/box";
import { bundledParts } from "../testing/container";
import { nodeProcess } from "../testing/node-process";

/** Of util-linux: runs a command in a terminal of its own. */
const hasTerminals = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

it("stands on three modules of Node, and on nothing else of the container", async () => {
  const { wrapper: program } = (await bundledParts()).parts;
  expect(program.match(/from"([^"]+)"/g)?.sort()).toEqual([
    'from"node:fs"',
    'from"node:tty"',
    'from"node:vm"',
  ]);
});

it.skipIf(!hasTerminals)(
  "talks through a real terminal, which is what the vendor's client offers",
  async () => {
    const test = await testBox({
      policy: '[capabilities.filesystem]\nread = ["/workspace/**"]\nwrite = ["/workspace/**"]\n',
      files: {
        "agent.ts": `
        import fs from "node:fs";
        const large = fs.readFileSync("large.bin");
        fs.writeFileSync("copy.bin", large);
        let all = "";
        for await (const chunk of process.stdin) all += chunk;
        console.log(large.length, JSON.stringify(all));`,
        "large.bin": new Uint8Array(100_000).map((_, at) => at % 251),
      },
    });
    const { folder, spawn } = test.instance;
    expect(spawn).toBeTypeOf("function");
    test.instance.spawn = async (command, args) => {
      const line = [command === "node" ? process.execPath : command, ...args].join(" ");
      const child = nodeProcess(folder, "script", ["-qfec", line, "/dev/null"]);
      test.instance.processes.push(child);
      return child;
    };
    const running = test.start();
    const writer = running.input.getWriter();
    await writer.write(new TextEncoder().encode("^C \u0003\u0004 ä\r\n\n"));
    await writer.close();
    expect(await running.exit).toEqual({ reason: "exit", code: 0 });
    expect(test.output).toEqual({
      stdout: `100000 ${JSON.stringify("^C \u0003\u0004 ä\r\n\n")}\n`,
      stderr: "",
    });
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    expect(records.map(({ type }) => type)).not.toContain("unmediated.change");
  },
);
