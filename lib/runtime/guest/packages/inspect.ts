/** Node's own way of showing values, from a package that keeps it apart from Node. */
import "./stand-in";
import * as shown from "node-inspect-extracted";

export interface InspectOptions {
  readonly depth?: number | null;
  readonly colors?: boolean;
  readonly [name: string]: unknown;
}
interface Shown {
  inspect: ((value: unknown, ...options: readonly unknown[]) => string) & {
    custom: symbol;
    defaultOptions: object;
    colors: Record<string, [number, number]>;
    styles: Record<string, string>;
  };
  format(...values: readonly unknown[]): string;
  formatWithOptions(options: InspectOptions, ...values: readonly unknown[]): string;
  stripVTControlCharacters(text: string): string;
  getStringWidth(text: string): number;
  Proxy: ProxyConstructor;
}

export const { inspect, format, formatWithOptions, stripVTControlCharacters, getStringWidth } =
  shown as unknown as Shown;
