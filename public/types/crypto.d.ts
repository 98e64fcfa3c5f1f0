/** Random bytes, hashes and HMACs. Keys, ciphers and signatures are not there: secrets are used by the policy, never read. */

declare module "node:crypto" {
  import { Transform } from "node:stream";

  type Data = string | ArrayBufferView;
  export type BinaryToTextEncoding = "hex" | "base64" | "base64url" | "latin1" | "binary";
  export class Hash extends Transform {
    update(data: Data, encoding?: BufferEncoding): this;
    digest(): Buffer;
    digest(encoding: BinaryToTextEncoding): string;
    copy(options?: object): Hash;
  }
  export class Hmac extends Transform {
    update(data: Data, encoding?: BufferEncoding): this;
    digest(): Buffer;
    digest(encoding: BinaryToTextEncoding): string;
  }
  export function createHash(algorithm: string, options?: object): Hash;
  export function createHmac(algorithm: string, key: Data, options?: object): Hmac;
  export function hash(algorithm: string, data: Data, encoding?: BinaryToTextEncoding): string;
  export function hash(algorithm: string, data: Data, encoding: "buffer"): Buffer;
  export function getHashes(): string[];
  export function getCiphers(): string[];
  export function getCurves(): string[];
  export function getFips(): 0 | 1;
  export function randomBytes(size: number): Buffer;
  export function randomBytes(size: number, callback: (error: Error | null, bytes: Buffer) => void): void;
  export { randomBytes as pseudoRandomBytes };
  export function randomFillSync<T extends ArrayBuffer | ArrayBufferView>(buffer: T, offset?: number, size?: number): T;
  export function randomFill<T extends ArrayBuffer | ArrayBufferView>(buffer: T, callback: (error: Error | null, buffer: T) => void): void;
  export function randomFill<T extends ArrayBuffer | ArrayBufferView>(buffer: T, offset: number, callback: (error: Error | null, buffer: T) => void): void;
  export function randomFill<T extends ArrayBuffer | ArrayBufferView>(buffer: T, offset: number, size: number, callback: (error: Error | null, buffer: T) => void): void;
  export function randomInt(max: number, callback?: (error: Error | null, value: number) => void): number;
  export function randomInt(min: number, max: number, callback?: (error: Error | null, value: number) => void): number;
  export function randomUUID(options?: { disableEntropyCache?: boolean }): ReturnType<Crypto["randomUUID"]>;
  export function getRandomValues<T extends ArrayBufferView | null>(array: T): T;
  export function timingSafeEqual(one: ArrayBuffer | ArrayBufferView, other: ArrayBuffer | ArrayBufferView): boolean;
  export const webcrypto: Crypto;
  /** Digests only. */
  export const subtle: SubtleCrypto;
  export const constants: Readonly<Record<string, number | string>>;
  export {};
}
