export { databases, type TestDatabase, type TestDialect } from './databases.ts'
export { eventually, WAIT_LIMIT } from './eventually.ts'
export { openProxy, type Proxy } from './proxy.ts'
export { type PostgresServer, startPostgres } from './postgres-server.ts'
