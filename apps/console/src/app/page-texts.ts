import { consolePhrases } from '@holdover/phrases';
import { translators } from './texts.tsx';

/** Comes with the shell, and so before every page behind the sign-in. */
translators.add(consolePhrases);
