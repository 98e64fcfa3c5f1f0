/**
 * The network of the shell's commands (`curl`) by the call of a guest: each hop is decided and recorded like a fetch of the
 * agent's own. The library's own network is never there.
 */
import type { BashOptions } from "just-bash/browser";
import type { Handlers } from "../calls/handler";
import type { FetchRequest, FetchResponse } from "../calls/protocol";
import { Refused } from "../calls/refused";
import { CallFault, Values } from "../calls/values";
import { bytesOfText } from "./bytes";
import type { Life } from "./life";

type LibraryFetch = NonNullable<BashOptions["fetch"]>;
export type ShellFetch = (
  url: string,
  options: Parameters<LibraryFetch>[1],
  life: Life,
) => ReturnType<LibraryFetch>;

export function shellFetch({ "net.fetch": call }: Handlers<"net.fetch">): ShellFetch {
  return async (url, options, life) => {
    life.assert();
    const { method = "GET", headers, body, followRedirects = true } = options ?? {};
    const request: FetchRequest = {
      url,
      method: method.toUpperCase(),
      headers: pairs(headers),
      redirect: followRedirects ? "follow" : "manual",
    };
    try {
      const settled = call(new Values([request]), bodyOf(body));
      const { value, bytes = new Uint8Array(0) } = await life.race(Promise.resolve(settled));
      const { status, statusText, headers: answered, url: last } = value as FetchResponse;
      return { status, statusText, headers: joined(answered), body: bytes, url: last };
    } catch (thrown) {
      throw new Error(sentence(thrown));
    }
  };
}

/** In the words after which `curl` exits as it does when it cannot connect. */
function sentence(thrown: unknown): string {
  if (thrown instanceof Refused) return `Network access denied: ${thrown.message}`;
  if (thrown instanceof CallFault) return thrown.error.reason ?? thrown.error.message;
  return thrown instanceof Error && thrown.name === "AbortError" ? "aborted" : "Could not connect to server";
}

function pairs(headers: unknown): [string, string][] {
  if (!headers) return [];
  const list =
    Symbol.iterator in Object(headers) ? [...(headers as Iterable<unknown>)] : Object.entries(headers);
  return list.map((pair) => {
    const [name, value] = pair as readonly unknown[];
    return [String(name), String(value)];
  });
}

/** `Set-Cookie` cannot be joined to one line with commas; `curl` shows what stands in one. */
function joined(pairs: FetchResponse["headers"]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    const before = headers[key];
    headers[key] = before === undefined ? value : `${before}${key === "set-cookie" ? "\n" : ", "}${value}`;
  }
  return headers;
}

function bodyOf(body: unknown): Uint8Array<ArrayBuffer> | undefined {
  if (body === undefined || body === null) return undefined;
  if (body instanceof Uint8Array) return new Uint8Array(body);
  if (typeof body === "string") return bytesOfText(body);
  throw new Error("this kind of body is not offered");
}
