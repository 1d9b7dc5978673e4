#!/usr/bin/env node
import process from 'node:process';
import { processEnvironment } from './environment.ts';
import { runHoldover } from './program.ts';

process.exit(await runHoldover(process.argv.slice(2), processEnvironment()));
