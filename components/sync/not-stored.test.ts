import { afterEach, expect, test, vi } from "vitest";
import { JournalFault } from "@/lib/audit/recorder";
import { listen, post, type SyncMessage } from "./messages";
import { watchStoring, whyOf, withMend } from "./not-stored";
import { EMPTY_VIEW } from "./view";

const quota = new JournalFault("quota");
let ends: AbortController[] = [];

function heard(): SyncMessage[] {
  const all: SyncMessage[] = [];
  const end = new AbortController();
  ends.push(end);
  listen((message) => all.push(message), end.signal);
  return all;
}
const times = (all: readonly SyncMessage[], kind: SyncMessage["kind"]) =>
  all.filter((message) => message.kind === kind).length;

afterEach(async () => {
  // Whatever stands is taken back, so that the next test begins with nothing.
  watchStoring().stored();
  for (const end of ends) end.abort();
  ends = [];
});

test("a log that could not be stored is told to whoever begins, and to whoever says that all is well", async () => {
  const all = heard();
  watchStoring().failed(quota);
  await vi.waitFor(() => expect(times(all, "failed")).toBe(1));
  post({ kind: "hello" });
  await vi.waitFor(() => expect(times(all, "failed")).toBe(2));
  post({ kind: "view", view: EMPTY_VIEW });
  await vi.waitFor(() => expect(times(all, "failed")).toBe(3));
  post({ kind: "view", view: { ...EMPTY_VIEW, failed: whyOf(quota) } });
  post({ kind: "retry" });
  await vi.waitFor(() => expect(times(all, "retry")).toBe(1));
  expect(times(all, "failed")).toBe(3);
});

test("only a log that was begun behind it takes it back", async () => {
  const all = heard();
  const [first, beside] = [watchStoring(), watchStoring()];
  first.failed(quota);
  beside.stored();
  first.stored();
  watchStoring().stored();
  await vi.waitFor(() => expect(times(all, "stored")).toBe(1));
  expect(all.map(({ kind }) => kind)).toEqual(["failed", "stored"]);
  post({ kind: "hello" });
  post({ kind: "retry" });
  await vi.waitFor(() => expect(times(all, "retry")).toBe(1));
  expect(times(all, "failed")).toBe(1);
});

test("says what happened, what follows and what to do", () => {
  expect(whyOf(quota)).toMatch(
    /^There is no room left for the log\. Nothing more .* Make room on this device/,
  );
  expect(withMend(quota)).toMatch(/^There is no room left for the log\. Make room/);
  expect(whyOf(new JournalFault("failed"))).toMatch(/Load this page again, and run again\.$/);
  expect(whyOf(new JournalFault("unsent", "Run again when the server is reached."))).toMatch(/refused\.$/);
});
