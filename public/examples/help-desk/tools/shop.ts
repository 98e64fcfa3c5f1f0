/** What the tools do. They run as part of the agent, with its rights and no others. */
import { appendFileSync, mkdirSync, readFileSync } from "node:fs";

interface Order {
  readonly customer: string;
  readonly items: readonly string[];
  readonly cents: number;
}

export function find({ order }: { order: string }): Order {
  const orders: Record<string, Order> = JSON.parse(readFileSync("data/orders.json", "utf8"));
  const found = orders[order];
  if (!found) throw new Error(`there is no order ${order}`);
  return found;
}

export function refund({ order, cents }: { order: string; cents: number }): string {
  note(`refund ${order} ${(cents / 100).toFixed(2)}`);
  return `${(cents / 100).toFixed(2)} paid back for order ${order}`;
}

export function mail({ to, text }: { to: string; text: string }): string {
  note(`mail ${to} ${JSON.stringify(text)}`);
  return `sent to ${to}`;
}

function note(line: string): void {
  mkdirSync("out", { recursive: true });
  appendFileSync("out/done.txt", `${line}\n`);
}
