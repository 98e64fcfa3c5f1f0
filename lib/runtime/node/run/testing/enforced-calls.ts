/** Tools, APIs, models and other agents for `enforced.test.ts`: each tried in the ways that its rules are against. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished } from "vitest";
import { MemoryJournal, newMemoryStore } from "../../../../audit/recorder";
import type { SpecPart } from "../../../../spec/enforcement";
import type { runAgent } from "./run-agent";

type Run = typeof runAgent;
const SPEC = '[agent]\nname = "tested"\n[capabilities.filesystem]\nread = ["/workspace/**"]\n';
const TRY =
  "const t = async (f) => { try { console.log(JSON.stringify(await f())) } catch (e) { console.log(e.code) } };\n";
const DENIED = "ERR_ACCESS_DENIED";

async function echo(): Promise<{ origin: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`);
    response.setHeader("content-type", "application/json");
    response.end("1");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

export const CALLS_SHOWN = {
  tools: async (runAgent: Run) => {
    const { origin, asked } = await echo();
    const http = (path: string) => ({ http: { url: `${origin}${path}` } });
    const tools = {
      get: { http: { url: `${origin}/get/{id}` } },
      off: http("/off"),
      unnamed: http("/unnamed"),
      few: http("/few"),
    };
    const { stdout, records } = await runAgent(
      `import { call, tools, list } from "aegis:tools"; ${TRY}
      await t(() => call("get", { id: 5 }));
      await t(() => call("get", { id: 50 }));
      let reads = 0;
      await t(() => call("get", { get id() { return reads++ === 0 ? 5 : 50; } }));
      await t(() => call("get", {}));
      await t(() => call("off"));
      await t(() => call("unnamed"));
      await t(() => tools.__proto__());
      await t(() => call("few")); await t(() => call("few"));
      await t(async () => (await list()).map(({ name }) => name).join());`,
      {
        toml: `${SPEC}[capabilities.network]\nallow_egress = ["${origin}"]
          [capabilities.tools.get]\nargs.id = { max = 9, required = true }
          [capabilities.tools.off]\neffect = "deny"
          [capabilities.tools.few]\nrate_limit = "1/hour"\n`,
        files: { "tools.json": JSON.stringify({ tools }) },
      },
    );
    const told = ["1", DENIED, "1", DENIED, DENIED, DENIED, DENIED, "1", DENIED, '"get,few"', ""];
    expect(stdout.split("\n")).toEqual(told);
    expect(asked).toEqual(["GET /get/5", "GET /get/5", "GET /few"]);
    expect(records.filter(({ type }) => type === "tool.call").length).toBe(9);
  },

  apis: async (runAgent: Run) => {
    const { origin, asked } = await echo();
    const tool = (scope: string, name = "mail") => ({
      http: { url: `${origin}/${scope}/{to}` },
      api: { name, scope },
    });
    const tools = { read: tool("read"), send: tool("send"), other: tool("read", "other") };
    const { stdout } = await runAgent(
      `import { call } from "aegis:tools"; ${TRY}
      await t(() => call("read", { to: "a" }));
      await t(() => call("send", { to: "a" }));
      await t(() => call("read", { to: "b" }));
      await t(() => call("other", { to: "a" }));`,
      {
        toml: `${SPEC}[capabilities.network]\nallow_egress = ["${origin}"]
          [capabilities.tools.read]\n[capabilities.tools.send]\n[capabilities.tools.other]
          [capabilities.api.mail]\nscopes = ["read"]\nto = ["a"]\n`,
        files: { "tools.json": JSON.stringify({ tools }) },
      },
    );
    expect(stdout.split("\n")).toEqual(["1", DENIED, DENIED, DENIED, ""]);
    expect(asked).toEqual(["GET /read/a"]);
  },

  models: async (runAgent: Run) => {
    const turns = [{ say: "yes", usage: { input: 40, output: 40 } }];
    const models = {
      m: { region: "eu", turns },
      far: { region: "us", turns },
      nowhere: { turns },
      other: { region: "eu", turns },
    };
    const { stdout, records } = await runAgent(
      `import { chat } from "aegis:model"; ${TRY}
      const ask = (model) => t(async () => (await chat({ model, max_tokens: 60, messages: [{ role: "user", content: "x" }] })).message.content);
      for (const model of ["other", "far", "nowhere"]) await ask(model);
      for (let i = 0; i < 4; i++) await ask("m");`,
      {
        toml: `${SPEC}[capabilities.models]\nallow = ["m", "far", "nowhere"]\nregions = ["eu"]\nmax_tokens = 240\n`,
        files: { "models.json": JSON.stringify({ models }) },
      },
    );
    expect(stdout.split("\n")).toEqual([DENIED, DENIED, DENIED, '"yes"', '"yes"', DENIED, DENIED, ""]);
    const used = records.filter(({ type }) => type === "model.call.result").map(({ data }) => data.tokens);
    expect(used).toEqual([80, 80]);
  },

  agents: async (runAgent: Run) => {
    const child = `import fs from "node:fs"; import { reply } from "aegis:agents"; ${TRY}
      const tried = []; for (const path of ["/workspace/a.txt", "/workspace/id.key"]) { try { tried.push(fs.readFileSync(path, "utf8")) } catch (e) { tried.push(e.code) } }
      reply(tried);`;
    const toml = (name: string) => `[agent]\nname = "${name}"\n[capabilities.filesystem]\nread = ["/**"]\n`;
    const { stdout } = await runAgent(
      `import { spawn } from "aegis:agents"; ${TRY}
      await t(async () => (await spawn("child")).output);
      await t(() => spawn("stranger"));`,
      {
        toml: `${SPEC}deny = ["**/*.key"]\n[capabilities.agents]\nspawn = ["child"]\n`,
        files: {
          "a.txt": "alpha",
          "id.key": "KEY",
          "agents/child.toml": toml("child"),
          "agents/child.ts": child,
          "agents/stranger.toml": toml("stranger"),
          "agents/stranger.ts": child,
        },
        openChildLog: async () => ({
          journal: await MemoryJournal.open(newMemoryStore()),
          close: async () => {},
        }),
      },
    );
    expect(stdout.split("\n")).toEqual(['["alpha","EACCES"]', DENIED, ""]);
  },
} satisfies Partial<Record<SpecPart, (runAgent: Run) => Promise<void>>>;
