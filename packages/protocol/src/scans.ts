import * as z from 'zod';
import { idField, instantField } from './fields.ts';

/** POST scan, an upload: a document scanned for `userId`, to be sent to them by e-mail. The activity id makes it once. */
export const scanUpload = z.strictObject({
  activityId: idField('activity'),
  userId: idField('user'),
  scannedAt: instantField,
  /** Without folders; ASCII. */
  fileName: z.string().regex(/^[A-Za-z0-9._-]{1,80}$/),
  format: z.enum(['application/pdf', 'image/jpeg']),
  pages: z.int().min(1).max(100_000),
});
export type ScanUpload = z.infer<typeof scanUpload>;

/**
 * `taken` it is on the server's disk, from now on the server's to send: the terminal forgets it. So it is for one that came before ·
 * `no-address` · `too-large` the server takes none of this size: nothing of it is kept, and nothing will change that.
 */
export const scanUploadAnswer = z.strictObject({ scan: z.enum(['taken', 'no-address', 'too-large']) });
export type ScanUploadAnswer = z.infer<typeof scanUploadAnswer>;
