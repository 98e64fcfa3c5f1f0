import { expect, test } from "vitest";
import { isOurHost } from "./host";

const OURS = "https://aegis.example.com";

test.each([
  "localhost",
  "localhost:3000",
  "127.0.0.1:3000",
  "[::1]:3000",
  "10.1.2.3:80",
  "aegis.example.com",
  "aegis.example.com:8443",
  "AEGIS.example.com",
])("answers for %s", (host) => {
  expect(isOurHost(host, OURS)).toBe(true);
});

test.each([
  null,
  "",
  "evil.example",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "aegis.example.com.evil.example",
  "xaegis.example.com",
  "user@localhost",
  "localhost/path",
  "localhost?x",
  "localhost#x",
  "local host",
  "localhost:99999",
  "localhost, evil.example",
])("refuses %j (rebinding, confusion)", (host) => {
  expect(isOurHost(host, OURS)).toBe(false);
});

test("without a public address only this machine and literal addresses are ours", () => {
  expect(isOurHost("aegis.example.com", undefined)).toBe(false);
  expect(isOurHost("localhost:3000", undefined)).toBe(true);
});
