import { describe, expect, it } from "vitest";
import type { PolicyRequest } from "../policy";
import type { Action } from "./action";
import type { Answer, Question } from "./approval";
import { Refused } from "./refusal";
import { bench } from "./testing/bench";

const SPEC = `
[capabilities.filesystem]
read = ["/workspace/**"]
deny = ["**/*.key"]
approve = ["/workspace/final/**"]
[capabilities.network]
allow_egress = ["https://api.example.com"]
[capabilities.tools."note.add"]
rate_limit = "2/hour"
[capabilities.tools."note.send"]
effect = "approve"
rate_limit = "1/hour"
`;

function action<Result>(
  request: PolicyRequest,
  perform: Action<Result>["perform"],
  more: Partial<Action<Result>> = {},
): Action<Result> {
  return { requests: [request], outside: false, perform, ...more };
}
const read = (path: string): PolicyRequest => ({ op: "fs.read", path });
const fetching: PolicyRequest = { op: "net.fetch", url: "https://API.example.com/a/../b" };
const grant = async ({ action_sha256 }: Question): Promise<Answer> => ({
  action_sha256,
  grant: true,
  approver: "ann",
});

function ended(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve("ended")));
}

async function refusedWith(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.code;
    throw thrown;
  }
  return "nothing was refused";
}

describe("an action inside the sandbox", () => {
  it("is answered at once, between the record of its decision and that of its result", () => {
    const { mediator, log } = bench(SPEC);
    const seen: string[][] = [];
    const result = mediator.act(
      action(read("a.txt"), () => {
        seen.push(log.types);
        return "text";
      }),
    );
    expect(result).toBe("text");
    expect(seen).toEqual([["fs.read"]]);
    expect(log.entries).toEqual([
      {
        type: "fs.read",
        data: {
          code: "ALLOWED",
          line: 5,
          request: { path: "/workspace/a.txt" },
          rule: "filesystem.read[0]",
          verdict: "allow",
        },
      },
      { type: "fs.read.result", data: { of: 0, status: "ok" } },
    ]);
  });

  it("is given the canonical form", () => {
    const { mediator } = bench(SPEC);
    const canonical = mediator.act(action(read("x/../y//z"), ([decision]) => decision?.canonical));
    expect(canonical).toEqual({ op: "fs.read", path: "/workspace/y/z" });
  });

  it("does not happen when it is denied, and the denial is a record with its reason", async () => {
    const { mediator, log } = bench(SPEC);
    const perform = () => expect.unreachable();
    expect(await refusedWith(() => mediator.act(action(read("id.key"), perform)))).toBe("DENIED_BY_RULE");
    expect(await refusedWith(() => mediator.act(action(read("/etc/x"), perform)))).toBe("DENIED_BY_DEFAULT");
    expect(await refusedWith(() => mediator.act(action(read("a\0b"), perform)))).toBe("MALFORMED_REQUEST");
    expect(log.entries.map(({ data }) => data)).toMatchObject([
      { verdict: "deny", rule: "filesystem.deny[0]", reason: expect.stringContaining("id.key") },
      { verdict: "deny", code: "DENIED_BY_DEFAULT" },
      { verdict: "deny", code: "MALFORMED_REQUEST" },
    ]);
  });

  it("fails as its effect fails, with the code and without the message in the log", () => {
    const { mediator, log } = bench(SPEC);
    const missing = Object.assign(new Error("ENOENT: secret words"), { code: "ENOENT" });
    const perform = () => {
      throw missing;
    };
    expect(() => mediator.act(action(read("a"), perform))).toThrow(missing);
    expect(log.entries[1]).toEqual({
      type: "fs.read.result",
      data: { of: 0, status: "error", error: "ENOENT" },
    });
    expect(JSON.stringify(log.entries)).not.toContain("secret");
  });
});

