/** `node FILE` in an agent's shell: real machines in threads, one started by the other. */
import { describe, expect, it } from "vitest";
import { runGuest } from "../testing/run-guest";

const POLICY = `
[capabilities.filesystem]
read = ["/work/**"]
write = ["/work/**"]
deny = ["**/*.key"]
[capabilities.exec]
allow = ["node *", "cat"]
env = ["LANG"]
`;
const start = (files: Readonly<Record<string, string>>) =>
  runGuest({ files, policy: POLICY, hasShell: true, env: { LANG: "C", HOME: "/root" } });

describe("a script that an agent starts", () => {
  it("has words, standard input, folder, variables and an exit code of its own", async () => {
    const { stdout, faults } = await start({
      "/work/main.mjs": `
        import { spawnSync } from "node:child_process";
        const { status, stdout, stderr } = spawnSync("node", ["sub/child.ts", "a b"], {
          input: "given", cwd: "/work", env: { OWN: "1" }, encoding: "utf8",
        });
        console.log(status, stdout, stderr);
      `,
      "/work/sub/child.ts": `
        let text = "";
        for await (const chunk of process.stdin) text += chunk;
        const words: string[] = process.argv.slice(2);
        console.log(JSON.stringify([words, text, process.cwd(), process.env.OWN, process.env.LANG]));
        console.error("to errors");
        process.exitCode = 7;
      `,
    });
    expect(faults).toEqual([]);
    expect(stdout).toBe('7 [["a b"],"given","/work","1",null]\n to errors\n\n');
  });

  it("is held to the same policy, on the same record", async () => {
    const { stdout, log } = await start({
      "/work/main.mjs": `
        import { execFileSync } from "node:child_process";
        console.log(execFileSync("node", ["child.mjs"], { encoding: "utf8" }));
      `,
      "/work/child.mjs": `
        import fs from "node:fs";
        for (const path of ["a.txt", "id.key"]) {
          try { console.log(fs.readFileSync(path, "utf8")) } catch (error) { console.log(error.code) }
        }
      `,
      "/work/a.txt": "alpha",
      "/work/id.key": "secret",
    });
    expect(stdout).toBe("alpha\nEACCES\n\n");
    const reads = log.entries.flatMap(({ type, data }) =>
      type === "fs.read" && "verdict" in data
        ? [`${data.verdict} ${(data.request as { path?: string } | undefined)?.path}`]
        : [],
    );
    expect(reads.slice(-2)).toEqual(["allow /work/a.txt", "deny /work/id.key"]);
    // Its output is the result of the command, and its end no end of the agent.
    expect(log.types.filter((type) => type === "agent.exit")).toHaveLength(1);
  });

  it("cannot use what another has open, and leaves nothing open", async () => {
    const { stdout, faults } = await start({
      "/work/main.mjs": `
        import fs from "node:fs";
        import { execFileSync } from "node:child_process";
        const fd = fs.openSync("a.txt");
        console.log(execFileSync("node", ["child.mjs", fd], { encoding: "utf8" }).trim());
        console.log(fs.readFileSync(fd, "utf8"));
      `,
      "/work/child.mjs": `
        import fs from "node:fs";
        const fd = Number(process.argv[2]);
        for (const use of ["readFileSync", "fstatSync", "closeSync", "fsyncSync"]) {
          try { fs[use](fd); console.log("used") } catch (error) { console.log(error.code) }
        }
        fs.openSync("b.txt", "w");
      `,
      "/work/a.txt": "alpha",
    });
    expect(faults).toEqual([]);
    expect(stdout).toBe("EBADF\nEBADF\nEBADF\nEBADF\nalpha\n");
  });

  it("is counted: a script that starts itself comes to an end", async () => {
    const { stdout, stderr, end } = await start({
      "/work/main.mjs": `
        import { spawnSync } from "node:child_process";
        const { status, stdout, stderr } = spawnSync("node", ["main.mjs"], { encoding: "utf8" });
        process.stdout.write(stdout + status + "\\n");
        process.stderr.write(stderr);
      `,
    });
    expect(end).toEqual({ reason: "exit", code: 0 });
    expect(stdout).toBe("126\n0\n0\n0\n0\n");
    expect(stderr).toBe("node: scripts start each other 4 deep at most\n");
  });

  it("runs at most four at a time", async () => {
    const { stdout } = await start({
      "/work/main.mjs": `
        import { execFile } from "node:child_process";
        const codes = await Promise.all(Array.from({ length: 6 }, () =>
          new Promise((done) => execFile("node", ["child.mjs"], (error) => done(error ? error.code : 0)))));
        console.log(codes.sort((a, b) => a - b).join());
      `,
      "/work/child.mjs": `await new Promise((done) => setTimeout(done, 200));`,
    });
    expect(stdout).toBe("0,0,0,0,126,126\n");
  });
});
