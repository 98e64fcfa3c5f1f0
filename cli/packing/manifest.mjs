/** What the command line is as a package: no scripts, and no dependencies, because all of it is in the bundle. */
const KEPT = [
  "name",
  "version",
  "description",
  "license",
  "private",
  "type",
  "engines",
  "bin",
  "files",
  "exports",
];

/** @param {Record<string, unknown>} manifest */
export function slimManifest(manifest) {
  return Object.fromEntries(KEPT.filter((key) => key in manifest).map((key) => [key, manifest[key]]));
}
