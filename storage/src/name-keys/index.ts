export {
  inByteOrder,
  isLike,
  type KeyColumns,
  type KeyedTable,
  keysOf,
  keyTexts,
  namedTable,
  type NameKeyColumns,
  nameKeys,
  resembling,
  setKeys,
} from './name-keys.ts'
