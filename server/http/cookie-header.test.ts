import fc from "fast-check";
import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { cookieOf } from "./cookie-header";

const NAME = "aegis-session";

/** What the other way to the same procedures reads. */
function byNext(header: string): string | undefined {
  return new NextRequest("http://localhost/", { headers: { cookie: header } }).cookies.get(NAME)?.value;
}

test.each([
  ["", undefined],
  [`${NAME}=abc`, "abc"],
  [`a=b; ${NAME}=abc; c=d`, "abc"],
  [`a=b;${NAME}=abc`, "abc"],
  [`${NAME}=first; ${NAME}=last`, "last"],
  [`x${NAME}=no; ${NAME}x=no`, undefined],
  [`other="${NAME}=no"`, undefined],
  [`${NAME}=a=b`, "a=b"],
])("%j", (header, value) => {
  expect(cookieOf(header, NAME)).toBe(value);
  expect(byNext(header)).toBe(value);
});

test("no header, no cookie", () => {
  expect(cookieOf(null, NAME)).toBeUndefined();
  expect(cookieOf(undefined, NAME)).toBeUndefined();
});

test("is the same for every token, among whatever else a browser sends", () => {
  const token = fc.stringMatching(/^[A-Za-z0-9_-]{43}$/);
  const name = fc.constantFrom(NAME, "__Host-aegis-session", "theme", `x${NAME}`);
  const pairs = fc.array(fc.tuple(name, token), { maxLength: 5 });
  fc.assert(
    fc.property(pairs, fc.constantFrom("; ", ";"), (cookies, between) => {
      const header = cookies.map((cookie) => cookie.join("=")).join(between);
      expect(cookieOf(header, NAME)).toBe(byNext(header));
    }),
  );
});
