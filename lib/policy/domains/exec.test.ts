import { describe, expect, it } from "vitest";
import { asking } from "../testing/asking";

const EXEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
[capabilities.exec]
allow = ["node", "git status", "git log *", "git push *", "env", "bash", "cat", "echo", "export", "git commit *"]
deny = ["sh", "curl", "git push --force"]
approve = ["git push *"]
env = ["LANG", "PATH"]
`;
const ask = asking(EXEC);
const spawn = (line: string) => ask.brief({ op: "exec.spawn", argv: line.split(" ") });
const shell = (command: string) => ask.brief({ op: "exec.shell", command });

describe("exec.spawn", () => {
  it.each([
    ["node x.js", "allow exec.allow[0]"],
    ["/tmp/node x.js", "deny DENIED_BY_DEFAULT"],
    ["node -e 1", "deny exec.allow_dynamic_code"],
    ["git status", "allow exec.allow[1]"],
    ["git status -s", "deny DENIED_BY_DEFAULT"],
    ["git -c core.pager=x status", "deny DENIED_BY_DEFAULT"],
    ["git log -5", "allow exec.allow[2]"],
    ["git push origin", "approve exec.approve[0]"],
    ["git -C x push --force", "deny exec.deny[2]"],
    ["curl x", "deny exec.deny[1]"],
    ["./curl x", "deny exec.deny[1]"],
    ["env curl x", "deny exec.deny[1]"],
    ["env LANG=C node x", "allow exec.allow[4]"],
    ["env FOO=1 node x", "deny DENIED_BY_DEFAULT"],
    ["env PATH=/tmp node x", "deny DENIED_BY_DEFAULT"],
    ["env git push x", "approve exec.approve[0]"],
    ["rm x", "deny DENIED_BY_DEFAULT"],
    ["env -S curl", "deny MALFORMED_REQUEST"],
  ])("%s: %s", (line, expected) => expect(spawn(line)).toBe(expected));

  it("decides what a shell is given", () => {
    const bash = (text: string) => ask.brief({ op: "exec.spawn", argv: ["bash", "-c", text] });
    expect(bash("node x && git log")).toBe("allow exec.allow[5]");
    expect(bash("node x && curl y")).toBe("deny exec.deny[1]");
    expect(bash("node x; rm y")).toBe("deny DENIED_BY_DEFAULT");
    expect(bash("echo $(git push)")).toBe("approve exec.approve[0]");
    expect(bash("eval x")).toBe("deny MALFORMED_REQUEST");
  });
});

describe("exec.shell", () => {
  it.each([
    ["git log | cat", "allow exec.allow[2]"],
    ["cat < a > out/b 2>/dev/null", "allow exec.allow[6]"],
    ["cat < /etc/passwd", "deny DENIED_BY_DEFAULT"],
    ["echo x > b", "deny DENIED_BY_DEFAULT"],
    ["echo x > out/../b", "deny DENIED_BY_DEFAULT"],
    ["LANG=C node x", "allow exec.allow[0]"],
    ["PATH=/tmp node x", "deny DENIED_BY_DEFAULT"],
    ["LD_PRELOAD=x node x", "deny DENIED_BY_DEFAULT"],
    ["export PATH=/tmp; node x", "deny DENIED_BY_DEFAULT"],
    ["for PATH in /tmp; do node x; done", "deny DENIED_BY_DEFAULT"],
    ["git push & echo done", "approve exec.approve[0]"],
    ["git $x", "deny exec.deny[2]"],
    ["$x", "deny MALFORMED_REQUEST"],
    ["LANG=C", "deny DENIED_BY_DEFAULT"],
    ["> out/a", "allow filesystem.write[0]"],
  ])("%s: %s", (command, expected) => expect(shell(command)).toBe(expected));

  it("resolves redirections from the working directory", () => {
    expect(ask({ op: "exec.shell", command: "echo x > a", cwd: "/workspace/out" }).verdict).toBe("allow");
    expect(ask({ op: "exec.shell", command: "echo x > a", cwd: "relative/../../.." }).verdict).toBe("deny");
  });
});

describe("switches", () => {
  it("close everything, and open only code", () => {
    const closed = asking(
      EXEC.replace(
        "[capabilities.exec]",
        "[capabilities.exec]\nallow_subprocess = false\nallow_dynamic_code = true",
      ),
    );
    expect(closed.brief({ op: "exec.spawn", argv: ["node", "x"] })).toBe("deny exec.allow_subprocess");
    const open = asking(
      EXEC.replace("[capabilities.exec]", "[capabilities.exec]\nallow_dynamic_code = true"),
    );
    expect(open.brief({ op: "exec.spawn", argv: ["node", "-e", "1"] })).toBe("allow exec.allow[0]");
    expect(open.brief({ op: "exec.spawn", argv: ["python3", "-c", "1"] })).toBe("deny DENIED_BY_DEFAULT");
  });
});

it("suggests a pattern that a grant needs, where one can say it", () => {
  const suggestion = (argv: string[]) => ask({ op: "exec.spawn", argv }).suggestion?.add ?? null;
  expect(suggestion(["rm", "x.txt"])).toBe("rm");
  expect(suggestion(["npm", "run", "build"])).toBe("npm run *");
  expect(suggestion(["/opt/x"])).toBe("/opt/x");
  expect(suggestion(["a b"])).toBeNull();
  expect(suggestion(["python3", "-c", "1"])).toBeNull();
  expect(ask({ op: "exec.spawn", argv: ["env", "FOO=1"] }).suggestion).toEqual({
    path: ["capabilities", "exec", "env"],
    add: "FOO",
  });
});

it("says what would run in words that cannot act on a terminal", () => {
  expect(ask({ op: "exec.spawn", argv: ["rm", "a b\n", "x".repeat(100)] }).reason).toBe(
    `Running rm "a b\\n" ${"x".repeat(37)}... is denied because no rule allows it.`,
  );
});
