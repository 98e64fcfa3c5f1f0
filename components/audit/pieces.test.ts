import { describe, expect, test } from "vitest";
import { piecesOf } from "./pieces";

const bytes = (...values: number[]) => Uint8Array.from(values);

async function collect(stream: ReadableStream<Uint8Array>, signal = new AbortController().signal) {
  const pieces: Uint8Array[] = [];
  for await (const piece of piecesOf(stream, signal)) pieces.push(piece);
  return pieces;
}

describe("the pieces of a stream", () => {
  test("come as they are", async () => {
    const stream = new ReadableStream<Uint8Array>({
      start(to) {
        to.enqueue(bytes(1, 2));
        to.enqueue(bytes(3));
        to.close();
      },
    });
    expect(await collect(stream)).toEqual([bytes(1, 2), bytes(3)]);
  });

  test("end with the reason of the signal, also where the stream waits for ever", async () => {
    const controller = new AbortController();
    const cancelled: unknown[] = [];
    const stream = new ReadableStream<Uint8Array>({ cancel: (reason) => void cancelled.push(reason) });
    const all = collect(stream, controller.signal);
    const reason = new Error("enough");
    controller.abort(reason);
    await expect(all).rejects.toBe(reason);
    expect(cancelled).toEqual([reason]);
  });

  test("are given up when nobody reads on", async () => {
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (to) => to.enqueue(bytes(1)),
      cancel() {
        isCancelled = true;
      },
    });
    for await (const _ of piecesOf(stream, new AbortController().signal)) break;
    expect(isCancelled).toBe(true);
  });

  test("fail as the stream does", async () => {
    const stream = new ReadableStream<Uint8Array>({ start: (to) => to.error(new Error("the disk is gone")) });
    await expect(collect(stream)).rejects.toThrow("the disk is gone");
  });
});
