import { AsyncLocalStorage } from 'node:async_hooks'
import type { DialectAdapter, Driver } from 'kysely'
import { StorageError } from './storage-error.ts'

interface OpenTransaction {
  readonly adapter: DialectAdapter
  readonly outer: OpenTransaction | undefined
  open: boolean
}

const current = new AsyncLocalStorage<OpenTransaction>()

/** Marks everything that `work` awaits as inside a transaction of the adapter's database. */
export async function withinTransaction<Result>(adapter: DialectAdapter, work: () => Promise<Result>): Promise<Result> {
  const transaction: OpenTransaction = { adapter, outer: current.getStore(), open: true }
  try {
    return await current.run(transaction, work)
  } finally {
    transaction.open = false
  }
}

/**
 * Makes a driver refuse a query on the outer `db` inside a transaction.
 *
 * On SQLite such a query would wait for ever for the one connection, on PostgreSQL it would silently escape from the
 * transaction. What a transaction started without awaiting it may use the outer `db` again after the transaction.
 */
export function refuseOutsideTransaction(driver: Driver, adapter: DialectAdapter): Driver {
  const acquire = driver.acquireConnection.bind(driver)
  driver.acquireConnection = async (options) => {
    for (let transaction = current.getStore(); transaction; transaction = transaction.outer) {
      if (transaction.open && transaction.adapter === adapter) {
        throw new StorageError('outside_transaction', 'Use the db that inTransaction gave, not the outer one.')
      }
    }
    return acquire(options)
  }
  return driver
}
