// Looks for printers in the local network, for as many seconds as its argument {seconds} says. Prints what it found as JSON.
import { findPrinters } from '@holdover/nodejs';

const { seconds } = JSON.parse(process.argv[2]);
process.stdout.write(`${JSON.stringify((await findPrinters(seconds * 1000)) ?? null)}\n`);
