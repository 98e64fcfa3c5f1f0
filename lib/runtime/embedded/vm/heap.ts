/**
 * Texts and bytes in and out of the machine's memory. Everything is copied: the guest can change its memory at any
 * time, and what was checked must be what is used.
 */
import type { MachineExports } from "./machine";

const encoder = new TextEncoder();
// Halves of surrogate pairs come out as replacement characters: a text that was decided is the text that is used.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Room for the numbers that functions give back through pointers. */
const SCRATCH_BYTES = 16;

export class Heap {
  readonly machine: MachineExports;
  private readonly scratch: number;
  private cached: Uint8Array;

  constructor(machine: MachineExports, scratch?: number) {
    this.machine = machine;
    this.cached = new Uint8Array(machine.memory.buffer);
    this.scratch = scratch ?? this.allocate(SCRATCH_BYTES);
  }

  /** Where the scratch stands: part of a snapshot, because it is inside of the memory that comes back. */
  get scratchPointer(): number {
    return this.scratch;
  }

  /** The memory as it is now: growing it detaches what was seen before. */
  get bytes(): Uint8Array {
    if (this.cached.buffer !== this.machine.memory.buffer) {
      this.cached = new Uint8Array(this.machine.memory.buffer);
    }
    return this.cached;
  }

  allocate(size: number): number {
    const pointer = this.machine.wasm_malloc(size);
    if (pointer === 0) throw new RangeError("the machine has no memory left");
    return pointer;
  }

  /** A text that ends with a zero byte; the caller frees it. */
  writeText(text: string): { pointer: number; length: number } {
    // Three bytes a unit is the most that UTF-8 takes.
    const pointer = this.allocate(text.length * 3 + 1);
    const { written } = encoder.encodeInto(text, this.bytes.subarray(pointer, pointer + text.length * 3));
    this.bytes[pointer + written] = 0;
    return { pointer, length: written };
  }

  readText(pointer: number): string {
    const { bytes } = this;
    const end = bytes.indexOf(0, pointer);
    return decoder.decode(bytes.subarray(pointer, end));
  }

  newString(text: string): number {
    const { pointer, length } = this.writeText(text);
    const value = this.machine.qjs_new_string(pointer, length);
    this.machine.wasm_free(pointer);
    return value;
  }

  newBytes(bytes: Uint8Array): number {
    const pointer = this.allocate(bytes.length || 1);
    this.bytes.set(bytes, pointer);
    const value = this.machine.qjs_new_uint8_array(pointer, bytes.length);
    this.machine.wasm_free(pointer);
    return value;
  }

  /** The text of a value that is a string: no code of the guest runs, as it would to make a string of an object. */
  stringOf(value: number): string | undefined {
    const { machine, scratch } = this;
    if (machine.qjs_is_string(value) === 0) return undefined;
    const pointer = machine.qjs_get_string_len(value, scratch);
    if (pointer === 0) return undefined;
    const text = decoder.decode(this.bytes.subarray(pointer, pointer + this.number(0)));
    machine.qjs_free_cstring(pointer);
    return text;
  }

  /** A copy of the bytes of a typed array. */
  bytesOf(value: number): Uint8Array<ArrayBuffer> | undefined {
    const { machine, scratch } = this;
    const buffer = machine.qjs_get_typed_array_buffer(value, scratch, scratch + 4, scratch + 8);
    if (machine.qjs_is_exception(buffer) !== 0) {
      machine.qjs_free_value(buffer);
      machine.qjs_free_value(machine.qjs_get_exception());
      return undefined;
    }
    const offset = this.number(0);
    const length = this.number(4);
    const start = machine.qjs_get_array_buffer(buffer, scratch);
    // A detached buffer has no bytes; an empty one may stand nowhere.
    const copy = start === 0 ? new Uint8Array(0) : this.bytes.slice(start + offset, start + offset + length);
    machine.qjs_free_value(buffer);
    return copy;
  }

  /** A number that a function left in the scratch. */
  number(at: number): number {
    const { bytes, scratch } = this;
    return new DataView(bytes.buffer, bytes.byteOffset).getUint32(scratch + at, true);
  }

  writeNumber(pointer: number, value: number): void {
    const { bytes } = this;
    new DataView(bytes.buffer, bytes.byteOffset).setUint32(pointer, value, true);
  }
}
