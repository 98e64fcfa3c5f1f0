/** Requests as Node makes them. Each, and each hop of a redirect, is decided by the network part of the policy. */

declare module "node:http" {
  import { EventEmitter } from "node:events";
  import { Readable, Writable } from "node:stream";

  export interface IncomingHttpHeaders extends NodeJS.Dict<string | string[]> {
    "set-cookie"?: string[];
    "content-type"?: string;
    "content-length"?: string;
    location?: string;
  }
  export type OutgoingHttpHeaders = NodeJS.Dict<number | string | readonly string[]>;
  export interface RequestOptions {
    agent?: Agent | boolean;
    auth?: string | null;
    headers?: OutgoingHttpHeaders;
    host?: string | null;
    hostname?: string | null;
    method?: string;
    path?: string | null;
    port?: number | string | null;
    protocol?: string | null;
    signal?: AbortSignal;
    timeout?: number;
  }
  export class Agent extends EventEmitter {
    constructor(options?: { keepAlive?: boolean; maxSockets?: number; timeout?: number });
    maxSockets: number;
    maxFreeSockets: number;
    destroy(): void;
  }
  /** The answer comes whole. */
  export class IncomingMessage extends Readable {
    readonly headers: IncomingHttpHeaders;
    readonly rawHeaders: string[];
    readonly httpVersion: string;
    readonly statusCode?: number;
    readonly statusMessage?: string;
    readonly complete: boolean;
  }
  export class ClientRequest extends Writable {
    readonly method: string;
    readonly path: string;
    readonly host: string;
    readonly protocol: string;
    abort(): void;
    getHeader(name: string): number | string | string[] | undefined;
    getHeaders(): OutgoingHttpHeaders;
    hasHeader(name: string): boolean;
    removeHeader(name: string): void;
    setHeader(name: string, value: number | string | readonly string[]): this;
    setNoDelay(on?: boolean): void;
    setSocketKeepAlive(on?: boolean): void;
    setTimeout(milliseconds: number, callback?: () => void): this;
    flushHeaders(): void;
    on(event: "response", listener: (answer: IncomingMessage) => void): this;
    on(event: string | symbol, listener: (...values: any[]) => void): this;
  }
  type Answered = (answer: IncomingMessage) => void;
  export function request(options: RequestOptions | string | URL, answered?: Answered): ClientRequest;
  export function request(url: string | URL, options: RequestOptions, answered?: Answered): ClientRequest;
  export function get(options: RequestOptions | string | URL, answered?: Answered): ClientRequest;
  export function get(url: string | URL, options: RequestOptions, answered?: Answered): ClientRequest;
  export let globalAgent: Agent;
  export const METHODS: readonly string[];
  export const STATUS_CODES: Readonly<Record<number, string | undefined>>;
  export const maxHeaderSize: number;
  export function validateHeaderName(name: string): void;
  export function validateHeaderValue(name: string, value: any): void;
  export {};
}

declare module "node:https" {
  export * from "node:http";
}

declare module "node:net" {
  export function isIP(text: string): 0 | 4 | 6;
  export function isIPv4(text: string): boolean;
  export function isIPv6(text: string): boolean;
}
