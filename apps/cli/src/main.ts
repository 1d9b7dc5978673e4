#!/usr/bin/env node
import process from 'node:process';
import { processEnvironment } from './environment.ts';
import { runHoldover } from './program.ts';

// Whoever reads (`| head`) may stop before the end.
process.stdout.on('error', () => process.exit(0));

process.exit(await runHoldover(process.argv.slice(2), processEnvironment()));
