/**
 * One agent, two drivers: what it prints, how it ends and every record of what it did are the same, in the same order.
 */
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import type { Approver } from "../../../mediator/approval";
import { AGENTS, FILES, SPEC, STARTED_WITH, told } from "../../testing/same-agents";
import { agentUsing, readUses, USES } from "../../testing/uses";
import { type AgentRun, type RanAgent, runAgent } from "../run/testing/run-agent";

const approver: Approver = {
  ask: async ({ action_sha256 }) => ({ action_sha256, grant: true, approver: "ann" }),
};

async function compare(agent: string, run: Partial<AgentRun> = {}): Promise<RanAgent> {
  const ran = (driver: "embedded" | "node") =>
    runAgent(agent, {
      toml: SPEC,
      files: FILES,
      ...STARTED_WITH,
      approver,
      driver,
      ...run,
    });
  const embedded = await ran("embedded");
  const node = await ran("node");
  expect(embedded.end.reason, embedded.stderr).toBe("exit");
  expect(node.end, node.stderr).toEqual(embedded.end);
  expect(node.stdout).toBe(embedded.stdout);
  expect(node.records.map(told)).toEqual(embedded.records.map(told));
  return node;
}

it.each(Object.entries(AGENTS))("%s", async (_, agent) => {
  const { records, stdout } = await compare(agent);
  expect(records.length).toBeGreaterThan(5);
  expect(stdout).not.toBe("");
});

/** A server that answers; addresses below `/ok/` are granted. */
async function served(): Promise<{ base: string; asked: string[]; toml: string }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    response.setHeader("x-said", String(request.headers["x-own"]));
    if (request.url === "/ok/away") response.writeHead(302, { location: "/other" });
    response.end("answer");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const rules = ["GET", "POST"].map((method) => `"${method} ${base}/ok/**"`);
  return { base, asked, toml: `${SPEC}[capabilities.network]\nallow_egress = [${rules}]\n` };
}

it.each(USES)("every call of %s", async (name) => {
  const { base, toml } = await served();
  const uses = readUses(readFileSync(new URL(`../../testing/uses/${name}.txt`, import.meta.url), "utf8"));
  const { stdout } = await compare(agentUsing(uses, base), { toml });
  const shown = [...uses].flatMap(([module, calls]) => [...calls.keys()].map((call) => `${module}.${call} `));
  expect(shown.filter((each) => !stdout.includes(each))).toEqual([]);
  // What is missing is no use of it.
  expect(stdout).not.toContain("ERR_AEGIS_UNSUPPORTED");
});

it("the network", async () => {
  const { base, asked, toml } = await served();
  const agent = `
    import http from "node:http"; import net from "node:net"; import dns from "node:dns";
    const get = async (url, how) => { try { const r = await fetch(url, how); console.log(r.status, await r.text()) } catch (e) { console.log(e.name, e.cause?.code ?? e.code) } };
    await get("${base}/ok/a"); await get("${base}/ok/b", { method: "POST", body: "x" }); await get("${base}/ok/away"); await get("http://example.com/");
    await new Promise((done) => http.get("${base}/ok/c", (r) => r.on("data", (d) => console.log(String(d))).on("end", done)));
    for (const f of [() => net.connect(80), () => dns.lookup("x.example", () => {})]) try { f() } catch (e) { console.log(e.code) }`;
  await compare(agent, { toml });
  const once = ["GET /ok/a", "POST /ok/b", "GET /ok/away", "GET /ok/c"];
  expect(asked).toEqual([...once, ...once]);
});
