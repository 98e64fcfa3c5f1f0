/** The module factory inside libpg-query, which its own entry calls once: called again, it makes a fresh instance. */
declare module "libpg-query/wasm/libpg-query.js" {
  interface PgQueryModule {
    _malloc(size: number): number;
    _free(pointer: number): void;
    _wasm_parse_query_raw(text: number): number;
    _wasm_free_parse_result(result: number): void;
    _wasm_fingerprint(text: number): number;
    _wasm_scan(text: number): number;
    _wasm_free_string(text: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, pointer: number, size: number): void;
    UTF8ToString(pointer: number): string;
    getValue(pointer: number, type: "i32"): number;
    readonly HEAPU8: Uint8Array;
  }
  interface PgQueryOptions {
    /** The WebAssembly file, where it cannot be found beside the script. */
    readonly wasmBinary?: Uint8Array | ArrayBuffer;
    readonly locateFile?: (file: string) => string;
    readonly print?: (text: string) => void;
    readonly printErr?: (text: string) => void;
  }
  const create: (options?: PgQueryOptions) => Promise<PgQueryModule>;
  // biome-ignore lint/style/noDefaultExport: the package has no other.
  export default create;
}