describe("what lands elsewhere", () => {
  it("is decided where it lands", async () => {
    const { mediator, log } = bench(SPEC);
    const landing = () => [read("/workspace/real.key")];
    const perform = () => expect.unreachable();
    expect(await refusedWith(() => mediator.act(action(read("link"), perform, { landing })))).toBe(
      "DENIED_BY_RULE",
    );
    expect(log.entries[0]?.data).toMatchObject({ request: { path: "/workspace/real.key" }, verdict: "deny" });
  });

  it("is not looked up when the asked place is denied", async () => {
    const { mediator } = bench(SPEC);
    const landing = () => expect.unreachable();
    const asked = action(read("/etc/shadow"), () => expect.unreachable(), { landing });
    expect(await refusedWith(() => mediator.act(asked))).toBe("DENIED_BY_DEFAULT");
  });

  it("that cannot be found fails as the effect would, behind a decision", () => {
    const { mediator, log } = bench(SPEC);
    const gone = Object.assign(new Error("gone"), { code: "ENOENT" });
    const landing = () => {
      throw gone;
    };
    expect(() => mediator.act(action(read("a"), () => expect.unreachable(), { landing }))).toThrow(gone);
    expect(log.types).toEqual(["fs.read", "fs.read.result"]);
  });

  it("is refused when it changed while it waited", async () => {
    const { mediator, log } = bench(SPEC);
    let target = "/workspace/a";
    const asked = action(read("link"), () => expect.unreachable(), {
      outside: true,
      landing: () => [read(target)],
    });
    const waiting = mediator.act(asked);
    target = "/workspace/b";
    expect(await refusedWith(() => waiting)).toBe("CHANGED");
    expect(log.entries.at(-1)?.data).toMatchObject({ of: 0, status: "error", error: "CHANGED" });
  });

  it("is denied by rule when it turned into something denied", async () => {
    const { mediator } = bench(SPEC);
    let target = "/workspace/a";
    const asked = action(read("link"), () => expect.unreachable(), {
      outside: true,
      landing: () => [read(target)],
    });
    const waiting = mediator.act(asked);
    target = "/workspace/b.key";
    expect(await refusedWith(() => waiting)).toBe("DENIED_BY_RULE");
  });
});

describe("an action that reaches out", () => {
  it("waits until its decision is durable", async () => {
    const { mediator, log } = bench(SPEC);
    let durableThen = -1;
    const result = mediator.act(
      action(
        fetching,
        ([decision]) => {
          durableThen = log.durableSize;
          return Promise.resolve(decision?.canonical?.url);
        },
        { outside: true, payload: new Uint8Array([1, 2]) },
      ),
    );
    expect(durableThen).toBe(-1);
    expect(await result).toBe("https://api.example.com/b");
    expect(durableThen).toBe(1);
    expect(log.entries[0]?.data).toMatchObject({ body: { bytes: 2 } });
  });

  it("does not happen when its decision cannot be made durable", async () => {
    const { mediator, log } = bench(SPEC);
    log.isLost = true;
    const asked = action(fetching, () => expect.unreachable(), { outside: true });
    expect(await refusedWith(() => mediator.act(asked))).toBe("LOG_FAILED");
  });

  it("is cancelled while it waits, by its caller or by the end", async () => {
    for (const end of ["signal", "end"] as const) {
      const { mediator, log } = bench(SPEC);
      const controller = new AbortController();
      const asked = action(fetching, () => expect.unreachable(), { outside: true });
      const waiting = mediator.act(asked, { signal: controller.signal });
      if (end === "signal") controller.abort();
      else mediator.end();
      expect(await refusedWith(() => waiting)).toBe("CANCELLED");
      expect(log.entries.at(-1)?.data).toMatchObject({ of: 0, status: "cancelled" });
    }
  });

  it("counts a rate before it waits, so that calls at once do not slip through together", async () => {
    const { mediator } = bench(SPEC);
    const call = () =>
      mediator.act(
        action({ op: "tool.call", tool: "note.add", args: {} }, () => Promise.resolve("done"), {
          outside: true,
        }),
      );
    const codes = await Promise.all([1, 2, 3].map(() => refusedWith(call)));
    expect(codes.sort()).toEqual(["DENIED_BY_LIMIT", "nothing was refused", "nothing was refused"]);
  });
});

