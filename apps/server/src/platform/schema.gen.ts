// The tables and views after all migrations, for Kysely. Generated: npm run schema

import type { ColumnType } from 'kysely'

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }
/** The driver writes an array as a PostgreSQL array: give jsonb arrays as text (JSON.stringify). */
export type Json = ColumnType<JsonValue, string | { readonly [key: string]: unknown }, string | { readonly [key: string]: unknown }>
/** YYYY-MM-DD, or 'infinity'. */
export type Day = string
/** ISO instant in UTC. */
export type Instant = ColumnType<string, string | Date, string | Date>
/** Decimal string, never a float. */
export type Decimal = string
/** A number that is exact; the driver refuses what is beyond 2^53. */
export type BigInteger = ColumnType<number, number | bigint | string, number | bigint | string>
export type Generated<T> =
  T extends ColumnType<infer S, infer I, infer U> ? ColumnType<S, I | undefined, U> : ColumnType<T, T | undefined, T>
export type GeneratedAlways<T> = T extends ColumnType<infer S, infer _I, infer _U> ? ColumnType<S, never, never> : ColumnType<T, never, never>

/** Every change of who may do what, with its reason: only appended to. */
export interface AccessChange {
  /** uuid v7. */
  id: string
  /** When. */
  at: Generated<Instant>
  /** Account that made it; empty for the command line. */
  madeBy: string | null
  /** accountMade, invited, disabled, enabled, sessionsEnded, granted, revoked, moved, unitAdded, unitChanged, roleAdded, roleChanged. */
  kind: string
  /** Why, in the words of whoever made it. */
  reason: string | null
  /** The account that it is about. */
  accountId: string | null
  /** The grant that it is about. */
  grantId: string | null
  /** The unit that it is about. */
  unitId: string | null
  /** Key of the role that it is about. */
  role: string | null
  /** What was changed, before and after. */
  detail: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
}

/** Who uses Lika. In a demo world the accounts are marked demo and need no password. */
export interface Account {
  /** Author of records and decisions. */
  id: string
  /** Name to sign in with. */
  name: string
  /** Name as shown. */
  displayName: string
  /** Region of the unit that the account belongs to; what it may see is said by its grants. */
  regionCode: string
  /** True only in a demo world. */
  demo: Generated<boolean>
  /** When it was made. */
  createdAt: Generated<Instant>
  /** Whose account it is; empty for those of a demo world and of machines. */
  staffId: string | null
  /** active, or disabled: whoever is disabled cannot sign in. */
  state: Generated<string>
  /** Last day of use, to the minute; unused accounts are stopped. */
  lastUsedAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** When it was disabled. */
  disabledAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Why. */
  disabledBecause: string | null
  /** When it was last enabled again; the days without use count from then. */
  enabledAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** The sheet that it was made from; empty for one made by itself. */
  importId: string | null
}

/** Accounts that were made from one sheet (批量开设账号). */
export interface AccountImport {
  /** uuid v7 made by whoever sent it. */
  id: string
  /** Region within which the names of the sheet were looked up. */
  regionCode: string
  /** Name of the sheet, as its sender named it. */
  fileName: string
  /** Of the rows that were sent: the same id with other rows is refused. */
  sha256: Buffer
  /** How many accounts it made. */
  accounts: number
  /** Why, in the words of whoever sent it. */
  reason: string
  /** Account that sent it. */
  madeBy: string
  /** When. */
  madeAt: Instant
}

/** Who an account is at the single sign-on (统一登录). Joined by its owner; none is made by itself. */
export interface AccountLink {
  /** Names the link on the page of the account. */
  id: string
  /** Whose. */
  accountId: string
  /** The provider. */
  issuer: string
  /** Who that is there. */
  subject: string
  /** When it was joined. */
  linkedAt: Instant
}

