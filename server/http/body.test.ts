import { describe, expect, test } from "vitest";
import { readBody } from "./body";

/** A request whose body comes in pieces, without a Content-Length to believe. */
function streamed(pieces: Uint8Array[], onCancel = () => {}): Request {
  const waiting = [...pieces];
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const next = waiting.shift();
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel: onCancel,
  });
  return new Request("http://localhost/", { method: "POST", body, duplex: "half" } as RequestInit);
}
const bytes = (size: number, value = 1) => new Uint8Array(size).fill(value);

describe("readBody", () => {
  test("puts the pieces together in order", async () => {
    expect(await readBody(streamed([bytes(2, 1), bytes(0), bytes(3, 2)]), 5)).toEqual(
      Buffer.from([1, 1, 2, 2, 2]),
    );
  });

  test("takes exactly the limit and not one byte more", async () => {
    expect(await readBody(streamed([bytes(10)]), 10)).toHaveLength(10);
    await expect(readBody(streamed([bytes(10), bytes(1)]), 10)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  test("stops reading at the limit", async () => {
    let cancelled = false;
    const endless = streamed(
      Array.from({ length: 100 }, () => bytes(10)),
      () => {
        cancelled = true;
      },
    );
    await expect(readBody(endless, 25)).rejects.toMatchObject({ code: "TOO_LARGE" });
    expect(cancelled).toBe(true);
  });

  test("refuses an announced size before reading, and does not believe a small one", async () => {
    const announced = new Request("http://localhost/", {
      method: "POST",
      body: "x",
      headers: { "content-length": "99999999" },
    });
    await expect(readBody(announced)).rejects.toMatchObject({ code: "TOO_LARGE" });
    const lying = new Request("http://localhost/", {
      method: "POST",
      body: "x".repeat(50),
      headers: { "content-length": "1" },
    });
    await expect(readBody(lying, 10)).rejects.toMatchObject({ code: "TOO_LARGE" });
  });

  test("an absent body is empty", async () => {
    expect(await readBody(new Request("http://localhost/"))).toHaveLength(0);
  });
});
