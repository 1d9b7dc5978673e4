import { stretch } from '@holdover/nodejs';
import { describeStretch } from '../contracts/describe-stretch.ts';
import { fastStretch } from './fast-stretch.ts';

describeStretch('SHA-256', fastStretch);
describeStretch('Argon2id', stretch);
