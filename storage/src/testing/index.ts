export { databases, type TestDatabase, type TestDialect } from './databases.ts'
export { type PostgresServer, startPostgres } from './postgres-server.ts'
