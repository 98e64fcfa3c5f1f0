import { describe, expect, it } from "vitest";
import { parseSessionQuery, sessionsHref } from "./session-query";

describe("the address of the list", () => {
  it("comes back as it went", () => {
    const form = {
      agent: "report writer",
      driver: "embedded",
      status: "complete",
      verdict: "deny",
      since: "2026-01-02",
      until: "2026-01-03",
    };
    const href = sessionsHref({ workspace: "ws_1", form, cursor: "c" });
    const query = parseSessionQuery(Object.fromEntries(new URL(href, "http://x").searchParams));
    expect(query).toMatchObject({ workspace: "ws_1", form, cursor: "c" });
    expect(query.filter).toMatchObject({
      agent: "report writer",
      status: "complete",
      since: "2026-01-02T00:00:00.000Z",
      until: "2026-01-03T23:59:59.999Z",
    });
  });
  it("leaves out, one by one, what cannot be meant", () => {
    const query = parseSessionQuery({
      status: "gone",
      verdict: "allow",
      since: "2026-02-31x",
      until: "yesterday",
      agent: "a",
    });
    expect(query).toEqual({ form: { agent: "a" }, filter: { agent: "a" } });
    expect(parseSessionQuery({ since: "2026-99-99" }).form).toEqual({});
    expect(sessionsHref({})).toBe("/audit");
  });
});
