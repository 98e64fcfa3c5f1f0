/** Packages that bring no types, as far as they are used here. */
declare module "whatwg-url";
declare module "readable-stream/lib/stream.js" {
  const stream: unknown;
  export = stream;
}
