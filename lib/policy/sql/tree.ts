/**
 * The shape of PostgreSQL's raw parse tree as libpg-query writes it: which nodes there are, and which type stands in
 * a field that is written without its name. Taken from the types of the package.
 *
 * The list is closed: a node or field that a later version brings in is refused until somebody has decided what it
 * means. Nodes of the analysed and the planned tree cannot come out of the parser and are left out for the same reason.
 */

import { words } from "./functions/words";
import { type JsonObject, unwrap } from "./json";

const NODES: ReadonlySet<string> = new Set(
  words(`
  Integer Float Boolean String BitString List IntList A_Const Alias RangeVar IntoClause GroupingFunc
  MergeSupportFunc NamedArgExpr BoolExpr SubLink CaseExpr CaseWhen RowExpr CoalesceExpr MinMaxExpr
  SQLValueFunction XmlExpr JsonFormat JsonReturning JsonValueExpr JsonIsPredicate JsonBehavior NullTest
  BooleanTest SetToDefault CurrentOfExpr JoinExpr TypeName ColumnRef ParamRef A_Expr TypeCast CollateClause
  RoleSpec FuncCall A_Star A_Indices A_Indirection A_ArrayExpr ResTarget MultiAssignRef SortBy WindowDef
  RangeSubselect RangeFunction RangeTableFunc RangeTableFuncCol RangeTableSample ColumnDef TableLikeClause
  IndexElem DefElem LockingClause XmlSerialize PartitionElem PartitionSpec PartitionBoundSpec
  PartitionRangeDatum PartitionCmd GroupingSet WithClause InferClause OnConflictClause CTESearchClause
  CTECycleClause CommonTableExpr MergeWhenClause ReturningOption ReturningClause TriggerTransition
  JsonOutput JsonArgument JsonFuncExpr JsonTablePathSpec JsonTable JsonTableColumn JsonKeyValue
  JsonParseExpr JsonScalarExpr JsonSerializeExpr JsonObjectConstructor JsonArrayConstructor
  JsonArrayQueryConstructor JsonAggConstructor JsonObjectAgg JsonArrayAgg AlterTableCmd ATAlterConstraint
  ObjectWithArgs AccessPriv Constraint CreateOpClassItem StatsElem FunctionParameter VacuumRelation
  PublicationTable PublicationObjSpec

  InsertStmt DeleteStmt UpdateStmt MergeStmt SelectStmt ReturnStmt CreateSchemaStmt AlterTableStmt
  ReplicaIdentityStmt AlterCollationStmt AlterDomainStmt GrantStmt GrantRoleStmt AlterDefaultPrivilegesStmt
  CopyStmt VariableSetStmt VariableShowStmt CreateStmt CreateTableSpaceStmt DropTableSpaceStmt
  AlterTableSpaceOptionsStmt AlterTableMoveAllStmt CreateExtensionStmt AlterExtensionStmt
  AlterExtensionContentsStmt CreateFdwStmt AlterFdwStmt CreateForeignServerStmt AlterForeignServerStmt
  CreateForeignTableStmt CreateUserMappingStmt AlterUserMappingStmt DropUserMappingStmt
  ImportForeignSchemaStmt CreatePolicyStmt AlterPolicyStmt CreateAmStmt CreateTrigStmt CreateEventTrigStmt
  AlterEventTrigStmt CreatePLangStmt CreateRoleStmt AlterRoleStmt AlterRoleSetStmt DropRoleStmt
  CreateSeqStmt AlterSeqStmt DefineStmt CreateDomainStmt CreateOpClassStmt CreateOpFamilyStmt
  AlterOpFamilyStmt DropStmt TruncateStmt CommentStmt SecLabelStmt DeclareCursorStmt ClosePortalStmt
  FetchStmt IndexStmt CreateStatsStmt AlterStatsStmt CreateFunctionStmt AlterFunctionStmt DoStmt CallStmt
  RenameStmt AlterObjectDependsStmt AlterObjectSchemaStmt AlterOwnerStmt AlterOperatorStmt AlterTypeStmt
  RuleStmt NotifyStmt ListenStmt UnlistenStmt TransactionStmt CompositeTypeStmt CreateEnumStmt
  CreateRangeStmt AlterEnumStmt ViewStmt LoadStmt CreatedbStmt AlterDatabaseStmt
  AlterDatabaseRefreshCollStmt AlterDatabaseSetStmt DropdbStmt AlterSystemStmt ClusterStmt VacuumStmt
  ExplainStmt CreateTableAsStmt RefreshMatViewStmt CheckPointStmt DiscardStmt LockStmt ConstraintsSetStmt
  ReindexStmt CreateConversionStmt CreateCastStmt CreateTransformStmt PrepareStmt ExecuteStmt DeallocateStmt
  DropOwnedStmt ReassignOwnedStmt AlterTSDictionaryStmt AlterTSConfigurationStmt CreatePublicationStmt
  AlterPublicationStmt CreateSubscriptionStmt AlterSubscriptionStmt DropSubscriptionStmt
  `),
);

