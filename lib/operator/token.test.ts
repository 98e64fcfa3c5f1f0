import { expect, test } from "vitest";
import { isOperatorToken, operatorKey, operatorToken } from "./token";

const key = operatorKey("a secret of the server");
const now = new Date("2026-03-01T12:00:00.000Z");
const at = (host: string, seconds = 0) => ({ host, now: new Date(now.getTime() + seconds * 1000) });
const token = operatorToken(key, at("127.0.0.1:3000"));

test("is good for its host and for some minutes", () => {
  expect(isOperatorToken(token, key, at("127.0.0.1:3000"))).toBe(true);
  expect(isOperatorToken(token, key, at("127.0.0.1:3000", 299))).toBe(true);
  expect(isOperatorToken(token, key, at("127.0.0.1:3000", -299))).toBe(true);
  expect(isOperatorToken(operatorToken(key, at("Aegis.Example")), key, at("aegis.example"))).toBe(true);
});

test("is not good for another host, another time, or another server", () => {
  expect(isOperatorToken(token, key, at("127.0.0.1:3001"))).toBe(false);
  expect(isOperatorToken(token, key, at("127.0.0.1:3000", 301))).toBe(false);
  expect(isOperatorToken(token, key, at("127.0.0.1:3000", -301))).toBe(false);
  expect(isOperatorToken(token, operatorKey("another secret"), at("127.0.0.1:3000"))).toBe(false);
});

test("no part of it can be changed, and nothing else is one", () => {
  for (let i = 0; i < token.length; i++) {
    const changed = token.slice(0, i) + (token[i] === "0" ? "1" : "0") + token.slice(i + 1);
    expect(isOperatorToken(changed, key, at("127.0.0.1:3000")), changed).toBe(false);
  }
  for (const other of [
    "",
    "Bearer x",
    token.slice(0, -1),
    `${token}0`,
    ` ${token}`,
    "Aegis-Operator .",
    "Aegis-Operator 0.",
  ]) {
    expect(isOperatorToken(other, key, at("127.0.0.1:3000")), other).toBe(false);
  }
});
