import { expect, test } from "vitest";
import { sessionOrigin, workspaceHost } from "./origin";

test("origins of sessions and of workspaces", () => {
  expect(sessionOrigin("audit.example/s/abc")).toEqual({ host: "audit.example", sid: "abc" });
  expect(sessionOrigin("audit.example/path/s/abc")).toEqual({ host: "audit.example/path", sid: "abc" });
  expect(workspaceHost("audit.example/w/demo")).toBe("audit.example");
});

test("what is neither", () => {
  for (const origin of [
    "",
    "/s/abc",
    "audit.example/s/",
    "audit.example/s/a/b",
    "audit.example",
    "audit.example/w/demo",
  ])
    expect(sessionOrigin(origin)).toBeUndefined();
  for (const origin of ["audit.example/s/abc", "/w/demo", "audit.example/w/", "audit.example/w/a/b"])
    expect(workspaceHost(origin)).toBeUndefined();
});
