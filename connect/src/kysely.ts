export { kyselyStore } from './kysely/kysely-store.ts'
export { migrations } from './kysely/migrations.ts'
export type { ConnectTables } from './kysely/tables.ts'
