export * from './documents.ts';
export * from './group-commit.ts';
export type * from './key-protector.ts';
export * from './keyfile-protector.ts';
export * from './sealed-database.ts';
export {
  createSealedFileWriter,
  openSealedFile,
  type SealedFile,
  type SealedFileOptions,
  type SealedFileWriter,
} from './sealed-file.ts';
