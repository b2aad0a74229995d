export { inByteOrder, isLike, keyNames, type NameKeyColumns, nameKeys, resembling, setNameKeys } from './name-keys.ts'
