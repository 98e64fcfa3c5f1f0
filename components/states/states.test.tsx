import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { BareError } from "./bare-error";
import { ErrorPage } from "./error-page";
import { NotFoundPage } from "./not-found-page";

const page = (error: unknown) => renderToStaticMarkup(<ErrorPage error={error} retry={() => undefined} />);

describe("the page for an error", () => {
  it("says what and what to do, with code and id, and never the error's own text or stack", () => {
    const html = page(Object.assign(new Error("password is hunter2"), { digest: "3141592653589793" }));
    expect(html).toContain("Something went wrong on the server.");
    expect(html).toContain("INTERNAL");
    expect(html).toContain("3141592653589793");
    expect(html).toContain("Retry");
    expect(html).toContain("Copy details");
    expect(html).not.toMatch(/hunter2|at .*states\.test/);
  });

  it.each([undefined, "text", { digest: 7 }, null])("shows %j without an id", (error) => {
    expect(page(error)).toContain("INTERNAL");
  });

  it("names the code of an error that has one", () => {
    expect(page({ data: { code: "CONFLICT", requestId: null } })).toContain("/docs/errors#CONFLICT");
  });

  it("needs no style attribute, which the policy of the page forbids", () => {
    expect(page(new Error("x"))).not.toContain("style=");
    expect(renderToStaticMarkup(<NotFoundPage requestId="rq_1" />)).not.toContain("style=");
  });

  it("is words alone when nothing else arrived", () => {
    expect(renderToStaticMarkup(<BareError />)).toContain("load the page again");
  });
});
