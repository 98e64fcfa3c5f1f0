/**
 * One instance of PostgreSQL's parser in WebAssembly, behind three synchronous calls.
 *
 * A call either answers (a syntax error is an answer) or throws EngineBroken: the instance ran out of stack or memory,
 * its state is unknown, and it must not be used again. After such a trap the next statement might be parsed into
 * anything, so whoever owns the instance throws it away.
 */
import type { Json } from "./json";

export interface SqlEngine {
  parse(sql: string): { readonly tree: Json } | { readonly error: string };
  fingerprint(sql: string): string;
  /** The tokens of PostgreSQL's own lexer; null for what it does not take. */
  scan(sql: string): Json | null;
  heapBytes(): number;
}

export class EngineBroken extends Error {}

export interface EngineOptions {
  /** The WebAssembly file itself, or where it is served: for bundles in which it does not lie beside the script. */
  readonly wasmBinary?: Uint8Array | ArrayBuffer;
  readonly wasmUrl?: string;
}

export async function createEngine({ wasmBinary, wasmUrl }: EngineOptions = {}): Promise<SqlEngine> {
  const { default: create } = await import("libpg-query/wasm/libpg-query.js");
  const module = await create({
    ...(wasmBinary === undefined ? {} : { wasmBinary }),
    ...(wasmUrl === undefined ? {} : { locateFile: () => wasmUrl }),
    print: () => {},
    printErr: () => {},
  });

  /** Hands the text over as a C string; the callee gets a pointer that is valid during the call. */
  function withText<T>(sql: string, use: (pointer: number) => T): T {
    try {
      const size = module.lengthBytesUTF8(sql) + 1;
      const pointer = module._malloc(size);
      if (pointer === 0) throw new EngineBroken("out of memory");
      module.stringToUTF8(sql, pointer, size);
      const result = use(pointer);
      // Not in a finally: after a trap the allocator itself may be broken.
      module._free(pointer);
      return result;
    } catch (cause) {
      throw cause instanceof EngineBroken ? cause : new EngineBroken("the parser stopped", { cause });
    }
  }
  function takeString(pointer: number): string {
    if (pointer === 0) throw new EngineBroken("out of memory");
    const text = module.UTF8ToString(pointer);
    module._wasm_free_string(pointer);
    return text;
  }

  return {
    parse: (sql) =>
      withText(sql, (pointer) => {
        const result = module._wasm_parse_query_raw(pointer);
        if (result === 0) throw new EngineBroken("out of memory");
        // PgQueryParseResult: the tree, what was written to stderr, the error, whose first field is its message.
        const tree = module.getValue(result, "i32");
        const error = module.getValue(result + 8, "i32");
        const answer =
          error !== 0
            ? { error: module.UTF8ToString(module.getValue(error, "i32")) }
            : { tree: JSON.parse(module.UTF8ToString(tree)) as Json };
        module._wasm_free_parse_result(result);
        return answer;
      }),
    fingerprint: (sql) => withText(sql, (pointer) => takeString(module._wasm_fingerprint(pointer))),
    scan: (sql) =>
      withText(sql, (pointer) => {
        const answer = takeString(module._wasm_scan(pointer));
        // Anything but JSON is a message.
        return answer.startsWith("{") ? (JSON.parse(answer) as Json) : null;
      }),
    heapBytes: () => module.HEAPU8.length,
  };
}
