export { type AuditEntry } from './entry.ts'
export { type Batch } from './batch.ts'
export { type AuditChainTables, type AuditSource } from './tables.ts'
export { type SealingOptions, sealDue } from './seal-due.ts'
export { type ChainProblem, type ChainReport, listChains, verifyChain } from './verify-chain.ts'
export { findSeals, type ListedEntry, listEntries } from './list-entries.ts'
export { conditionOf, type EntryFilter, readFilter, type TypedFilter } from './filter.ts'
export {
  type AuditNamesTable,
  eraseNames,
  findNames,
  type KeptName,
  type NamesThen,
  type NameThen,
  readNames,
  saltNames,
} from './names.ts'
export { exportAsJson, pagesOfEntries } from './export-entries.ts'
export { cutPage, type Place, readPlace } from './page.ts'
