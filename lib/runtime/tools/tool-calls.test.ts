import { describe, expect, it } from "vitest";
import { asker } from "../agents/testing/asker";
import type { HttpRequest } from "../calls/network";
import { TOOL_LIMITS } from "./limits";

const TOOLS = {
  tools: {
    "text.count": {
      function: { module: "tools/text.ts", export: "count" },
      arguments: { type: "object", required: ["text"], properties: { text: { type: "string" } } },
    },
    "weather.get": {
      description: "The weather of a city",
      http: {
        url: "https://api.example.com/v1/{city}",
        query: { units: "{units}" },
        headers: { "X-Lang": "{lang}" },
      },
      arguments: {
        type: "object",
        required: ["city"],
        properties: { city: { type: "string", maxLength: 20 }, units: {}, lang: {} },
        additionalProperties: false,
      },
    },
    "note.add": {
      http: {
        method: "POST",
        url: "https://api.example.com/notes",
        body: { note: "{text}", tags: ["{tag}"], fixed: "x" },
      },
      api: { name: "notes", scope: "write" },
      timeout: "5s",
    },
  },
};
const SPEC = `
[capabilities.network]
allow_egress = ["https://api.example.com"]
[capabilities.tools."text.count"]
[capabilities.tools."weather.get"]
args.city = { one_of = ["Bern", "a/../b", "..", "Z\\u00fcrich", "", "x?y=1&z"] }
[capabilities.tools."note.add"]
[capabilities.tools."constructor"]
[capabilities.api.notes]
scopes = ["read"]
`;
const JSON_ANSWER = {
  status: 200,
  statusText: "OK",
  headers: [["Content-Type", "application/json; charset=utf-8"]] as [string, string][],
};
const bytes = (text: string) => new TextEncoder().encode(text);

function setUp(spec = SPEC, answer: (request: HttpRequest) => string = () => '{"sky":"grey"}') {
  const sent: HttpRequest[] = [];
  const made = asker(spec, {
    tree: { "tools.json": JSON.stringify(TOOLS) },
    http: async (request) => {
      sent.push(request);
      return { ...JSON_ANSWER, body: bytes(answer(request)) };
    },
  });
  return { ...made, sent };
}

