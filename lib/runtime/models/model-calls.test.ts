import { describe, expect, it } from "vitest";
import { asker } from "../agents/testing/asker";

const MODELS = {
  models: {
    default: {
      region: "eu",
      price_usd_per_million: { input: 1000, output: 2000 },
      turns: [
        {
          when: { role: "user", contains: "weather" },
          say: "I look.",
          call: [{ tool: "weather.get", arguments: { city: "{last}" } }],
          usage: { input: 10, output: 5 },
        },
        { when: { role: "tool" }, say: "It is {last}." },
        { when: { contains: "break" }, fail: "out of order" },
        { when: { contains: "long" }, say: "one two three four five six", usage: { input: 1, output: 500 } },
        { when: { contains: "turn", turn: 1 }, say: "second" },
      ],
    },
    nowhere: { turns: [{ say: "hello there you" }] },
  },
};
const SPEC = '[capabilities.models]\nallow = ["default", "nowhere", "absent"]\n';
const tree = { "models.json": JSON.stringify(MODELS) };
const user = (content: string) => ({ model: "default", messages: [{ role: "user", content }] });
const open = (spec = SPEC) => asker(spec, { tree });

describe("a conversation", () => {
  it("is decided, recorded with what it took, and answered by the first turn that fits", async () => {
    const { ask, log, provisions } = open();
    expect(provisions.troubles.size).toBe(0);
    const { value } = await ask("model.call", user("weather?"));
    expect(value).toEqual({
      model: "default",
      message: {
        role: "assistant",
        content: "I look.",
        tool_calls: [{ id: "call_1_0", name: "weather.get", arguments: { city: "weather?" } }],
      },
      finish: "tool_calls",
      usage: { input_tokens: 10, output_tokens: 5, cost_usd: 0.02 },
    });
    expect(log.types).toEqual(["model.call", "model.call.result"]);
    expect(log.entries[0]?.data).toMatchObject({
      verdict: "allow",
      request: {
        model: "default",
        region: "eu",
        tokens: expect.any(Number),
        cost_microusd: expect.any(Number),
      },
    });
    expect(log.entries[1]?.data).toMatchObject({ of: 0, status: "ok", tokens: 15, cost_microusd: 20_000 });
    expect(JSON.stringify(log.entries)).not.toContain("weather");
  });

  it("says the same to the same, again and again", async () => {
    const { ask } = open();
    const messages = [
      ...user("x").messages,
      { role: "assistant", content: "" },
      { role: "tool", content: "warm" },
    ];
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => ask("model.call", { model: "default", messages })),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.value).toMatchObject({ message: { content: "It is warm." }, finish: "stop" });
  });

  it("ends where its tokens end, and fails as it is written", async () => {
    const { ask, log } = open();
    expect((await ask("model.call", { ...user("long"), max_tokens: 2 })).value).toMatchObject({
      message: { content: "one two " },
      finish: "length",
      usage: { output_tokens: 2 },
    });
    expect((await ask("model.call", user("break"))).error).toMatchObject({
      code: "ERR_AEGIS_MODEL_FAILED",
      reason: "out of order",
    });
    expect((await ask("model.call", user("?"))).error).toMatchObject({ code: "ERR_AEGIS_MODEL_SILENT" });
    expect((await ask("model.call", { ...user("?"), model: "absent" })).error).toMatchObject({
      code: "ERR_AEGIS_MODEL_UNKNOWN",
    });
    expect((await ask("model.call", { ...user("?"), model: "other" })).error).toMatchObject({
      code: "ERR_ACCESS_DENIED",
    });
    expect(log.entries.at(-2)?.data).toMatchObject({ status: "error", error: "ERR_AEGIS_MODEL_UNKNOWN" });
  });

  it("is refused where the region is none of those that are allowed, or unknown", async () => {
    const { ask } = open(`${SPEC}regions = ["us"]\n`);
    expect((await ask("model.call", user("weather"))).error?.reason).toContain("eu");
    expect((await ask("model.call", { ...user("x"), model: "nowhere" })).error?.reason).toContain(
      "unknown region",
    );
  });

  it.each([
    [null],
    [{}],
    [{ model: "default" }],
    [{ model: "default", messages: [] }],
    [{ model: "default", messages: [{ role: "root", content: "" }] }],
    [{ model: 5, messages: user("x").messages }],
    [{ ...user("x"), max_tokens: -1 }],
    [{ ...user("x"), max_tokens: 1.5 }],
    [{ ...user("x"), more: 1 }],
  ])("is read by its form: %j", async (request) => {
    const { ask, log } = open();
    expect((await ask("model.call", request)).error?.name).toBe("TypeError");
    expect(log.types).toEqual([]);
  });
});

