/**
 * What we use of the exports of QuickJS in WebAssembly (the package `quickjs-wasi`, whose own binding is not used: it
 * copies stacks of the host into the guest, looks functions up by name at every call, and cannot wait inside a call).
 *
 * Values of the guest are pointers to counted references: whoever gets one from a function frees it, but for the arguments of
 * a host call, which belong to the caller.
 */
export interface MachineExports {
  readonly memory: WebAssembly.Memory;
  readonly __stack_pointer: WebAssembly.Global;
  _initialize(): void;
  qjs_init(): number;
  qjs_eval(code: number, length: number, filename: number, flags: number): number;
  qjs_compile(
    code: number,
    length: number,
    filename: number,
    flags: number,
    writeFlags: number,
    outLength: number,
  ): number;
  qjs_eval_bytecode(bytes: number, length: number): number;
  qjs_new_string(text: number, length: number): number;
  qjs_new_number(value: number): number;
  qjs_new_array(): number;
  qjs_new_object(): number;
  qjs_new_uint8_array(bytes: number, length: number): number;
  qjs_get_undefined(): number;
  qjs_get_float64(value: number): number;
  qjs_get_string_len(value: number, outLength: number): number;
  qjs_free_cstring(text: number): void;
  qjs_is_exception(value: number): number;
  qjs_is_string(value: number): number;
  qjs_is_undefined(value: number): number;
  qjs_get_typed_array_buffer(value: number, outOffset: number, outLength: number, outElement: number): number;
  qjs_get_array_buffer(value: number, outLength: number): number;
  qjs_dup_value(value: number): number;
  qjs_free_value(value: number): void;
  qjs_get_global(): number;
  qjs_get_prop_string(object: number, name: number): number;
  qjs_set_prop_string(object: number, name: number, value: number): number;
  qjs_set_prop_uint32(object: number, index: number, value: number): number;
  qjs_get_value_ptr(value: number): number;
  qjs_call(func: number, self: number, count: number, values: number): number;
  qjs_new_host_function(name: number, length: number, count: number): number;
  qjs_is_promise(value: number): number;
  qjs_promise_state(promise: number): number;
  qjs_promise_result(promise: number): number;
  qjs_is_job_pending(): number;
  qjs_execute_pending_job(): number;
  qjs_get_exception(): number;
  qjs_new_error(): number;
  qjs_throw(value: number): number;
  qjs_set_memory_limit(bytes: number): void;
  qjs_set_max_stack_size(bytes: number): void;
  qjs_set_interrupt_handler(isOn: number): void;
  qjs_set_promise_rejection_handler(isOn: number): void;
  qjs_set_module_loader(isOn: number): void;
  qjs_run_gc(): void;
  qjs_get_runtime_ptr(): number;
  qjs_get_context_ptr(): number;
  qjs_set_runtime_and_context(runtime: number, context: number): void;
  wasm_malloc(size: number): number;
  wasm_free(pointer: number): void;
}

/** Flags of qjs_eval, as QuickJS has them. */
export const EVAL = { global: 0, module: 1, strict: 8, compileOnly: 32 } as const;
