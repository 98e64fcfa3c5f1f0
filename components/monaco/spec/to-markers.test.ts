import type { Uri } from "monaco-editor/editor/editor.api";
import { expect, it } from "vitest";
import { load } from "@/lib/spec";
import { actionsOf, markerOf, SEVERITY } from "./to-markers";

const { diagnostics } = load('[agent]\nname = "x"\ndescripton = "y"\n');
const URI = { path: "/workspace/agent.toml" } as Uri;
const line = (number: number) => ({
  startLineNumber: number,
  startColumn: 1,
  endLineNumber: number,
  endColumn: 1,
});

it("marks what is wrong at its place, with its code", () => {
  expect(diagnostics.map(markerOf)).toMatchObject([
    { startLineNumber: 3, startColumn: 1, endColumn: 11, severity: SEVERITY.error, source: "aegis" },
  ]);
  expect(markerOf(diagnostics[0] as (typeof diagnostics)[number]).code).toMatch(/^ADS0\d\d$/);
});

it("offers the mends of the line that is asked about, and of no other", () => {
  const [action] = actionsOf(diagnostics, line(3), URI, 7);
  expect(action?.title).toMatch(/description/);
  expect(action?.edit?.edits[0]).toMatchObject({
    resource: URI,
    versionId: 7,
    textEdit: { text: "description", range: { startLineNumber: 3 } },
  });
  expect(actionsOf(diagnostics, line(1), URI, 7)).toEqual([]);
});
