/**
 * Payloads on their way to the page, which keeps them for the author. They go before the records that name them, so that a record whose body
 * cannot be shown is one whose body was not kept. What did not fit is counted and told.
 */
import type { Payload, PayloadStore } from "../../../../mediator/log";
import { PayloadRoom } from "../../../../mediator/payload-room";
import type { BodyTold } from "../protocol";
import { MESSAGE_LIMITS } from "../read-message";
import type { Post } from "./around";

const SEND_AT_BYTES = 512 * 1024;

export class BodySender implements PayloadStore {
  readonly #post: Post;
  readonly #room: PayloadRoom;
  #bodies: BodyTold[] = [];
  #bytes = 0;
  #lost = 0;

  constructor(post: Post, mostBytes: number) {
    this.#post = post;
    this.#room = new PayloadRoom(
      { keep: (payload) => this.#add(payload) },
      { mostBytes, mostEachBytes: MESSAGE_LIMITS.keptBytes },
      () => {
        this.#lost += 1;
      },
    );
  }

  keep(payload: Payload): void {
    this.#room.keep(payload);
  }

  flush(): void {
    if (this.#bodies.length === 0 && this.#lost === 0) return;
    const bodies = this.#bodies;
    const lost = this.#lost;
    this.#bodies = [];
    this.#bytes = this.#lost = 0;
    this.#post(
      { kind: "bodies", bodies, lost },
      bodies.map(({ bytes }) => bytes.buffer),
    );
  }

  #add(payload: Payload): void {
    // Copied into buffers of their own where there was room for them.
    this.#bodies.push(payload as BodyTold);
    this.#bytes += payload.bytes.length;
    if (this.#bytes >= SEND_AT_BYTES || this.#bodies.length >= MESSAGE_LIMITS.bodies) this.flush();
  }
}
