/** Whether browser and server have the same log of a session, and whether its receipt is one. */
import type { Page } from "@playwright/test";
import { utf8 } from "../../lib/audit/bytes";
import type { Head } from "../../lib/audit/sync/transport";
import type { Opened, SessionView } from "../../lib/audit/sync/wire";
import { verify } from "../../lib/audit/verify";
import { nodeHasher } from "../../lib/runtime/node/hash";
import { expect } from "./test";

export interface Held {
  readonly lines: readonly string[];
  readonly state: { readonly ackedSize: number; readonly receipt?: string; readonly proof?: string };
}

/** Asks the server by itself, with the cookies of the page and none of its code. */
export class ServerSide {
  readonly #page: Page;
  readonly #base: string;
  readonly #workspaceId: string;

  constructor(page: Page, base: string, workspaceId: string) {
    this.#page = page;
    this.#base = base;
    this.#workspaceId = workspaceId;
  }

  async open(): Promise<Opened> {
    return await this.#get("open", {});
  }

  async head(sid: string): Promise<Head> {
    return await this.#get("head", { sid });
  }

  async sessions(): Promise<SessionView[]> {
    return (await this.#get<{ items: SessionView[] }>("sessions", {})).items;
  }

  async lines(sid: string): Promise<string[]> {
    const lines: string[] = [];
    for (let from: number | null = 0; from !== null; ) {
      const page: { items: { seq: number; line: string }[]; next: number | null } = await this.#get(
        "records",
        {
          sid,
          from,
          limit: 500,
        },
      );
      lines.push(...page.items.map(({ line }) => line));
      from = page.next;
    }
    return lines;
  }

  /** Every record there once, on both sides, and a receipt for all of them that anybody can verify. */
  async expectEqual(sid: string, { lines, state }: Held): Promise<void> {
    expect(await this.lines(sid)).toEqual(lines);
    const head = await this.head(sid);
    expect([head.size, state.ackedSize]).toEqual([lines.length, lines.length]);
    expect(state.receipt?.split("\n").slice(0, 3)).toEqual(head.note.split("\n").slice(0, 3));
    const { keys } = await this.open();
    const report = await verify(
      { records: [lines.map(utf8)] },
      {
        hasher: nodeHasher(),
        checkpoints: [utf8(state.receipt ?? "")],
        proof: utf8(state.proof ?? ""),
        keys: [...keys.cosigner, ...keys.log],
      },
    );
    expect(report.faults).toEqual([]);
    expect(report.verdict).toBe("OK");
  }

  async #get<T>(name: string, input: object): Promise<T> {
    const query = encodeURIComponent(JSON.stringify({ workspaceId: this.#workspaceId, ...input }));
    const answer = await this.#page.request.get(`${this.#base}/api/trpc/audit.${name}?input=${query}`);
    expect(answer.status(), await answer.text()).toBe(200);
    return (await answer.json()).result.data;
  }
}
