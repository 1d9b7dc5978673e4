import { buildCardReader } from './bootstrap/card-reader.mjs';

await buildCardReader();