/** Parent(field:Type,…) for the fields that hold a node without its name. */
const FIELDS: ReadonlyMap<string, string> = new Map(
  words(`
  A_Const(ival:Integer,fval:Float,boolval:Boolean,sval:String,bsval:BitString) RangeVar(alias:Alias)
  IntoClause(rel:RangeVar) JsonReturning(format:JsonFormat) JsonValueExpr(format:JsonFormat)
  JsonIsPredicate(format:JsonFormat) JoinExpr(join_using_alias:Alias,alias:Alias)
  TypeCast(typeName:TypeName) FuncCall(over:WindowDef) RangeSubselect(alias:Alias)
  RangeFunction(alias:Alias) RangeTableFunc(alias:Alias) RangeTableFuncCol(typeName:TypeName)
  ColumnDef(typeName:TypeName,identitySequence:RangeVar,collClause:CollateClause)
  TableLikeClause(relation:RangeVar) XmlSerialize(typeName:TypeName)
  PartitionCmd(name:RangeVar,bound:PartitionBoundSpec) OnConflictClause(infer:InferClause)
  CommonTableExpr(search_clause:CTESearchClause,cycle_clause:CTECycleClause)
  JsonOutput(typeName:TypeName,returning:JsonReturning) JsonArgument(val:JsonValueExpr)
  JsonFuncExpr(context_item:JsonValueExpr,output:JsonOutput,on_empty:JsonBehavior,on_error:JsonBehavior)
  JsonTable(context_item:JsonValueExpr,pathspec:JsonTablePathSpec,on_error:JsonBehavior,alias:Alias)
  JsonTableColumn(typeName:TypeName,pathspec:JsonTablePathSpec,format:JsonFormat,on_empty:JsonBehavior,on_error:JsonBehavior)
  JsonKeyValue(value:JsonValueExpr) JsonParseExpr(expr:JsonValueExpr,output:JsonOutput)
  JsonScalarExpr(output:JsonOutput) JsonSerializeExpr(expr:JsonValueExpr,output:JsonOutput)
  JsonObjectConstructor(output:JsonOutput) JsonArrayConstructor(output:JsonOutput)
  JsonArrayQueryConstructor(output:JsonOutput,format:JsonFormat)
  JsonAggConstructor(output:JsonOutput,over:WindowDef)
  JsonObjectAgg(constructor:JsonAggConstructor,arg:JsonKeyValue)
  JsonArrayAgg(constructor:JsonAggConstructor,arg:JsonValueExpr)
  InsertStmt(relation:RangeVar,onConflictClause:OnConflictClause,returningClause:ReturningClause,withClause:WithClause)
  DeleteStmt(relation:RangeVar,returningClause:ReturningClause,withClause:WithClause)
  UpdateStmt(relation:RangeVar,returningClause:ReturningClause,withClause:WithClause)
  MergeStmt(relation:RangeVar,returningClause:ReturningClause,withClause:WithClause)
  SelectStmt(intoClause:IntoClause,withClause:WithClause,larg:SelectStmt,rarg:SelectStmt)
  CreateSchemaStmt(authrole:RoleSpec) AlterTableStmt(relation:RangeVar) AlterTableCmd(newowner:RoleSpec)
  GrantStmt(grantor:RoleSpec) GrantRoleStmt(grantor:RoleSpec) AlterDefaultPrivilegesStmt(action:GrantStmt)
  CopyStmt(relation:RangeVar)
  CreateStmt(relation:RangeVar,partbound:PartitionBoundSpec,partspec:PartitionSpec,ofTypename:TypeName)
  Constraint(pktable:RangeVar) CreateTableSpaceStmt(owner:RoleSpec) CreateForeignTableStmt(base:CreateStmt)
  CreateUserMappingStmt(user:RoleSpec) AlterUserMappingStmt(user:RoleSpec)
  DropUserMappingStmt(user:RoleSpec) CreatePolicyStmt(table:RangeVar) AlterPolicyStmt(table:RangeVar)
  CreateTrigStmt(relation:RangeVar,constrrel:RangeVar) AlterRoleStmt(role:RoleSpec)
  AlterRoleSetStmt(role:RoleSpec,setstmt:VariableSetStmt) CreateSeqStmt(sequence:RangeVar)
  AlterSeqStmt(sequence:RangeVar) CreateDomainStmt(typeName:TypeName,collClause:CollateClause)
  CreateOpClassStmt(datatype:TypeName) CreateOpClassItem(name:ObjectWithArgs,storedtype:TypeName)
  IndexStmt(relation:RangeVar) CreateFunctionStmt(returnType:TypeName) FunctionParameter(argType:TypeName)
  AlterFunctionStmt(func:ObjectWithArgs) CallStmt(funccall:FuncCall) RenameStmt(relation:RangeVar)
  AlterObjectDependsStmt(relation:RangeVar,extname:String) AlterObjectSchemaStmt(relation:RangeVar)
  AlterOwnerStmt(relation:RangeVar,newowner:RoleSpec) AlterOperatorStmt(opername:ObjectWithArgs)
  RuleStmt(relation:RangeVar) CompositeTypeStmt(typevar:RangeVar) ViewStmt(view:RangeVar)
  AlterDatabaseSetStmt(setstmt:VariableSetStmt) AlterSystemStmt(setstmt:VariableSetStmt)
  ClusterStmt(relation:RangeVar) VacuumRelation(relation:RangeVar) CreateTableAsStmt(into:IntoClause)
  RefreshMatViewStmt(relation:RangeVar) ReindexStmt(relation:RangeVar)
  CreateCastStmt(sourcetype:TypeName,targettype:TypeName,func:ObjectWithArgs)
  CreateTransformStmt(type_name:TypeName,fromsql:ObjectWithArgs,tosql:ObjectWithArgs)
  ReassignOwnedStmt(newrole:RoleSpec) PublicationTable(relation:RangeVar)
  PublicationObjSpec(pubtable:PublicationTable)
  `).flatMap((entry) => {
    const [parent = "", fields = ""] = entry.slice(0, -1).split("(");
    return fields.split(",").map((field): [string, string] => {
      const [name = "", type = ""] = field.split(":");
      return [`${parent}.${name}`, type];
    });
  }),
);

export interface TypedNode {
  readonly type: string;
  readonly node: JsonObject;
}

/** A tree that does not look as the list says. */
export class UnknownNode extends Error {}

export function isKnownNode(type: string): boolean {
  return NODES.has(type);
}

/** Calls `visit` with every node right below this one, but for the fields to skip. Throws UnknownNode. */
export function eachChild(
  { type, node }: TypedNode,
  skip: ReadonlySet<string> | null,
  visit: (child: TypedNode) => void,
): void {
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value !== "object" || value === null || skip?.has(key)) continue;
    if (!Array.isArray(value)) visit(childOf(type, key, value as JsonObject));
    else {
      for (const item of value) {
        // An empty object stands for no node, such as the missing column list of a function in FROM.
        if (typeof item !== "object" || item === null || Object.keys(item).length === 0) continue;
        visit(childOf(type, key, item as JsonObject));
      }
    }
  }
}

function childOf(parent: string, key: string, value: JsonObject): TypedNode {
  const declared = FIELDS.get(`${parent}.${key}`);
  if (declared !== undefined) return { type: declared, node: value };
  const child = unwrap(value);
  if (child === null || !NODES.has(child.type)) throw new UnknownNode(`${parent}.${key}`);
  return child;
}
