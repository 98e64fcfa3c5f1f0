import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { SessionTable } from "./session-table";

const cells = (html: string) => [...html.matchAll(/<td[^>]*>(.*?)<\/td>/g)].map(([, text]) => text);
const SESSION = {
  sid: "0198c0de-0000-7000-8000-000000000001",
  workspaceId: "ws_a",
  agent: "tested",
  isClosed: true,
  recorded: 10,
  countersigned: null,
  anchored: null,
  witnessed: null,
};

test("each session has four states, which are never one", () => {
  const html = renderToStaticMarkup(
    <SessionTable
      sessions={[
        SESSION,
        {
          ...SESSION,
          sid: "0198c0de-0000-7000-8000-000000000002",
          isClosed: false,
          countersigned: { size: 9, time: 0 },
          anchored: { size: 31 },
          witnessed: { seen: 1, of: 3 },
        },
      ]}
    />,
  );
  expect(cells(html)).toEqual([
    "10",
    "not yet",
    "not yet",
    "not witnessed",
    "10, open",
    expect.stringMatching(/^9, at \d\d:\d\d:\d\d$/),
    "in a log of 31",
    "1 of 3",
  ]);
});

test("a log that was begun for no server says so", () => {
  const html = renderToStaticMarkup(<SessionTable sessions={[{ ...SESSION, workspaceId: null }]} />);
  expect(cells(html)[1]).toBe("for no server");
});
