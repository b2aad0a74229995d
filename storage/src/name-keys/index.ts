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
  setNameKeys,
} from './name-keys.ts'
