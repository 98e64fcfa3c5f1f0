// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are lines of a shell
import { describe, expect, it } from "vitest";
import type { Question } from "../../mediator/approval";
import { stopwatch } from "../../testing/stopwatch";
import type { HttpRequest, HttpResponse } from "../calls/network";
import type { canary } from "./testing/canary";
import { shellBench } from "./testing/shell-bench";

const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.exec]
allow_dynamic_code = true
allow = ["cat", "echo", "ls", "grep", "jq", "sort", "uniq", "head", "tail", "wc", "bash", "sh", "xargs", "find", "env", "mkdir", "printf", "timeout",
  "cd", "curl", "node", "sed", "awk", "cp", "mv", "rm", "ln", "tee", "cut", "tr", "base64", "sha256sum", "gzip", "gunzip", "touch", "test", ":",
  "sleep", "seq", "diff", "stat", "/workspace/run.sh", "pwd", "true", "false", "chmod", "exit", "export", "rg", "tree", "rev", "tac", "which", "date"]
deny = ["rm -rf *"]
approve = ["tee *"]
env = ["LANG", "A"]
[capabilities.network]
allow_egress = ["https://api.example.com"]
`;
const TREE = {
  "a.txt": "one\ntwo\nthree\n",
  "b.txt": "two\nfour\n",
  "data.json": '{"items":[{"n":1},{"n":2}],"name":"café"}',
  "bytes.bin": new Uint8Array([0xff, 0x00, 0xc3, 0x28, 0x80]),
  "out/.keep": "",
  "out/big.txt": "x\n".repeat(1000),
  link: { symlink: "/etc/passwd" },
};
const ROOT = { "etc/passwd": "root:x:0:0\n", "home/k.pem": "key" };

const bench = (options: Parameters<typeof shellBench>[1] = {}) =>
  shellBench(SPEC, { tree: TREE, root: ROOT, env: { LANG: "C.UTF-8", TOKEN: "s3cret" }, ...options });

describe("ordinary lines", () => {
  it.each([
    ["cat a.txt", "one\ntwo\nthree\n"],
    ["cat a.txt | grep t | wc -l", "2\n"],
    ["grep -n two a.txt b.txt", "a.txt:2:two\nb.txt:1:two\n"],
    ["jq -r '.items[].n' data.json", "1\n2\n"],
    ["jq -r .name data.json", "café\n"],
    ["sort a.txt b.txt | uniq -d", "two\n"],
    ["head -n 1 a.txt; tail -n 1 a.txt", "one\nthree\n"],
    ["cat *.txt | sort | head -n 2", "four\none\n"],
    ["if grep -q two a.txt; then echo yes; else echo no; fi", "yes\n"],
    ["grep -q nine a.txt || echo none", "none\n"],
    ["echo $(cat b.txt | head -n 1)!", "two!\n"],
    ["echo a > out/new && cat out/new && rm out/new && ls out", "a\nbig.txt\n"],
    ["echo a >> out/log; echo b >> out/log; cat out/log", "a\nb\n"],
    ["cat < a.txt | sed 's/o/0/g' | head -n 1", "0ne\n"],
    ["awk '{ print length($1) }' a.txt", "3\n3\n5\n"],
    ["find . -name '*.txt' | sort", "./a.txt\n./b.txt\n./out/big.txt\n"],
    ["find . -name b.txt -exec cat {} \\;", "two\nfour\n"],
    ["echo b.txt | xargs cat", "two\nfour\n"],
    ["mkdir -p out/x/y && touch out/x/y/z && find out/x", "out/x\nout/x/y\nout/x/y/z\n"],
    ["cp a.txt out/c && mv out/c out/d && cat out/d | wc -l", "3\n"],
    ["cd out && pwd", "/workspace/out\n"],
    ["(cd out; pwd); pwd", "/workspace/out\n/workspace\n"],
    ["bash -c 'echo $1' _ hi", "hi\n"],
    ["printf '%s-%s\\n' a b", "a-b\n"],
    ["cat <<E\nhi there\nE", "hi there\n"],
    ["echo é | wc -c", "3\n"],
    ["cat bytes.bin | base64", "/wDDKIA=\n"],
    ["sha256sum < b.txt | cut -c1-8", "544920d0\n"],
    ["gzip -c a.txt | gunzip | head -n 1", "one\n"],
    ["env A=1 env | grep ^A=", "A=1\n"],
    ["env | grep -c TOKEN", "0\n"],
    ["cat nothing 2>/dev/null; echo $?", "1\n"],
    ["ls nothing 2>&1", "ls: nothing: No such file or directory\n"],
    ["seq 3 | tac | tr '\\n' ' '", "3 2 1 "],
    ["timeout 5 echo in time", "in time\n"],
    ["diff a.txt a.txt && echo same", "same\n"],
    ["test -f a.txt && test -d out && echo both", "both\n"],
    ["which cat", "/usr/bin/cat\n"],
    ["date -u -d @0 +%Y", "1970\n"],
    ["cat a.txt > /dev/null; echo x 2> /dev/null", "x\n"],
  ])("%s", async (line, out) => {
    const ran = await bench().exec(line);
    expect({ ...ran, log: undefined }).toEqual({ code: expect.any(Number), out, err: "", log: undefined });
  });

  it("keeps bytes that are no text, from file to output", async () => {
    const { files } = bench();
    const at = () => files.locate("/workspace/bytes.bin", { walk: "follow" });
    const copied = bench();
    await copied.exec("cat bytes.bin > out/copy; cat bytes.bin | cat >> out/copy");
    const copy = copied.files.readFile(copied.files.locate("/workspace/out/copy", { walk: "follow" }));
    expect([...copy]).toEqual([...files.readFile(at()), ...files.readFile(at())]);
  });

  it("hands standard input on", async () => {
    expect(await bench().exec("cat", { stdin: "hé\n" })).toMatchObject({ code: 0, out: "hé\n" });
    expect(await bench().exec(["wc", "-l"], { stdin: "a\nb\n" })).toMatchObject({ out: "2\n" });
  });
});

describe("what is recorded", () => {
  const tree = { ...TREE, "run.sh": { content: "cat a.txt", mode: 0o755 } };
  const log = async (what: string | string[]) => (await bench({ env: {}, tree }).exec(what)).log;

  it("is the line, what its commands touch, and no second decision on what stood in it", async () => {
    expect(await log("cat a.txt | wc -l")).toEqual([
      "exec.shell allow cat a.txt | wc -l",
      "fs.read allow /workspace/a.txt",
      "fs.read.result ok",
      "exec.shell.result ok",
    ]);
  });

  it("is one action for an argv, which no shell reads", async () => {
    expect(await log(["echo", "$(cat a.txt)", "*", "a;b"])).toEqual([
      "exec.spawn allow echo $(cat a.txt) * a;b",
      "exec.spawn.result ok",
    ]);
  });

  it("is a decision for each command with words that the shell put in", async () => {
    expect(await log("for f in a.txt b.txt; do head -n 1 $f; done")).toEqual([
      "exec.shell deny for f in a.txt b.txt; do head -n 1 $f; done",
    ]);
    expect(await log("for A in a.txt b.txt; do echo $A; done")).toEqual([
      "exec.shell allow for A in a.txt b.txt; do echo $A; done",
      "exec.spawn allow echo a.txt",
      "exec.spawn.result ok",
      "exec.spawn allow echo b.txt",
      "exec.spawn.result ok",
      "exec.shell.result ok",
    ]);
  });

  it.each([
    ["what another shell runs", "cat a.txt; bash -c 'cat a.txt'"],
    ["what is put together from input", "echo a.txt | xargs cat; cat a.txt"],
    ["what a script runs", "cat a.txt; ./run.sh"],
  ])("covers nothing but what stands in the line: %s", async (_, line) => {
    const entries = await log(line);
    expect(entries[0]).toBe(`exec.shell allow ${line}`);
    expect(entries).toContain("exec.spawn allow cat a.txt");
  });

  it("is no second decision on what stands in the line, however deep", async () => {
    const line =
      "if cat a.txt | grep -q one; then (cat b.txt; echo $(cat a.txt)); fi; for A in 1 2; do cat b.txt; done";
    const spawned = (await log(line)).filter((entry) => entry.startsWith("exec.spawn allow"));
    expect(spawned).toEqual(["exec.spawn allow echo one two three"]);
  });

  it("is a decision for each command of a script, with its exit code", async () => {
    const { exec, log: all } = bench({
      env: {},
      tree: {
        "run.sh": { content: "#!/bin/bash\nset -e\nf() { echo in; false; }\nf\necho never", mode: 0o755 },
      },
    });
    const ran = await exec("./run.sh");
    expect(ran).toMatchObject({ code: 1, out: "in\n" });
    expect(ran.log.filter((each) => each.startsWith("exec"))).toEqual([
      "exec.shell allow ./run.sh",
      "exec.spawn allow echo in",
      "exec.spawn.result ok",
      "exec.shell.result ok",
    ]);
    expect(all.entries.at(-1)?.data).toMatchObject({ code: 1 });
  });

  it("tells refused files from missing ones, as bash does", async () => {
    const { exec } = bench({ env: {} });
    expect(await exec("cat /etc/passwd")).toMatchObject({
      code: 1,
      err: "cat: /etc/passwd: Permission denied\n",
      log: expect.arrayContaining(["fs.read deny /etc/passwd"]),
    });
    expect(await exec("cat link")).toMatchObject({ err: "cat: link: Permission denied\n", out: "" });
    expect(await exec("ls /etc")).toMatchObject({ code: 2, err: "ls: /etc: Permission denied\n" });
    expect(await exec("rm a.txt")).toMatchObject({ err: "rm: cannot remove 'a.txt': Permission denied\n" });
    expect(await exec("cat a.txt /home/k.pem 2>&1 | tail -n 1")).toMatchObject({
      out: "cat: /home/k.pem: Permission denied\n",
    });
    expect(await exec("bash -c 'echo x > b.txt'")).toMatchObject({ code: 126 });
    expect(await exec("cp a.txt out/../z")).toMatchObject({ code: 1, out: "" });
    expect(await exec("ln -s /etc/passwd out/l && cat out/l")).toMatchObject({ out: "" });
  });
});

describe("what is refused", () => {
  it("is 126 and the sentence for a line, and nothing of it runs", async () => {
    const { exec, text } = bench({ env: {} });
    expect(await exec("echo a > out/first; shutdown now")).toEqual({
      code: 126,
      out: "",
      err: "bash: Running shutdown now is denied because no rule allows it.\n",
      log: ["exec.shell deny echo a > out/first; shutdown now"],
    });
    expect(text("/workspace/out/first")).toBeUndefined();
    expect((await exec("rm -rf out")).err).toContain("denied by exec.deny[0]");
  });

  it("is the platform's error for an argv", async () => {
    const { error, log } = await bench({ env: {} }).exec(["shutdown", "now"]);
    expect(error).toEqual({
      name: "Error",
      message: "spawn shutdown EACCES",
      code: "EACCES",
      errno: -13,
      syscall: "spawn shutdown",
      path: "shutdown",
      reason: "Running shutdown now is denied because no rule allows it.",
      record: 0,
    });
    expect(log).toEqual(["exec.spawn deny shutdown now"]);
  });

  it("goes on after a command inside that was refused, as bash does", async () => {
    const tree = {
      "run.sh": { content: "echo a\nshutdown now\necho $?\nX=rm; $X -rf out || echo kept", mode: 0o755 },
      "out/x": "",
    };
    const { exec, text } = bench({ tree, env: {} });
    expect(await exec("./run.sh")).toMatchObject({
      code: 0,
      out: "a\n126\nkept\n",
      err: expect.stringContaining(
        "bash: shutdown: Running shutdown now is denied because no rule allows it.\n",
      ),
    });
    expect(text("/workspace/out/x")).toBe("");
  });

  it("asks a person once for what stands in the line, and again for what it brings about", async () => {
    const ask = async ({ action_sha256 }: Question) => ({ action_sha256, grant: true, approver: "somebody" });
    const granting = () => bench({ env: {}, ask });
    const once = granting();
    expect(await once.exec("echo a | tee out/t")).toMatchObject({ code: 0, out: "a\n" });
    expect(once.questions.map(({ op }) => op)).toEqual(["exec.shell"]);
    const twice = granting();
    await twice.exec("echo out/t | xargs tee");
    expect(twice.questions.map(({ op }) => op)).toEqual(["exec.shell", "exec.spawn"]);
  });

  it.each([
    [{}],
    [{ argv: ["a"], command: "a" }],
    [{ argv: [] }],
    [{ argv: [1] }],
    [{ command: "a", cwd: 1 }],
    [{ command: "a", env: { A: 1 } }],
    [{ command: "a", more: 1 }],
  ])("is a request of another form: %j", async (request) => {
    const { exec } = bench();
    await expect(exec("echo", request as never)).resolves.toMatchObject(
      "cwd" in request || "env" in request || "more" in request || "argv" in request
        ? { error: { code: "ERR_INVALID_ARG_TYPE" } }
        : { code: 0 },
    );
  });
});

describe("programs", () => {
  it("says ENOENT of an argv whose program there is not", async () => {
    const { exec } = shellBench('[capabilities.exec]\nallow = ["git", "/workspace/no"]\n');
    expect((await exec(["git", "status"])).error).toMatchObject({ message: "spawn git ENOENT", errno: -2 });
    expect(await exec("git status")).toMatchObject({ code: 127, err: "bash: git: command not found\n" });
    expect(await exec(["./no"])).toMatchObject({ code: 127 });
  });

  it("starts scripts by what the driver handed in, with words, variables, folder and input", async () => {
    const calls: unknown[] = [];
    const runScript = async ({
      argv,
      env,
      cwd,
      stdin,
    }: Parameters<ReturnType<typeof canary>["program"]["run"]>[0]) => {
      calls.push({ argv, cwd, lang: env.LANG, token: env.TOKEN, input: new TextDecoder().decode(stdin) });
      return { code: 3, stdout: new TextEncoder().encode("ran\n"), stderr: new TextEncoder().encode("é\n") };
    };
    const ran = await bench({ runScript }).exec("cd out; echo hi | node ../x.ts 'a b'");
    expect(ran).toMatchObject({ code: 3, out: "ran\n", err: "é\n" });
    expect(calls).toEqual([
      {
        argv: ["node", "../x.ts", "a b"],
        cwd: "/workspace/out",
        lang: "C.UTF-8",
        token: undefined,
        input: "hi\n",
      },
    ]);
    expect(await bench().exec(["node", "x.ts"])).toMatchObject({
      code: 127,
      err: expect.stringContaining("starts no further"),
    });
    expect(await bench({ runScript }).exec(["node", "-e", "1"])).toMatchObject({ code: 9 });
  });

  it("fetches by the mediated network and no other", async () => {
    const respond = ({ url }: HttpRequest): HttpResponse => ({
      status: url.endsWith("/moved") ? 302 : 200,
      statusText: "OK",
      headers: url.endsWith("/moved")
        ? [["location", "https://evil.example/"]]
        : [["content-type", "text/plain"]],
      body: new TextEncoder().encode("café\n"),
    });
    const { exec, asked } = bench({ respond, env: {} });
    expect(await exec("curl -s https://api.example.com/a")).toMatchObject({ code: 0, out: "café\n" });
    expect(await exec("curl -s -X POST -d x=1 https://api.example.com/b -o out/r; cat out/r")).toMatchObject({
      out: "café\n",
    });
    expect(
      asked.map(({ method, url, body }) => [method, url, body && new TextDecoder().decode(body)]),
    ).toEqual([
      ["GET", "https://api.example.com/a", undefined],
      ["POST", "https://api.example.com/b", "x=1"],
    ]);
    const moved = await exec("curl https://api.example.com/moved");
    expect(moved).toMatchObject({
      code: 7,
      out: "",
      err: expect.stringContaining("https://evil.example/ is denied"),
    });
    expect(moved.log).toContain("net.fetch deny https://evil.example/");
    expect(await exec("curl http://169.254.169.254/")).toMatchObject({ code: 7, out: "" });
    expect(asked).toHaveLength(3);
    expect(await exec("wget https://api.example.com/a")).toMatchObject({ code: 126 });
  });
});

describe("where and with what it runs", () => {
  it("runs in the folder that was asked for, if the agent may look there", async () => {
    const { exec } = bench();
    expect(await exec("pwd", { cwd: "out" })).toMatchObject({ out: "/workspace/out\n" });
    expect(await exec("pwd", { cwd: "/workspace/out/.." })).toMatchObject({ out: "/workspace\n" });
    expect((await exec("pwd", { cwd: "/etc" })).error).toMatchObject({
      code: "EACCES",
      syscall: "spawn /bin/sh",
    });
    expect((await exec(["pwd"], { cwd: "/workspace/no" })).error).toMatchObject({ code: "ENOENT" });
    expect((await exec(["pwd"], { cwd: "/workspace/a.txt" })).error).toMatchObject({ code: "ENOTDIR" });
  });

  it("shows the variables that the policy shows the agent, asked for once", async () => {
    const { exec, log } = bench();
    expect((await exec("env | grep -c .")).code).toBe(0);
    expect(await exec("env | sort | grep '^[LTUP]\\|^HOME'")).toMatchObject({
      out: "HOME=/workspace\nLANG=C.UTF-8\nPATH=/usr/bin:/bin\nPWD=/workspace\nUSER=agent\n",
    });
    expect(log.types.filter((type) => type === "env.read")).toHaveLength(2);
  });

  it("takes the agent's own instead, but for the fixed ones and the shell's own", async () => {
    const env = {
      A: "1",
      PATH: "/evil",
      HOME: "/evil",
      USER: "root",
      PWD: "/",
      BASH_ALIAS_ls: "x",
      "a b": "c",
      IFS: ",",
    };
    const { out } = await bench().exec("env", { env });
    expect(out).toContain("A=1\n");
    expect(out).not.toMatch(/evil|root|BASH_ALIAS|a b|LANG|IFS=,/);
  });
});

describe("limits", () => {
  it.each([
    "while true; do true; done",
    "while :; do echo x; done > /dev/null",
    "./run.sh",
    "echo {1..100000000}",
    "seq 1 100000000",
    "awk 'BEGIN { while (1) x++ }'",
    "jq -n 'def f: f; f'",
    "jq -n '[range(1e12)]'",
    "sed ':a;ba' a.txt",
    "printf '%1000000000s' x",
    "sleep 1000000",
    "timeout 100000 sleep 100000",
    "cat /dev/zero",
    "cat out/big.txt out/big.txt | awk '{ for (i = 0; i < 1e9; i++) y = y i }'",
  ])("end %s", async (line) => {
    const tree = { ...TREE, "run.sh": { content: "./run.sh", mode: 0o755 } };
    const time = stopwatch();
    const ran = await bench({ tree, limits: { timeMs: 700, outputBytes: 1_000_000 } }).exec(line);
    expect(ran.log[0]).toMatch(/^exec.shell allow/);
    expect(ran.code).not.toBe(0);
    expect(time()).toBeLessThan(15_000);
  });

  it.each([
    "f() { f; }; f",
    "f() { f & f; }; f",
    "f() { f | f; }; f",
    "for ((;;)); do :; done",
    "for ((;;)); do x=1; done",
    "while [[ 1 ]]; do ((i++)); done",
    "x=a; while :; do x=$x$x; done",
    "while :; do x+=(1 2 3); done",
    "printf -v x %99999999s; echo $x",
    "bash ./run.sh; bash ./run.sh",
    "echo $(./run.sh)",
    "cat <(./run.sh)",
    "until false; do until false; do echo; done; done",
    "x='$x'; while :; do x=${x//x/xxxx}; done",
    "while read -r x; do :; done < <(while :; do echo; done)",
    ": {1..9999}{1..9999}{1..9999}",
  ])("end the script %s", async (content) => {
    const time = stopwatch();
    const tree = { ...TREE, "run.sh": { content, mode: 0o755 } };
    const ran = await bench({ tree, limits: { timeMs: 700, outputBytes: 1_000_000 } }).exec("./run.sh");
    expect(ran.log[0]).toBe("exec.shell allow ./run.sh");
    expect(ran.err).not.toBe("");
    expect(time()).toBeLessThan(15_000);
  });

  it("keep the output small, and what came before the end", async () => {
    const { exec } = bench({ limits: { outputBytes: 5000 } });
    const ran = await exec("echo first; cat out/big.txt out/big.txt out/big.txt");
    expect(ran).toMatchObject({ out: "first\n", err: expect.stringContaining("output") });
    expect(ran.code).not.toBe(0);
  });

  it("end at once with the session, on the record, and nothing happens afterwards", async () => {
    const { exec, mediator, log, text } = bench({ env: {} });
    const running = exec("echo a > out/one; sleep 1000; echo b > out/two");
    while (text("/workspace/out/one") !== "a\n") await new Promise((resolve) => setTimeout(resolve, 1));
    mediator.end();
    expect((await running).error).toMatchObject({ name: "AbortError", code: "ABORT_ERR" });
    const size = log.entries.length;
    expect(log.entries.at(-1)).toMatchObject({ type: "exec.shell.result", data: { status: "cancelled" } });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([log.entries.length, text("/workspace/out/two")]).toEqual([size, undefined]);
  });
});