describe("an HTTP tool", () => {
  it("is decided, recorded, sent with its arguments in their places, and recorded again", async () => {
    const { ask, sent, log, provisions } = setUp();
    expect(provisions.troubles.size).toBe(0);
    expect(await ask("tool.call", "weather.get", { city: "Bern", units: "°C", lang: "de" })).toEqual({
      value: { value: { sky: "grey" } },
    });
    expect(sent).toEqual([
      { method: "GET", url: "https://api.example.com/v1/Bern?units=%C2%B0C", headers: [["X-Lang", "de"]] },
    ]);
    expect(log.types).toEqual(["tool.call", "net.fetch", "net.fetch.result", "tool.call.result"]);
    expect(log.entries[0]?.data).toMatchObject({
      verdict: "allow",
      rule: 'tools."weather.get"',
      request: { tool: "weather.get", args: { bytes: expect.any(Number) } },
    });
    expect(JSON.stringify(log.entries)).not.toContain("grey");
    expect(log.entries.at(-1)?.data).toMatchObject({ of: 0, status: "ok", body: { bytes: 14 } });
  });

  it("sends nothing elsewhere, whatever the arguments are", async () => {
    const { ask, sent } = setUp();
    for (const city of ["a/../b", "..", "Zürich", "", "x?y=1&z"])
      await ask("tool.call", "weather.get", { city });
    expect(sent.map(({ url }) => url)).toEqual([
      "https://api.example.com/v1/a%2F..%2Fb",
      "https://api.example.com/v1/Z%C3%BCrich",
      "https://api.example.com/v1/x%3Fy%3D1%26z",
    ]);
    expect((await ask("tool.call", "weather.get", { city: "Bern", lang: "a\r\nX: y" })).error).toMatchObject({
      code: "ERR_AEGIS_TOOL_ARGUMENTS",
    });
    expect(sent.length).toBe(3);
  });

  it("is not called when the spec, the schema or the rules on the network are against it", async () => {
    const { ask, sent, log } = setUp(
      SPEC.replace('allow_egress = ["https://api.example.com"]', "allow_egress = []"),
    );
    expect((await ask("tool.call", "weather.get", { city: "Rome" })).error).toMatchObject({
      code: "ERR_ACCESS_DENIED",
      rule: 'tools."weather.get".args.city',
    });
    expect((await ask("tool.call", "weather.get", { city: "Bern", more: 1 })).error).toMatchObject({
      code: "ERR_AEGIS_TOOL_ARGUMENTS",
      reason: 'the argument "more" is not known',
    });
    expect((await ask("tool.call", "weather.get", { city: "Bern" })).error).toMatchObject({
      code: "ERR_ACCESS_DENIED",
    });
    expect((await ask("tool.call", "elsewhere", {})).error).toMatchObject({ code: "ERR_ACCESS_DENIED" });
    expect(sent).toEqual([]);
    expect(
      log.entries.map(({ data }) => ("verdict" in data ? data.verdict : (data as { error?: string }).error)),
    ).toEqual(["deny", "allow", "ERR_AEGIS_TOOL_ARGUMENTS", "allow", "deny", "DENIED_BY_DEFAULT", "deny"]);
  });

  it("is decided as the API that it says it is, and its body is made of its arguments", async () => {
    const denied = setUp();
    expect((await denied.ask("tool.call", "note.add", { text: "a" })).error).toMatchObject({
      code: "ERR_ACCESS_DENIED",
      reason: expect.stringContaining("scope"),
    });
    const { ask, sent, log } = setUp(SPEC.replace('["read"]', '["write"]'));
    await ask("tool.call", "note.add", { text: { deep: [1] } });
    expect(new TextDecoder().decode(sent[0]?.body)).toBe('{"note":{"deep":[1]},"tags":[],"fixed":"x"}');
    expect(log.types.slice(0, 3)).toEqual(["tool.call", "api.call", "net.fetch"]);
  });

  it("ends in its time, and says so", async () => {
    const made = asker(SPEC.replace('["read"]', '["write"]'), {
      tree: { "tools.json": JSON.stringify(TOOLS) },
      http: () => new Promise(() => {}),
    });
    const promise = made.begin("tool.call", "note.add", { text: "a" });
    while (made.clock.waiting === 0) await Promise.resolve();
    made.clock.pass(5_000);
    expect((await made.settled(promise)).error).toMatchObject({ code: "ERR_AEGIS_TOOL_TIMEOUT" });
    expect(made.log.entries.find(({ type }) => type === "tool.call.result")?.data).toMatchObject({
      status: "timeout",
    });
  });

  it("does not follow, takes no bomb, and hands errors on as data", async () => {
    const { ask } = setUp(SPEC, () => "[".repeat(100_000));
    expect((await ask("tool.call", "weather.get", { city: "Bern" })).error).toMatchObject({
      code: "ERR_AEGIS_TOOL_ANSWER",
    });
    const large = setUp(SPEC, () => `"${"x".repeat(TOOL_LIMITS.answerBytes)}"`);
    expect((await large.ask("tool.call", "weather.get", { city: "Bern" })).error).toMatchObject({
      code: "ERR_AEGIS_TOOL_ANSWER",
    });
    const polluting = setUp(SPEC, () => '{"__proto__":{"polluted":true},"a":1}');
    const { value } = await polluting.ask("tool.call", "weather.get", { city: "Bern" });
    expect(JSON.stringify(value)).toBe('{"value":{"__proto__":{"polluted":true},"a":1}}');
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe("a function", () => {
  it("is the agent's to run, on the arguments that were decided; its end is recorded as the agent says it", async () => {
    const { ask, log, failures } = setUp();
    const { value } = await ask("tool.call", "text.count", { text: "a b" });
    expect(value).toEqual({
      run: { call: 0, module: "/workspace/tools/text.ts", exported: "count", args: { text: "a b" } },
    });
    expect(log.types).toEqual(["tool.call"]);
    expect(await ask("tool.done", 0, true, 2)).toEqual({ value: undefined });
    expect(log.entries[1]).toMatchObject({
      type: "tool.call.result",
      data: { of: 0, status: "ok", body: { bytes: 1 } },
    });
    // Once, and only for what is under way.
    for (const id of [0, 1, 99])
      expect((await ask("tool.done", id, true, 2)).error).toMatchObject({ name: "TypeError" });
    expect(failures).toEqual([]);
  });

  it("that never ends is recorded as cancelled, when the session ends", async () => {
    const { ask, log, mediator } = setUp();
    await ask("tool.call", "text.count", { text: "a b" });
    mediator.end();
    expect(log.entries.at(-1)).toMatchObject({
      type: "tool.call.result",
      data: { of: 0, status: "cancelled" },
    });
    expect((await ask("tool.done", 0, true, 2)).error).toBeUndefined();
    expect(log.entries.length).toBe(2);
  });
});

describe("an agent that attacks", () => {
  it("finds nothing behind names that every object has", async () => {
    const { ask, sent, failures } = setUp();
    for (const name of ["constructor"])
      expect((await ask("tool.call", name, {})).error).toMatchObject({ code: "ERR_AEGIS_TOOL_UNKNOWN" });
    for (const name of ["__proto__", "toString", "hasOwnProperty", "valueOf.x", "", "a\0b", "x".repeat(5000)])
      expect((await ask("tool.call", name, {})).error?.code).toBe("ERR_ACCESS_DENIED");
    expect(
      (await ask("tool.call", "weather.get", JSON.parse('{"city":"Bern","__proto__":{"x":1}}'))).error?.code,
    ).toBe("ERR_AEGIS_TOOL_ARGUMENTS");
    expect(sent.length).toBe(0);
    expect(failures).toEqual([]);
  });

  it.each([[null], [[1]], ["text"], [5], [[]]])("is told that arguments are an object: %j", async (args) => {
    const { ask, log } = setUp();
    const { error } = await ask("tool.call", "weather.get", args);
    expect(error?.name === "TypeError" || error?.code === "ERR_ACCESS_DENIED" || args === null).toBe(true);
    expect(log.types.filter((type) => type === "net.fetch")).toEqual([]);
  });

  it("gets what a rate and a budget have, however many it asks for at once", async () => {
    const spec = `${SPEC.replace('[capabilities.tools."weather.get"]', '[capabilities.tools."weather.get"]\nrate_limit = "7/hour"')}[resources]\nmax_tool_calls = 9000\n`;
    const { sent, begin, settled, log } = setUp(spec);
    const promises = Array.from({ length: 10_000 }, () =>
      begin("tool.call", "weather.get", { city: "Bern" }),
    );
    const answers = await Promise.all(promises.map(settled));
    expect(answers.filter(({ error }) => error === undefined).length).toBe(7);
    expect(sent.length).toBe(7);
    expect(log.entries.filter(({ data }) => "verdict" in data && data.verdict === "deny").length).toBe(9_993);
  });

  it("does no more than so many exchanges at once", async () => {
    let now = 0;
    let most = 0;
    const { begin, settled } = asker(SPEC, {
      tree: { "tools.json": JSON.stringify(TOOLS) },
      http: async () => {
        now += 1;
        most = Math.max(most, now);
        for (let i = 0; i < 20; i++) await Promise.resolve();
        now -= 1;
        return { ...JSON_ANSWER, body: bytes("1") };
      },
    });
    const all = Array.from({ length: 500 }, () => begin("tool.call", "weather.get", { city: "Bern" }));
    const answers = await Promise.all(all.map(settled));
    expect(answers.every(({ error }) => error === undefined)).toBe(true);
    expect(most).toBe(TOOL_LIMITS.atOnce);
  });
});

describe("a person who is asked", () => {
  it("sees the arguments, and agrees to these alone", async () => {
    const spec = SPEC.replace(
      '[capabilities.tools."weather.get"]',
      '[capabilities.tools."weather.get"]\neffect = "approve"',
    );
    const seen: string[] = [];
    const made = asker(spec, {
      tree: { "tools.json": JSON.stringify(TOOLS) },
      http: async () => ({ ...JSON_ANSWER, body: bytes("1") }),
      ask: async ({ action_sha256, payload }) => {
        seen.push(new TextDecoder().decode(payload));
        return { action_sha256, grant: seen.length === 1, approver: "ann" };
      },
    });
    expect((await made.ask("tool.call", "weather.get", { city: "Bern" })).error).toBeUndefined();
    expect((await made.ask("tool.call", "weather.get", { city: "Bern" })).error).toMatchObject({
      code: "ERR_ACCESS_DENIED",
    });
    expect(seen).toEqual(['{"city":"Bern"}', '{"city":"Bern"}']);
    expect(made.log.types.filter((type) => type === "net.fetch").length).toBe(1);
  });
});

it("a list has what the spec grants, with schemas, and asks nobody for more", async () => {
  const { ask, sent } = setUp(
    SPEC.replace('[capabilities.tools."note.add"]', '[capabilities.tools."note.add"]\neffect = "deny"'),
  );
  const { value } = await ask("tool.list");
  expect(value).toEqual([
    { name: "text.count", description: "", schema: TOOLS.tools["text.count"].arguments },
    {
      name: "weather.get",
      description: "The weather of a city",
      schema: TOOLS.tools["weather.get"].arguments,
    },
  ]);
  expect(sent).toEqual([]);
});
