export * from './describe-sealed-database.ts';
