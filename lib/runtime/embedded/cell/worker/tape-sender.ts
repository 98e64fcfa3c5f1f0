/** A recording on its way to the page, which has set how large it may become. */
import { utf8 } from "../../../../audit/bytes";
import type { TapeHeader } from "../../../replay/tape";
import type { Post } from "./around";

const SEND_AT_UNITS = 64 * 1024;
/** Of one message: a page reads it in a millisecond or two. */
const MOST_PIECE_BYTES = 512 * 1024;

export class TapeSender {
  readonly #post: Post;
  readonly #mostBytes: number;
  #lines: string[] = [];
  #units = 0;
  /** Of all that was written, as far as it is known without encoding it. */
  #written = 0;
  #isFull = false;
  #isOpen = false;

  constructor(post: Post, mostBytes: number) {
    this.#post = post;
    this.#mostBytes = mostBytes;
  }

  /** Nothing is written before. */
  begin(header: TapeHeader): void {
    this.#isOpen = true;
    this.write(JSON.stringify(header));
  }

  /** Throws where there is no room for it; what was written before stays. */
  write(line: string): void {
    if (!this.#isOpen) throw new RangeError("a recording begins with what is run");
    this.#written += line.length + 1;
    if (this.#written > this.#mostBytes) {
      this.#isFull = true;
      throw new RangeError("the recording has no room left");
    }
    this.#lines.push(line, "\n");
    this.#units += line.length + 1;
    if (this.#units >= SEND_AT_UNITS) this.flush();
  }

  flush(): void {
    if (this.#units === 0) return;
    const all = utf8(this.#lines.join(""));
    this.#lines = [];
    this.#units = 0;
    for (let at = 0; at < all.length; at += MOST_PIECE_BYTES) {
      const bytes = all.slice(at, at + MOST_PIECE_BYTES);
      this.#post({ kind: "tape", bytes }, [bytes.buffer]);
    }
  }

  end(isWhole: boolean): void {
    this.flush();
    this.#post({ kind: "taped", came: this.#isFull ? "full" : isWhole ? "whole" : "cut" });
  }
}
