export { deriveKeys } from './derive-keys.ts'
export { seal, unseal } from './envelope.ts'
export { type KeyRing, parseKeyRing } from './key-ring.ts'
