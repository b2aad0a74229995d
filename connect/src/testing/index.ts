export { type OpenedStore, testStore } from './store-conformance.ts'
