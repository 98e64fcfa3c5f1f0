/** The file system over a real folder. */
export { DiskFiles, type DiskOptions } from "./disk-files";
