import type { TestDialect } from './databases.ts'
import { openPostgresTestDatabase } from './postgres-test-database.ts'
import { openProxy, type Proxy } from './proxy.ts'
import { openTestDatabase, type TestDatabase } from './test-database.ts'
import type { MigrationSource } from '../migrate.ts'

/** PostgreSQL over a network that fails: each database that is opened has a proxy before it. */
export interface ProxiedDialect extends TestDialect, Pick<Proxy, 'refuse' | 'restore'> {}

export function behindProxies(): ProxiedDialect {
  const proxies: Proxy[] = []
  return {
    name: 'PostgreSQL',
    async open<Schema>(sources: readonly MigrationSource[]): Promise<TestDatabase<Schema>> {
      const direct = await openPostgresTestDatabase<Schema>(sources)
      const location = new URL(direct.location)
      const proxy = await openProxy({ host: location.hostname, port: Number(location.port) })
      proxies.push(proxy)
      location.port = String(proxy.port)
      return openTestDatabase(location.href, async () => {
        await proxy[Symbol.asyncDispose]()
        await direct[Symbol.asyncDispose]()
      })
    },
    refuse: () => proxies.forEach((proxy) => proxy.refuse()),
    restore: () => proxies.forEach((proxy) => proxy.restore()),
  }
}
