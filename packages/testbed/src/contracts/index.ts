export * from './describe-gateway-wire.ts';
export * from './describe-sealed-database.ts';
