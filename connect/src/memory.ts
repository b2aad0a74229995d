export { memoryStore, type MemoryTransaction } from './stores/memory/memory-store.ts'
