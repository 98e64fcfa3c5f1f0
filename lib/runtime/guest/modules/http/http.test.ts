import { describe, expect, it } from "vitest";
import { runGuest } from "../../../node/testing/run-guest";

const AGENT = `
import http from "node:https";
const seen = (request) => new Promise((done) => {
  const events = [];
  request.on("response", (answer) => { events.push(answer.statusCode); answer.on("data", (part) => events.push(String(part))); });
  request.on("error", (error) => events.push(error.code));
  request.on("close", () => done(events));
});
console.log(JSON.stringify(await seen(http.get("https://api.example.com/x"))));
const posting = http.request("https://api.example.com/", { method: "POST" });
posting.end("body");
console.log(JSON.stringify(await seen(posting)));
console.log(JSON.stringify(await seen(http.get("https://elsewhere.example.com/"))));
`;

describe("the client of http", () => {
  it("answers, with a body sent and without, and tells why it was refused", async () => {
    const { stdout, faults } = await runGuest({
      files: { "/work/main.mjs": AGENT },
      http: async ({ method, body }) => ({
        status: 200,
        statusText: "OK",
        headers: [],
        body: new TextEncoder().encode(`${method} ${new TextDecoder().decode(body)}`),
      }),
    });
    expect(stdout.split("\n")).toEqual(['[200,"GET "]', '[200,"POST body"]', '["ERR_ACCESS_DENIED"]', ""]);
    expect(faults).toEqual([]);
  });
});
