/**
 * What a run asked for, from lines of JSON: requests as eval takes them, or the answers of eval, whose canonical
 * request is taken. A line that is neither is a mistake: what is told of a run has to be told of all of it.
 */
import type { PolicyRequest } from "../../lib/policy/types";
import { requestFrom } from "../../lib/spec/schema/tests";
import { UsageError } from "../failure";
import { printable } from "../io/printable";
import { type Line, linesOf } from "./lines";

/** More different requests than anybody narrows a spec by. */
const MOST_REQUESTS = 200_000;

/** Each different request once. `name` is what the stream is called in sentences. */
export async function recordedRequests(
  stream: AsyncIterable<unknown>,
  name: string,
): Promise<readonly PolicyRequest[]> {
  const found = new Map<string, PolicyRequest>();
  let number = 0;
  for await (const lines of linesOf(stream)) {
    for (const line of lines) {
      number++;
      if (line === "" || line === "\r") continue;
      const request = requestOf(line);
      if (request === null) {
        const what = 'write {"op": …} as for aegis eval, or give what aegis eval answered';
        throw new UsageError(`${printable(name)}:${number} is no request; ${what}.`);
      }
      found.set(JSON.stringify(request), request);
      if (found.size > MOST_REQUESTS) {
        throw new UsageError(`${printable(name)} has more than ${MOST_REQUESTS} different requests.`);
      }
    }
  }
  return [...found.values()];
}

function requestOf(line: Line): PolicyRequest | null {
  if (typeof line !== "string") return null;
  try {
    const value: unknown = JSON.parse(line);
    return requestFrom(value) ?? requestFrom((value as { readonly canonical?: unknown } | null)?.canonical);
  } catch {
    return null;
  }
}
