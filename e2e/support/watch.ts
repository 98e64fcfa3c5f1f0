import type { BrowserContext, ConsoleMessage, Request, Response } from "@playwright/test";

/** Something that happened in a page and that nobody wants: an error on the console, a request that failed. */
export interface Trouble {
  readonly what: string;
  /** The address that it is about, when it is about one. */
  readonly url?: string;
}

/** A navigation that replaces another, and a page that closes, abort requests: no fault of anybody's. */
const ABORTED = "net::ERR_ABORTED";
/** Chromium writes every failed request on the console as well; the request itself says more. */
const REPEATED = /^Failed to load resource:/;

/** Gathers the troubles of every page and worker of a context, in the order in which they happen. */
export function watchContext(context: BrowserContext): Trouble[] {
  const troubles: Trouble[] = [];
  context.on("console", (message: ConsoleMessage) => {
    if (message.type() !== "error") return;
    const { url } = message.location();
    troubles.push({ what: `console error: ${message.text()} (${url})`, url });
  });
  context.on("weberror", (error) => {
    troubles.push({ what: `page error: ${error.error().stack ?? error.error().message}` });
  });
  context.on("requestfailed", (request: Request) => {
    const reason = request.failure()?.errorText ?? "unknown";
    if (reason === ABORTED) return;
    troubles.push({
      what: `request failed (${reason}): ${request.method()} ${request.url()}`,
      url: request.url(),
    });
  });
  context.on("response", (response: Response) => {
    if (response.status() < 400) return;
    const { url, what } = describeResponse(response);
    troubles.push({ what, url });
  });
  return troubles;
}

/**
 * An answer that was lost, because its page was left or a line was cut, is asked for again and then is a 409: that is how
 * the two find each other. Whether one is lost is chance, so that no test can announce it.
 */
const BY_CHANCE = /^HTTP 409: POST .*\/api\/trpc\/audit\.append/;

/** The troubles that nobody announced or allowed, and the announcements that nothing came of. */
export function judge(
  troubles: readonly Trouble[],
  announced: readonly RegExp[],
  allowed: readonly RegExp[] = [],
): string[] {
  const told = new Set(troubles.filter(({ what }) => !what.startsWith("console")).map(({ url }) => url));
  const isRepeated = ({ what, url }: Trouble) =>
    what.startsWith("console error: ") &&
    REPEATED.test(what.slice("console error: ".length)) &&
    told.has(url);
  const real = troubles.filter((trouble) => !isRepeated(trouble));
  const expected = [BY_CHANCE, ...announced, ...allowed];
  const isExpected = (what: string) => expected.some((pattern) => pattern.test(what));
  const unannounced = real.filter(({ what }) => !isExpected(what));
  const unmet = announced.filter((pattern) => !real.some(({ what }) => pattern.test(what)));
  return [
    ...unannounced.map(({ what }) => what),
    ...unmet.map((pattern) => `expectFailure(${pattern}) was announced, but nothing of the kind happened`),
  ];
}

function describeResponse(response: Response): { url: string; what: string } {
  const url = response.url();
  return { url, what: `HTTP ${response.status()}: ${response.request().method()} ${url}` };
}
