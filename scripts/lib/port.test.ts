import { createServer } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { Fault } from "./fault.mjs";
import { listen } from "./port.mjs";

const HOST = "127.0.0.1";

function newServer() {
  const server = createServer();
  onTestFinished(() => void server.close());
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

test("two that want the same port get two ports, and the later one is told", async () => {
  const [first, second] = [newServer(), newServer()];
  const port = await listen(first, { host: HOST, port: 0, onTaken: () => {} });
  const taken: number[] = [];
  const next = await listen(second, { host: HOST, port, onTaken: (number) => taken.push(number) });
  expect(portOf(first)).toBe(port);
  expect(portOf(second)).toBe(next);
  expect(next).toBeGreaterThan(port);
  expect(taken).toEqual(Array.from({ length: next - port }, (_, index) => port + index));
});

test("an address of another machine is a fault of HOST", async () => {
  const listening = listen(newServer(), { host: "192.0.2.1", port: 0, onTaken: () => {} });
  await expect(listening).rejects.toThrow(/^HOST is "192\.0\.2\.1", where this machine cannot listen/);
  await expect(listening).rejects.toBeInstanceOf(Fault);
});

test("past the last port there is nothing to try", async () => {
  const first = newServer();
  const holder = await listen(first, { host: HOST, port: 65_535, onTaken: () => {} }).catch(() => undefined);
  const second = listen(newServer(), { host: HOST, port: 65_535, onTaken: () => {} });
  await expect(second).rejects.toThrow("The ports 65535 to 65535 are all taken");
  expect([65_535, undefined]).toContain(holder);
});
