/**
 * What a person was asked for a cell and has no end on the record yet. A cell that is taken away records no end of anything; what
 * waited for a yes certainly did not happen, for its yes would have had to be on the record first. So the page writes that down.
 */
import type { SessionEntry } from "../../../../audit/recorder";
import type { Question } from "../../../../mediator/approval";

type Asked = Pick<Question, "of" | "op" | "action_sha256">;

const DECODER = new TextDecoder();
const ENDS = /^approval\.(?:grant|deny|expire)$/;

export class OpenQuestions {
  readonly #asked = new Map<number, Asked>();

  /** `size`: of the log. A question about a record that there is not is nobody's. */
  asked({ of, op, action_sha256 }: Asked, size: number): void {
    if (of < size) this.#asked.set(of, { of, op, action_sha256 });
  }

  /** A record of the log that was taken: it may be the end of one. Looked at only while there are any. */
  recorded(bytes: Uint8Array): void {
    if (this.#asked.size === 0) return;
    const { type, data } = JSON.parse(DECODER.decode(bytes)) as { type: string; data: { of?: number } };
    if (data.of !== undefined && ENDS.test(type)) this.#asked.delete(data.of);
  }

  /** What ends them, the last first; then there are none. */
  ends(): SessionEntry[] {
    const asked = [...this.#asked.values()].reverse();
    this.#asked.clear();
    return asked.flatMap(({ of, op, action_sha256 }): SessionEntry[] => [
      { type: "approval.expire", data: { action_sha256, of } },
      { type: `${op}.result`, data: { of, status: "cancelled", error: "CANCELLED" } } as SessionEntry,
    ]);
  }
}
