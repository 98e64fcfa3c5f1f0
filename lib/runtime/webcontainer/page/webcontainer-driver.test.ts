import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { type TestBox, testBox } from "../testing/box";
import { bundledParts } from "../testing/container";
import { containerShell } from "./shell";

const POLICY = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
[capabilities.exec]
env = ["GOOD"]
`;
/** Long enough for any machine; whoever waits for something waits for that. */
const WAIT = { timeout: 20_000, interval: 20 };
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const inContainer = (test: TestBox, path: string) =>
  test.instance.disk.readFile(path).then(text, () => undefined);
const typesOf = (records: readonly { type: string }[]) => records.map(({ type }) => type);
const unmediated = (records: readonly { type: string; data: Record<string, unknown> }[]) =>
  records.filter(({ type }) => type === "unmediated.change").map(({ data }) => `${data.change} ${data.path}`);

describe("an agent in full Node", () => {
  it("prints, reads, writes and is refused, on a record that verifies", async () => {
    const test = await testBox({
      policy: POLICY,
      env: { GOOD: "yes", BAD: "no" },
      files: {
        "agent.ts": `
          import { readFileSync, writeFileSync, mkdirSync } from "node:fs";
          const name: string = readFileSync("name.txt", "utf8");
          mkdirSync("out", { recursive: true });
          writeFileSync("out/greeting.txt", "hello " + name);
          try { readFileSync("id.key") } catch (error) { console.log((error as { code: string }).code) }
          await new Promise((resolve) => setTimeout(resolve, 5));
          console.log("hello", name, process.argv[2], process.env.GOOD, process.env.BAD, typeof require);
          process.exitCode = 3;`,
        "name.txt": "world",
        "id.key": "secret",
      },
    });
    expect(await test.run(undefined, ["word"])).toEqual({ reason: "exit", code: 3 });
    expect(test.output).toEqual({ stdout: "EACCES\nhello world word yes undefined undefined\n", stderr: "" });
    expect(test.troubles).toEqual([]);
    expect(await inContainer(test, "workspace/out/greeting.txt")).toBe("hello world");
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    const refused = records.filter(({ type, data }) => type === "fs.read" && data.verdict === "deny");
    expect(refused.map(({ data }) => (data.request as { path: string }).path)).toContain("/workspace/id.key");
    expect(unmediated(records)).toEqual([]);
    expect(typesOf(records).slice(-2)).toEqual(["agent.exit", "session.close"]);
    expect(records[0]?.data.driver).toEqual({ name: "webcontainer", version: "test" });
  });

  it("has nothing of Node in its realm, and no variable of the container", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": `
          const names = ["require", "WebAssembly", "SharedArrayBuffer", "__aegis_host"];
          console.log(names.filter((name) => name in globalThis).join(), Object.keys(process.env).join());
          for (const way of [() => (process as any).binding("fs"), () => (() => {}).constructor("return 1")()])
            try { way(); console.log("went through") } catch { console.log("refused") }
          export {};`,
      },
    });
    expect(await test.run()).toEqual({ reason: "exit", code: 0 });
    expect(test.output.stdout).toBe("SharedArrayBuffer \nrefused\nrefused\n");
    await test.close();
  });

  it("gets standard input, and its failure is told with its place", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": `let all = ""; for await (const chunk of process.stdin) all += chunk;\nthrow new Error("got " + all)`,
      },
    });
    const process = test.start();
    const writer = process.input.getWriter();
    await writer.write(new TextEncoder().encode("wo"));
    await writer.write(new TextEncoder().encode("rds"));
    await writer.close();
    expect(await process.exit).toEqual({ reason: "exit", code: 1 });
    expect(test.output.stderr).toMatch(/agent\.ts:2[\s\S]*got words/);
    await test.close();
  });

  it("waits inside of a synchronous call for a person, who is asked about that action alone", async () => {
    let answer: (grant: boolean) => void = () => {};
    const test = await testBox({
      policy: POLICY.replace('deny = ["**/*.key"]', 'approve = ["/workspace/out/final.txt"]'),
      files: {
        "agent.ts": `
          import fs from "node:fs";
          console.log("before");
          fs.writeFileSync("out/final.txt", "text");
          console.log("after");`,
        "out/.keep": "",
      },
      approver: {
        ask: ({ action_sha256 }) =>
          new Promise((resolve) => {
            answer = (grant) => {
              answer = () => {};
              resolve({ action_sha256, grant, approver: "ann" });
            };
          }),
      },
    });
    const exit = test.run();
    await vi.waitFor(() => expect(test.output.stdout).toBe("before\n"), WAIT);
    await vi.waitFor(() => {
      answer(true);
      expect(test.output.stdout).toBe("before\nafter\n");
    }, WAIT);
    expect(await exit).toEqual({ reason: "exit", code: 0 });
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    expect(typesOf(records).filter((type) => type.startsWith("approval."))).toEqual([
      "approval.request",
      "approval.grant",
    ]);
  });
});

describe("files", () => {
  it("that the agent may not read never reach the container, and their denial is on the record", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "a.txt": "a",
        "id.key": "secret",
        "deep/b.key": "secret",
        "deep/c.txt": "c",
        "to-key": { symlink: "id.key" },
        "agent.ts": "",
      },
    });
    await test.box.mount("/elsewhere", { "d.txt": "secret" });
    expect(await inContainer(test, "workspace/a.txt")).toBe("a");
    expect(await inContainer(test, "workspace/deep/c.txt")).toBe("c");
    for (const path of ["workspace/id.key", "workspace/deep/b.key", "workspace/to-key", "elsewhere/d.txt"])
      expect(await inContainer(test, path), path).toBeUndefined();
    const { records } = await test.close();
    const decided = records
      .filter(({ type }) => type === "fs.read")
      .map(({ data }) => `${data.verdict} ${(data.request as { path: string }).path}`);
    expect(decided.sort()).toEqual([
      "allow /workspace/a.txt",
      "allow /workspace/agent.ts",
      "allow /workspace/deep/c.txt",
      "deny /elsewhere/d.txt",
      "deny /workspace/deep/b.key",
      "deny /workspace/id.key",
    ]);
  });

  it("are in the container as calls leave them: written, moved, removed, folder by folder", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": `
          import fs from "node:fs";
          fs.mkdirSync("out/a/b", { recursive: true });
          fs.writeFileSync("out/a/b/one.txt", "one");
          fs.writeFileSync("out/a/two.txt", "two");
          fs.renameSync("out/a", "out/moved");
          fs.appendFileSync("out/moved/two.txt", " and more");
          fs.rmSync("out/old", { recursive: true });
          fs.writeFileSync("out/secret.key", "s");`,
        "out/old/x.txt": "old",
      },
    });
    expect(await inContainer(test, "workspace/out/old/x.txt")).toBe("old");
    // The last is denied; what went before is done.
    expect(await test.run()).toEqual({ reason: "exit", code: 1 });
    expect(await inContainer(test, "workspace/out/moved/b/one.txt")).toBe("one");
    expect(await inContainer(test, "workspace/out/moved/two.txt")).toBe("two and more");
    const left = await test.instance.disk.readdir("workspace/out", { withFileTypes: true });
    expect(left.map(({ name }) => name)).toEqual(["moved"]);
    const { records } = await test.close();
    expect(unmediated(records)).toEqual([]);
  });

  it("that change behind the shim are on the record, and are the agent's only where it might have changed them", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": `
          import fs from "node:fs";
          console.log("begun");
          await new Promise((resolve) => process.stdin.once("data", resolve));
          console.log(fs.readFileSync("a.txt", "utf8"), fs.readFileSync("out/new.txt", "utf8"));`,
        "a.txt": "a",
        "id.key": "secret",
        "out/gone.txt": "gone",
      },
    });
    const process = test.start();
    await vi.waitFor(() => expect(test.output.stdout).toBe("begun\n"), WAIT);
    const at = (path: string) => join(test.instance.folder, "workspace", path);
    const changed = new Promise<void>((resolve) => {
      test.box.on("changed", (paths) => {
        if (paths.includes("/workspace/out/new.txt")) resolve();
      });
    });
    await writeFile(at("a.txt"), "tampered");
    await writeFile(at("id.key"), "planted");
    await rm(at("out/gone.txt"));
    await writeFile(at("out/new.txt"), "new");
    await changed;
    const writer = process.input.getWriter();
    await writer.write(new TextEncoder().encode("go"));
    await writer.close();
    expect(await process.exit).toEqual({ reason: "exit", code: 0 });
    expect(test.output.stdout).toBe("begun\na new\n");
    const files = await test.box.fs.export("/workspace");
    expect(files["out/new.txt"]).toMatchObject({ content: new TextEncoder().encode("new") });
    expect(files["id.key"]).toMatchObject({ content: new TextEncoder().encode("secret") });
    expect(files["out/gone.txt"]).toBeUndefined();
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    expect(unmediated(records).sort()).toEqual([
      "changed /workspace/a.txt",
      "created /workspace/id.key",
      "created /workspace/out/new.txt",
      "deleted /workspace/out/gone.txt",
    ]);
    const created = records.find(({ data }) => data.path === "/workspace/out/new.txt" && data.change);
    expect(created?.data.body).toMatchObject({ bytes: 3 });
  });

  it("are looked at once more when the run is over, watcher or not, folder by folder", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": "",
        "a.txt": "a",
        "out/deep/b.txt": "b",
        "out/deep/er/c.txt": "c",
        "out/file.txt": "f",
      },
    });
    test.instance.disk.watch = () => ({ close: () => {} });
    const at = (path: string) => join(test.instance.folder, "workspace", path);
    await writeFile(at("a.txt"), "b");
    await rm(at("out/deep"), { recursive: true });
    await rm(at("out/file.txt"));
    await mkdir(at("out/file.txt/new"), { recursive: true });
    await symlink("/etc/passwd", at("out/link"));
    await test.run();
    const files = await test.box.fs.export("/workspace");
    expect(Object.keys(files).sort()).toEqual(["a.txt", "agent.ts", "out", "out/file.txt"]);
    expect(unmediated((await test.close()).records).sort()).toEqual([
      "changed /workspace/a.txt",
      "changed /workspace/out/file.txt",
      "created /workspace/out/file.txt/new",
      "created /workspace/out/link",
      "deleted /workspace/out/deep",
      "deleted /workspace/out/deep/b.txt",
      "deleted /workspace/out/deep/er",
      "deleted /workspace/out/deep/er/c.txt",
    ]);
  });
});

describe("its end", () => {
  const LOOPS = {
    "that asks nobody": "for (;;);",
    "inside of the engine's own code": `/(a*)*b/.test("a".repeat(60));`,
    "of calls": `for (;;) try { fs.readFileSync("/etc/passwd") } catch {}`,
    "that only waits": "await new Promise((resolve) => setTimeout(resolve, 3_600_000));",
  };
  for (const [what, loop] of Object.entries(LOOPS)) {
    it(`comes to a loop ${what} when it is stopped, and the log closes`, async () => {
      const test = await testBox({
        policy: POLICY,
        files: { "agent.ts": `import fs from "node:fs"; console.log("begun"); ${loop}` },
      });
      const process = test.start();
      await vi.waitFor(() => expect(test.output.stdout).toBe("begun\n"), WAIT);
      expect(await process.kill()).toEqual({ reason: "stopped", code: 130 });
      const { records, verdict } = await test.close();
      expect(verdict).toBe("OK");
      const exits = records.filter(({ type }) => type === "agent.exit");
      expect(exits.map(({ data }) => data)).toEqual([{ code: 130, reason: "stopped" }]);
    });
  }

  it("is a limit: of output, through the shim", async () => {
    const test = await testBox({
      policy: `${POLICY}[resources]\nmax_output = "1M"\n`,
      files: { "agent.ts": `for (;;) process.stdout.write("x".repeat(100_000));` },
    });
    expect(await test.run()).toEqual({ reason: "output", code: 137 });
    expect(test.output.stdout.length).toBeLessThanOrEqual(1 << 20);
    expect(typesOf((await test.close()).records)).toContain("limit.hit");
  });

  it("is the process's own, where that is killed from elsewhere", async () => {
    const test = await testBox({
      policy: POLICY,
      files: { "agent.ts": `console.log("begun"); setInterval(() => {}, 1000)` },
    });
    const process = test.start();
    await vi.waitFor(() => expect(test.output.stdout).toBe("begun\n"), WAIT);
    test.instance.processes[0]?.kill();
    expect(await process.exit).toEqual({ reason: "broken", code: 134 });
    expect((await test.close()).verdict).toBe("OK");
  });

  it("comes with teardown, in the middle of a run and before one, and twice", async () => {
    const running = await testBox({
      policy: POLICY,
      files: { "agent.ts": `console.log("begun"); setInterval(() => {}, 1000)` },
    });
    const process = running.start();
    await vi.waitFor(() => expect(running.output.stdout).toBe("begun\n"), WAIT);
    expect((await running.close()).verdict).toBe("OK");
    expect(await process.exit).toEqual({ reason: "stopped", code: 130 });

    const idle = await testBox({ policy: POLICY });
    expect((await idle.close()).verdict).toBe("OK");
    expect(() => idle.start()).toThrow("The container is gone.");
    await expect(idle.box.mount("/workspace", {})).rejects.toThrow("The container is gone.");
  });
});

describe("one after the other", () => {
  it("agents run over the same files, each in a process of its own, and one at a time", async () => {
    const test = await testBox({
      policy: POLICY,
      files: {
        "agent.ts": `import fs from "node:fs"; fs.appendFileSync("out/log.txt", process.argv[2] + " "); console.log(fs.readFileSync("out/log.txt", "utf8"));`,
        "out/log.txt": "",
      },
    });
    const first = test.start(undefined, ["one"]);
    expect(() => test.start()).toThrow("one thing runs at a time");
    expect(await first.exit).toEqual({ reason: "exit", code: 0 });
    // Whoever got past his shim has left a wrapper of his own.
    await writeFile(join(test.instance.folder, ".aegis/run.mjs"), "process.exit(0)");
    expect(await test.run(undefined, ["two"])).toEqual({ reason: "exit", code: 0 });
    expect(test.output.stdout).toBe("one \none two \n");
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    expect(typesOf(records).filter((type) => type === "agent.exit")).toHaveLength(2);
    expect(test.instance.processes).toHaveLength(2);
  });

  it("commands of the agent are decided, and a script that it starts is proven as it was itself", async () => {
    const test = await testBox({
      policy: POLICY.replace('env = ["GOOD"]', 'allow = ["cat", "node"]'),
      files: {
        "agent.ts": `
          import { execSync } from "node:child_process";
          console.log(execSync("cat a.txt | cat", { encoding: "utf8" }));
          console.log(execSync("node other.ts", { encoding: "utf8" }).trim());
          try { execSync("rm a.txt") } catch { console.log("refused") }`,
        "other.ts": `import fs from "node:fs"; try { fs.readFileSync("id.key") } catch (error) { console.log(error.code) }`,
        "a.txt": "alpha",
        "id.key": "secret",
      },
      options: { shell: containerShell() },
    });
    expect(await test.run()).toEqual({ reason: "exit", code: 0 });
    expect(test.output.stdout).toBe("alpha\nEACCES\nrefused\n");
    expect(test.instance.processes).toHaveLength(2);
    expect((await test.close()).verdict).toBe("OK");
  });

  it("lines of the author's terminal are on the record, are not governed, and reach the container", async () => {
    const test = await testBox({
      policy: POLICY,
      files: { "agent.ts": `console.log("the agent")`, "id.key": "secret", "out/.keep": "" },
      options: { shell: containerShell() },
    });
    const { terminal } = test.box;
    if (!terminal) throw new Error("there is no terminal");
    const run = async (line: string) => {
      const { exit, output } = terminal.run(line);
      let said = "";
      for await (const { bytes } of output as unknown as AsyncIterable<{ bytes: Uint8Array }>)
        said += text(bytes);
      return [(await exit).code, said];
    };
    expect(await run("cat id.key; echo made > new.txt; cd out")).toEqual([0, "secret"]);
    expect(await run("pwd; node /workspace/agent.ts")).toEqual([0, "/workspace/out\nthe agent\n"]);
    expect(await inContainer(test, "workspace/new.txt")).toBe("made\n");
    expect((await terminal.complete("cat /workspace/id", 17)).options).toEqual(["/workspace/id.key"]);
    expect(await terminal.cwd()).toBe("/workspace/out");
    await test.box.fs.remove(["/workspace/new.txt"]);
    expect((await run("ls /workspace/new.txt"))[0]).toBe(2);
    const { records, verdict } = await test.close();
    expect(verdict).toBe("OK");
    expect(typesOf(records).filter((type) => type === "user.command")).toHaveLength(3);
    expect(unmediated(records)).toEqual([]);
  });
});

it("what is printed past the shim is shown and recorded as errors", async () => {
  const { parts } = await bundledParts();
  const wrapper = `process.stdout.write("strayed ä\\n");\n${parts.wrapper}`;
  const test = await testBox({ policy: POLICY, files: { "agent.ts": `console.log("ran")` }, wrapper });
  expect(await test.run()).toEqual({ reason: "exit", code: 0 });
  expect(test.output).toEqual({ stdout: "ran\n", stderr: "strayed ä\n" });
  const output = (await test.close()).records.filter(({ type }) => type === "agent.output");
  expect(output.map(({ data }) => data.stream)).toEqual(["stderr", "stdout"]);
});

it("a run ends when the time is over that the spec gives it", async () => {
  const test = await testBox({
    policy: POLICY,
    files: { "agent.ts": "for (;;);" },
    agent: 'max_runtime = "1s"',
  });
  expect(await test.run()).toEqual({ reason: "wall", code: 124 });
  expect((await test.close()).verdict).toBe("OK");
});
