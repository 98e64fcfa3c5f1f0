import { describe, expect, it } from "vitest";
import type { FromCell } from "../protocol";
import { MESSAGE_LIMITS, readMessage } from "../read-message";
import { Remote } from "./remote";

const request = (n: number) => ({ method: "GET", url: `https://a.example/${n}`, headers: [] });
const response = { status: 200, statusText: "OK", headers: [], body: new Uint8Array(1) };
const never = () => new AbortController().signal;

function remote() {
  const posted: FromCell[] = [];
  const remote = new Remote((message) => {
    expect(readMessage(structuredClone(message))).toEqual(message);
    posted.push(message);
  });
  /** The numbers of what was asked for, a list for each message. */
  const asked = () =>
    posted.flatMap((message) => (message.kind === "effects" ? [message.effects.map(({ id }) => id)] : []));
  return { remote, posted, asked };
}
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

describe("effects", () => {
  it("go together when they are asked for in one turn, and each gets its own answer", async () => {
    const { remote: it, asked } = remote();
    const all = [1, 2, 3].map((n) => it.http(request(n), never()));
    await turn();
    const later = it.http(request(4), never());
    await turn();
    expect(asked()).toEqual([[1, 2, 3], [4]]);
    it.answer(
      [4, 2, 3, 1].map((id) => ({ id, answer: { effect: "http", response: { ...response, status: id } } })),
    );
    expect((await Promise.all([...all, later])).map(({ status }) => status)).toEqual([1, 2, 3, 4]);
  });

  it("are in no message that the page would not take", async () => {
    const { remote: it, asked } = remote();
    const count = 2 * MESSAGE_LIMITS.effects + 1;
    for (let n = 0; n < count; n++) void it.http(request(n), never());
    await turn();
    expect(asked().map(({ length }) => length)).toEqual([MESSAGE_LIMITS.effects, MESSAGE_LIMITS.effects, 1]);
  });

  it("with much to send do not wait for each other", async () => {
    const { remote: it, asked } = remote();
    const large = { ...request(1), method: "POST", body: new Uint8Array(200_000) };
    for (let n = 0; n < 5; n++) void it.http(large, never());
    await turn();
    expect(asked()).toEqual([[1, 2], [3, 4], [5]]);
  });

  it("that are cancelled before they are sent are never asked for", async () => {
    const { remote: it, posted, asked } = remote();
    const abort = new AbortController();
    const gone = it.http(request(1), abort.signal);
    void it.http(request(2), never());
    abort.abort();
    await expect(gone).rejects.toThrow("fetch failed");
    await turn();
    expect(asked()).toEqual([[2]]);
    expect(posted).toHaveLength(1);
  });

  it("that are cancelled later are ended by their number", async () => {
    const { remote: it, posted } = remote();
    const abort = new AbortController();
    const gone = it.http(request(1), abort.signal);
    await turn();
    abort.abort();
    await expect(gone).rejects.toThrow("fetch failed");
    expect(posted.at(-1)).toEqual({ kind: "cancel", id: 1 });
    // What the page has answered by then is nobody's.
    it.answer([{ id: 1, answer: { effect: "http", response } }]);
  });
});
