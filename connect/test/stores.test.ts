import { databases } from '@lanyard/storage/testing'
import { kyselyStore, migrations } from '../src/kysely.ts'
import { memoryStore } from '../src/memory.ts'
import { testStore } from '../src/testing/index.ts'

testStore('the memory store', async () => {
  const store = memoryStore()
  return { store, other: store, async [Symbol.asyncDispose]() {} }
})

for (const { name, open } of databases) {
  testStore(`the Kysely store on ${name}`, async () => {
    const database = await open([migrations])
    const second = await database.second()
    return {
      store: kyselyStore(database.db),
      other: kyselyStore(second.db),
      [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
    }
  })
}
