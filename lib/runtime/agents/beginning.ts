/** The beginning of what an agent prints, for whoever started it. All of it is in its log, as a hash. */
import { joinBytes } from "../../audit/bytes";

const decoder = new TextDecoder("utf-8");

export class Beginning {
  readonly #most: number;
  readonly #parts: Uint8Array[] = [];
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  add(bytes: Uint8Array): void {
    const part = bytes.slice(0, this.#most - this.#bytes);
    if (part.length === 0) return;
    this.#parts.push(part);
    this.#bytes += part.length;
  }

  get text(): string {
    return decoder.decode(joinBytes(this.#parts));
  }
}
