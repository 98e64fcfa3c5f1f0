import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { LogSettings } from "./log-settings";
import type { Said } from "./said";

const KEYS = [
  { purpose: "cosigner", vkey: "a.example/cosigner+00aa11bb+BAAA" },
  { purpose: "log", vkey: "a.example/w/ws_1+00aa11bb+AQAA" },
  { purpose: "log", vkey: "a.example/w/ws_1+22cc33dd+AQBB", retiredAt: "2026-02-01T00:00:00.000Z" },
] as const;

function page(change: { mayChange?: boolean; isPublic?: boolean; said?: Said } = {}): string {
  const { mayChange = true, isPublic = true, said = {} } = change;
  const witness = {
    vkey: "wit\u202eness.example+01234567+BAAA",
    url: "https://witness.example",
    addedAt: "2026-03-01T12:00:00.000Z",
    seenSize: 2,
    signedAt: "2026-03-01T13:00:00.000Z",
    trouble: "It answered with 500.",
    troubleAt: "2026-03-01T14:00:00.000Z",
  };
  return renderToStaticMarkup(
    <LogSettings
      workspaceId="ws_1"
      workspaceName={'na"me<b>'}
      mayChange={mayChange}
      log={{ size: 3, isPublic, quorum: 1, witnessed: { size: 2, by: 1 }, witnesses: [witness] }}
      told={{
        host: "a.example",
        keys: KEYS.map((key) => ({ retiredAt: null, madeAt: "2026-01-01T00:00:00.000Z", ...key })),
      }}
      address="https://a.example/log/ws_1/"
      said={said}
      typed={{ vkey: "half", url: "" }}
    />,
  );
}

test("an owner has a form for each change, a member has none", () => {
  const does = [...page().matchAll(/name="do" value="(\w+)"/g)].map(([, name]) => name);
  expect(does).toEqual(["hide", "remove", "quorum", "add"]);
  expect(page({ isPublic: false })).toContain('name="do" value="show"');
  expect(page({ mayChange: false })).not.toContain("<form");
});

test("a public log has its address and the key in use, and every key is told", () => {
  const html = page();
  expect(html).toContain("https://a.example/log/ws_1/");
  expect(html.match(/\+00aa11bb\+AQAA/g)?.length).toBeGreaterThan(1);
  for (const { vkey } of KEYS) expect(html).toContain(vkey);
  expect(html).toContain("2026-02-01 00:00:00 UTC");
  expect(page({ isPublic: false })).not.toContain("https://a.example/log/ws_1/");
});

test("a witness is told with its last signature and its last failure; its name turns nothing around", () => {
  const html = page();
  expect(html).toContain("2026-03-01 13:00:00 UTC");
  expect(html).toContain("2026-03-01 14:00:00 UTC");
  expect(html).toContain("It answered with 500.");
  expect(html).not.toContain('font-medium wrap-anywhere">wit\u202e');
  expect(html).not.toContain("<b>");
});

test("what came of a form is said in its section", () => {
  const parts = (html: string) => html.split("<section").filter((part) => part.includes('-said"'));
  const [wrong] = parts(page({ said: { fault: "vkey-type" } }));
  expect(wrong).toContain("Outside witnesses");
  expect(wrong).toContain("type 0x04");
  expect(wrong).toMatch(/aria-invalid="true" aria-describedby="witnesses-said"/);
  expect(parts(page({ said: { done: "show" } }))[0]).toContain("A log that others can read");
  expect(parts(page())).toEqual([]);
});
