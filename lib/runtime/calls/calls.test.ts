import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW, O_RDONLY, O_RDWR, O_TRUNC, O_WRONLY } from "../files";
import type { HttpRequest } from "./network";
import { type Answered, caller } from "./testing/caller";

const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
write = ["/workspace/out/**"]
deny = ["**/*.key"]
approve = ["/workspace/out/final/**"]
[capabilities.network]
allow_egress = ["https://a.example", "GET https://b.example/ok/**"]
[capabilities.exec]
env = ["LANG"]
`;
const TREE = {
  "a.txt": "alpha",
  "id.key": "secret",
  "out/old.txt": "old",
  "to-key": { symlink: "id.key" },
  "out/away": { symlink: "/workspace/a.txt" },
  "out/up": { symlink: "/workspace" },
  "out/outside": { symlink: "/etc" },
} as const;
const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const bytes = (words: string) => new TextEncoder().encode(words);
const CREATE = O_WRONLY | O_CREAT | O_TRUNC;
const made = (options = {}) => caller(SPEC, { tree: TREE, ...options });

/** What a program would see in `error.code`. */
const code = ({ e }: Answered) => e?.code;

describe("reading and writing whole files", () => {
  it("goes through a decision and a result each", async () => {
    const { call, callWith, log, files } = made();
    expect(text((await call("fs.readFile", "a.txt", O_RDONLY)).bytes)).toBe("alpha");
    expect(await callWith(bytes("new"), "fs.writeFile", "out/new.txt", CREATE, 0o644)).toEqual({});
    expect(text(files.readFile(files.locate("/workspace/out/new.txt", { walk: "follow" })))).toBe("new");
    expect(log.types).toEqual(["fs.read", "fs.read.result", "fs.write", "fs.write.result"]);
    expect(log.entries[2]?.data).toMatchObject({
      body: { bytes: 3 },
      request: { path: "/workspace/out/new.txt" },
    });
  });

  it("is EACCES where it is denied, with why, and with nothing about what is there", async () => {
    const { call } = made();
    const denied = await call("fs.readFile", "id.key", O_RDONLY);
    expect(denied.e).toMatchObject({
      message: "EACCES: permission denied, open 'id.key'",
      errno: -13,
      code: "EACCES",
      syscall: "open",
      path: "id.key",
      rule: "filesystem.deny[0]",
      record: 0,
    });
    const missing = await call("fs.readFile", "nothing.key", O_RDONLY);
    expect({ ...missing.e, path: "", message: "", reason: "", record: 0 }).toEqual({
      ...denied.e,
      path: "",
      message: "",
      reason: "",
      record: 0,
    });
  });

  it("is ENOENT where nothing is there, behind a decision", async () => {
    const { call, log } = made();
    expect(code(await call("fs.readFile", "b.txt", O_RDONLY))).toBe("ENOENT");
    expect(log.entries[1]?.data).toMatchObject({ status: "error", error: "ENOENT" });
  });

  it("that needs approval waits inside the call", async () => {
    const { callWith, log } = made({
      ask: async ({ action_sha256 }: { action_sha256: string }) => ({
        action_sha256,
        grant: true,
        approver: "ann",
      }),
    });
    expect(await callWith(bytes("x"), "fs.writeFile", "out/final/x", CREATE, 0o644)).toMatchObject({
      e: { code: "ENOENT" },
    });
    expect(log.types).toContain("approval.grant");
  });
});

describe("links", () => {
  it("are decided where they lead", async () => {
    const { call, callWith } = made();
    expect(code(await call("fs.readFile", "to-key", O_RDONLY))).toBe("EACCES");
    expect(code(await callWith(bytes("x"), "fs.writeFile", "out/away", CREATE, 0o644))).toBe("EACCES");
    expect(code(await callWith(bytes("x"), "fs.writeFile", "out/up/x.txt", CREATE, 0o644))).toBe("EACCES");
    expect(code(await call("fs.readdir", "out/outside"))).toBe("EACCES");
    expect(code(await call("fs.unlink", "out/up/a.txt"))).toBe("EACCES");
    expect(code(await call("fs.rename", "out/old.txt", "out/up/moved.txt"))).toBe("EACCES");
    expect(code(await call("fs.mkdir", "out/up/deep/er", 0o777, true))).toBe("EACCES");
    expect(code(await call("fs.chmod", "out/away", 0o777))).toBe("EACCES");
    expect(code(await call("fs.truncate", "out/away", 0))).toBe("EACCES");
    expect(code(await call("fs.copyFile", "to-key", "out/stolen", 0))).toBe("EACCES");
    expect(code(await call("fs.open", "out/away", O_RDWR, 0))).toBe("EACCES");
  });

  it("themselves can be looked at, and removed where that is allowed", async () => {
    const { call } = made();
    expect((await call("fs.readlink", "to-key")).v).toBe("id.key");
    expect((await call("fs.lstat", "out/away")).v).toMatchObject({ size: "/workspace/a.txt".length });
    expect(await call("fs.unlink", "out/away")).toEqual({});
    expect(code(await call("fs.open", "to-key", O_RDONLY | O_NOFOLLOW, 0))).toBe("ELOOP");
  });

  it("can be made only to what may be read, and to nothing that a hard link would open", async () => {
    const { call } = made();
    expect(code(await call("fs.symlink", "../id.key", "out/l"))).toBe("EACCES");
    expect(code(await call("fs.symlink", "/etc/passwd", "out/l"))).toBe("EACCES");
    expect(await call("fs.symlink", "../a.txt", "out/l")).toEqual({});
    expect((await call("fs.readlink", "out/l")).v).toBe("../a.txt");
    expect(code(await call("fs.link", "a.txt", "out/hard"))).toBe("EACCES");
    expect(code(await call("fs.link", "id.key", "out/hard"))).toBe("EACCES");
  });
});

describe("folders that are made on the way", () => {
  it("are decided each by itself", async () => {
    const { call, log } = made();
    expect((await call("fs.mkdir", "out/x/y/z", 0o777, true)).v).toBe("/workspace/out/x");
    expect(code(await call("fs.mkdir", "other/out/x", 0o777, true))).toBe("EACCES");
    expect(log.entries.filter(({ type }) => type === "fs.write")).toHaveLength(2);
  });

  it("for a while have a name that nobody could have known", async () => {
    const { call } = made();
    const [one, two] = [(await call("fs.mkdtemp", "out/t-")).v, (await call("fs.mkdtemp", "out/t-")).v];
    expect(one).toMatch(/^out\/t-[A-Za-z0-9]{6}$/);
    expect(one).not.toBe(two);
    expect((await call("fs.mkdtemp", "nowhere/t-")).e?.message).toBe(
      "EACCES: permission denied, mkdtemp 'nowhere/t-XXXXXX'",
    );
  });
});

describe("open files", () => {
  it("are decided when they are opened, and their result is recorded when they are closed", async () => {
    const { call, callWith, log } = made();
    const fd = (await call("fs.open", "out/log.txt", O_RDWR | O_CREAT, 0o600)).v;
    expect(log.types).toEqual(["fs.write"]);
    expect((await callWith(bytes("hello"), "fs.write", fd, null)).v).toBe(5);
    expect(text((await call("fs.read", fd, 100, 1)).bytes)).toBe("ello");
    expect(((await call("fs.fstat", fd)).v as { size: number }).size).toBe(5);
    expect(await call("fs.close", fd)).toEqual({});
    expect(log.types).toEqual(["fs.write", "fs.write.result"]);
    expect(log.entries[1]?.data).toMatchObject({ of: 0, status: "ok", body: { bytes: 5 } });
    expect(code(await call("fs.close", fd))).toBe("EBADF");
  });

  it("need what their flags ask for", async () => {
    const { call } = made();
    expect(code(await call("fs.open", "a.txt", O_RDWR, 0))).toBe("EACCES");
    expect(code(await call("fs.open", "a.txt", O_WRONLY | O_APPEND, 0))).toBe("EACCES");
    // Emptying or making a file by opening it for reading is writing all the same.
    expect(code(await call("fs.open", "a.txt", O_RDONLY | O_TRUNC, 0))).toBe("EACCES");
    expect(code(await call("fs.open", "b.txt", O_RDONLY | O_CREAT | O_EXCL, 0))).toBe("EACCES");
    expect((await call("fs.open", "a.txt", O_RDONLY, 0)).v).toEqual(expect.any(Number));
  });

  it("that were opened for reading cannot be written or changed", async () => {
    const { call, callWith } = made();
    const fd = (await call("fs.open", "a.txt", O_RDONLY, 0)).v;
    expect(code(await callWith(bytes("x"), "fs.write", fd, null))).toBe("EBADF");
    expect(code(await call("fs.ftruncate", fd, 0))).toBe("EINVAL");
    expect(code(await call("fs.fchmod", fd, 0o777))).toBe("EACCES");
    expect(code(await call("fs.futimes", fd, 1, 1))).toBe("EACCES");
  });

  it("that are never closed are recorded as left open", async () => {
    const { call, log, mediator } = made();
    await call("fs.open", "a.txt", O_RDONLY, 0);
    mediator.end();
    expect(log.entries[1]?.data).toEqual({ of: 0, status: "cancelled" });
  });
});

describe("variables", () => {
  it("are seen one by one, where the policy names them", async () => {
    const { call, log } = made({ env: { LANG: "C", HOME: "/root" } });
    expect((await call("process.env", "LANG")).v).toBe("C");
    expect(await call("process.env", "HOME")).toEqual({});
    expect(await call("process.env", "constructor")).toEqual({});
    expect(log.entries.filter(({ data }) => "verdict" in data && data.verdict === "deny")).toHaveLength(2);
  });
});

describe("the working folder", () => {
  it("changes where it may be looked at, and is where paths begin", async () => {
    const { call } = made();
    expect(await call("process.chdir", "out")).toEqual({});
    expect((await call("process.cwd")).v).toBe("/workspace/out");
    expect(text((await call("fs.readFile", "old.txt", O_RDONLY)).bytes)).toBe("old");
    expect(code(await call("process.chdir", "old.txt"))).toBe("ENOTDIR");
    expect(code(await call("process.chdir", "/etc"))).toBe("EACCES");
  });
});

describe("fetching", () => {
  const request = {
    method: "POST",
    headers: [
      ["Authorization", "Bearer x"],
      ["Content-Type", "a/b"],
    ],
    redirect: "follow",
  };
  function server(answers: Readonly<Record<string, [number, string?]>>) {
    const seen: HttpRequest[] = [];
    const http = async (each: HttpRequest) => {
      seen.push(each);
      const [status, location] = answers[each.url] ?? [200];
      return {
        status,
        statusText: "",
        headers: location === undefined ? [] : [["Location", location] as const],
        body: bytes("body"),
      };
    };
    return { http, seen };
  }
  async function fetched(answers: Readonly<Record<string, [number, string?]>>, url: string, more = {}) {
    const { http, seen } = server(answers);
    const made_ = caller(SPEC, { http });
    const { p } = await made_.callWith(bytes("sent"), "net.fetch", { ...request, url, ...more });
    await expect.poll(() => made_.settled.length).toBe(1);
    expect(made_.settled[0]?.promise).toBe(p);
    return { ...made_, seen, answer: made_.settled[0]?.answer as Answered, body: made_.settled[0]?.bytes };
  }

  it("is answered by a promise, after its decision is durable", async () => {
    const { answer, body, log, seen } = await fetched({}, "https://A.example/x");
    expect(answer.v).toMatchObject({ status: 200, url: "https://a.example/x", redirected: false });
    expect(text(body)).toBe("body");
    expect(seen[0]).toMatchObject({ url: "https://a.example/x", method: "POST" });
    expect(log.durableSize).toBeGreaterThan(0);
    expect(log.entries[1]?.data).toMatchObject({ code: 200, body: { bytes: 4 } });
  });

  it("is decided at every hop", async () => {
    const { answer, log, seen } = await fetched(
      { "https://a.example/x": [302, "http://169.254.169.254/"] },
      "https://a.example/x",
    );
    expect(answer.e).toMatchObject({ code: "ERR_ACCESS_DENIED" });
    expect(seen).toHaveLength(1);
    expect(log.types).toEqual(["net.fetch", "net.fetch.result", "net.fetch"]);
  });

  it("takes no secrets and no body along to where they do not belong", async () => {
    const { seen } = await fetched(
      { "https://a.example/x": [303, "https://b.example/ok/y"] },
      "https://a.example/x",
    );
    expect(seen[1]).toEqual({ url: "https://b.example/ok/y", method: "GET", headers: [] });
  });

  it("keeps the method where the status says so", async () => {
    const { seen, answer } = await fetched({ "https://a.example/x": [307, "/y"] }, "https://a.example/x");
    expect(seen[1]).toMatchObject({ url: "https://a.example/y", method: "POST" });
    expect(seen[1]?.headers).toHaveLength(2);
    expect(answer.v).toMatchObject({ redirected: true });
  });

  it("goes round in circles only so often, and not at all when it is told", async () => {
    const round = { "https://a.example/x": [302, "/x"] as [number, string] };
    expect((await fetched(round, "https://a.example/x", { method: "GET" })).seen).toHaveLength(21);
    expect((await fetched(round, "https://a.example/x", { redirect: "manual" })).answer.v).toMatchObject({
      status: 302,
    });
    expect((await fetched(round, "https://a.example/x", { redirect: "error" })).answer.e).toMatchObject({
      message: "fetch failed",
    });
  });

  it("is given up on, and says so", async () => {
    const { call, settled, log } = caller(SPEC, {
      http: (_, signal) =>
        new Promise((__, reject) => {
          signal.addEventListener("abort", () => reject(new Error("of the host")));
        }),
    });
    const { p } = await call("net.fetch", { ...request, url: "https://a.example/x" });
    await expect.poll(() => log.durableSize).toBe(1);
    expect(await call("call.cancel", p)).toEqual({});
    await expect.poll(() => settled.length).toBe(1);
    expect(settled[0]?.answer).toMatchObject({ e: { name: "AbortError", code: "ABORT_ERR" } });
    expect(log.entries.at(-1)?.data).toMatchObject({ of: 0, status: "cancelled" });
    expect(await call("call.cancel", 99)).toEqual({});
  });

  it("that fails on the way tells its code, and nothing of the host", async () => {
    const { call, settled, failures } = caller(SPEC, {
      http: () => Promise.reject(Object.assign(new Error("connect 10.1.2.3"), { code: "ECONNREFUSED" })),
    });
    await call("net.fetch", { ...request, url: "https://a.example/x" });
    await expect.poll(() => settled.length).toBe(1);
    expect(settled[0]?.answer).toEqual({
      e: { name: "TypeError", message: "fetch failed", reason: "ECONNREFUSED" },
    });
    expect(failures).toEqual([]);
  });

  it("refuses what is no request", async () => {
    for (const more of [
      { method: "GET\r\nX: y" },
      { headers: [["a"]] },
      { redirect: "maybe" },
      { extra: 1 },
    ]) {
      expect((await fetched({}, "https://a.example/x", more)).answer.e?.code).toBe("ERR_INVALID_ARG_TYPE");
    }
  });
});

describe("any text", () => {
  it("is answered, and tells nothing of the host", async () => {
    const { dispatch, failures } = made();
    const value = fc.oneof(
      fc.constantFrom("", "/", "a.txt", "out/x", "\0", "..", "x".repeat(300)),
      fc.string(),
      fc.integer(),
      fc.double(),
      fc.constantFrom(null, true, -1, 2 ** 31, 1e300),
      fc.jsonValue(),
    );
    const names = fc.constantFrom(
      ..."fs.open fs.read fs.write fs.close fs.stat fs.mkdir fs.rename fs.symlink fs.readFile fs.writeFile fs.truncate fs.utimes fs.chown fs.mkdtemp fs.statfs process.env process.random net.fetch __proto__ constructor".split(
        " ",
      ),
    );
    const calls = fc.oneof(
      fc
        .tuple(names, fc.array(value, { maxLength: 4 }))
        .map(([name, values]) => JSON.stringify([name, ...values])),
      fc.json(),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(calls, fc.option(fc.uint8Array(), { nil: undefined }), async (words, more) => {
        const answer = await dispatch.call(words, more && new Uint8Array(more));
        const parsed = JSON.parse(answer.text) as Answered;
        expect(parsed.e?.message ?? "").not.toMatch(/work|node_modules|\bat \/|lib\//);
      }),
      { numRuns: Number(process.env.PROPERTY_RUNS ?? 2000) },
    );
    expect(failures).toEqual([]);
  });
});
