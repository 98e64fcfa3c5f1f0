import "server-only";

export type RequestHead = Pick<Request, "url" | "method" | "headers">;

/**
 * A request whose body was read already. What reads it again gets its text from the bytes at hand: through the body's
 * stream a batch of log records would be copied and looked through three times more, which costs as much as storing it.
 */
export class ReadRequest extends Request {
  readonly #bytes: Uint8Array;

  constructor({ url, method, headers }: RequestHead, bytes: Uint8Array) {
    super(url, { method, headers });
    this.#bytes = bytes;
  }

  override async text(): Promise<string> {
    const { buffer, byteOffset, byteLength } = this.#bytes;
    const text = Buffer.from(buffer, byteOffset, byteLength).toString("utf8");
    // As the platform reads bodies: without a byte order mark.
    return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  }

  // biome-ignore lint/suspicious/noExplicitAny: that is how the platform declares it
  override async json(): Promise<any> {
    return JSON.parse(await this.text());
  }
}