describe("an effect that stays open", () => {
  it("has its result when it is concluded, once", () => {
    const { mediator, log } = bench(SPEC);
    const of = mediator.act(action(read("a"), (_, run) => run.of, { isHeld: true })) as number;
    expect(log.types).toEqual(["fs.read"]);
    mediator.conclude(of, { payload: new Uint8Array(4) });
    expect(log.entries[1]).toMatchObject({ type: "fs.read.result", data: { of: 0, body: { bytes: 4 } } });
    expect(() => mediator.conclude(of, {})).toThrow(RangeError);
  });

  it("is recorded as left open when the session ends", () => {
    const { mediator, log } = bench(SPEC);
    mediator.act(action(read("a"), () => 1, { isHeld: true }));
    mediator.end();
    expect(log.entries[1]?.data).toEqual({ of: 0, status: "cancelled" });
  });
});

describe("the end of a run", () => {
  it("records at once what waits for a person, what waits for the disk and what is being done, the last first", async () => {
    const { mediator, log, questions } = bench(SPEC, { ask: () => new Promise(() => {}) });
    const never = () => new Promise<string>(() => {});
    let arrive = (_: string) => {};
    const late = new Promise<string>((resolve) => {
      arrive = resolve;
    });
    const asked = action({ op: "fs.write", path: "/workspace/final/a" }, () => expect.unreachable());
    const waiting = [
      mediator.act(asked),
      mediator.act(action(read("a"), never)),
      mediator.act(action(read("b"), () => late)),
    ];
    await expect.poll(() => questions.length).toBe(1);
    waiting.push(mediator.act(action(fetching, () => expect.unreachable(), { outside: true })));
    const before = log.entries.length;
    mediator.end();
    const written = log.entries.slice(before);
    const cancelled = (type: string, of: number) => ({
      type,
      data: { error: "CANCELLED", of, status: "cancelled" },
    });
    expect(written).toEqual([
      cancelled("net.fetch.result", 4),
      cancelled("fs.read.result", 3),
      cancelled("fs.read.result", 2),
      { type: "approval.expire", data: { action_sha256: questions[0]?.action_sha256, of: 0 } },
      cancelled("fs.write.result", 0),
    ]);
    arrive("done");
    expect(await refusedWith(() => waiting[0])).toBe("CANCELLED");
    expect(await refusedWith(() => waiting[3])).toBe("CANCELLED");
    expect(await waiting[2]).toBe("done");
    expect(log.entries.length).toBe(before + written.length);
  });

  it("leaves the result of what is waited for to itself", async () => {
    const { mediator, log } = bench(SPEC);
    const child = action(fetching, (_, { signal }) => ended(signal), { outside: true, isAwaited: true });
    const waiting = mediator.act({ ...child, outcome: () => ({ code: 130 }) });
    await expect.poll(() => log.durableSize).toBe(1);
    mediator.end();
    expect(log.types).toEqual(["net.fetch"]);
    expect(await waiting).toBe("ended");
    expect(log.entries[1]?.data).toEqual({ code: 130, of: 0, status: "ok" });
  });

  it("takes back a yes that came as it ended", async () => {
    let answer = (_: Answer) => {};
    const { mediator, log, questions } = bench(SPEC, {
      ask: () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    const path = "/workspace/final/a";
    const waiting = mediator.act(action({ op: "fs.write", path }, () => expect.unreachable()));
    await expect.poll(() => questions.length).toBe(1);
    answer(await grant(questions[0] as Question));
    mediator.end();
    expect(await refusedWith(() => waiting)).toBe("CANCELLED");
    expect(log.types).toEqual(["fs.write", "approval.request", "approval.expire", "fs.write.result"]);
  });

  it("holds even where the log takes nothing any more", async () => {
    const { mediator, log } = bench(SPEC);
    const waiting = mediator.act(action(fetching, () => expect.unreachable(), { outside: true }));
    log.fullAt = 1;
    await expect(refusedWith(() => mediator.end())).resolves.toBe("LOG_FAILED");
    expect(await refusedWith(() => mediator.act(action(read("a"), () => 1)))).toBe("ENDED");
    expect(await refusedWith(() => waiting)).toBe("LOG_FAILED");
  });
});

describe("payloads", () => {
  it("are hashed with a salt of their own; arguments never stand in the log", () => {
    const { mediator, log, payloads } = bench(SPEC);
    const args = { text: "the password is hunter2" };
    for (let i = 0; i < 2; i++) {
      mediator.act(
        action({ op: "tool.call", tool: "note.add", args }, () => "x", {
          outcome: (text) => ({ payload: new TextEncoder().encode(text) }),
        }),
      );
    }
    expect(JSON.stringify(log.entries)).not.toContain("hunter2");
    expect(new Set(payloads.map(({ sha256 }) => sha256)).size).toBe(4);
    expect(new TextDecoder().decode(payloads[0]?.bytes)).toBe(JSON.stringify(args));
  });

  it("stand for a request that is too long for a record", () => {
    const { mediator, log } = bench('[capabilities.filesystem]\nread = ["/**"]');
    // Three bytes a character: under the limit in characters, over it in bytes.
    mediator.act(action(read(`/${"a/".repeat(100)}${"€".repeat(3600)}`), () => 1));
    const [first] = log.entries;
    expect(first?.data).not.toHaveProperty("request");
    expect(first?.data).toHaveProperty("request_body");
  });
});

describe("faults around it", () => {
  it("a source of salts that fails is a recorded denial", async () => {
    const { mediator, log } = bench(SPEC, { random: () => new Uint8Array(3) });
    const asked = action(read("a"), () => expect.unreachable(), { payload: new Uint8Array(1) });
    expect(await refusedWith(() => mediator.act(asked))).toBe("POLICY_ERROR");
    expect(log.entries).toMatchObject([{ type: "fs.read", data: { verdict: "deny", code: "POLICY_ERROR" } }]);
  });

  it("a log that takes nothing denies before the effect, and holds back what has no record of its result", async () => {
    for (const fullAt of [0, 1]) {
      const { mediator, log } = bench(SPEC);
      log.fullAt = fullAt;
      let done = 0;
      expect(await refusedWith(() => mediator.act(action(read("a"), () => ++done)))).toBe("LOG_FAILED");
      expect(done).toBe(fullAt);
    }
  });

  it("after the end everything is refused", async () => {
    const { mediator, log } = bench(SPEC);
    mediator.end();
    expect(await refusedWith(() => mediator.act(action(read("a"), () => 1)))).toBe("ENDED");
    expect(log.entries).toEqual([]);
  });
});

describe("approval", () => {
  const final = (more: Partial<Action<string>> = {}) =>
    action({ op: "fs.write", path: "/workspace/final/a" }, () => "written", {
      payload: new Uint8Array([7]),
      ...more,
    });

  it("is asked for one action, granted, and on the record", async () => {
    const { mediator, log, questions } = bench(SPEC, { ask: grant });
    expect(await mediator.act(final())).toBe("written");
    expect(log.types).toEqual(["fs.write", "approval.request", "approval.grant", "fs.write.result"]);
    expect(questions[0]?.payload).toEqual(new Uint8Array([7]));
    const digest = questions[0]?.action_sha256;
    expect(log.entries[1]?.data).toEqual({
      action_sha256: digest,
      expires: "2023-11-14T22:14:20.000Z",
      of: 0,
    });
    expect(log.entries[2]?.data).toEqual({ action_sha256: digest, approver: "ann", of: 0 });
  });

  it.each<[string, Partial<Answer> | Error, string]>([
    ["a no", { grant: false }, "APPROVAL_DENIED"],
    ["a truthy word that is not true", { grant: "yes" as unknown as boolean }, "APPROVAL_DENIED"],
    ["an answer to another question", { action_sha256: "0".repeat(64) }, "APPROVAL_UNAVAILABLE"],
    ["an approver without a name", { approver: "" }, "APPROVAL_UNAVAILABLE"],
    [
      "an approver that is no text",
      { approver: { toString: () => "ann" } as unknown as string },
      "APPROVAL_UNAVAILABLE",
    ],
    ["an approver that fails", new Error("gone"), "APPROVAL_UNAVAILABLE"],
  ])("%s does not grant", async (_, answer, code) => {
    const { mediator, log } = bench(SPEC, {
      ask: async (question) => {
        if (answer instanceof Error) throw answer;
        return { ...(await grant(question)), ...answer };
      },
    });
    expect(await refusedWith(() => mediator.act(final({ perform: () => expect.unreachable() })))).toBe(code);
    expect(log.entries.at(-1)?.data).toMatchObject({ of: 0, status: "error", error: code });
  });

  it("is refused where there is nobody to ask", async () => {
    const { mediator } = bench(SPEC);
    expect(await refusedWith(() => mediator.act(final()))).toBe("APPROVAL_UNAVAILABLE");
  });

  it("of the asking person is recorded as such, and refused where two are wanted", async () => {
    const self = async (question: Question) => ({ ...(await grant(question)), approver: "author" });
    const alone = bench(SPEC, { ask: self });
    expect(await alone.mediator.act(final())).toBe("written");
    expect(alone.log.entries[2]?.data).toMatchObject({ approver: "author" });
    const second = bench(SPEC, { ask: self, approvals: { secondPerson: true } });
    expect(await refusedWith(() => second.mediator.act(final()))).toBe("SELF_APPROVAL");
    expect(second.log.types).toEqual(["fs.write", "approval.request", "approval.deny", "fs.write.result"]);
  });

  it("holds only when one says yes who may, where the spec names them", async () => {
    const approvals = { approvers: ["lead@example.com"] };
    const lead = async (question: Question) => ({ ...(await grant(question)), approver: "lead@example.com" });
    expect(await bench(SPEC, { ask: lead, approvals }).mediator.act(final())).toBe("written");
    const other = bench(SPEC, { ask: grant, approvals });
    expect(await refusedWith(() => other.mediator.act(final()))).toBe("APPROVAL_DENIED");
    expect(other.log.types).toEqual(["fs.write", "approval.request", "approval.deny", "fs.write.result"]);
  });

  it("expires, and a late yes changes nothing", async () => {
    let answer = (_: Answer) => {};
    let isTold = false;
    const { mediator, clock, log, questions } = bench(SPEC, {
      ask: (_, signal) => {
        signal.addEventListener("abort", () => {
          isTold = true;
        });
        return new Promise((resolve) => {
          answer = resolve;
        });
      },
    });
    const waiting = mediator.act(final({ perform: () => expect.unreachable() }));
    await expect.poll(() => questions.length).toBe(1);
    clock.pass(60_000);
    expect(await refusedWith(() => waiting)).toBe("APPROVAL_EXPIRED");
    answer(await grant(questions[0] as Question));
    await Promise.resolve();
    expect(isTold).toBe(true);
    expect(clock.waiting).toBe(0);
    expect(log.types).toEqual(["fs.write", "approval.request", "approval.expire", "fs.write.result"]);
  });

  it("is not asked for again by the same grant", async () => {
    const { mediator, questions } = bench(SPEC, { ask: grant });
    await mediator.act(final());
    await mediator.act(final());
    expect(questions.map(({ of }) => of)).toEqual([0, 4]);
  });

  it("counts a rate when it is granted, not when it is asked", async () => {
    const send = action({ op: "tool.call", tool: "note.send", args: {} }, () => "sent");
    let isYes = false;
    const { mediator } = bench(SPEC, {
      ask: async (question) => ({ ...(await grant(question)), grant: isYes }),
    });
    expect(await refusedWith(() => mediator.act(send))).toBe("APPROVAL_DENIED");
    isYes = true;
    expect(await mediator.act(send)).toBe("sent");
    expect(await refusedWith(() => mediator.act(send))).toBe("DENIED_BY_LIMIT");
  });

  it("for two at once is worth one, where the rate leaves room for one", async () => {
    const send = action({ op: "tool.call", tool: "note.send", args: {} }, () => "sent");
    const { mediator } = bench(SPEC, { ask: grant });
    const codes = await Promise.all([0, 1].map(() => refusedWith(() => mediator.act(send))));
    expect(codes.sort()).toEqual(["DENIED_BY_LIMIT", "nothing was refused"]);
  });

  it("does not cover a link that was exchanged while a person looked", async () => {
    let target = "/workspace/final/a";
    const { mediator } = bench(SPEC, {
      ask: async (question) => {
        target = "/workspace/final/b";
        return grant(question);
      },
    });
    const asked = final({
      landing: () => [{ op: "fs.write", path: target }],
      perform: () => expect.unreachable(),
    });
    expect(await refusedWith(() => mediator.act(asked))).toBe("CHANGED");
  });
});
