import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { RefusedLogs } from "./refused-logs";

const FINDING = {
  workspaceId: "ws_1",
  sid: null,
  seq: null,
  code: "ROLLBACK",
  why: "2 leaves; 3 were signed before.",
};
const SID = "0198c0de-0000-7000-8000-000000000001";

test("nothing is shown where nothing is refused", () => {
  expect(renderToStaticMarkup(<RefusedLogs findings={[]} workspaceId="ws_1" />)).toBe("");
});

test("each is named with its code, and a session is a link to the record", () => {
  const ofSession = { ...FINDING, sid: SID, seq: 8, code: "BROKEN_LINK", why: "\u202eturned" };
  const html = renderToStaticMarkup(<RefusedLogs findings={[FINDING, ofSession]} workspaceId="ws_1" />);
  expect(html).toContain("The log of this workspace is not what was signed");
  expect(html).toContain("ROLLBACK");
  expect(html).toContain(`href="/audit/${SID}?w=ws_1&amp;from=8"`);
  expect(html).toContain("from record 8 on");
  expect(html).toContain("\\u202eturned");
});
