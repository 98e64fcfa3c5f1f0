import { describe, expect, test } from "vitest";
import { ReadRequest } from "./read-request";

const original = (body: BodyInit) =>
  new Request("http://localhost/api", { method: "POST", body, headers: { "x-some": "thing" } });

describe("a request that was read", () => {
  test.each([
    ["plain", '{"a":"b"}'],
    ["of other scripts", '{"a":"žluťoučký 🐴 \u2028"}'],
    ["with a byte order mark", '\ufeff{"a":1}'],
  ])("says the same again: %s", async (_, body) => {
    const bytes = new Uint8Array(await original(body).arrayBuffer());
    const read = new ReadRequest(original(body), bytes);
    expect(await read.text()).toBe(await original(body).text());
    expect(await read.json()).toEqual(await original(body).json());
    expect([read.method, read.url, read.headers.get("x-some")]).toEqual([
      "POST",
      original(body).url,
      "thing",
    ]);
  });

  test("replaces what is no UTF-8, as the platform does", async () => {
    const bytes = new Uint8Array([0x22, 0xff, 0xc3, 0x22]);
    expect(await new ReadRequest(original(bytes), bytes).text()).toBe(await original(bytes).text());
  });

  test("is no JSON where its body is none", async () => {
    const bytes = new TextEncoder().encode("{broken");
    await expect(new ReadRequest(original(bytes), bytes).json()).rejects.toBeInstanceOf(SyntaxError);
  });

  test("is read in another way where that is known, and else by the platform", async () => {
    const bytes = new TextEncoder().encode('{"a":1}');
    expect(await new ReadRequest(original(bytes), bytes, (body) => body.length).json()).toBe(7);
    expect(await new ReadRequest(original(bytes), bytes, () => undefined).json()).toEqual({ a: 1 });
  });
});