describe("budgets", () => {
  it("are set aside before and given back after, so that many at once do not use more than there is", async () => {
    const { begin, settled, log } = open(`${SPEC}max_tokens = 300\n`);
    // Each may take 100 and more; each takes 15.
    const all = Array.from({ length: 50 }, () =>
      begin("model.call", { ...user("weather"), max_tokens: 100 }),
    );
    const answers = await Promise.all(all.map(settled));
    const fine = answers.filter(({ error }) => error === undefined).length;
    expect(fine).toBeGreaterThan(0);
    expect(fine).toBeLessThan(4);
    expect(log.entries.filter(({ type }) => type === "model.call").length).toBe(50);
  });

  it("count what was really taken", async () => {
    const { ask } = open(`${SPEC}max_tokens = 300\nmax_cost_usd = 100.0\n`);
    let fine = 0;
    while ((await ask("model.call", { ...user("weather"), max_tokens: 20 })).error === undefined) fine++;
    // 15 each; the last ones are refused, because there is no room for what they may take.
    expect(fine).toBeGreaterThan(12);
    expect(fine).toBeLessThanOrEqual(20);
  });

  it("in dollars hold as well", async () => {
    const { ask } = open(`${SPEC}max_cost_usd = 0.10\n`);
    expect((await ask("model.call", user("weather"))).error?.rule).toBe("models.max_cost_usd");
    expect((await ask("model.call", { ...user("weather"), max_tokens: 5 })).error).toBeUndefined();
  });
});

describe("a stream", () => {
  it("comes piece by piece and is recorded when it has ended", async () => {
    const { ask, log } = open();
    const { value } = await ask("model.call", { ...user("weather"), stream: true });
    expect(value).toEqual({ stream: 0 });
    const pieces: unknown[] = [];
    for (let last: unknown; !(last && "end" in (last as object)); ) {
      last = (await ask("model.next", 0)).value;
      pieces.push(last);
    }
    expect(pieces).toEqual([
      { text: "I " },
      { text: "look." },
      { call: { id: "call_1_0", name: "weather.get", arguments: { city: "weather" } } },
      { end: { finish: "tool_calls", usage: { input_tokens: 10, output_tokens: 5, cost_usd: 0.02 } } },
    ]);
    expect(log.entries[1]).toMatchObject({
      type: "model.call.result",
      data: { of: 0, status: "ok", tokens: 15 },
    });
    expect((await ask("model.next", 0)).error?.name).toBe("TypeError");
  });

  it("that is given up is recorded as cancelled, and keeps what was set aside", async () => {
    const { ask, log, mediator } = open(`${SPEC}max_tokens = 1200\n`);
    await ask("model.call", { ...user("weather"), stream: true });
    await ask("model.next", 0);
    await ask("model.close", 0);
    await ask("model.close", 0);
    expect(log.entries[1]?.data).toMatchObject({ of: 0, status: "cancelled" });
    expect((await ask("model.call", user("weather"))).error?.rule).toBe("models.max_tokens");
    mediator.end();
    expect(log.types.filter((type) => type === "model.call.result").length).toBe(1);
  });

  it("that fails says so, once, whatever is asked at the same time", async () => {
    const { ask, begin, settled, log } = open();
    await ask("model.call", { ...user("break"), stream: true });
    const all = await Promise.all(
      [begin("model.next", 0), begin("model.next", 0), begin("model.next", 0)].map(settled),
    );
    expect(all.map(({ error }) => error?.code)).toEqual([
      "ERR_AEGIS_MODEL_FAILED",
      "ERR_INVALID_ARG_TYPE",
      "ERR_INVALID_ARG_TYPE",
    ]);
    expect(log.types).toEqual(["model.call", "model.call.result"]);
  });
});

it("without a file there is no model, and the record says so", async () => {
  const { ask, log } = asker(SPEC);
  expect((await ask("model.call", user("x"))).error).toMatchObject({ code: "ERR_AEGIS_MODEL_UNKNOWN" });
  expect(log.entries[1]?.data).toMatchObject({ status: "error", error: "ERR_AEGIS_MODEL_UNKNOWN" });
});

it("a file that cannot be used says why to whoever asks for what is in it", async () => {
  const spec = `${SPEC}[capabilities.tools.t]\n`;
  const { ask } = asker(spec, { tree: { "models.json": "{", "tools.json": '{"tool":{}}' } });
  expect((await ask("model.call", user("x"))).error?.reason).toBe("models.json is no JSON");
  expect((await ask("tool.call", "t", {})).error?.reason).toContain('tools.json: "tool" is not known');
});
