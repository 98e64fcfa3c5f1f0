/** The right outcomes: a row for each call of `CALLS`, a column for each path of `PATHS`. */
const TABLE = `
              none   file    empty  full      tofile  tofull  dangling loop    none/   file/   full/     tofull/ none/x file/x  full/. full/..   long         locked  fixed/x fixed/y closed/x
stat          ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
lstat         ENOENT ok      ok     ok        ok      ok      ok       ok      ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
access:r      ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG EACCES  ok      ENOENT  EACCES
access:w      ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG EACCES  ok      ENOENT  EACCES
readdir       ENOENT ENOTDIR ok     ok        ENOTDIR ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ENOTDIR ENOTDIR ENOENT  EACCES
readlink      ENOENT EINVAL  EINVAL EINVAL    ok      ok      ok       ok      ENOENT  ENOTDIR EINVAL    EINVAL  ENOENT ENOTDIR EINVAL EINVAL    ENAMETOOLONG EINVAL  EINVAL  ENOENT  EACCES
realpath      ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
readFile      ENOENT ok      EISDIR EISDIR    ok      EISDIR  ENOENT   ELOOP   ENOENT  ENOTDIR EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      ENOENT  EACCES
write:w       ok     ok      EISDIR EISDIR    ok      EISDIR  ok       ELOOP   EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      EACCES  EACCES
write:wx      ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
write:a       ok     ok      EISDIR EISDIR    ok      EISDIR  ok       ELOOP   EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      EACCES  EACCES
open:r        ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG EACCES  ok      ENOENT  EACCES
open:r+       ENOENT ok      EISDIR EISDIR    ok      EISDIR  ENOENT   ELOOP   ENOENT  ENOTDIR EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      ENOENT  EACCES
open:w        ok     ok      EISDIR EISDIR    ok      EISDIR  ok       ELOOP   EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      EACCES  EACCES
open:wx       ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
open:nofollow ENOENT ok      ok     ok        ELOOP   ELOOP   ELOOP    ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG EACCES  ok      ENOENT  EACCES
open:folder   ENOENT ENOTDIR ok     ok        ENOTDIR ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ENOTDIR ENOTDIR ENOENT  EACCES
open:trunc    ENOENT ok      EISDIR EISDIR    ok      EISDIR  ENOENT   ELOOP   ENOENT  ENOTDIR EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      ENOENT  EACCES
truncate      ENOENT ok      EISDIR EISDIR    ok      EISDIR  ENOENT   ELOOP   ENOENT  ENOTDIR EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      ENOENT  EACCES
chmod         ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
utimes        ENOENT ok      ok     ok        ok      ok      ENOENT   ELOOP   ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
lutimes       ENOENT ok      ok     ok        ok      ok      ok       ok      ENOENT  ENOTDIR ok        ok      ENOENT ENOTDIR ok     ok        ENAMETOOLONG ok      ok      ENOENT  EACCES
mkdir         ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  ok      EEXIST  EEXIST    EEXIST  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
mkdirp        ok     EEXIST  ok     ok        EEXIST  ok      ENOENT   ELOOP   ok      ENOTDIR ok        ok      ok     ENOTDIR ok     ok        ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
rmdir         ENOENT ENOTDIR ok     ENOTEMPTY ENOTDIR ENOTDIR ENOTDIR  ENOTDIR ENOENT  ENOTDIR ENOTEMPTY ENOTDIR ENOENT ENOTDIR EINVAL ENOTEMPTY ENAMETOOLONG ENOTDIR EACCES  ENOENT  EACCES
unlink        ENOENT ok      EISDIR EISDIR    ok      ok      ok       ok      ENOENT  ENOTDIR EISDIR    ENOTDIR ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG ok      EACCES  ENOENT  EACCES
symlink       ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  ENOENT  EEXIST  EEXIST    EEXIST  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
link:from     ENOENT ok      EPERM  EPERM     ok      ok      ok       ok      ENOENT  ENOTDIR EPERM     EPERM   ENOENT ENOTDIR EPERM  EPERM     ENAMETOOLONG ok      ok      ENOENT  EACCES
link:to       ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  ENOENT  EEXIST  EEXIST    EEXIST  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
rename:from   ENOENT ok      ok     ok        ok      ok      ok       ok      ENOENT  ENOTDIR ok        ENOTDIR ENOENT ENOTDIR EBUSY  EBUSY     ENAMETOOLONG ok      EACCES  ENOENT  EACCES
rename:file   ok     ok      EISDIR EISDIR    ok      ok      ok       ok      ENOTDIR ENOTDIR ENOTDIR   ENOTDIR ENOENT ENOTDIR EBUSY  EBUSY     ENAMETOOLONG ok      EACCES  EACCES  EACCES
rename:folder ok     ENOTDIR ok     ENOTEMPTY ENOTDIR ENOTDIR ENOTDIR  ENOTDIR ok      ENOTDIR ENOTEMPTY ENOTDIR ENOENT ENOTDIR EBUSY  EBUSY     ENAMETOOLONG ENOTDIR EACCES  EACCES  EACCES
rename:into   ok     ENOTDIR ok     ok        ENOTDIR ENOTDIR ENOTDIR  ENOTDIR ok      ENOTDIR ok        ENOTDIR ENOENT ENOTDIR EBUSY  EBUSY     ENAMETOOLONG ENOTDIR EACCES  EACCES  EACCES
copy:from     ENOENT ok      EISDIR EISDIR    ok      EISDIR  ENOENT   ELOOP   ENOENT  ENOTDIR EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      ENOENT  EACCES
copy:to       ok     ok      EISDIR EISDIR    ok      EISDIR  ok       ELOOP   EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EISDIR EISDIR    ENAMETOOLONG EACCES  ok      EACCES  EACCES
copy:new      ok     EEXIST  EEXIST EEXIST    EEXIST  EEXIST  EEXIST   EEXIST  EISDIR  EISDIR  EISDIR    EISDIR  ENOENT ENOTDIR EEXIST EEXIST    ENAMETOOLONG EEXIST  EEXIST  EACCES  EACCES
`;

const [names = "", ...rows] = TABLE.trim().split("\n");
const columns = names.trim().split(/ +/);

/** By call and path: `ok` or the code of the error. */
export const OUTCOMES: readonly (readonly [call: string, path: string, outcome: string])[] = rows.flatMap(
  (row) => {
    const [call = "", ...outcomes] = row.trim().split(/ +/);
    return columns.map((path, at) => [call, path, outcomes[at] ?? ""] as const);
  },
);
