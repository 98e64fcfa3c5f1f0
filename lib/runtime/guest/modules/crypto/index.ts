/** The module `crypto`: random values, hashes, HMAC. Digests are the host's work; ciphers and keys there are none. */
import { Buffer, view } from "../../buffer/buffer";
import { codedError, invalidArgType, outOfRange, unsupported } from "../../core/errors";
import { askBytes } from "../../core/host";
import { addPolled } from "../../core/loop";
import { randomInto } from "../../core/random";
import { bytesToHex } from "../../text/native";
import { Transform } from "../stream";

type Callback = (error: Error | null, value?: unknown) => void;
const HASHES = [
  "md5",
  "sha1",
  "sha224",
  "sha256",
  "sha384",
  "sha512",
  "sha512-256",
  "sha3-256",
  "sha3-384",
  "sha3-512",
];
const MOST_INT = 2 ** 48 - 1;
const QUOTA_BYTES = 65_536;

declare const DOMException: new (message: string, name: string) => Error;

function randomBytes(size: unknown, callback?: Callback): unknown {
  if (typeof size !== "number") throw invalidArgType("size", "number", size);
  if (!(size >= 0 && size <= 2147483647)) throw outOfRange("size", ">= 0 && <= 2147483647", size);
  const make = () => {
    const bytes = Buffer.alloc(size);
    randomInto(bytes);
    return bytes;
  };
  if (callback === undefined) return make();
  if (typeof callback !== "function") throw invalidArgType("callback", "function", callback);
  addPolled(() => callback(null, make()));
  return undefined;
}

function randomFillSync<Target extends ArrayBufferView>(target: Target, offset = 0, size?: number): Target {
  if (!ArrayBuffer.isView(target)) throw invalidArgType("buf", ["ArrayBuffer", "ArrayBufferView"], target);
  const bytes = new Uint8Array(target.buffer as ArrayBuffer, target.byteOffset, target.byteLength);
  if (offset > bytes.length) throw outOfRange("offset", `>= 0 && <= ${bytes.length}`, offset);
  randomInto(bytes.subarray(offset, size === undefined ? undefined : offset + size));
  return target;
}

function randomInt(...values: unknown[]): unknown {
  const callback = typeof values[values.length - 1] === "function" ? (values.pop() as Callback) : undefined;
  const [least, most] = (values.length === 1 ? [0, values[0]] : values) as [number, number];
  if (!Number.isSafeInteger(least)) throw invalidArgType("min", "a safe integer", least);
  if (!Number.isSafeInteger(most)) throw invalidArgType("max", "a safe integer", most);
  if (most <= least) throw outOfRange("max", `greater than the value of "min" (${least})`, most);
  const range = most - least;
  if (range > MOST_INT) throw outOfRange(values.length === 1 ? "max" : "max - min", `<= ${MOST_INT}`, range);
  const make = () => {
    const bytes = new Uint8Array(6);
    // What does not divide evenly is thrown again: no value is likelier than another.
    const limit = 2 ** 48 - (2 ** 48 % range);
    for (;;) {
      randomInto(bytes);
      let number = 0;
      for (const byte of bytes) number = number * 256 + byte;
      if (number < limit) return least + (number % range);
    }
  };
  if (callback === undefined) return make();
  addPolled(() => callback(null, make()));
  return undefined;
}