/** Passkeys (通行密钥) of an account: the public half. */
export interface AccountPasskey {
  /** Names it on the page of the account. */
  id: string
  /** Whose. */
  accountId: string
  /** Id that the authenticator gave it. */
  credentialId: string
  /** Public key, as COSE. */
  publicKey: Buffer
  /** How often it has signed; one that goes back was copied. */
  counter: BigInteger
  /** How browsers reach it. */
  transports: string[]
  /** What its owner calls it. */
  label: string
  /** When it was added. */
  addedAt: Instant
  /** When it was last used. */
  lastUsedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** Password of an account, hashed. */
export interface AccountPassword {
  /** Whose. */
  accountId: string
  /** argon2id as a PHC string: it names its own cost and salt. */
  hash: string
  /** When it was chosen; the profile mlps3 asks for another after 90 days. */
  setAt: Instant
}

/** Authenticators (动态口令) of an account. */
export interface AccountTotp {
  /** Names it where the secret must not be told. */
  id: string
  /** Whose. */
  accountId: string
  /** The shared secret, sealed with a key outside the database. */
  secret: Buffer
  /** What its owner calls it. */
  label: string
  /** Half-minute of the last code that was taken: neither it nor an earlier one is taken again. */
  lastStep: BigInteger
  /** When it was added. */
  addedAt: Instant
  /** When a code of it was last taken. */
  lastUsedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** The audit journal (审计日志): every change, every reading of what is sensitive, every export and every refusal. Only appended to; sealed. */
export interface AuditEvent {
  /** uuid v7 made by the database, so that its order is that of the instants. */
  id: Generated<string>
  /** When. */
  at: Generated<Instant>
  /** change, read or export: what was done or tried. */
  kind: string
  /** Id of the route; cli:name for a command, job:name for work in the background. */
  action: string
  /** done; refused, by a rule or for want of a permission; failed, by an error of ours. */
  result: string
  /** Account; none for whoever did not sign in. */
  accountId: string | null
  /** Name of the account then; for commands, that of the user of the machine. */
  account: string | null
  /** First role that the account held then. */
  role: string | null
  /** Session that it was done in. */
  sessionId: string | null
  /** Address that it came from. */
  address: string | null
  /** The request, as its answer and the log name it; for background work, the job. */
  requestId: string | null
  /** household, person, village, record, import, account, file… */
  subjectKind: string | null
  /** Whom or what it concerned, where that is one thing. */
  subjectId: string | null
  /** Where: region of the subject or of the list; else the first region of the account. */
  regionCode: string | null
  /** What for, in the words of whoever did it, where it is asked for. */
  purpose: string | null
  /** What else is known, without personal data: filters of a list, code of a refusal, how often. */
  detail: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Transaction that wrote it, which is the order of sealing. */
  writtenIn: Generated<BigInteger>
}

/** What an account has used of what it may do in an hour or a day; kept for 35 days. */
export interface Budget {
  /** Whose. */
  accountId: string
  /** exportedRows, unmaskings, searches, subjectsRead. */
  kind: string
  /** Beginning of the hour or the day. */
  periodStart: Instant
  /** How much of it is used. */
  used: BigInteger
}

/** Changes that a job has not folded into case_count yet. Appending never waits for another writer. */
export interface CaseChange {
  /** County, first in every key. */
  countyCode: string
  /** Order of arrival. */
  id: GeneratedAlways<BigInteger>
  /** Village, 12 digits; the county of a case about a county. */
  regionCode: string
  /** Id of the procedure. */
  procedure: string
  /** The version of it that the cases run. */
  digest: string
  /** open, ended or withdrawn. */
  state: string
  /** Steps where the cases stand, the main one first. */
  steps: string[]
  /** Outcome that ended them; empty text when none. */
  outcome: string
  /** How many more (or fewer). */
  cases: BigInteger
}

/** How many cases of a village, a town and a county stand where or ended how: the folded part. */
export interface CaseCount {
  /** County, first in every key. */
  countyCode: string
  /** Digits of the regions that are counted: 12, 9 or 6, each counted in full. */
  level: number
  /** Village, town or county; a case about a county counts there at every level. */
  regionCode: string
  /** Id of the procedure. */
  procedure: string
  /** The version of it that the cases run: it says who acts in a step. */
  digest: string
  /** open, ended or withdrawn. */
  state: string
  /** Steps where the cases stand, the main one first. */
  steps: string[]
  /** Outcome that ended them; empty text when none. */
  outcome: string
  /** How many. */
  cases: BigInteger
}

/** A case (事项): the fold of its entries in the journal of decisions. */
export interface CaseFile {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever opened it: the id of the entry that opens it. */
  id: string
  /** household, village or county. */
  subjectKind: string
  /** Whom it is about. */
  subjectId: string
  /** Village or group of the subject at the last entry; the county of a county. */
  regionCode: string
  /** Id of the procedure. */
  procedure: string
  /** The version of it that the case runs. */
  digest: string
  /** How it came: household, cadre, proxy, public, department, complaint, comparison. */
  channel: string
  /** open, ended or withdrawn. */
  state: string
  /** Runs by the green channel: help first, formalities after. */
  green: boolean
  /** Day on which it was opened. */
  openedOn: Day
  /** Last day of the whole case; empty where none is stated or the days worked are not known. */
  dueOn: Day | null
  /** Day on which it ended or was withdrawn. */
  endedOn: Day | null
  /** Outcome that ended it. */
  outcome: string | null
  /** Status that it gave its subject, if any. */
  status: string | null
  /** The last entry. */
  lastId: string
  /** When it came. */
  lastAt: Instant
  /** The nearest last day of the case and of the steps where it stands. */
  nextDue: Day | null
  /** How its subject stood when it was opened: registered, exited or unregistered. */
  standing: string
  /** Steps where it stands, the main one first; none once it is over. */
  steps: Generated<string[]>
}

/** Steps where open cases stand: the main one, and those that run beside it. */
export interface CaseStep {
  /** County, first in every key. */
  countyCode: string
  /** The case. */
  caseId: string
  /** Id of the step in its procedure. */
  step: string
  /** Region of the case. */
  regionCode: string
  /** Id of the procedure. */
  procedure: string
  /** Whether it runs beside the main line. */
  beside: boolean
  /** Who acts in it, as the procedure names them. */
  actors: string[]
  /** Since when the case stands there. */
  since: Day
  /** Last day for it; empty where none is stated or the days worked are not known. */
  dueOn: Day | null
}

/** A complaint, clue or application (12317): what is not sealed of it, and where it stands by its entries. */
export interface Complaint {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7, made with the form or by whoever took it down. */
  id: string
  /** Keyed hash of the number that the answer is looked up by; the number itself is kept nowhere. */
  numberHash: Buffer
  /** complaint (投诉举报), clue (致贫返贫线索) or application (申请). */
  kind: string
  /** site, telephone, visit or letter. */
  channel: string
  /** household, cadre, funds or other. */
  about: string
  /** Village, township or county that it speaks of. */
  regionCode: string
  /** Region whose village committee, government or offices are complained about: who works there does not see it. */
  accusedRegion: string | null
  /** Unit of the register that is complained about: who works for it does not see it. */
  accusedUnit: string | null
  /** What it says, name and contact, sealed; bound to the id. */
  secret: Buffer
  /** Keyed digest of what was received; the audit event of its arrival bears it, and is sealed. */
  digest: string
  /** Whether no name was given. */
  anonymous: boolean
  /** Day of arrival; deadlines count from it. */
  receivedOn: Day
  /** Instant of arrival. */
  receivedAt: Instant
  /** Account that took it down; empty for what came over the public site. */
  receivedBy: string | null
  /** received, accepted, passed, answered, closed or withdrawn: the fold of its entries. */
  state: string
  /** Last day to accept it; empty where the days worked are not known. */
  acceptDue: Day | null
  /** Last day to answer it. */
  answerDue: Day | null
  /** Day on which it was accepted first. */
  acceptedOn: Day | null
  /** Day of the last answer. */
  answeredOn: Day | null
  /** Region that it was passed on to: its offices see it without name and contact. */
  passedRegion: string | null
  /** Unit that it was passed on to. */
  passedUnit: string | null
  /** Case that was opened because of it. */
  caseId: string | null
  /** Its last entry; its own id before the first. */
  lastId: string
}

/** What was done about a complaint, act by act. Only appended to; its digests stand in the sealed audit journal. */
export interface ComplaintEntry {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever acted. */
  id: string
  /** The complaint. */
  complaintId: string
  /** accept, pass, answer, link (a case was opened), close or withdraw. */
  act: string
  /** Day of the act. */
  madeOn: Day
  /** Instant of the act. */
  madeAt: Instant
  /** Account that acted. */
  authorId: string
  /** Region that it was passed on to. */
  toRegion: string | null
  /** Unit that it was passed on to, if one was named. */
  toUnit: string | null
  /** The case, of a link. */
  caseId: string | null
  /** What was said with the act, sealed; bound to the id. */
  secret: Buffer
  /** Keyed digest of the act with what was said; the audit event of the act bears it, and is sealed. */
  digest: string
}

/** Two observations of one fact on one day that differ: a task for a person, settled by a correcting record. Folded. */
export interface Contradiction {
  /** County, first in every key. */
  countyCode: string
  /** Whom it concerns. */
  subjectId: string
  /** household, person or village. */
  subjectKind: string
  /** The fact observed differently. */
  fact: string
  /** The day. */
  observedOn: Day
  /** Village or group. */
  regionCode: string
  /** The records that differ, the one that counts for the time being last. */
  recordIds: string[]
}

/** Keys (密钥) that seal, look up and sign, wrapped by the root key of LIKA_HOME. Requests never read it. */
export interface DataKey {
  /** Stands in every ciphertext and signature that the key made. */
  id: GeneratedAlways<number>
  /** international (AES-256-GCM, HMAC-SHA-256, Ed25519) or sm (SM4, HMAC-SM3, SM2). */
  suite: string
  /** What it is for: fact, file, secret (seal), identity, token, lookup (hash), checkpoint (sign). */
  purpose: string
  /** The key, encrypted by a key out of the root key. */
  wrapped: Buffer
  /** What verifies signatures of a signing key; empty otherwise. */
  publicKey: Buffer | null
  /** When it was made. */
  madeAt: Generated<Instant>
  /** Since when another key of the purpose is used; it goes on opening what it sealed. */
  retiredAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** The journal of decisions (决定): what a person signed. Statuses are its fold; no program writes one by itself. */
export interface Decision {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever made the decision. */
  id: string
  /** household, person, village, county or plan. */
  subjectKind: string
  /** Whom or what it concerns. */
  subjectId: string
  /** Village or group of the subject when it was decided. */
  regionCode: string
  /** What was decided: takeover (接收已有登记), registration, relapse, removal…; of a case caseOpened, caseSigned, caseMet, casePosted, caseDecided… */
  kind: string
  /** Day of the decision. */
  decidedOn: Day
  /** When Lika learned it. */
  receivedAt: Instant
  /** Account of the person who decided or entered it. */
  authorId: string
  /** What holds by it: {"status": "expected"}. */
  facts: Json
  /** Why, or the document it rests on. */
  reason: string
  /** SHA-256 of minutes, lists, signatures. */
  evidence: Generated<string[]>
  /** The decision that this one takes back. */
  corrects: string | null
  /** The import that brought it. */
  batchId: string | null
  /** Transaction that wrote it, which is the order of sealing; 0 before there were seals. */
  writtenIn: Generated<BigInteger>
}

/** Two persons who may be one (疑似重复), with the reasons; a person decides. */
export interface Duplicate {
  /** County, first in every key. */
  countyCode: string
  /** The pair. */
  id: string
  /** One person; the smaller id. */
  personA: string
  /** The other. */
  personB: string
  /** Village or group of the first. */
  regionCode: string
  /** 0 to 100. */
  score: number
  /** What makes them alike, each with its points. */
  reasons: Json
  /** open, merged or distinct. */
  state: Generated<string>
  /** Account that decided. */
  decidedBy: string | null
  /** When. */
  decidedAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Why. */
  reason: string | null
}

/** Rows of sealed journals that an erasure emptied: the hash that was sealed and the one since. Verifying takes such a row as erased, when a sealed audit event vouches for the list. */
export interface ErasedRow {
  /** record or decision. */
  journal: string
  /** The row. */
  id: string
  /** Form of the journal that the hashes are made by. */
  form: number
  /** The erasure. */
  erasureId: string
  /** Hash before. */
  was: Buffer
  /** Hash after. */
  becomes: Buffer
}

/** Whose data has reached the end of its period, or was asked to be deleted (到期删除): proposed by the job, held with a reason or signed by two administrators, carried out by the job. */
export interface Erasure {
  /** uuid v7. */
  id: Generated<string>
  /** County of the subject. */
  countyCode: string
  /** household or person. */
  subjectKind: string
  /** Who. */
  subjectId: string
  /** Village or group where the subject was registered last. */
  regionCode: string
  /** period: past what the field register says; request: the person asked, and an officer answered with deletion. */
  because: string
  /** The request that was answered with it. */
  requestId: string | null
  /** Day since which the subject is no longer registered. */
  endedOn: Day
  /** First day on which it may go. */
  dueOn: Day
  /** When the job proposed it. */
  foundAt: Instant
  /** Administrator who signed first. */
  firstBy: string | null
  /** When. */
  firstAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Administrator who looked a second time and signed: another person. */
  secondBy: string | null
  /** When. */
  secondAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Account that holds it back: an archive, a court, an audit may still need it. */
  heldBy: string | null
  /** Since when. */
  heldAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** The ground. */
  heldBecause: string | null
  /** When it was carried out. */
  doneAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Rows of the journals that were emptied. */
  erasedRows: number | null
}

/** Photos and documents (佐证) by their content: the same file twice is one. The bytes lie in the folder of files. */
export interface EvidenceFile {
  /** Digest of the bytes, by which records and decisions name it. */
  sha256: string
  /** What it is by its first bytes: jpeg, png, webp or pdf. */
  mediaType: string
  /** How large it is. */
  sizeBytes: BigInteger
  /** Name under which it was uploaded first. */
  fileName: string
  /** Account that uploaded it first. */
  uploadedBy: string
  /** When it arrived first. */
  receivedAt: Instant
}

/** The key that folds show to see whole journals. The server brings it up to date when it starts. */
export interface FoldKey {
  /** SHA-256 of the key, which is derived from the secret of LIKA_HOME. */
  keyHash: Buffer
}

/** Fund lines (资金安排) in force: the fold of accepted statements. */
export interface FundLine {
  /** The statement. */
  id: string
  /** The plan. */
  planId: string
  /** Region of the plan. */
  regionCode: string
  /** Clause of the document. */
  clause: string
  /** What it is for, or where it comes from. */
  title: string
  /** use or source. */
  side: string
  /** grant, loan, interest, guarantee, insurance, mixed (several of them) or other. */
  nature: string
  /** Yuan. */
  amount: Decimal
  /** exact, about, atLeast, atMost, moreThan, lessThan, between. */
  bound: string
  /** Count, rate, months and deductions that make the amount, as stated. */
  terms: Json
}

/** Pinyin initial of a character, for search by initials. Reference data. */
export interface HanInitial {
  /** The character. */
  han: string
  /** Initial in a given name: z for 曾 read ceng would be c. */
  initial: string
  /** Initial as a surname: z for 曾. */
  surnameInitial: string
}

/** Identity of a household (户). What is known of it is folded into household_snapshot. */
export interface Household {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever registered it. */
  id: string
  /** householdNumber (户编号), unique in the county. */
  number: string
  /** When the identity was made. */
  createdAt: Generated<Instant>
}

/** Changes that a job has not folded into household_count yet. */
export interface HouseholdChange {
  /** County, first in every key. */
  countyCode: string
  /** Order of arrival. */
  id: GeneratedAlways<BigInteger>
  /** Village, 12 digits. */
  villageCode: string
  /** householdStatus; empty text when none. */
  status: string
  /** Main cause; empty text when unknown. */
  cause: string
  /** How many more (or fewer) households. */
  households: BigInteger
  /** How many more (or fewer) persons. */
  persons: BigInteger
}

/** How many households and persons a village, a town and a county have, by status and cause: the folded part. */
export interface HouseholdCount {
  /** County, first in every key. */
  countyCode: string
  /** Village, town or county: 12, 9 or 6 digits, each counted in full. */
  regionCode: string
  /** householdStatus; empty text when none. */
  status: string
  /** Main cause; empty text when unknown. */
  cause: string
  /** How many households. */
  households: BigInteger
  /** How many persons in them. */
  persons: BigInteger
}

/** What holds of a household, by period: the fold of its records and decisions. Rebuilt at any time by lika verify. */
export interface HouseholdSnapshot {
  /** County, first in every key. */
  countyCode: string
  /** The household. */
  householdId: string
  /** First day on which this holds. */
  validFrom: Day
  /** Day on which it no longer does; infinity for what holds now. */
  validTo: Day
  /** Village or group where the household is registered. */
  regionCode: string
  /** householdNumber (户编号). */
  number: string
  /** householdStatus: poor, expected, exited, relapsed, removed, marginal; fold of the decisions. */
  status: string | null
  /** Main cause of poverty (致贫原因). */
  cause: string | null
  /** Head of the household (户主): the member whose relation is head. */
  headId: string | null
  /** Name of the head. */
  headName: string | null
  /** Number of members (家庭人口数) in the period. */
  householdSize: number
  /** Why the household is no longer one: merged, split, movedAway, extinct, duplicate; empty while it is. */
  endedBecause: string | null
}

/** A batch on its way into the journals (导入): a spreadsheet, or one fact for many households (批量填写). */
export interface Import {
  /** Made by whoever uploads; also the batch of the records it makes. */
  id: string
  /** households (with their members, a row a person), villages (a row a village), or assignment (one fact for many households). */
  kind: string
  /** Region that the rows must lie in. */
  regionCode: string
  /** Name of the file as it was uploaded; of an assignment the fact. */
  fileName: string
  /** Digest of the file, which is kept under it; of an assignment that of what was asked for. */
  fileSha256: Buffer
  /** uploaded, staging, checking, ready, committing, committed, undoing, undone, failed, cancelled. */
  state: string
  /** Columns in order, with the field that each fills and how that was found. */
  mapping: Generated<Json>
  /** Day of observation and period of amounts, where the sheet has no such columns; sheet and header line; what was asked of commit and undo. */
  options: Generated<Json>
  /** Rows by outcome, and what is new and changed; empty until checked. */
  counts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** The job that works on it; only that one may go on. */
  jobId: string | null
  /** Account that uploaded it. */
  madeBy: string
  /** When. */
  madeAt: Generated<Instant>
  /** When its records were appended. */
  committedAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** The correcting batch, its reason, and what it left in place. */
  undo: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Why it failed as a whole. */
  problem: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** When the uploaded sheet was removed, its time being over; empty while it is kept. */
  sheetRemovedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** Households (or villages) of an import with what their records and decisions will say. Unlogged like the rows. */
export interface ImportHousehold {
  /** The import. */
  importId: string
  /** County. */
  countyCode: string
  /** householdNumber, or the code of a village. */
  number: string
  /** Household or village found or to be made. */
  householdId: string
  /** It is not in the registry yet. */
  isNew: boolean
  /** Village or group. */
  regionCode: string
  /** Day of observation. */
  observedOn: Day
  /** First row that speaks of it. */
  firstRow: number
  /** What the record will say; empty when nothing differs. */
  facts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** What the decision will say; empty when nothing differs. */
  statusFacts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
}

/** Amounts of an import that the income book does not hold yet. Unlogged like the rows. */
export interface ImportIncome {
  /** The import. */
  importId: string
  /** County. */
  countyCode: string
  /** householdNumber. */
  number: string
  /** First day of the period. */
  periodFrom: Day
  /** Day after its last day. */
  periodTo: Day
  /** Amounts by item. */
  facts: Json
}

/** Mappings that people have confirmed, by the headers of the sheet. */
export interface ImportMapping {
  /** Digest of the kind and the headers in order. */
  headersSha256: Buffer
  /** Field of each column in order; null for a column left out. */
  mapping: Json
  /** When it was last confirmed. */
  savedAt: Generated<Instant>
}

/** What the check found for each staged row: whom it speaks of, and what it would change. Unlogged like the rows. */
export interface ImportResult {
  /** The import. */
  importId: string
  /** Row in the sheet. */
  rowNumber: number
  /** new, changed, unchanged, duplicate (new, but may be somebody who is there already) or error. */
  outcome: string
  /** County of the row. */
  countyCode: string | null
  /** Household found or to be made. */
  householdId: string | null
  /** Person found or to be made; empty when the row adds nothing about a person. */
  personId: string | null
  /** The person is not in the registry yet. */
  newPerson: Generated<boolean>
  /** What a record of the person will say, when the person is known and something differs. */
  facts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** What differs from the registry, by subject and fact: old and new value. */
  changes: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** All problems of the row, of the cells and across rows. */
  problems: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Row with an error without which this row cannot stand: that of the head of a new household. */
  dependsOn: number | null
  /** Persons whom this new one may be: id, score, reasons. */
  likely: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
}

/** Staged rows of an import, as read and checked cell by cell. Unlogged: after a crash the file is staged again. */
export interface ImportRow {
  /** The import. */
  importId: string
  /** Row in the sheet, counted as the spreadsheet counts. */
  rowNumber: number
  /** County of the row. */
  countyCode: string | null
  /** Village or group of the row; empty when the row does not say a place that exists. */
  regionCode: string | null
  /** Number of the household it belongs to. */
  householdNumber: string | null
  /** Day of observation. */
  observedOn: Day | null
  /** Facts of the household (or village); empty when the row above of the same household says the same. */
  householdFacts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** What a decision has to say: status, day of exit. Empty likewise. */
  statusFacts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Amounts of the period. Empty likewise. */
  incomeFacts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** First day of the period of the amounts. */
  periodFrom: Day | null
  /** Day after its last day. */
  periodTo: Day | null
  /** Facts of the person. */
  personFacts: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Keyed hash of the id number. */
  idHash: Buffer | null
  /** What is wrong, by cell: field, code, severity, value, arguments of the message; empty when nothing is. */
  problems: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** What the stand-ins of the row stand for: token, kind, key, ciphertext. */
  sealed: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
}

/** The income book (收入一本账): amounts by item of the income tree and period, folded from the records. */
export interface IncomeEntry {
  /** County, first in every key. */
  countyCode: string
  /** The household. */
  householdId: string
  /** Item of the income tree, a fact of the catalogue; incomeComplete says that the period lists everything. */
  item: string
  /** First day of the period. */
  periodFrom: Day
  /** Day after its last day. */
  periodTo: Day
  /** Amount in fen; 1 or 0 for incomeComplete; empty when unknown on purpose. */
  amount: ColumnType<number | null, number | bigint | string | null, number | bigint | string | null>
  /** Day of the observation that won. */
  observedOn: Day
  /** The record that says so. */
  recordId: string
}

/** Progress of long work, so that leaving the page loses nothing. */
export interface JobProgress {
  /** The piece of work. */
  id: string
  /** What it does: import.check, verdicts.judge… */
  kind: string
  /** waiting, running, done, failed or cancelled. */
  state: Generated<string>
  /** Units done. */
  done: Generated<BigInteger>
  /** Units in all, once known. */
  total: ColumnType<number | null, number | bigint | string | null, number | bigint | string | null>
  /** What it is doing, zh and en. */
  message: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** What came out. */
  result: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Why it failed: code and message. */
  error: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Someone asked to stop it. */
  cancelRequested: Generated<boolean>
  /** Account that started it. */
  madeBy: string | null
  /** When it was started. */
  createdAt: Generated<Instant>
  /** When it last moved. */
  updatedAt: Generated<Instant>
  /** When whoever started it looked at what came of it; empty as long as nobody has. */
  seenAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** Browsers from which an account was entered: the wrong tries of strangers do not make them wait. */
export interface KnownDevice {
  /** SHA-256 of what the browser keeps. */
  tokenHash: Buffer
  /** Account that was entered. */
  accountId: string
  /** When it was last entered; forgotten after 90 days. */
  lastUsedAt: Instant
}

/** A row of a list of a department; one about a household is a lead (线索). No verdict, and no status follows from it. */
export interface Lead {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7. */
  id: string
  /** The list. */
  listId: string
  /** Kind of the list. */
  kind: string
  /** Unit that the list comes from. */
  unitId: string | null
  /** Day that the list is of. */
  heardOn: Day
  /** Line of the sheet. */
  line: number
  /** matched (about a household), nobody, several, double or unreadable. */
  outcome: string
  /** Of a double: the earlier line that says the same person. */
  doubleOf: number | null
  /** Of what cannot be read: the column. */
  problemField: string | null
  /** Of what cannot be read: what is wrong. */
  problemCode: string | null
  /** Where the household was registered when the list came; of a row about nobody the region of the list. */
  regionCode: string
  /** Household that it is about. */
  householdId: string | null
  /** Person whom the row says; emptied when its time is over. */
  personId: string | null
  /** Whether it was dismissed: the fold of its entries. */
  dismissed: Generated<boolean>
  /** Last case that was opened out of it. */
  caseId: string | null
  /** Its last entry; its own id before the first. */
  lastId: string
  /** What the row says (number, name, village, reason, amount), sealed, bound to the id; emptied when its time is over. */
  secret: Buffer | null
  /** Of a lead: by what the person was found, number or name (with the village); empty where it was not kept. */
  matchedBy: string | null
  /** Whether the row has the number of the person and another name: somebody has to look at it. */
  otherName: Generated<boolean>
}

/** What was done about a lead, act by act. Only appended to; its digests stand in the sealed audit journal. */
export interface LeadEntry {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7, made by whoever acted; of a case that was opened, by the server. */
  id: string
  /** The lead. */
  leadId: string
  /** dismiss, reopen or open (a case was opened out of it). */
  act: string
  /** Day of the act. */
  madeOn: Day
  /** Instant of the act. */
  madeAt: Instant
  /** Account that acted. */
  authorId: string
  /** The case, of an open. */
  caseId: string | null
  /** Why, sealed, bound to the id; emptied when its time is over. */
  secret: Buffer | null
  /** Keyed digest of the act with its reason; the audit event of the act bears it, and is sealed. */
  digest: string
}

/** A list (部门预警名单) that a department or an office uploaded: what it is of, and what its rows yielded. */
export interface LeadList {
  /** uuid v7, made by whoever uploaded it. */
  id: string
  /** County, or what lies below it, whose households its rows were looked up among. */
  regionCode: string
  /** What it is of: a kind of modules/leads/kinds.json. */
  kind: string
  /** Unit that it comes from. */
  unitId: string | null
  /** Day that it is of; of a monthly list the last of the month. */
  heardOn: Day
  /** Keyed hash of the sheet, which itself is not kept: the same is not taken twice. */
  fileHash: Buffer
  /** Name of the sheet as it was uploaded, without numbers; emptied when its time is over. */
  fileName: string
  /** Keyed digest of who sent what under the id: sent again it is the same. */
  digest: string
  /** How many rows, and what became of them when the list came: matched, registered, exited, nobody, double and so on. */
  figures: Json
  /** Headers of columns that were not read, without numbers; emptied when its time is over. */
  unread: string[]
  /** Account that uploaded it. */
  uploadedBy: string
  /** Day of the upload. */
  uploadedOn: Day
  /** Instant of the upload. */
  uploadedAt: Instant
  /** Day on which it was taken back as a whole; empty while it holds. */
  withdrawnOn: Day | null
  /** Account that took it back. */
  withdrawnBy: string | null
  /** Last day on which what its rows say is kept. */
  keptUntil: Day
  /** Day on which what it and its rows said was removed; empty before. */
  emptiedOn: Day | null
  /** Why, sealed, bound to the id; emptied when its time is over. */
  withdrawnSecret: Buffer | null
}

/** Public notices (公示) and announcements (公告), kept as they were published. */
export interface Notice {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever posted it. */
  id: string
  /** Printed on it, and looked up by it. */
  number: string
  /** Village, township or county where it hangs. */
  regionCode: string
  /** notice (asks for objections) or announcement (tells what was decided). */
  kind: string
  /** Id of the procedure. */
  procedure: string
  /** The step that posted it. */
  step: string
  /** What was published: title, issuer, text, columns, rows, and which case each row is of. Nothing else is ever shown. */
  content: Json
  /** Digest of the content; the posting entries of the cases name it, and are sealed. */
  sha256: string
  /** First day. */
  hangsFrom: Day
  /** Last day. */
  hangsUntil: Day
  /** How many days it hangs: of work, where the procedure says so. */
  days: number
  /** Account that posted it. */
  madeBy: string
  /** When. */
  madeAt: Instant
  /** Since when it no longer hangs, before its end. */
  takenDownOn: Day | null
  /** Account that took it down. */
  takenDownBy: string | null
  /** When. */
  takenDownAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Why it was taken down. */
  reason: string | null
}

/** What somebody says against a notice (异议), sealed. Whether it is answered is told by the journal. */
export interface Objection {
  /** County, first in every key. */
  countyCode: string
  /** Id of the journal entry caseObjected. */
  id: string
  /** One form of the public site: an objection to a whole notice is an entry of each of its cases. */
  sendingId: string
  /** The case. */
  caseId: string
  /** Whom the case is about. */
  subjectId: string
  /** Region of the case when it came. */
  regionCode: string
  /** Step at which the case stood. */
  step: string
  /** The notice; empty for what was said in person while none hung. */
  noticeId: string | null
  /** site or office (said in person, and taken down). */
  channel: string
  /** What it says, name and contact, sealed; bound to the id. Empty once it was erased. */
  secret: Buffer | null
  /** Keyed hash of the number that the answer is looked up by; the number itself is kept nowhere. */
  numberHash: Buffer | null
  /** Day on which it came. */
  madeOn: Day
  /** Instant at which it came. */
  madeAt: Instant
}

/** Codes (一次性代码) that open one account once: the first administrators, and invitations. */
export interface OneTimeCode {
  /** SHA-256 of the code. */
  codeHash: Buffer
  /** The account that is invited; empty for an administrator whose account the code makes. */
  accountId: string | null
  /** Role of that administrator. */
  role: string | null
  /** Region of that role. */
  regionCode: string | null
  /** Account that invites; empty for the command line. */
  madeBy: string | null
  /** When it was made. */
  madeAt: Instant
  /** It opens nothing after. */
  validUntil: Instant
  /** When it was used; it opens nothing after. */
  usedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** Splits, merges and moves of households and persons, each with its reason; the records they made name them. */
export interface Operation {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever did it. */
  id: string
  /** splitHousehold, mergeHouseholds, moveHousehold, movePerson, mergePersons, endPerson, moveVillage. */
  kind: string
  /** Which households, persons and regions. */
  detail: Json
  /** Why. */
  reason: string
  /** From which day. */
  effectiveOn: Day
  /** Account that did it. */
  madeBy: string
  /** When it was entered. */
  madeAt: Generated<Instant>
}

/** Identity of a person (人). What is known is folded into person_snapshot. */
export interface Person {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7 made by whoever registered the person. */
  id: string
  /** When the identity was made. */
  createdAt: Generated<Instant>
}

/** Which person bears an id number, nationally unique, by keyed hash. */
export interface PersonIdentity {
  /** HMAC-SHA-256 of the id number; the key stays outside the database. */
  idHash: Buffer
  /** County of the person. */
  countyCode: string
  /** The person. */
  personId: string
}

/** Names cut for search: every suffix of the name (王国华, 国华, 华) and its pinyin initials. Folded. */
export interface PersonSearch {
  /** County, first in every key. */
  countyCode: string
  /** The person. */
  personId: string
  /** A suffix of the name, or pinyin initials in small letters. */
  key: string
  /** Household of the person now. */
  householdId: string
  /** Village or group of the person now. */
  regionCode: string
}

/** What holds of a person, by period: the fold of the person's records. Membership in a household is one of the facts. */
export interface PersonSnapshot {
  /** County, first in every key. */
  countyCode: string
  /** The person. */
  personId: string
  /** First day on which this holds. */
  validFrom: Day
  /** Day on which it no longer does; infinity for what holds now. */
  validTo: Day
  /** Household the person is a member of; empty when of none. */
  householdId: string | null
  /** Village or group. */
  regionCode: string
  /** Why the person is no longer in the registry: death, movedAway, marriedOut, duplicate; empty while in it. */
  endedBecause: string | null
}

/** A text of policy (方案) as it was filed: a document, or a collection of several. */
export interface Plan {
  /** uuid v7 made by whoever filed it. */
  id: string
  /** Region whose authorities issued it. */
  regionCode: string
  /** The plan of the level above that it carries out, if told. */
  aboveId: string | null
  /** Account that filed it. */
  madeBy: string
  /** When. */
  madeAt: Instant
  /** Since when it is withdrawn, with everything that was accepted of it; empty while it holds. */
  endedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** What the reader read out of a version, a row a document of it. Derived: made again when the reader changes. */
export interface PlanReading {
  /** The plan. */
  planId: string
  /** The version. */
  version: number
  /** The document of the text, from 0. */
  part: number
  /** Version of the reader. */
  reader: string
  /** Title of the document; empty when it bears none. */
  title: string
  /** Number of the document (文号), if any. */
  number: string | null
  /** Where it begins in the text. */
  rangeFrom: number
  /** Where it ends. */
  rangeTo: number
  /** How many errors the audit found. */
  errors: number
  /** How many warnings. */
  warnings: number
  /** Outline, statements and findings. */
  read: Json
  /** How many targets, tasks and fund lines were read. */
  proposals: number
}

/** What people decided about the statements of a plan: the fold of its decisions. One that was taken back has no row. */
export interface PlanStatement {
  /** The statement: the id of the first decision about it. */
  id: string
  /** The plan. */
  planId: string
  /** Region of whoever decided: that of the plan, or one below that breaks a target down. */
  regionCode: string
  /** target, task, fundLine or finding. */
  kind: string
  /** accepted (as read or corrected) or rejected. */
  state: string
  /** Version of the text that it stands in; empty for what was set by hand. */
  version: number | null
  /** Document of that text, from 0. */
  part: number | null
  /** Where its sentence begins in the text. */
  rangeFrom: number | null
  /** Where it ends. */
  rangeTo: number | null
  /** What was accepted; empty for what was rejected. */
  content: ColumnType<JsonValue, string | { readonly [key: string]: unknown } | null, string | { readonly [key: string]: unknown } | null>
  /** Why, where somebody said so. */
  reason: string
  /** Account of the last decision. */
  decidedBy: string
  /** When. */
  decidedAt: Instant
  /** The last decision about it. */
  decisionId: string
}

/** The text of a plan, and of each corrected version of it. Only appended to. */
export interface PlanVersion {
  /** The plan. */
  planId: string
  /** Counted from 1. */
  version: number
  /** The decoded text; ranges count its UTF-16 units. */
  text: string
  /** Digest of the text in UTF-8. */
  sha256: Buffer
  /** Name of the file that it came from; empty when pasted. */
  fileName: string | null
  /** Why there is another version. */
  reason: string | null
  /** Account that filed this version. */
  madeBy: string
  /** When. */
  madeAt: Instant
}

/** Versions of what persons are told about the handling of their data (个人信息处理告知书). In force is the last that has begun; none is ever changed. */
export interface PrivacyNotice {
  /** Counted from 1. */
  version: number
  /** First day; it holds until the next begins. */
  validFrom: Day
  /** Who handles, whom to ask, and for what, on which basis and how long what is kept, out of the field register as it was then. */
  content: Json
  /** Why this version was made. */
  reason: string
  /** Account that published it; empty for that of a demo world. */
  madeBy: string | null
  /** When. */
  madeAt: Generated<Instant>
}

/** Procedures that cases were opened under, whole: a running case finishes under the version that it began with. */
export interface ProcedureVersion {
  /** SHA-256 of the procedure; the entry that opens a case names it. */
  digest: string
  /** Id of the procedure in its pack. */
  id: string
  /** The pack that states it. */
  pack: string
  /** Version of that pack. */
  version: string
  /** The procedure, with everything written once. */
  content: Json
  /** When a case was opened under it first. */
  firstUsed: Instant
}

/** Under which packs, by version and digest, and which engine verdicts were made. */
export interface Receipt {
  /** Named by the verdicts. */
  id: GeneratedAlways<BigInteger>
  /** Set of criteria. */
  setId: string
  /** Packs whose items the set uses: name, version, digest. */
  chain: Json
  /** Version of the engine. */
  engine: string
}

/** The journal of records (记录): a set of facts about one subject, observed on a day, by someone, with evidence. */
export interface Record {
  /** County, first in every key: the distribution column. */
  countyCode: string
  /** uuid v7 made by whoever made the record; sending it twice is one record. */
  id: string
  /** household, person, village or task. */
  subjectKind: string
  /** The household, person, village or task it speaks of. */
  subjectId: string
  /** Village or group of the subject when the record was made. */
  regionCode: string
  /** Day on which it was true in the field. */
  observedOn: Day
  /** When Lika learned it. */
  receivedAt: Instant
  /** Account that observed it. */
  authorId: string
  /** How it came: form, import, phone, operation, correction, case, demo. */
  source: string
  /** Facts by id; null is unknown on purpose. Money and decimals are decimal strings. */
  facts: Json
  /** First day of the period that amounts (income items) belong to. */
  periodFrom: Day | null
  /** Day after the last day of that period. */
  periodTo: Day | null
  /** SHA-256 of photos, scans and signatures that show it. */
  evidence: Generated<string[]>
  /** Why, where a reason is asked for: corrections, operations. */
  reason: string | null
  /** The record that this one takes out of the fold. */
  corrects: string | null
  /** The import that brought it. */
  batchId: string | null
  /** The split, merge or move that made it; of source case, the entry of the case that gave or withdrew it. */
  operationId: string | null
  /** Digest of what was sent, so that the same id with another body is refused. */
  bodySha256: Buffer | null
  /** Transaction that wrote it, which is the order of sealing; 0 before there were seals. */
  writtenIn: Generated<BigInteger>
}

/** Administrative regions (行政区划), by national code and dated name. Reference data: the same on every node. */
export interface Region {
  /** GB/T 2260 and the statistical division code; 14 digits for a village group (村民小组). */
  code: string
  /** First day on which the region bears this name. */
  validFrom: Generated<Day>
  /** Day on which it no longer does; infinity while it does. */
  validTo: Generated<Day>
  /** Code of the region above; empty for a province. */
  parentCode: string | null
  /** province, city, county, town, village or group (省市县乡村组). */
  level: string
  /** Name in use in the period. */
  name: string
}

/** Boundary of a region (区划边界), simplified for drawing: never evidence of where a border runs. */
export interface RegionBoundary {
  /** Region, by its code; the boundary is that of the present day. */
  code: string
  /** As the coordinates of a GeoJSON MultiPolygon: polygons of an outer ring and holes, longitude and latitude in degrees. */
  polygons: Json
  /** Positions kept by the simplification. */
  points: number
  /** Name of the file that it came from. */
  source: string
  /** Account that imported it; empty when the shell did. */
  importedBy: string | null
  /** When. */
  importedAt: Generated<Instant>
}

/** Merges, renames and moves of regions (撤并、更名、划转) and groups added (增设村民小组), with the reason. */
export interface RegionChange {
  /** Made by whoever makes the change; the same id twice is one change. */
  id: string
  /** rename, merge, move or addGroup. */
  kind: string
  /** Code before; the village of an added group. */
  fromCode: string
  /** Code after; the same for a rename. */
  toCode: string
  /** The new name; empty where the name stays. */
  name: string | null
  /** First day under the new name or code. */
  effectiveOn: Day
  /** Why, as the deciding document says. */
  reason: string | null
  /** Account that entered it; empty when an import of the national codes brought it. */
  madeBy: string | null
  /** When it was entered. */
  madeAt: Generated<Instant>
}

/** Names of the regions of today with their pinyin, for search. Follows region; made again at any time. */
export interface RegionSearch {
  /** The region. */
  code: string
  /** Its name today. */
  name: string
  /** First letters of the pinyin: lzz for 廉州镇. Empty until the name has been spelt. */
  initials: string | null
  /** The pinyin from each syllable on, separated by blanks: lianzhouzhen zhouzhen zhen. Empty until the name has been spelt. */
  spelling: string | null
}

/** Roles: what somebody may do, in words of the domain. Those that come with the program are brought up to date at each start. */
export interface Role {
  /** Key of the role. */
  key: string
  /** Name in Chinese and English. */
  label: Json
  /** Permissions of routes that the role holds. */
  permissions: string[]
  /** True for the roles that come with the program; they are not edited. */
  builtIn: Generated<boolean>
  /** The built-in role that an own one narrows down; its duty is kept apart from others as that one's is. */
  basedOn: string | null
  /** Since when it is given to nobody any more. */
  retiredAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** A role given to an account for a region, on behalf of a unit, for a period. Never deleted: it is revoked. */
export interface RoleGrant {
  /** uuid v7 made by whoever grants it. */
  id: string
  /** Who holds it. */
  accountId: string
  /** Key of the role. */
  role: string
  /** Region with everything within it; all for the whole country. */
  regionCode: string
  /** The unit on whose behalf, if any. */
  unitId: string | null
  /** First day. */
  validFrom: Generated<Day>
  /** Day after the last; infinity when open. */
  validTo: Generated<Day>
  /** Account that granted it; empty for what a demo world or the command line brought. */
  grantedBy: string | null
  /** When. */
  grantedAt: Generated<Instant>
  /** Why. */
  reason: string | null
  /** Account that revoked it. */
  revokedBy: string | null
  /** When it was revoked; empty while it holds. */
  revokedAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Why it was revoked. */
  revokedReason: string | null
  /** Why one person holds two duties that belong to two: an office too small for three. */
  exceptionReason: string | null
}

/** A named filter, order and choice of columns of a list (视图), of one account or shared with its region. Holds no data. */
export interface SavedView {
  /** Made by whoever saves; saving under it again replaces the view. */
  id: string
  /** Whose view it is. */
  accountId: string
  /** The list: households. */
  page: string
  /** Name, once for each account and list. */
  name: string
  /** What the address says: filter, order, columns; neither region nor date. */
  search: Json
  /** Region whose accounts see it too; empty for the owner alone. */
  sharedWith: string | null
  /** When it was last saved. */
  updatedAt: Generated<Instant>
}

/** Migrations that were applied to this database, with their checksums. */
export interface SchemaMigration {
  /** Number of the migration. */
  number: number
  /** Its file. */
  name: string
  /** Checksum of its text: an applied migration is never edited. */
  sha256: string
  /** When it was applied. */
  appliedAt: Generated<Instant>
}

/** Rows of one journal that were sealed together (封存批次): the Merkle tree over their hashes, chained to the batch before. */
export interface SealBatch {
  /** Place in the chain, from 1, without gaps over all journals. */
  number: BigInteger
  /** Table that the rows lie in: record, decision, audit_event. */
  journal: string
  /** Which columns make the bytes that are hashed; a form is never changed, a new one follows. */
  form: number
  /** How many rows. */
  rowCount: number
  /** All rows of the journal written by transactions below this one are sealed with this run. */
  upto: BigInteger
  /** Transaction of its last row. */
  lastOrder: BigInteger
  /** Id of its last row. */
  lastId: string
  /** Merkle root of the rows, as in RFC 6962. */
  root: Buffer
  /** Head of the batch before; zeros before the first. */
  previous: Buffer
  /** SHA-256 of what this row says, the head before included: what a checkpoint signs. */
  head: Buffer
  /** Ids of the rows in their order. */
  rowIds: string[]
  /** Hash of each row in the same order, 32 bytes each: they tell which row was changed. */
  leaves: Buffer
  /** When it was sealed. */
  sealedAt: Instant
}

/** Signed statements of how far the chain of batches reached (检查点); the copies outside the database are what counts. */
export interface SealCheckpoint {
  /** Place among the checkpoints, from 1. */
  number: BigInteger
  /** When it was signed. */
  madeAt: Instant
  /** Last batch that it covers. */
  batch: BigInteger
  /** Head of that batch. */
  head: Buffer
  /** The text that was signed. */
  body: string
  /** How it was signed: international (Ed25519) or sm (SM2). */
  suite: string
  /** Key that signed it. */
  keyId: string
  /** The signature. */
  signature: Buffer
}

/** What facts of class identifier say (识别号码密文), encrypted. Everything else holds the token; equal values have one. */
export interface SealedValue {
  /** Stands for the value in records, snapshots and sheets: sealed:kin:own:length, by keyed hashes. */
  token: string
  /** The fact: idNumber, phone, bankAccount. It says how the value is masked. */
  kind: string
  /** The key that encrypted it; lika keys rotate brings it to the one of today. */
  keyId: number
  /** Version, key id, iv, ciphertext, tag; bound to kind and token. */
  sealed: Buffer
  /** When it was first stored. */
  madeAt: Generated<Instant>
}

/** Somebody who is signed in. The token itself is only in the cookie. */
export interface Session {
  /** SHA-256 of the token. */
  tokenHash: Buffer
  /** Names the session where the token must not be told. */
  id: string
  /** Who. */
  accountId: string
  /** What was shown: password, totp, passkey, oidc, code (one-time), demo (an account of a demo world). */
  factors: string[]
  /** What the grants of the account cover; row-level security lets nothing else through. */
  regions: string
  /** When it began. */
  madeAt: Instant
  /** Last request, to the minute. */
  lastUsedAt: Instant
  /** It ends then unless it is used before. */
  idleUntil: Instant
  /** It ends then in any case. */
  validUntil: Instant
  /** Until then what asks for a fresh factor is open. */
  freshUntil: ColumnType<string | null, string | Date | null, string | Date | null>
  /** Address that it began from. */
  address: string | null
  /** Browser, as it names itself. */
  agent: string | null
  /** When it was ended before its time. */
  endedAt: ColumnType<string | null, string | Date | null, string | Date | null>
  /** signedOut, endedByOwner, grantsChanged, disabled, replaced. */
  endedBecause: string | null
  /** What is still asked for before it opens anything: giveSecondFactor, addSecondFactor, changePassword; empty when nothing is. */
  pending: string | null
}

/** Settings of this installation: world (which demo world is loaded, and its day), judged, seals (how far sealing got). */
export interface Setting {
  /** Name. */
  key: string
  /** Value. */
  value: Json
}

/** Questions that are open for some minutes: what a passkey signs, an authenticator that is being added, a way to the single sign-on. Answering takes one away. */
export interface SignInChallenge {
  /** Names it between question and answer. */
  id: string
  /** passkey, newPasskey, totp or oidc. */
  kind: string
  /** Who may answer; empty for anybody. */
  accountId: string | null
  /** What the answer is checked against. */
  data: Json
  /** What must not be read in the table, sealed with a key outside the database. */
  secret: Buffer | null
  /** It cannot be answered after. */
  validUntil: Instant
}

/** Wrong tries to sign in, and until when the next one waits. */
export interface SignInTries {
  /** Keyed hash of the name, address, browser or account that tried: names that are none are counted alike. */
  key: Buffer
  /** account, address, device or factor. */
  of: string
  /** How many since the last success. */
  failures: number
  /** When the last was. */
  lastAt: Instant
  /** Nothing is tried before. */
  waitUntil: Instant
}

/** Somebody who works in a unit (干部). */
export interface Staff {
  /** uuid v7 made by whoever entered the person. */
  id: string
  /** The unit. */
  unitId: string
  /** Name of the person. */
  name: string
  /** Position (职务), if told. */
  position: string | null
  /** When it was entered. */
  madeAt: Generated<Instant>
}

/** Targets (目标任务) in force: the fold of accepted statements. */
export interface Target {
  /** The statement. */
  id: string
  /** The plan. */
  planId: string
  /** Region that is to reach it. */
  regionCode: string
  /** The target of the level above that it is a part of. */
  ofId: string | null
  /** plan (计划数) or assigned (下达数): what the level above handed down takes precedence. */
  kind: string
  /** What is counted, in the words of the document. */
  label: string
  /** Indicator of the packs that shows reality beside it, if any. */
  indicator: string | null
  /** First day of its period; empty when not stated. */
  beginsOn: Day | null
  /** Last day; empty when not stated. */
  endsOn: Day | null
  /** exact, about, atLeast, atMost, moreThan, lessThan, between. */
  bound: string
  /** The figure in its unit. */
  value: Decimal
  /** Upper end of a range. */
  upTo: Decimal | null
  /** Unit as stated: 户, 人, 个村, 万元, %. */
  unit: string
  /** Clause of the document; empty for what was set by hand. */
  clause: string
}

/** Tasks (任务清单) in force: the fold of accepted statements. */
export interface Task {
  /** The statement. */
  id: string
  /** The plan. */
  planId: string
  /** Region of the plan. */
  regionCode: string
  /** Clause of the document. */
  clause: string
  /** What is to be done. */
  text: string
  /** First day of a cycle, or of the work where told. */
  beginsOn: Day | null
  /** Deadline; empty when none is stated or the task comes by a cycle. */
  dueOn: Day | null
  /** week, month, quarter, halfYear or year for what is owed again and again. */
  every: string | null
  /** Last day of the cycle. */
  endsOn: Day | null
}

/** Which unit leads a task (牵头), cooperates (配合) or answers for it (责任). */
export interface TaskUnit {
  /** The task. */
  taskId: string
  /** lead, cooperating or responsible. */
  role: string
  /** Name as the document has it. */
  name: string
  /** Key of the department that the name means, in the list of departments; empty when unknown. */
  department: string | null
  /** Unit of the register, when it is known. */
  unitId: string | null
}

/** Unit (单位) that staff belong to: an office, a government, a village committee, a department. */
export interface Unit {
  /** uuid v7 made by whoever entered it. */
  id: string
  /** office (poverty office), government, village, team, sector, finance, audit, inspection, assessor (third party), other. */
  kind: string
  /** Name of the unit. */
  name: string
  /** Region that the unit belongs to. */
  regionCode: string
  /** The unit above, if any. */
  parentId: string | null
  /** When it was entered. */
  madeAt: Generated<Instant>
  /** Since when it takes no new staff. */
  closedAt: ColumnType<string | null, string | Date | null, string | Date | null>
}

/** Other names by which documents of a region call a unit (简称). */
export interface UnitAlias {
  /** Region whose documents use the name. */
  regionCode: string
  /** The name. */
  alias: string
  /** The unit that is meant. */
  unitId: string
  /** Account that said so. */
  madeBy: string
  /** When. */
  madeAt: Instant
}

/** Who saw which id number, telephone or bank account in full, and what for (脱敏查看). Only appended to. */
export interface Unmasking {
  /** County, first in every key. */
  countyCode: string
  /** uuid v7. */
  id: Generated<string>
  /** Account that asked. */
  accountId: string
  /** household or person. */
  subjectKind: string
  /** Whose number it is. */
  subjectId: string
  /** Village or group of the subject when it was asked. */
  regionCode: string
  /** Which number: idNumber, phone, bankAccount. */
  fact: string
  /** What for, in the words of whoever asked. */
  purpose: string
  /** When. */
  askedAt: Instant
}

/** What the facts say of a subject under a set of criteria (判定), live. It opens or blocks a step; it never changes a status. */
export interface Verdict {
  /** County, first in every key. */
  countyCode: string
  /** Household, person or village. */
  subjectId: string
  /** Set of criteria: household-exit. */
  setId: string
  /** household, person or village. */
  subjectKind: string
  /** Village or group of the subject. */
  regionCode: string
  /** Day for which it was judged. */
  asOf: Day
  /** 0 unmet, 1 undetermined, 2 met. */
  outcome: number
  /** Two bits per criterion, criterion i at bits 2i, same numbers as outcome. */
  codes: BigInteger
  /** How many criteria the set had. */
  criteria: number
  /** Status of the subject when judged, for counting. */
  status: string | null
  /** Members of the household when judged, for counting. */
  persons: number
  /** Under which packs. */
  receiptId: BigInteger
  /** When. */
  judgedAt: Generated<Instant>
}

/** Changes of the summary that a job has not folded into verdict_count yet. Appending never waits for another writer. */
export interface VerdictChange {
  /** County, first in every key. */
  countyCode: string
  /** Order of arrival. */
  id: GeneratedAlways<BigInteger>
  /** Village, 12 digits. */
  villageCode: string
  /** Set of criteria. */
  setId: string
  /** Status of the subjects; empty text when they have none. */
  status: string
  /** Index of the criterion in the set; -1 for the overall outcome. */
  criterion: number
  /** 0 unmet, 1 undetermined, 2 met. */
  outcome: number
  /** How many more (or fewer) subjects. */
  subjects: BigInteger
  /** How many more (or fewer) persons. */
  persons: BigInteger
}

/** How many subjects of a village, a town and a county have which outcome: the folded part of the summary. */
export interface VerdictCount {
  /** County, first in every key. */
  countyCode: string
  /** Village, town or county: 12, 9 or 6 digits, each counted in full. */
  regionCode: string
  /** Set of criteria. */
  setId: string
  /** Status of the subjects; empty text when they have none. */
  status: string
  /** Index of the criterion in the set; -1 for the overall outcome. */
  criterion: number
  /** 0 unmet, 1 undetermined, 2 met. */
  outcome: number
  /** How many subjects. */
  subjects: BigInteger
  /** How many persons in them. */
  persons: BigInteger
}

/** Identity of an administrative village (行政村) as a subject of facts and verdicts. */
export interface Village {
  /** County, first in every key. */
  countyCode: string
  /** Made from the code, so that everybody makes the same. */
  id: string
  /** Region code, 12 digits. */
  code: string
}

/** What holds of a village, by period: the fold of its records and decisions. */
export interface VillageSnapshot {
  /** County, first in every key. */
  countyCode: string
  /** The village. */
  villageId: string
  /** First day on which this holds. */
  validFrom: Day
  /** Day on which it no longer does; infinity for what holds now. */
  validTo: Day
  /** Code of the village, 12 digits. */
  regionCode: string
  /** villageStatus: poor, expected, exited, or empty for a village that is not a poor village. */
  status: string | null
  /** Why the village is no longer one: merged; empty while it is. */
  endedBecause: string | null
}

export interface Schema {
  accessChange: AccessChange
  account: Account
  accountImport: AccountImport
  accountLink: AccountLink
  accountPasskey: AccountPasskey
  accountPassword: AccountPassword
  accountTotp: AccountTotp
  auditEvent: AuditEvent
  budget: Budget
  caseChange: CaseChange
  caseCount: CaseCount
  caseFile: CaseFile
  caseStep: CaseStep
  complaint: Complaint
  complaintEntry: ComplaintEntry
  contradiction: Contradiction
  dataKey: DataKey
  decision: Decision
  duplicate: Duplicate
  erasedRow: ErasedRow
  erasure: Erasure
  evidenceFile: EvidenceFile
  foldKey: FoldKey
  fundLine: FundLine
  hanInitial: HanInitial
  household: Household
  householdChange: HouseholdChange
  householdCount: HouseholdCount
  householdSnapshot: HouseholdSnapshot
  import: Import
  importHousehold: ImportHousehold
  importIncome: ImportIncome
  importMapping: ImportMapping
  importResult: ImportResult
  importRow: ImportRow
  incomeEntry: IncomeEntry
  jobProgress: JobProgress
  knownDevice: KnownDevice
  lead: Lead
  leadEntry: LeadEntry
  leadList: LeadList
  notice: Notice
  objection: Objection
  oneTimeCode: OneTimeCode
  operation: Operation
  person: Person
  personIdentity: PersonIdentity
  personSearch: PersonSearch
  personSnapshot: PersonSnapshot
  plan: Plan
  planReading: PlanReading
  planStatement: PlanStatement
  planVersion: PlanVersion
  privacyNotice: PrivacyNotice
  procedureVersion: ProcedureVersion
  receipt: Receipt
  record: Record
  region: Region
  regionBoundary: RegionBoundary
  regionChange: RegionChange
  regionSearch: RegionSearch
  role: Role
  roleGrant: RoleGrant
  savedView: SavedView
  schemaMigration: SchemaMigration
  sealBatch: SealBatch
  sealCheckpoint: SealCheckpoint
  sealedValue: SealedValue
  session: Session
  setting: Setting
  signInChallenge: SignInChallenge
  signInTries: SignInTries
  staff: Staff
  target: Target
  task: Task
  taskUnit: TaskUnit
  unit: Unit
  unitAlias: UnitAlias
  unmasking: Unmasking
  verdict: Verdict
  verdictChange: VerdictChange
  verdictCount: VerdictCount
  village: Village
  villageSnapshot: VillageSnapshot
}
