/** What a browser carries along while something of the workbench is dragged. */

/** A file or folder of the tree. */
export const PATH_TYPE = "application/x-aegis-path";
/** A tab of the open files: the tree lets it pass. */
export const TAB_TYPE = "application/x-aegis-tab";
