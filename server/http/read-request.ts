import "server-only";

export type RequestHead = Pick<Request, "url" | "method" | "headers">;
/** As much of a request as the procedures are answered by. */
export type BodyText = RequestHead & Pick<Request, "signal" | "text" | "json">;
/** Reads a body as JSON in a way of its own, or leaves it to the platform. */
export type BodyReader = (bytes: Uint8Array) => unknown;
const nobody: BodyReader = () => undefined;

/**
 * A request whose body was read already. What reads it again gets its text from the bytes at hand: through the body's
 * stream a batch of log records would be copied and looked through three times more, which costs as much as storing it;
 * and to make a request of the platform's takes longer than to look up who asks.
 */
export class ReadRequest implements BodyText {
  readonly url: string;
  readonly method: string;
  readonly headers: Headers;
  /** Whoever leaves is not waited for, and what he asked for is done all the same. */
  readonly signal = new AbortController().signal;
  readonly #bytes: Uint8Array;
  readonly #read: BodyReader;

  constructor({ url, method, headers }: RequestHead, bytes: Uint8Array, read: BodyReader = nobody) {
    this.url = url;
    this.method = method;
    this.headers = headers;
    this.#bytes = bytes;
    this.#read = read;
  }

  async text(): Promise<string> {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    const text = Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
    // As the platform reads bodies: without a byte order mark.
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  async json(): Promise<unknown> {
    return this.#read(this.#bytes) ?? JSON.parse(await this.text());
  }
}
