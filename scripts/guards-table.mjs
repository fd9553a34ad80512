// Each guard with the change that switches it off and the tests that must then fail: a guard whose removal nobody
// notices does not count. `from` stands exactly once in the file (scripts/guards.test.mjs says when it no longer does);
// § stands for the dollar of a placeholder in a source. `pattern` is the smallest that names the tests.

import { ofComplaints } from './guards/complaints.mjs'
import { ofDurability } from './guards/durability.mjs'
import { ofFiles } from './guards/files.mjs'
import { ofInput } from './guards/input.mjs'
import { ofJournal } from './guards/journal.mjs'
import { ofKeys } from './guards/keys.mjs'
import { ofNotices } from './guards/notices.mjs'
import { ofScope } from './guards/scope.mjs'
import { ofSensitiveData } from './guards/sensitive.mjs'
import { ofSheets } from './guards/sheets.mjs'
import { ofSignIn } from './guards/sign-in.mjs'

export const guards = [
  ...ofSignIn,
  ...ofScope,
  ...ofSensitiveData,
  ...ofComplaints,
  ...ofNotices,
  ...ofKeys,
  ...ofInput,
  ...ofSheets,
  ...ofFiles,
  ...ofDurability,
  ...ofJournal,
]
