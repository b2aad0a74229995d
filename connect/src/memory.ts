export { memoryStore, type MemoryTransaction } from './memory/memory-store.ts'