export function randomUUID(): string {
  const bytes = new Uint8Array(16);
  randomInto(bytes);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

export function getRandomValues<Target extends ArrayBufferView>(target: Target): Target {
  const isWhole =
    ArrayBuffer.isView(target) && !/Float|DataView/.test(Object.prototype.toString.call(target));
  if (!isWhole)
    throw new DOMException("The data argument must be an integer-type TypedArray", "TypeMismatchError");
  if (target.byteLength > QUOTA_BYTES) {
    const message = `The requested length exceeds 65,536 bytes`;
    throw new DOMException(message, "QuotaExceededError");
  }
  return randomFillSync(target);
}

function bytesOf(data: unknown, encoding: unknown, name: string): Uint8Array {
  if (typeof data === "string") return Buffer.from(data, encoding ?? "utf8");
  if (ArrayBuffer.isView(data))
    return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
  if (data instanceof ArrayBuffer) return new Uint8Array(data);
  throw invalidArgType(name, ["string", "Buffer", "TypedArray", "DataView"], data);
}

function plainName(algorithm: unknown, name = "algorithm"): string {
  if (typeof algorithm !== "string") throw invalidArgType(name, "string", algorithm);
  return algorithm.toLowerCase();
}

class Digest extends Transform {
  #parts: Uint8Array[] = [];
  #isDone = false;
  readonly #finish: (bytes: Uint8Array) => Uint8Array;
  readonly #copies: boolean;
  constructor(finish: (bytes: Uint8Array) => Uint8Array, copies: boolean) {
    super();
    this.#finish = finish;
    this.#copies = copies;
  }
  update(data: unknown, encoding?: unknown): this {
    if (this.#isDone) throw codedError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#parts.push(bytesOf(data, encoding, "data").slice());
    return this;
  }
  digest(encoding?: unknown): unknown {
    if (this.#isDone) throw codedError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    this.#isDone = true;
    const bytes = view(this.#finish(Buffer.concat(this.#parts)));
    return encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(String(encoding));
  }
  copy(): Digest {
    if (this.#isDone || !this.#copies)
      throw codedError(Error, "ERR_CRYPTO_HASH_FINALIZED", "Digest already called");
    const other = new Digest(this.#finish, true);
    other.#parts = [...this.#parts];
    return other;
  }
  _transform(chunk: unknown, encoding: unknown, done: () => void): void {
    this.update(chunk, encoding);
    done();
  }
  _flush(done: () => void): void {
    (this as unknown as { push(chunk: unknown): void }).push(this.digest());
    done();
  }
}

function createHash(algorithm: unknown): Digest {
  const name = plainName(algorithm);
  // Node says at once that it does not know a name.
  try {
    askBytes("crypto.hash", [name], new Uint8Array(0));
  } catch {
    throw new Error("Digest method not supported");
  }
  return new Digest((bytes) => askBytes("crypto.hash", [name], bytes), true);
}
function createHmac(algorithm: unknown, key: unknown): Digest {
  const name = plainName(algorithm, "hmac");
  const secret = bytesOf(key, "utf8", "key").slice();
  try {
    askBytes("crypto.hmac", [name, 0], new Uint8Array(0));
  } catch {
    throw codedError(Error, "ERR_CRYPTO_INVALID_DIGEST", `Invalid digest: ${algorithm}`);
  }
  return new Digest(
    (bytes) => askBytes("crypto.hmac", [name, secret.length], Buffer.concat([secret, bytes])),
    false,
  );
}

function timingSafeEqual(one: unknown, other: unknown): boolean {
  const [a, b] = [bytesOf(one, undefined, "buf1"), bytesOf(other, undefined, "buf2")];
  if (typeof one === "string")
    throw invalidArgType("buf1", ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], one);
  if (typeof other === "string")
    throw invalidArgType("buf2", ["ArrayBuffer", "Buffer", "TypedArray", "DataView"], other);
  if (a.length !== b.length) {
    throw codedError(
      RangeError,
      "ERR_CRYPTO_TIMING_SAFE_EQUAL_LENGTH",
      "Input buffers must have the same byte length",
    );
  }
  let difference = 0;
  for (let at = 0; at < a.length; at++) difference |= (a[at] as number) ^ (b[at] as number);
  return difference === 0;
}

const WEB_NAMES: Readonly<Record<string, string>> = {
  "SHA-1": "sha1",
  "SHA-256": "sha256",
  "SHA-384": "sha384",
  "SHA-512": "sha512",
};
const subtle = {
  digest: async (algorithm: unknown, data: unknown) => {
    const name = String(
      typeof algorithm === "object" ? (algorithm as { name: string }).name : algorithm,
    ).toUpperCase();
    const plain = WEB_NAMES[name];
    if (plain === undefined) throw new DOMException("Unrecognized algorithm name", "NotSupportedError");
    const bytes = askBytes("crypto.hash", [plain], bytesOf(data, undefined, "data"));
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  },
};
for (const name of [
  "encrypt",
  "decrypt",
  "sign",
  "verify",
  "generateKey",
  "importKey",
  "exportKey",
  "deriveBits",
  "deriveKey",
  "wrapKey",
  "unwrapKey",
]) {
  Object.assign(subtle, { [name]: async () => Promise.reject(unsupported(`crypto.subtle.${name}`)) });
}
export const webcrypto = { subtle, getRandomValues, randomUUID };

const MISSING = [
  "createCipheriv",
  "createDecipheriv",
  "createDiffieHellman",
  "createECDH",
  "createPrivateKey",
  "createPublicKey",
  "createSecretKey",
  "createSign",
  "createVerify",
  "generateKeyPair",
  "generateKeyPairSync",
  "hkdf",
  "hkdfSync",
  "pbkdf2",
  "pbkdf2Sync",
  "scrypt",
  "scryptSync",
  "sign",
  "verify",
  "publicEncrypt",
  "privateDecrypt",
];

export const crypto: Record<string, unknown> = {
  randomBytes,
  pseudoRandomBytes: randomBytes,
  randomFillSync,
  randomFill: (target: ArrayBufferView, ...rest: unknown[]) => {
    const callback = rest.pop() as Callback;
    const [offset, size] = rest as [number?, number?];
    addPolled(() => callback(null, randomFillSync(target, offset, size)));
  },
  randomInt,
  randomUUID,
  getRandomValues,
  createHash,
  createHmac,
  hash: (algorithm: unknown, data: unknown, encoding: unknown = "hex") =>
    createHash(algorithm).update(data).digest(encoding),
  getHashes: () => [...HASHES],
  getCiphers: () => [],
  getCurves: () => [],
  timingSafeEqual,
  Hash: Digest,
  Hmac: Digest,
  webcrypto,
  subtle,
  constants: {},
  getFips: () => 0,
};
for (const name of MISSING) {
  crypto[name] = () => {
    throw unsupported(`crypto.${name}`);
  };
}
