import { describe, expect, it } from "vitest";
import { formatRecordQuery, parseRecordQuery, recordHref, sessionHref } from "./record-query";

describe("the address of a session", () => {
  it("comes back as it went", () => {
    const query = {
      workspace: "ws_1",
      filter: { type: "fs.read", verdict: "deny", text: "a b&c" },
      from: 200,
      at: 240,
      isOpen: true,
    };
    const params = Object.fromEntries(new URLSearchParams(formatRecordQuery(query)));
    expect(parseRecordQuery(params)).toEqual(query);
  });
  it("leaves out what says nothing, and what cannot be meant", () => {
    expect(formatRecordQuery({ filter: { text: "" }, from: 0 })).toBe("");
    expect(parseRecordQuery({ from: "-1", at: "1e9", text: "", type: ["fs.read", "x"] })).toEqual({
      filter: { type: "fs.read" },
      from: 0,
      isOpen: false,
    });
    expect(parseRecordQuery({ text: "x".repeat(201) }).filter).toEqual({});
  });
  it("begins at the page of the chosen record, if nothing is filtered", () => {
    expect(parseRecordQuery({ at: "257" }).from).toBe(200);
    expect(parseRecordQuery({ at: "257", verdict: "deny" }).from).toBe(0);
  });
  it("leads to the pages", () => {
    expect(sessionHref("s", { filter: { verdict: "deny" } })).toBe("/audit/s?verdict=deny");
    expect(recordHref("s", 7)).toBe("/audit/s/7");
    expect(recordHref("s", 7, "ws_1")).toBe("/audit/s/7?w=ws_1");
  });
});
