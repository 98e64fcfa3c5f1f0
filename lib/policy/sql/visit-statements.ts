/**
 * All other statements, under the kind that grants them. Tables that a definition names count as written; what is no
 * table (roles, functions, schemas, extensions …) has no list in a spec that could bound it, so most of that is
 * granted by no word. The table is closed: a statement that stands nowhere here has no facts, and is denied.
 */
import { words } from "./functions/words";
import type { SqlKind } from "./kinds";
import {
  checkCascade,
  makesNamed,
  visitAlterTable,
  visitComment,
  visitCreateSchema,
  visitDrop,
  visitGrant,
  visitMove,
  visitRename,
} from "./visit-definitions";
import { need } from "./visit-queries";
import { DEFINED_SETTINGS } from "./visit-session";
import type { Visitor } from "./walk";

/** Needs the kind; tables below it are written, queries below it are statements of their own. */
export const does =
  (kind: SqlKind, what: string): Visitor =>
  (_node, place, walk, self) => {
    need(kind, what, place, walk);
    walk.children(self, { ...place, tables: "write", isStatement: true });
  };

function each(kind: SqlKind, what: string, types: string): [string, Visitor][] {
  return words(types).map((type) => [type, does(kind, what)]);
}

const creates = each(
  "create",
  "creates something",
  "CompositeTypeStmt CreateSeqStmt CreateStmt IndexStmt ViewStmt",
);

/** Objects that run code, or choose the code that runs for a name or a type. */
const code = each(
  "code",
  "brings code into the database, or changes which code runs",
  `AlterCollationStmt AlterDomainStmt AlterEventTrigStmt AlterExtensionContentsStmt AlterExtensionStmt
  AlterFunctionStmt AlterObjectDependsStmt AlterOpFamilyStmt AlterOperatorStmt AlterTSConfigurationStmt
  AlterTSDictionaryStmt AlterTypeStmt CreateAmStmt CreateCastStmt CreateConversionStmt CreateEventTrigStmt
  CreateExtensionStmt CreateFunctionStmt CreateOpClassStmt CreateOpFamilyStmt CreatePLangStmt CreateRangeStmt
  CreateTransformStmt CreateTrigStmt DefineStmt LoadStmt ReturnStmt RuleStmt AlterStatsStmt`,
);

/** What reaches beyond the database: its server, other servers, other databases. */
const server = each(
  "server",
  "acts on the database server or connects to others",
  `AlterDatabaseRefreshCollStmt AlterDatabaseSetStmt AlterDatabaseStmt AlterFdwStmt AlterForeignServerStmt
  AlterPublicationStmt AlterSubscriptionStmt AlterSystemStmt AlterTableMoveAllStmt AlterTableSpaceOptionsStmt
  AlterUserMappingStmt CheckPointStmt CreateFdwStmt CreateForeignServerStmt CreateForeignTableStmt
  CreatePublicationStmt CreateSubscriptionStmt CreateTableSpaceStmt CreateUserMappingStmt CreatedbStmt
  DropSubscriptionStmt DropTableSpaceStmt DropUserMappingStmt DropdbStmt ImportForeignSchemaStmt`,
);

const guard = each(
  "guard",
  "changes roles, rights or policies",
  `AlterDefaultPrivilegesStmt AlterOwnerStmt AlterPolicyStmt AlterRoleSetStmt AlterRoleStmt CreatePolicyStmt
  CreateRoleStmt DropOwnedStmt DropRoleStmt GrantRoleStmt ReassignOwnedStmt SecLabelStmt`,
);

export const STATEMENTS: Readonly<Record<string, Visitor>> = {
  ...Object.fromEntries([...creates, ...code, ...server, ...guard]),
  AlterEnumStmt: makesNamed("alter", "typeName"),
  AlterObjectSchemaStmt: visitMove,
  AlterSeqStmt: does("alter", "alters a sequence"),
  CreateDomainStmt: makesNamed("create", "domainname"),
  CreateEnumStmt: makesNamed("create", "typeName"),
  CreateSchemaStmt: visitCreateSchema,
  CreateStatsStmt: makesNamed("create", "defnames"),
  RefreshMatViewStmt: does("maintain", "rebuilds a view"),
  TruncateStmt: (node, place, walk, self) => {
    checkCascade(node, walk);
    does("truncate", "empties tables")(node, place, walk, self);
  },
  LockStmt: does("lock", "locks tables"),
  CreateTableAsStmt: (_node, place, walk, self) =>
    // What it makes stands in its IntoClause.
    walk.children(self, { ...place, isStatement: true }),
  AlterTableStmt: visitAlterTable,
  CommentStmt: visitComment,
  DropStmt: visitDrop,
  GrantStmt: visitGrant,
  RenameStmt: visitRename,
  ...DEFINED_SETTINGS,
};
